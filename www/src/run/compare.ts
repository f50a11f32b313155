// What the server did, beside what ddlint said.

import type { FilePlan, Lock, Statement } from "../engine/contract";
import { tableName } from "../findings/words";
import type { News } from "./protocol";

type Done = Extract<News, { kind: "step" }>;

/** One thing that both speak of. */
export interface Line {
    said: string;
    seen: string;
    agrees: boolean;
}

export interface Comparison {
    agrees: boolean;
    lines: Line[];
}

/** Locks on tables that were there before, rewrites, errors: these can be compared. */
export function compare(statement: Statement, file: FilePlan, index: number, done: Done): Comparison {
    const lines = done.error || statement.fails ? [failure(statement, done)] : done.unseen ? [] : [...locks(statement, file, index, done), ...rewrites(statement, done), ...reads(statement, done)];
    return { agrees: lines.every(({ agrees }) => agrees), lines };
}

function failure(statement: Statement, { error }: Done): Line {
    const said = statement.fails ? `fails: ${statement.fails.message} (${statement.fails.sqlstate})` : mayFail(statement) ? "may fail, if rows are there" : "works";
    const seen = error ? `failed: ${error.message} (${error.code})` : "worked";
    const agrees = statement.fails ? error?.code === statement.fails.sqlstate : mayFail(statement) && isAboutRows(error?.code);
    return { said, seen, agrees };
}

/** Whether rows decide: every row is checked. */
const mayFail = ({ effects }: Statement) => effects.some(({ scan }) => scan === "verify" || scan === "validate-foreign-key" || scan === "index-build" || scan === "rewrite");

/** Class 22 and 23: a value or a constraint (manual, appendix A). */
const isAboutRows = (code = "") => code.startsWith("22") || code.startsWith("23");

/** The strongest lock that is held on each relation when the statement has run. */
function locks(statement: Statement, file: FilePlan, index: number, done: Done): Line[] {
    const held = expected(statement, file, index);
    const relations = new Set([...done.seen.filter(({ existed }) => existed).map(({ relation }) => relation), ...held.keys()]);
    return [...relations].sort().flatMap(relation => {
        const seen = done.seen.find(known => known.relation === relation);
        const said = held.get(relation);
        if (seen?.existed === false || (said?.isNew && !seen)) {
            return [];
        }
        const name = tableName(relation);
        return [{ said: said ? `${said.lock} on ${name}` : `no lock on ${name}`, seen: seen ? `${seen.lock} on ${name}` : `no lock on ${name}`, agrees: said?.lock === seen?.lock }];
    });
}

const STRENGTH = ["ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"];

function expected(statement: Statement, file: FilePlan, index: number): Map<string, { lock: string; isNew: boolean }> {
    const locks = file.transactions[statement.transaction]?.locks ?? [];
    const covering = locks.filter(lock => lock.taken.statement <= index && isHeldAfter(lock, index));
    const strongest = new Map<string, { lock: string; isNew: boolean }>();
    for (const { relation, lock, new: since } of covering) {
        const known = strongest.get(relation);
        if (!known || STRENGTH.indexOf(lock) > STRENGTH.indexOf(known.lock)) {
            strongest.set(relation, { lock, isNew: since !== null });
        }
    }
    return strongest;
}

/** COMMIT and ROLLBACK have let it go when they are done; a statement that commits by itself is asked before that. */
function isHeldAfter({ released }: Lock, index: number): boolean {
    const last = released?.statement ?? Infinity;
    return last > index || (last === index && (released?.by === "statement" || released?.by === "end"));
}

function rewrites(statement: Statement, done: Done): Line[] {
    const said = (relation: string) => statement.effects.some(effect => effect.relation === relation && effect.rewrite);
    // TRUNCATE gives a table a new file too, an empty one.
    const emptied = (relation: string) => statement.data_loss.some(loss => loss.kind === "rows" && relation.endsWith(loss.table));
    const existing = done.seen.filter(({ existed }) => existed);
    return existing.filter(({ relation, rewritten }) => rewritten || said(relation)).map(({ relation, rewritten }) => {
        const name = tableName(relation);
        const claims = said(relation) || emptied(relation);
        return { said: claims ? `${name} is written anew` : `${name} keeps its file`, seen: rewritten ? `${name} got a new file` : `${name} kept its file`, agrees: claims === rewritten };
    });
}

/** What the server says of itself at DEBUG1: that it reads a table in full, or builds an index of it. */
function reads(statement: Statement, done: Done): Line[] {
    const claims = (relation: string, kinds: string[]) => statement.effects.some(effect => effect.relation === relation && (kinds.includes(effect.scan) || (effect.index_build && kinds.includes("index-build"))));
    const told = (notice: string, words: RegExp, kinds: string[], claim: (table: string, isMade: boolean) => string): Line[] => {
        const table = words.exec(notice)?.[1];
        const seen = done.seen.find(({ relation, existed }) => existed && relation.split(".").at(-1) === table);
        if (!seen) {
            return [];
        }
        const agrees = claims(seen.relation, kinds);
        return [{ said: claim(tableName(seen.relation), agrees), seen: `“${notice}”`, agrees }];
    };
    return done.notices.flatMap(notice => [
        ...told(notice, /^verifying table "(.*)"$/, ["verify", "validate-foreign-key", "rewrite"], (name, isMade) => `rows of ${name} are ${isMade ? "" : "not "}checked`),
        ...told(notice, /^building index ".*" on table "(.*)"(?: serially.*| with request.*)?$/, ["index-build", "rewrite"], (name, isMade) => `${isMade ? "an" : "no"} index of ${name} is built`),
    ]);
}
