// What the page and the worker say to each other.

import type { Options, SourceFile } from "../state";
import type { FilePlan, Report } from "./contract";

export interface Input {
    history: SourceFile[];
    files: SourceFile[];
    config: string | null;
    options: Options;
}

/** What one look at the input gives. */
export interface Outcome {
    report: Report;
    plan: FilePlan[];
    /** Findings and statements beyond what a page can show. */
    omitted: { diagnostics: number; statements: number };
}

export interface Calls {
    lint: { input: Input; answer: Outcome };
    /** All statements of files; none where there are no files. */
    plan: { input: Input; answer: FilePlan[] };
    /** The files after the fixes. */
    fix: { input: Input & { unsafe: boolean }; answer: SourceFile[] };
    format: { input: Input & { format: "markdown" | "html" }; answer: string };
}

export type Method = keyof Calls;
export type Request = { [M in Method]: { id: number; method: M; input: Calls[M]["input"] } }[Method];
export type Response = { id: number; answer: unknown } | { id: number; error: string };
