// `npx ddlint` is the native program: the same bytes, the same exit codes.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const cli = `${root}pkg/cli.js`;
const options = { cwd: root, maxBuffer: Infinity, env: { ...process.env, NO_COLOR: "", CLICOLOR_FORCE: "", COLUMNS: "" } };
const ran = ({ status, stdout, stderr }) => ({ status, out: stdout.toString(), err: stderr.toString() });

test("the tests of the command line pass with it", () => {
    const env = { ...options.env, DDLINT: `${process.execPath} ${cli}` };
    const { status, stdout, stderr } = spawnSync("cargo", ["test", "--test", "cli"], { ...options, env });
    assert.equal(status, 0, `${stdout}${stderr}`);
});

const COMMANDS = [
    "--help",
    "lint --help",
    "-h",
    "--version",
    "examples",
    "examples --color always",
    "--assume-transaction --target-version 12 --preset strict examples",
    "plan examples",
    "plan --format html examples",
    "frameworks tests/documents",
    "rules",
    "explain add-required-column",
    "completions zsh",
    "lint no/such/folder",
    "lint rules",
    "--fomat json",
    "tests/documents --format sarif",
];

for (const command of COMMANDS) {
    test(`ddlint ${command}`, () => {
        const args = command.split(" ");
        const native = ran(spawnSync(`${root}target/debug/ddlint`, args, options));
        assert.deepEqual(ran(spawnSync(process.execPath, [cli, ...args], options)), native);
    });
}

test("a reader that went away is no error", () => {
    const { status, stderr } = spawnSync("bash", ["-c", `"${process.execPath}" "${cli}" rules --format json | head -c 1`], options);
    assert.deepEqual([status, stderr.toString()], [0, ""]);
});
