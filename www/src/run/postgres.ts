// PostgreSQL in WebAssembly, in a thread of its own: it can be ended when it hangs.

import { fill } from "./rows";
import type { News, Order, Step } from "./protocol";
import { files, locksNow, type Database } from "./server";

const tell = (news: News) => postMessage(news);

addEventListener("message", ({ data }: MessageEvent<Order>) => {
    run(data).catch((error: unknown) => tell({ kind: "crash", error: error instanceof Error ? error.message : String(error) }));
});

async function open(major: Order["major"]): Promise<Database> {
    switch (major) {
        case 18:
            return new (await import("@electric-sql/pglite")).PGlite() as unknown as Database;
        case 17:
            return new (await import("pglite-17")).PGlite() as unknown as Database;
        case 16:
            return new (await import("pglite-16")).PGlite() as unknown as Database;
    }
}

async function run({ major, history, steps, rows }: Order): Promise<void> {
    tell({ kind: "progress", words: `PostgreSQL ${major} is loaded and started: 5 MB the first time` });
    const database = await open(major);
    const [version] = (await database.query<{ version: string }>("SELECT current_setting('server_version') AS version")).rows;
    tell({ kind: "progress", words: "The history runs" });
    const failed: { path: string; line: number; error: string }[] = [];
    for (const { path, line, sql } of history) {
        const why = refusal(sql);
        await (why ? Promise.reject(new Error(why)) : database.exec(sql)).catch((error: Error) => failed.push({ path, line, error: error.message }));
    }
    await database.exec("ROLLBACK").catch(() => undefined);
    await database.exec('RESET ALL; SET search_path = "$user", public');
    const { filled, empty } = await fill(database, rows);
    tell({ kind: "history", version: version?.version ?? "", failed, filled, empty });
    await database.exec("SET client_min_messages = debug1");
    const transaction: Transaction = { isOpen: false, isBroken: false };
    const before = new Set((await files(database)).keys());
    for (const step of steps) {
        await take(database, step, before, transaction);
    }
    tell({ kind: "end" });
}

/** What hangs or cannot work here, though a server would do it. */
function refusal(sql: string): string | null {
    if (/^\s*COPY\b[^;]*\bFROM\s+STDIN\b/is.test(sql)) {
        return "COPY FROM STDIN has nobody here to send rows";
    }
    return null;
}

/** What becomes of the transaction that a statement is in. */
interface Transaction {
    /** The runner's has begun. */
    isOpen: boolean;
    /** An error has ended it: only its end is left. */
    isBroken: boolean;
}

async function take(database: Database, step: Step, before: Set<number>, transaction: Transaction): Promise<void> {
    if (step.opens) {
        await database.exec("BEGIN");
        Object.assign(transaction, { isOpen: true, isBroken: false });
    }
    const ends = /^\s*(COMMIT|END|ROLLBACK|ABORT)\b/i.test(step.sql);
    const isLost = transaction.isBroken && step.inTransaction && !ends;
    const why = isLost ? "the error before it has ended the transaction" : refusal(step.sql);
    if (why) {
        tell({ kind: "skipped", at: step.at, why });
    } else {
        tell({ kind: "begin", at: step.at });
        const outcome = await perform(database, step, before);
        tell({ kind: "step", at: step.at, ...outcome });
        transaction.isBroken = step.inTransaction && (outcome.error !== null || (transaction.isBroken && !ends));
    }
    await close(database, step, transaction);
}

/** Not allowed in a block, and COMMIT in one of code. */
const FORBIDDEN = ["25001", "2D000"];

/** Inside a block, so that its locks can be seen; by itself where a block is not allowed. */
async function perform(database: Database, step: Step, before: Set<number>): Promise<Outcome> {
    const alone = !step.inTransaction;
    const outcome = await attempt(database, step, before, alone);
    if (!alone || !FORBIDDEN.includes(outcome.error?.code ?? "")) {
        return outcome;
    }
    return { ...(await attempt(database, step, before, false)), seen: [], unseen: "its locks are gone when it ends, so they cannot be looked at" };
}

/** The runner commits after its last statement; after an error this is a rollback. */
async function close(database: Database, step: Step, transaction: Transaction): Promise<void> {
    if (step.closes && transaction.isOpen) {
        await database.exec("COMMIT").catch(() => undefined);
        Object.assign(transaction, { isOpen: false, isBroken: false });
    }
}

interface Outcome {
    milliseconds: number;
    seen: Extract<News, { kind: "step" }>["seen"];
    notices: string[];
    error: { code: string; message: string } | null;
    unseen: string | null;
}

/** Runs a statement and looks at its locks before they are let go. */
async function attempt(database: Database, { sql }: Step, before: Set<number>, wrapped: boolean): Promise<Outcome> {
    const notices: string[] = [];
    const known = await files(database).catch(() => new Map());
    if (wrapped) {
        await database.exec("BEGIN");
    }
    const start = performance.now();
    try {
        await database.exec(sql, { onNotice: notice => notices.push(notice.message) });
        const milliseconds = performance.now() - start;
        const seen = await locksNow(database, known, before);
        if (wrapped) {
            await database.exec("COMMIT");
        }
        return { milliseconds, seen, notices: notices.filter(isTelling), error: null, unseen: null };
    } catch (error) {
        if (wrapped) {
            await database.exec("ROLLBACK").catch(() => undefined);
        }
        const { code = "", message = String(error) } = error as { code?: string; message?: string };
        return { milliseconds: performance.now() - start, seen: [], notices: notices.filter(isTelling), error: { code, message }, unseen: null };
    }
}

/** What the server says of rows that it reads or writes. */
const isTelling = (notice: string) => !notice.includes("pg_toast") && /^(rewriting|verifying|validating|building|scanning|.* will create implicit)|not null|skip/i.test(notice);
