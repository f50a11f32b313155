// The geometry of the lock timeline: statements are columns, tables are lanes, locks are bars.

import type { Blocks, FilePlan, Lock, Since, Statement, Transaction } from "../engine/contract";
import { grows, SHORT_WORK, tableName, workOf } from "../findings/words";

export interface Column {
    /** The place among all statements of the picture. */
    index: number;
    path: string;
    statement: Statement;
    x: number;
    width: number;
    /** Whether it takes longer the more rows there are. */
    grows: boolean;
    title: string;
}

/** The part of a bar in one statement: what it does itself, or what it leaves locked for a later one. */
export interface Stretch {
    x: number;
    width: number;
    /** The lock was taken by an earlier statement. */
    held: boolean;
    grows: boolean;
    /** What is done to the table meanwhile. */
    work: string;
    column: number;
}

export interface Bar {
    lock: string;
    blocks: Blocks;
    stretches: Stretch[];
}

export interface Lane {
    relation: string;
    new: Since;
    bars: Bar[];
}

export interface Group {
    x: number;
    width: number;
    kind: Transaction["kind"];
    endedBy: string;
    /** A statement in it is refused: nothing is committed. */
    fails: boolean;
    statements: number;
}

export interface Layout {
    width: number;
    columns: Column[];
    lanes: Lane[];
    groups: Group[];
    /** Where each file begins; empty where there is one only. */
    files: { x: number; path: string }[];
}

const NARROWEST = 60;
const WIDEST = 120;
/** How much wider a statement is that grows with the table. */
const GROWTH = 2;
const INSTANT = 16;

/** Lays a plan out in the width that there is; it takes more where it must. */
export function layOut(files: FilePlan[], available: number): Layout {
    const columns = placeColumns(files, available - roomForNames(files));
    const lanes = new Map<string, Lane>();
    const groups: Group[] = [];
    const begins: Layout["files"] = [];
    let first = 0;
    for (const file of files) {
        begins.push({ x: columns[first]?.x ?? 0, path: file.path });
        for (const transaction of file.transactions) {
            groups.push(group(transaction, columns, first));
            transaction.locks.forEach(lock => laneOf(lanes, lock).bars.push(bar(lock, transaction, columns, first)));
        }
        first += file.statements.length;
    }
    const last = columns.at(-1);
    return { width: last ? last.x + last.width : 0, columns, lanes: [...lanes.values()].sort(byHarm), groups, files: files.length > 1 ? begins : [] };
}

/** About what the longest name of a lane takes. */
function roomForNames(files: FilePlan[]): number {
    const names = files.flatMap(({ transactions }) => transactions.flatMap(({ locks }) => locks.map(({ relation }) => tableName(relation).length)));
    return Math.min(170, Math.max(70, Math.max(0, ...names) * 8.5 + 28));
}

function placeColumns(files: FilePlan[], available: number): Column[] {
    const statements = files.flatMap(({ path, statements }) => statements.map(statement => ({ path, statement, grows: !statement.fails && statement.effects.some(grows) })));
    const units = statements.reduce((sum, { grows }) => sum + (grows ? GROWTH : 1), 0);
    const unit = Math.min(WIDEST, Math.max(NARROWEST, Math.floor(available / Math.max(1, units))));
    let x = 0;
    return statements.map((statement, index) => {
        const width = unit * (statement.grows ? GROWTH : 1);
        const column = { ...statement, index, x, width, title: title(statement.statement.summary) };
        x += width;
        return column;
    });
}

/** The statement's first words: what kind it is. */
function title(summary: string): string {
    const [first = "", second = "", third = ""] = summary.split(/\s+/);
    const verb = first.toUpperCase();
    if (verb === "CREATE" || verb === "DROP" || verb === "ALTER") {
        return ["UNIQUE", "MATERIALIZED", "OR", "TEMP"].includes(second.toUpperCase()) ? `${verb} ${third.toUpperCase()}` : `${verb} ${second.toUpperCase()}`;
    }
    return verb;
}

function group(transaction: Transaction, columns: Column[], first: number): Group {
    const from = columns[first + transaction.start_statement];
    const to = columns[first + transaction.end_statement];
    const x = from?.x ?? 0;
    const statements = transaction.end_statement - transaction.start_statement + 1;
    const fails = columns.slice(first + transaction.start_statement, first + transaction.end_statement + 1).some(({ statement }) => statement.fails);
    return { x, width: to ? to.x + to.width - x : 0, kind: transaction.kind, endedBy: transaction.ended_by, fails, statements };
}

function laneOf(lanes: Map<string, Lane>, lock: Lock): Lane {
    const key = `${lock.new}\n${lock.relation}`;
    const lane = lanes.get(key) ?? { relation: lock.relation, new: lock.new, bars: [] };
    lanes.set(key, lane);
    return lane;
}

function bar(lock: Lock, transaction: Transaction, columns: Column[], first: number): Bar {
    const last = Math.min(lock.released?.statement ?? transaction.end_statement, transaction.end_statement);
    const covered = columns.slice(first + lock.taken.statement, first + last + 1);
    const stretches = covered.map((column, at) => stretch(lock, column, at > 0));
    return { lock: lock.lock, blocks: lock.blocks, stretches };
}

function stretch(lock: Lock, column: Column, held: boolean): Stretch {
    const effect = column.statement.effects.find(({ relation }) => relation === lock.relation);
    const work = effect ? SHORT_WORK[workOf(effect)] : "";
    const width = held || column.grows ? column.width : INSTANT;
    return { x: column.x, width, held, grows: column.grows, work, column: column.index };
}

/** Who waits longest comes first; tables that nobody can wait for come last. */
function byHarm(one: Lane, other: Lane): number {
    return harm(other) - harm(one);
}

function harm(lane: Lane): number {
    const worst = Math.max(0, ...lane.bars.map(({ blocks }) => ["nothing", "writes", "reads-and-writes"].indexOf(blocks)));
    const isLong = lane.bars.some(({ blocks, stretches }) => blocks !== "nothing" && stretches.some(stretch => stretch.grows));
    return lane.new === null ? worst + 1 + Number(isLong) * 3 : 0;
}
