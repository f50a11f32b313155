// The API, the same everywhere; the files beside it know where the WebAssembly comes from.
import * as glue from "./wasm/ddlint.js";

/** @typedef {import("./wasm/types.js").Report} Report */
/** @typedef {import("./wasm/types.js").Plan} Plan */
/** @typedef {import("./wasm/types.js").Fixed} Fixed */
/** @typedef {import("./wasm/types.js").Rule} Rule */
/** @typedef {import("./wasm/types.js").Options} Options */
/** @typedef {import("./wasm/types.js").Format} Format */

/**
 * A file. Its path, with `/` or `\\` between folders, shows what runs the files, and in which order.
 * @typedef {{ path: string, text: string }} Text
 */

/**
 * What is read: SQL, a file, or files with their history. History ran before: it tells which tables, types and proofs there are,
 * and is not reported. It may hold what else shows how the files are run, such as `drizzle/meta/_journal.json`.
 * @typedef {string | Text | { files: readonly Text[], history?: readonly Text[] }} Input
 */

/**
 * Where the WebAssembly comes from, if not from the file beside the package: a URL, a Response or a promise of one, bytes, or
 * a WebAssembly.Module. (Not every project has types for all of them.)
 * @typedef {string | object} WasmSource
 */

/**
 * - `invalid-input`: the first argument is none that ddlint reads
 * - `invalid-options`: an option or the configuration
 * - `unknown-rule`, `unknown-format`: a name that ddlint does not know
 * - `not-initialized`: `init` was not called, or has not ended
 * - `internal`: a mistake of ddlint; the next call works
 * @typedef {"invalid-input" | "invalid-options" | "unknown-rule" | "unknown-format" | "not-initialized" | "internal"} ErrorCode
 */

/** What every function throws. */
export class DdlintError extends Error {
    /**
     * @param {ErrorCode} code
     * @param {string} message
     * @param {ErrorOptions} [options]
     */
    constructor(code, message, options) {
        super(message, options);
        this.name = "DdlintError";
        /**
         * What went wrong, for programs.
         * @readonly
         * @type {ErrorCode}
         */
        this.code = code;
    }
}

/**
 * Finds what is dangerous in migrations.
 * @param {Input} input
 * @param {Options} [options]
 * @returns {Report} as `ddlint --format json` prints it, but with places in UTF-16 units
 */
export function lint(input, options) {
    const run = read(input, options);
    return remembered(run, answer(run, glue.lint));
}

/**
 * Shows statement by statement which locks are taken, for how long, and what is still held.
 * @param {Input} input
 * @param {Options} [options]
 * @returns {Plan} as `ddlint plan --format json` prints it, but with places in UTF-16 units
 */
export function plan(input, options) {
    const run = read(input, options);
    /** @type {Plan} */
    const found = answer(run, glue.plan);
    run.name(found.files);
    return found;
}

/**
 * Applies the fixes that keep what a migration ends in; with `unsafe` in the options the others too.
 * @param {Input} input
 * @param {Options} [options]
 * @returns {Fixed} the files as they are now, and a report of what is left
 */
export function fix(input, options) {
    const run = read(input, options);
    /** @type {Fixed} */
    const fixed = answer(run, glue.fix);
    const texts = [...fixed.files.map(file => file.text), ...run.texts.slice(run.reported)];
    remembered({ ...run, texts, fixed: fixed.report.summary.fixed }, fixed.report);
    run.name(fixed.files);
    return fixed;
}

/**
 * All rules.
 * @returns {Rule[]}
 */
export function rules() {
    return JSON.parse(call(() => glue.rules()));
}

/**
 * A rule's page: why it matters, bad and good examples.
 * @param {string} rule its name
 * @returns {string} Markdown
 */
export function explain(rule) {
    return call(() => glue.explain(String(rule)));
}

/**
 * A report as text, such as `"sarif"` or `"markdown"`.
 * @param {Report} report what `lint` returned, or `report` of what `fix` returned; or the same with some of its findings left out, such as
 * `{ ...report, diagnostics: report.diagnostics.filter(…) }`
 * @param {Format} name
 * @returns {string} as `ddlint --format` prints it
 */
export function format(report, name) {
    const made = runs.get(report?.summary);
    const places = new Map(made?.findings.map((finding, place) => [finding, place]));
    if (!made || !Array.isArray(report.diagnostics) || !report.diagnostics.every(finding => places.has(finding))) {
        const taken = "a report that lint or fix returned here, or one with some of its findings, but no copies of them";
        throw new DdlintError("invalid-input", `format takes ${taken}`);
    }
    const { paths, texts, reported, options, now, fixed } = made;
    const kept = Uint32Array.from(report.diagnostics, finding => places.get(finding) ?? 0);
    return call(() => glue.format(paths, texts, reported, options, now, String(name), kept, fixed));
}

