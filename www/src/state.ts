// What a person has put into the page: files and options. All of it travels in a link.

export interface SourceFile {
    path: string;
    text: string;
}

export type Transaction = "auto" | "assume" | "none";

export interface Options {
    targetVersion: number;
    framework: string;
    preset: string;
    transaction: Transaction;
}

export interface State {
    /** In the order in which they run. */
    files: SourceFile[];
    /** Files that are no migrations but show how those are run, such as drizzle/meta/_journal.json. */
    context: SourceFile[];
    /** Which one is open; `CONFIG` where it is the configuration. */
    active: number;
    /** How many of the last files are new; those before them are history. */
    reported: number | "all";
    /** The text of ddlint.toml, where there is one. */
    config: string | null;
    options: Options;
}

/** Stands for ddlint.toml among the places of files. */
export const CONFIG = -1;
export const CONFIG_NAME = "ddlint.toml";

export const VERSIONS = [18, 17, 16, 15, 14, 13, 12, 11];
export const PRESETS = ["recommended", "strict", "compat", "expand", "contract"];

export const DEFAULTS: Options = { targetVersion: 17, framework: "auto", preset: "recommended", transaction: "auto" };

/** The files that were deployed already, and those to look at. */
export function split(state: State): { history: SourceFile[]; files: SourceFile[] } {
    const first = firstReported(state);
    return { history: [...state.context, ...state.files.slice(0, first)], files: state.files.slice(first) };
}

/** The place of the first file that is looked at. */
export const firstReported = ({ files, reported }: State) => (reported === "all" ? 0 : Math.max(0, files.length - reported));

/** A name that no file has yet. */
export function freeName(files: SourceFile[], wanted: string): string {
    const taken = new Set([CONFIG_NAME, ...files.map(file => file.path)]);
    const [, stem = wanted, extension = ""] = /^(.*?)(\.[^./]*)?$/s.exec(wanted) ?? [];
    let name = wanted;
    for (let next = 2; taken.has(name); next += 1) {
        name = `${stem}_${next}${extension}`;
    }
    return name;
}

/** The name of the next migration, in the way of the last one: `V3__next.sql` after `V2__users.sql`. */
export function nextName(files: SourceFile[]): string {
    const parts = (files.at(-1)?.path ?? "").split("/");
    const at = parts.findLastIndex(part => /^V?\d/.test(part));
    const [, letter = "", digits = "0", mark = "_"] = /^(V?)(\d{1,18})(_*)/.exec(parts[at] ?? "") ?? [];
    const number = String(BigInt(digits) + 1n).padStart(at < 0 ? 4 : digits.length, "0");
    const name = `${letter}${number}${mark || "_"}next`;
    const path = at < 0 ? [...parts.slice(0, -1), `${name}.sql`] : [...parts.slice(0, at), at === parts.length - 1 ? `${name}.sql` : name, ...parts.slice(at + 1)];
    return freeName(files, path.join("/"));
}

/** Text that came from elsewhere as a state, or nothing where it is none. */
export function readState(value: unknown): State | null {
    const { files, context, active, reported, config, options } = (value ?? {}) as Record<string, unknown>;
    if (!Array.isArray(files) || !files.every(isFile) || files.length === 0) {
        return null;
    }
    const given = (options ?? {}) as Record<string, unknown>;
    return {
        files: files.map(({ path, text }) => ({ path, text })),
        context: Array.isArray(context) ? context.filter(isFile).map(({ path, text }) => ({ path, text })) : [],
        active: Number.isInteger(active) && (active as number) >= CONFIG && (active as number) < files.length ? (active as number) : files.length - 1,
        reported: reported === "all" || (Number.isInteger(reported) && (reported as number) > 0) ? (reported as State["reported"]) : 1,
        config: typeof config === "string" ? config : null,
        options: {
            targetVersion: VERSIONS.find(version => version === given["targetVersion"]) ?? DEFAULTS.targetVersion,
            framework: typeof given["framework"] === "string" && /^[a-z-]+$/.test(given["framework"]) ? given["framework"] : DEFAULTS.framework,
            preset: PRESETS.find(preset => preset === given["preset"]) ?? DEFAULTS.preset,
            transaction: given["transaction"] === "assume" || given["transaction"] === "none" ? given["transaction"] : "auto",
        },
    };
}

const isFile = (file: unknown): file is SourceFile =>
    typeof file === "object" && file !== null && typeof (file as SourceFile).path === "string" && typeof (file as SourceFile).text === "string";
