// The engine's own thread: ddlint in WebAssembly.

import { fix, format, init, lint, plan } from "ddlint";
import type { Report } from "./contract";
import type { Calls, Input, Method, Outcome, Request } from "./protocol";

/** What one page can show: the rest is counted. */
const MOST_DIAGNOSTICS = 400;
const MOST_STATEMENTS = 150;

type LintOptions = NonNullable<Parameters<typeof lint>[1]>;

let ready: Promise<void> | null = null;

/** What could not be loaded is tried again with the next call. */
const start = () => (ready ??= init().catch(error => {
    ready = null;
    throw error;
}));

const calls: { [M in Method]: (input: Calls[M]["input"]) => Calls[M]["answer"] } = {
    lint: input => shorten(lint(given(input), options(input)), plan(given(input), options(input)).files),
    plan: input => (input.files.length === 0 ? [] : plan(given(input), options(input)).files),
    fix: input => fix(given(input), { ...options(input), unsafe: input.unsafe }).files.map(({ path, text }) => ({ path, text })),
    format: input => format(lint(given(input), options(input)), input.format),
};

addEventListener("message", ({ data }: MessageEvent<Request>) => void answer(data));

async function answer({ id, method, input }: Request): Promise<void> {
    try {
        await start();
        postMessage({ id, answer: calls[method](input as never) });
    } catch (error) {
        postMessage({ id, error: error instanceof Error ? error.message : String(error) });
    }
}

const given = ({ history, files }: Input) => ({ files, history });

function options({ config, options }: Input): LintOptions {
    const { framework, preset, targetVersion, transaction } = options;
    return {
        targetVersion,
        framework: framework as NonNullable<LintOptions["framework"]>,
        preset: preset as NonNullable<LintOptions["preset"]>,
        ...(transaction === "auto" ? {} : { assumeTransaction: transaction === "assume" }),
        ...(config === null ? {} : { config }),
    };
}

function shorten(report: Report, files: Outcome["plan"]): Outcome {
    let room = MOST_STATEMENTS;
    const shown = files.map(file => {
        const statements = file.statements.slice(0, room);
        room -= statements.length;
        return { ...file, statements, transactions: file.transactions.filter(({ start_statement }) => start_statement < statements.length) };
    });
    const statements = files.reduce((sum, file) => sum + file.statements.length, 0);
    const { summary, diagnostics } = report;
    return {
        report: { summary, diagnostics: diagnostics.slice(0, MOST_DIAGNOSTICS) },
        plan: shown,
        omitted: { diagnostics: Math.max(0, diagnostics.length - MOST_DIAGNOSTICS), statements: Math.max(0, statements - MOST_STATEMENTS) },
    };
}
