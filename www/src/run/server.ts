// Looks into the server: which files tables have, and which locks are held.

import type { Seen } from "./protocol";

/** What all versions of PGlite have. */
export interface Database {
    exec(sql: string, options?: { onNotice?: (notice: { message: string }) => void }): Promise<unknown>;
    query<Row>(sql: string, parameters?: unknown[]): Promise<{ rows: Row[] }>;
}

export interface File {
    relation: string;
    file: number;
}

const RELATIONS = `
    SELECT class.oid::int AS oid, format('%s.%s', namespace.nspname, class.relname) AS relation, coalesce(pg_relation_filenode(class.oid), 0)::int AS file
    FROM pg_catalog.pg_class AS class JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
    WHERE class.relkind IN ('r', 'p', 'v', 'm', 'f') AND class.oid >= 16384 AND namespace.nspname NOT IN ('pg_toast', 'pg_catalog', 'information_schema')`;

const LOCKS = `
    SELECT relation::int AS oid, mode FROM pg_catalog.pg_locks
    WHERE locktype = 'relation' AND granted AND relation >= 16384 AND pid = pg_backend_pid()`;

/** From the weakest to the strongest. */
export const MODES = ["AccessShareLock", "RowShareLock", "RowExclusiveLock", "ShareUpdateExclusiveLock", "ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"];

/** `ACCESS EXCLUSIVE` for `AccessExclusiveLock`. */
const spoken = (mode: string) => mode.replace(/Lock$/, "").replace(/(?<=[a-z])(?=[A-Z])/g, " ").toUpperCase();

/** All relations that hold or show rows, by oid. */
export async function files(database: Database): Promise<Map<number, File>> {
    const { rows } = await database.query<File & { oid: number }>(RELATIONS);
    return new Map(rows.map(({ oid, relation, file }) => [oid, { relation, file }]));
}

/** The strongest lock on each relation, named as it was before the statement: a dropped table has no name any more. */
export async function locksNow(database: Database, known: Map<number, File>, before: Set<number>): Promise<Seen[]> {
    const { rows } = await database.query<{ oid: number; mode: string }>(LOCKS);
    const now = await files(database);
    const strongest = new Map<number, number>();
    rows.forEach(({ oid, mode }) => strongest.set(oid, Math.max(strongest.get(oid) ?? 0, MODES.indexOf(mode))));
    return [...strongest].flatMap(([oid, mode]) => {
        const relation = known.get(oid)?.relation ?? now.get(oid)?.relation;
        const files = [known.get(oid)?.file, now.get(oid)?.file];
        const rewritten = files.every(file => file) && files[0] !== files[1];
        return relation === undefined ? [] : [{ relation, lock: spoken(MODES[mode] ?? ""), existed: before.has(oid), rewritten }];
    });
}
