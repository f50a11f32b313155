// What the page asks PostgreSQL to do, and what PostgreSQL says.

/** One statement to run. */
export interface Step {
    /** Its place in the list of the page. */
    at: number;
    sql: string;
    line: number;
    /** BEGIN before it and COMMIT after it are the runner's. */
    opens: boolean;
    closes: boolean;
    /** It is in a transaction of somebody: its own one, or the runner's. */
    inTransaction: boolean;
}

export interface Order {
    major: 16 | 17 | 18;
    history: { path: string; line: number; sql: string }[];
    steps: Step[];
    rows: number;
}

/** What the server did to one relation. */
export interface Seen {
    relation: string;
    lock: string;
    /** It was there before the migration. */
    existed: boolean;
    /** It has a new file: every row was written anew. */
    rewritten: boolean;
}

export type News =
    | { kind: "progress"; words: string }
    | { kind: "history"; version: string; failed: { path: string; line: number; error: string }[]; filled: { table: string; rows: number }[]; empty: string[] }
    | { kind: "begin"; at: number }
    | { kind: "step"; at: number; milliseconds: number; seen: Seen[]; notices: string[]; error: { code: string; message: string } | null; unseen: string | null }
    | { kind: "skipped"; at: number; why: string }
    | { kind: "end" }
    | { kind: "crash"; error: string };
