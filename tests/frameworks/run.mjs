// Runs migrations with the tools that people use, looks at what a PostgreSQL 15 holds afterwards, and compares that with
// `measured.json`; `UPDATE=1` writes it. `cargo test` compares the same file with what ddlint says of the same migrations.
// `node run.mjs [TOOL]…` runs some of them, `--quick` those that npm installs whole.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CASES, MADE } from "./cases.mjs";
import { query, start } from "./server.mjs";
import { TOOLS } from "./tools.mjs";

const RECORD = new URL("measured.json", import.meta.url);
const MODULES = fileURLToPath(new URL("node_modules", import.meta.url));
const BASE = "CREATE SCHEMA app; CREATE TABLE app.base (id int)";
const THERE = `SELECT relname AS name FROM pg_class LEFT JOIN pg_index ON indexrelid = pg_class.oid
    WHERE relname = ANY ($1) AND indisvalid IS DISTINCT FROM false ORDER BY relname`;

if (process.platform !== "linux" || process.arch !== "x64") {
    console.log("the tools are measured on Linux on x64 only");
    process.exit(0);
}
const quick = process.argv.includes("--quick");
const wanted = process.argv.slice(2).filter(argument => argument !== "--quick");
const named = TOOLS.filter(tool => wanted.length === 0 || wanted.includes(tool.framework));
const chosen = named.filter(tool => !quick || !tool.program);
const installed = chosen.filter(tool => !tool.program || spawnSync("which", [tool.program]).status === 0);
const skipped = chosen.filter(tool => !installed.includes(tool)).map(tool => tool.framework);
const record = JSON.parse(readFileSync(RECORD, "utf8"));
const server = await start();
const measured = [];
try {
    for (const tool of installed) {
        for (const optOut of tool.optOut ? [false, true] : [false]) {
            for (const name of Object.keys(CASES)) {
                measured.push(await measure(tool, name, optOut));
            }
        }
    }
} finally {
    await server.stop();
}
const differ = compare();
differ.forEach(line => console.error(line));
const missing = skipped.length > 0 ? `, not installed: ${skipped.join(", ")}` : "";
console.log(`${measured.length - differ.length} passed, ${differ.length} failed${missing ? `, ${skipped.length} skipped` : ""}`);
missing && console.log(missing.slice(2));
process.exitCode = differ.length > 0 ? 1 : 0;

/** What one tool does with one case, in a database and a folder of its own. */
async function measure(tool, step, optOut) {
    const files = tool.files(CASES[step], optOut);
    const folder = mkdtempSync(join(tmpdir(), "ddlint-tool-"));
    symlinkSync(MODULES, join(folder, "node_modules"));
    const write = (path, text) => {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
    };
    files.forEach(([path, text]) => write(path, text));
    await query(server.url("postgres"), "DROP DATABASE IF EXISTS steps WITH (FORCE)");
    await query(server.url("postgres"), "CREATE DATABASE steps");
    const url = server.url("steps");
    await query(url, BASE);
    try {
        const error = await Promise.resolve(tool.run({ folder, url, write })).then(() => null, told);
        const there = (await query(url, THERE, [MADE])).map(row => row.name);
        return { tool: name(tool), version: version(tool), case: step, opted_out: optOut, files: Object.fromEntries(files), error, there };
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

function name({ framework, variant }) {
    return variant ? `${framework} (${variant})` : framework;
}

/** The server's own words in what a tool says: the rest differs from run to run. */
function told(error) {
    const said = [error.message, error.cause?.message, error.parent?.message].filter(Boolean).join("\n");
    process.env.VERBOSE && console.error(said);
    const words = /[A-Z]+( INDEX CONCURRENTLY)? cannot (run|be executed) (inside|from) (a transaction block|a function)|relation \\?"\w+\\?" already exists/.exec(said);
    return words ? words[0].replaceAll("\\", "") : said.split("\n")[0];
}

function version(tool) {
    if (!tool.version) {
        const said = spawnSync(tool.program, ["--version"], { encoding: "utf8" });
        return /\d+(\.\d+)+/.exec(said.stdout + said.stderr)?.[0] ?? "unknown";
    }
    if (tool.version.startsWith("cargo:")) {
        const lock = readFileSync(new URL("rust/Cargo.lock", import.meta.url), "utf8");
        return lock.split(`name = "${tool.version.slice(6)}"\nversion = "`)[1].split('"')[0];
    }
    const manifest = new URL(`node_modules/${tool.version}/package.json`, import.meta.url);
    return JSON.parse(readFileSync(manifest, "utf8")).version;
}

/** What differs from the record; it is written anew on demand. */
function compare() {
    const key = one => `${one.tool} ${one.case}${one.opted_out ? " opted out" : ""}`;
    const known = new Map(record.map(one => [key(one), one]));
    if (process.env.UPDATE) {
        measured.forEach(one => known.set(key(one), one));
        writeFileSync(RECORD, `${JSON.stringify([...known.values()], null, 4)}\n`);
        return [];
    }
    const same = (one, other) => other && JSON.stringify([one.error, one.there, one.files]) === JSON.stringify([other.error, other.there, other.files]);
    return measured.filter(one => !same(one, known.get(key(one)))).map(one => `${key(one)}: ${JSON.stringify([one.error, one.there])}`);
}
