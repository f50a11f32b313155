// The picture in words: which tables stop, for whom, from when until when.

import type { Blocks, DataLoss, FilePlan, Lock, Statement, Transaction } from "../engine/contract";
import { grows, SHORT_WORK, tableName } from "../findings/words";

/** A table that somebody waits for. */
export interface Stop {
    table: string;
    blocks: Blocks;
    /** Whether it is locked while something works that grows with rows. */
    grows: boolean;
    words: string;
}

export interface Verdict {
    headline: string;
    /** How much there is to fear. */
    tone: "calm" | "brief" | "stop" | "fail";
    stops: Stop[];
    /** What is lost, what fails, what was not understood. */
    notes: string[];
}

/** What the reported files do. */
export function judge(files: FilePlan[]): Verdict {
    const stops = merge(files.flatMap(file => file.transactions.flatMap(transaction => transaction.locks.filter(isFelt).map(lock => describe(lock, transaction, file)))));
    const statements = files.flatMap(file => file.statements);
    const notes = statements.flatMap(remark);
    const failing = statements.find(statement => statement.fails);
    const long = stops.filter(stop => stop.grows);
    const tone = failing ? "fail" : long.length > 0 ? "stop" : stops.length > 0 ? "brief" : "calm";
    return { headline: headline(tone, long, stops, failing, statements), tone, stops, notes };
}

const isFelt = (lock: Lock) => lock.blocks !== "nothing" && lock.new === null;

function headline(tone: Verdict["tone"], long: Stop[], stops: Stop[], failing: Statement | undefined, statements: Statement[]): string {
    switch (tone) {
        case "fail":
            return `The server refuses line ${failing?.span.line}`;
        case "stop":
            return `${names(long)} ${long.length === 1 ? "stops" : "stop"} while the migration works`;
        case "brief":
            return `${names(stops)} ${stops.length === 1 ? "is" : "are"} locked for an instant`;
        case "calm":
            return statements.length === 0 ? "Nothing runs yet" : "Nobody waits";
    }
}

function names(stops: Stop[]): string {
    const shown = stops.slice(0, 3).map(stop => `\`${stop.table}\``);
    const rest = stops.length - shown.length;
    const all = rest > 0 ? [...shown, `${rest} more`] : shown;
    return all.length > 1 ? `${all.slice(0, -1).join(", ")} and ${all.at(-1)}` : all.join("");
}

function describe(lock: Lock, transaction: Transaction, file: FilePlan): Stop {
    const at = (index: number) => file.statements[index];
    const who = lock.blocks === "writes" ? "writes wait" : "reads and writes wait";
    const from = at(lock.taken.statement)?.span.line;
    const work = lock.work.map(at).filter(statement => statement !== undefined);
    const alone = lock.released?.by === "statement";
    const during = work.map(statement => (alone ? workOf(statement) : `${workOf(statement)} (line ${statement.span.line})`));
    const span = alone ? `in line ${from}` : `from line ${from} ${end(lock, transaction, file)}`;
    const length = during.length > 0 ? `: ${during.join(", ")}, longer the more rows there are` : ", for an instant";
    return { table: tableName(lock.relation), blocks: lock.blocks, grows: during.length > 0, words: `${who} ${span}${length}` };
}

function end({ released }: Lock, transaction: Transaction, file: FilePlan): string {
    const line = file.statements[released?.statement ?? -1]?.span.line;
    switch (released?.by) {
        case "commit":
            return line === undefined ? "until COMMIT" : `until COMMIT in line ${line}`;
        case "rollback":
        case "rollback-to-savepoint":
            return `until ROLLBACK in line ${line}`;
        default:
            return transaction.kind === "runner" ? "until what runs the file commits" : "until the session ends";
    }
}

function workOf(statement: Statement): string {
    const effect = statement.effects.find(grows);
    return effect ? (effect.scan === "dml" ? "rows are read or changed" : SHORT_WORK[effect.rewrite ? "rewrite" : effect.scan]) : "work";
}

/** One entry for each table, the worst of its locks. */
function merge(stops: Stop[]): Stop[] {
    const weight = (stop: Stop) => Number(stop.grows) * 2 + Number(stop.blocks === "reads-and-writes");
    const worst = new Map<string, Stop>();
    for (const stop of stops) {
        const known = worst.get(stop.table);
        if (!known || weight(stop) > weight(known)) {
            worst.set(stop.table, stop);
        }
    }
    return [...worst.values()].sort((one, other) => weight(other) - weight(one));
}

function remark(statement: Statement): string[] {
    const { line } = statement.span;
    return [
        ...(statement.fails ? [`Line ${line} fails: ${statement.fails.message} (${statement.fails.sqlstate})`] : []),
        ...statement.data_loss.map(loss => `Line ${line}: ${lossInWords(loss)}`),
        ...(statement.understood ? [] : [`Line ${line} was not understood: what it does is not in the picture`]),
    ];
}

function lossInWords(loss: DataLoss): string {
    switch (loss.kind) {
        case "table":
            return `the table \`${loss.name}\` is gone, with its rows`;
        case "column":
            return `the values of \`${loss.table}.${loss.column}\` are gone`;
        case "rows":
            return `rows of \`${loss.table}\` are gone`;
        case "container":
            return `all in \`${loss.name}\` is gone`;
    }
}