/**
 * Reads the WebAssembly at once.
 * @param {object} module bytes, or a WebAssembly.Module
 */
export function initSync(module) {
    glue.initSync({ module: /** @type {WebAssembly.Module} */ (module) });
    ready = true;
}

/**
 * Reads the WebAssembly.
 * @param {WasmSource} source
 */
export async function load(source) {
    await glue.default({ module_or_path: /** @type {URL} */ (source) });
    ready = true;
}

/**
 * Where it can be read without waiting, the first call does so.
 * @param {() => object} module
 */
export function provide(module) {
    provided = module;
}

let ready = false;

/** The last call ended in the middle: the memory of the WebAssembly is not to be trusted, and the next call gets a new one. */
let stopped = false;

/** @type {(() => object) | undefined} */
let provided;

/**
 * What a call read.
 * @typedef {object} Run
 * @property {string[]} paths
 * @property {string[]} texts
 * @property {number} reported how many of them are reported: those after them are history
 * @property {string} options as JSON
 * @property {number} now
 * @property {number} [fixed] how many fixes were applied, if that was asked for
 * @property {(named: { path: string }[]) => void} name gives paths back as they were given
 */

/**
 * The calls that reports come from, and what they found, by what a report keeps when some of its findings are left out.
 * @type {WeakMap<Report["summary"], Run & { findings: Report["diagnostics"] }>}
 */
const runs = new WeakMap();

/**
 * @param {Run} run
 * @param {Report} report
 */
function remembered(run, report) {
    runs.set(report.summary, { ...run, findings: [...report.diagnostics] });
    run.name(report.diagnostics);
    return report;
}

/**
 * @param {Input} input
 * @param {Options} [options]
 * @returns {Run}
 */
function read(input, options = {}) {
    const { files, history = [] } = listed(input);
    const all = [...files, ...history];
    if (!all.every(file => typeof file?.path === "string" && file.path !== "" && typeof file.text === "string")) {
        throw new DdlintError("invalid-input", "every file is { path, text }: two strings, and the path is not empty");
    }
    const given = new Map(all.map(file => [slashed(file.path), file.path]));
    return {
        paths: all.map(file => slashed(file.path)),
        texts: all.map(file => file.text),
        reported: files.length,
        options: JSON.stringify(options),
        now: Date.now(),
        name: named => named.forEach(one => (one.path = given.get(one.path) ?? one.path)),
    };
}

/**
 * @param {Input} input
 * @returns {{ files: readonly Text[], history?: readonly Text[] }}
 */
function listed(input) {
    if (typeof input === "string") {
        return { files: [{ path: "-", text: input }] };
    }
    if (typeof input === "object" && input !== null && "text" in input) {
        return { files: [input] };
    }
    if (Array.isArray(input?.files) && (input.history === undefined || Array.isArray(input.history))) {
        return input;
    }
    throw new DdlintError("invalid-input", "the input is SQL, { path, text }, or { files, history }: lists of { path, text }");
}

/**
 * The path with `/`, whatever the system.
 * @param {string} path
 */
function slashed(path) {
    return path.replaceAll("\\", "/").replace(/^(\.\/+)+/, "");
}

/**
 * @param {Run} run
 * @param {typeof glue.lint} work
 */
function answer({ paths, texts, reported, options, now }, work) {
    return JSON.parse(call(() => work(paths, texts, reported, options, now)));
}

/**
 * @param {() => string} work
 */
function call(work) {
    start();
    stopped = true;
    try {
        const text = work();
        stopped = false;
        return text;
    } catch (error) {
        if (typeof error !== "string") {
            throw failure(error);
        }
        stopped = false;
        throw mistake(error);
    }
}

function start() {
    if (stopped) {
        glue.__wbg_reset_state();
        stopped = false;
    }
    if (!ready && provided) {
        initSync(provided());
    }
    if (!ready) {
        throw new DdlintError("not-initialized", "await init() first");
    }
}

/**
 * What ddlint said of the call.
 * @param {string} json
 */
function mistake(json) {
    const { code, message } = JSON.parse(json);
    return new DdlintError(code, message);
}

/**
 * The WebAssembly stopped. There may be next to no stack left here.
 * @param {unknown} cause
 */
function failure(cause) {
    let said = String(cause);
    try {
        said = glue.panic_message() || said;
    } catch {
        // It stopped so hard that it cannot say why.
    }
    return new DdlintError("internal", `ddlint failed on this input, please report it: ${said}`, { cause });
}
