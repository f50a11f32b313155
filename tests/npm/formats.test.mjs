// What other programs read, against what they say of it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, test } from "node:test";
import { folder, print, root, tools, write } from "./project.mjs";

const temporary = folder();
after(temporary.remove);

/** Findings of every kind: with a fix, in the baseline, in an ignore, and what is not understood. */
const PROJECT = {
    "m/1.sql": "DROP TABLE orders;\nCREATE INDEX a ON users (name);\n",
    "m/2.sql": "-- ddlint-ignore drop-table: nobody has used it since spring\nDROP TABLE old;\nALTER TABLE users ADD COLUMN mail text NOT NULL;\n",
    "m/3.sql": "SELEKT 1;\nCREATE UNIQUE INDEX b ON users (mail);\nALTER TABLE users DROP COLUMN name;\n",
};

function sarif(path, ...args) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "pkg/cli.js"), ...args, "--format", "sarif"], { cwd: path, encoding: "utf8" });
    assert.equal(status, 1, stderr);
    return stdout;
}

test("SARIF is what its types say", () => {
    const { path } = temporary;
    write(path, PROJECT);
    spawnSync(process.execPath, [join(root, "pkg/cli.js"), "--write-baseline", "m/1.sql"], { cwd: path });
    const logs = [sarif(path, "m"), sarif(path, "--baseline", "ddlint-baseline.json", "m"), sarif(join(root, "examples"), ".")];
    assert.match(logs[1], /"external".*"inSource"|"inSource".*"external"/s);
    assert.match(logs[0], /"fixes"/);
    const compilerOptions = { strict: true, noEmit: true, module: "esnext", moduleResolution: "bundler", types: [], typeRoots: [join(tools, "@types")], paths: { sarif: [join(tools, "@types/sarif/index.d.ts")] } };
    const typed = logs.map((log, at) => [`${at}.ts`, `import type { Log } from "sarif";\nexport const log: Log = ${log};\n`]);
    write(path, { "tsconfig.json": JSON.stringify({ compilerOptions, files: typed.map(([name]) => name) }), ...Object.fromEntries(typed) });
    print(path, join(root, "node_modules/.bin/tsc"), ["--project", "."]);
});
