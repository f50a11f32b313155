// The picture in words: which tables stop, for whom, from when until when.

import type { Blocks, DataLoss, FilePlan, Lock, Statement, Transaction } from "../engine/contract";
import { grows, tableName, WORK, workOf } from "../findings/words";

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
    tone: "calm" | "brief" | "loss" | "stop" | "fail";
    stops: Stop[];
    /** What is lost, what fails, what was not understood. */
    notes: string[];
}

/** What the reported files do. */
export function judge(files: FilePlan[]): Verdict {
    const place = (file: FilePlan, line: number | undefined) => (files.length > 1 ? `line ${line} of ${file.path}` : `line ${line}`);
    const felt = files.flatMap(file => file.transactions.flatMap(transaction => transaction.locks.filter(isFelt).map(lock => describe(lock, transaction, file, place))));
    const stops = merge(felt);
    const remarks = files.flatMap(file => file.statements.flatMap(statement => remark(statement, place(file, statement.span.line), file)));
    const failing = files.flatMap(file => file.statements.filter(({ fails }) => fails).map(({ span }) => place(file, span.line)));
    const long = stops.filter(stop => stop.grows);
    const rows = files.flatMap(changedRows);
    const losses = files.flatMap(file => file.statements.filter(({ fails }) => !fails).flatMap(({ data_loss }) => data_loss.map(lossInWords)));
    const tone = failing.length > 0 ? "fail" : long.length > 0 ? "stop" : losses.length > 0 ? "loss" : stops.length + rows.length > 0 ? "brief" : "calm";
    const isEmpty = files.every(({ statements }) => statements.length === 0);
    return { headline: headline(tone, { long, stops, rows, losses, failing, isEmpty }), tone, stops, notes: remarks };
}

type Place = (file: FilePlan, line: number | undefined) => string;

const isFelt = (lock: Lock) => lock.blocks !== "nothing" && lock.new === null;

interface Found {
    long: Stop[];
    stops: Stop[];
    rows: string[];
    losses: string[];
    failing: string[];
    isEmpty: boolean;
}

function headline(tone: Verdict["tone"], { long, stops, rows, losses, failing, isEmpty }: Found): string {
    switch (tone) {
        case "fail":
            return `The server refuses ${failing[0]}`;
        case "stop":
            return `${names(long.map(({ table }) => table))} ${long.length === 1 ? "stops" : "stop"} while the migration works`;
        case "loss": {
            const [first = ""] = losses;
            return first.charAt(0).toUpperCase() + first.slice(1);
        }
        case "brief":
            return stops.length > 0
                ? `${names(stops.map(({ table }) => table))} ${stops.length === 1 ? "is" : "are"} locked for an instant`
                : `No table stops; changed rows of ${names(rows)} stay locked to the end`;
        case "calm":
            return isEmpty ? "Nothing runs yet" : "Nobody waits";
    }
}

/** Tables that stay open while many of their rows are locked. */
function changedRows(file: FilePlan): string[] {
    const effects = file.statements.filter(({ fails }) => !fails).flatMap(statement => statement.effects);
    const changed = effects.filter(effect => effect.lock === "ROW EXCLUSIVE" && effect.scan === "dml" && effect.new === null);
    return [...new Set(changed.map(effect => tableName(effect.relation)))];
}

function names(tables: string[]): string {
    const shown = tables.slice(0, 3).map(table => `\`${table}\``);
    const rest = tables.length - shown.length;
    const all = rest > 0 ? [...shown, `${rest} more`] : shown;
    return all.length > 1 ? `${all.slice(0, -1).join(", ")} and ${all.at(-1)}` : all.join("");
}

function describe(lock: Lock, transaction: Transaction, file: FilePlan, place: Place): Stop {
    const at = (index: number) => file.statements[index];
    const line = (statement: Statement | undefined) => place(file, statement?.span.line);
    const who = lock.blocks === "writes" ? "writes wait" : "reads and writes wait";
    const work = lock.work.map(at).filter(statement => statement !== undefined && !statement.fails) as Statement[];
    const alone = lock.released?.by === "statement";
    const during = work.map(statement => (alone ? workOfStatement(statement) : `${workOfStatement(statement)} (line ${statement.span.line})`));
    const from = line(at(lock.taken.statement));
    const span = alone ? `in ${from}` : `from ${from} ${end(lock, transaction, file)}`;
    const length = during.length > 0 ? `, while ${list(during)}: longer the more rows there are` : ", for an instant";
    return { table: tableName(lock.relation), blocks: lock.blocks, grows: during.length > 0, words: `${who} ${span}${length}` };
}

/** No more than a person reads. */
function list(parts: string[]): string {
    const shown = parts.length > 4 ? [...parts.slice(0, 3), `${parts.length - 3} more statements work`] : parts;
    return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : shown.join("");
}

function end({ released }: Lock, transaction: Transaction, file: FilePlan): string {
    const failing = file.statements.slice(transaction.start_statement, transaction.end_statement + 1).find(({ fails }) => fails);
    if (failing) {
        return `until line ${failing.span.line} fails`;
    }
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

function workOfStatement(statement: Statement): string {
    const effect = statement.effects.find(grows);
    return effect ? WORK[workOf(effect)] : "it works";
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

function remark(statement: Statement, place: string, file: FilePlan): string[] {
    const line = place.replace(/^l/, "L");
    const { fails } = statement;
    const undone = file.transactions[statement.transaction]?.kind === "autocommit" ? "" : ", and its whole transaction is undone";
    return [
        ...(fails ? [`${line} fails: ${fails.message} (${fails.sqlstate})${undone}`] : []),
        ...(fails ? [] : statement.data_loss.map(loss => `${line}: ${lossInWords(loss)}`)),
        ...(statement.understood ? [] : [`${line} was not understood: what it does is not in the picture`]),
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
