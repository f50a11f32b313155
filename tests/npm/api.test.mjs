// The API as JavaScript calls it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as ddlint from "ddlint";

const INDEX = "CREATE INDEX i ON orders (id);\n";
const found = (input, options) => ddlint.lint(input, options).diagnostics.map(one => one.rule);
const thrown = (call, code, message) =>
    assert.throws(call, error => error instanceof ddlint.DdlintError && error.code === code && message.test(error.message));

test("the version is that of both packages", () => {
    const cargo = readFileSync(new URL("../../Cargo.toml", import.meta.url), "utf8");
    const npm = JSON.parse(readFileSync(new URL("../../pkg/package.json", import.meta.url), "utf8"));
    assert.match(cargo, new RegExp(`^version = "${ddlint.version}"$`, "m"));
    assert.equal(npm.version, ddlint.version);
});

test("SQL, a file and files are read", () => {
    const rule = "create-index-without-concurrently";
    assert.ok(found(INDEX).includes(rule));
    assert.ok(found({ path: "migrations/2.sql", text: INDEX }).includes(rule));
    const files = [{ path: "2.sql", text: INDEX }, { path: "1.sql", text: "CREATE TABLE orders (id bigint PRIMARY KEY);" }];
    assert.deepEqual(ddlint.plan({ files }).files.map(file => file.path), ["1.sql", "2.sql"]);
});

test("history is not reported, and says what exists", () => {
    const history = [{ path: "schema.sql", text: "CREATE TABLE t (id bigint PRIMARY KEY, name text);\nDROP TABLE gone;" }];
    const files = [{ path: "migration.sql", text: "ALTER TABLE t ADD COLUMN name text;" }];
    assert.ok(found({ files, history }).includes("will-fail"));
    assert.ok(!found({ files, history }).includes("drop-table"));
    assert.ok(!found({ files }).includes("will-fail"));
    const elsewhere = [{ path: "before/schema.sql", text: history[0].text }];
    assert.ok(found({ files, history: elsewhere }).includes("will-fail"));
});

test("files beside the migrations show what runs them", () => {
    const journal = { version: "7", dialect: "postgresql", entries: [{ idx: 0, tag: "0000_a" }, { idx: 1, tag: "0001_b" }] };
    const history = [
        { path: "drizzle/meta/_journal.json", text: JSON.stringify(journal) },
        { path: "drizzle/0000_a.sql", text: "CREATE TABLE orders (id bigint PRIMARY KEY);" },
    ];
    const files = [{ path: "drizzle/0001_b.sql", text: "CREATE INDEX CONCURRENTLY i ON orders (id);" }];
    assert.ok(found({ files, history }).includes("not-allowed-in-transaction"));
    assert.ok(!found({ files, history }, { framework: "plain" }).includes("not-allowed-in-transaction"));
});

test("options are those of the command line", () => {
    assert.deepEqual(found(INDEX, { rules: { "create-index-without-concurrently": "off", "missing-lock-timeout": "off" } }), []);
    assert.ok(found("CREATE TABLE t (at timestamp);", { preset: "strict" }).includes("timestamp-without-time-zone"));
    assert.equal(ddlint.lint("", { targetVersion: 14 }).target.version, 14);
    const concurrently = "CREATE INDEX CONCURRENTLY i ON orders (id);";
    assert.ok(found(concurrently, { assumeTransaction: true }).includes("not-allowed-in-transaction"));
    for (const config of ['[rules]\ndrop-table = "off"', { rules: { "drop-table": "off" } }]) {
        assert.ok(!found("DROP TABLE t;", { config }).includes("drop-table"));
    }
});

test("what is wrong with a call is thrown with a code", () => {
    thrown(() => ddlint.lint(5), "invalid-input", /SQL/);
    thrown(() => ddlint.lint({ files: [{ path: "a.sql" }] }), "invalid-input", /two strings/);
    const twice = { path: "a.sql", text: "" };
    thrown(() => ddlint.lint({ files: [twice, twice] }), "invalid-input", /a\.sql/);
    thrown(() => ddlint.lint("", { presett: "strict" }), "invalid-options", /presett/);
    thrown(() => ddlint.lint("", { targetVersion: 9 }), "invalid-options", /^targetVersion: PostgreSQL 9/);
    thrown(() => ddlint.lint("", { rules: { "drop-tabel": "off" } }), "invalid-options", /^rules: .*`drop-table`/);
    thrown(() => ddlint.lint("", { config: "a =" }), "invalid-options", /^ddlint\.toml:1:/);
    thrown(() => ddlint.lint("", { config: { rulez: {} } }), "invalid-options", /^options\.config: unknown key `rulez`/);
    thrown(() => ddlint.explain("drop-tabel"), "unknown-rule", /`drop-table`/);
    thrown(() => ddlint.format(ddlint.lint(""), "sarf"), "unknown-format", /`sarif`/);
    thrown(() => ddlint.format(JSON.parse(JSON.stringify(ddlint.lint(""))), "sarif"), "invalid-input", /copies/);
    thrown(() => ddlint.format({ ...ddlint.lint(""), diagnostics: ddlint.lint(INDEX).diagnostics }, "sarif"), "invalid-input", /copies/);
    thrown(() => ddlint.format(undefined, "sarif"), "invalid-input", /copies/);
});

test("places are in UTF-16 units", () => {
    const text = "-- é😀\n/* 😀 */ DROP TABLE users;\n";
    const [{ span }] = ddlint.lint(text).diagnostics.filter(one => one.rule === "drop-table");
    assert.equal(text.slice(span.start, span.end), "DROP TABLE users");
    assert.deepEqual([span.line, span.column], [2, 10]);
    const [statement] = ddlint.plan(text).files[0].statements;
    assert.equal(text.slice(statement.span.start, statement.span.end), "DROP TABLE users");
});

test("fixes are applied", () => {
    const named = ddlint.fix({ path: "1.sql", text: `-- 😀\n${INDEX}` });
    assert.deepEqual(named.files, [{ path: "1.sql", text: "-- 😀\nCREATE INDEX CONCURRENTLY i ON orders (id);\n", changed: true }]);
    assert.equal(named.report.summary.fixed, 1);
    assert.equal(ddlint.fix(INDEX).files[0].text, "CREATE INDEX CONCURRENTLY i ON orders (id);\n");
    const unsafe = { path: "1.sql", text: "CREATE TABLE t (id serial PRIMARY KEY);\n" };
    assert.equal(ddlint.fix(unsafe, { preset: "strict" }).files[0].changed, false);
});

test("reports are printed as the program prints them", () => {
    const report = ddlint.lint({ path: "db\\1.sql", text: "DROP TABLE users;" });
    assert.match(ddlint.format(report, "human"), /^error\[drop-table\][^]*--> db\/1\.sql:1:1/);
    assert.equal(JSON.parse(ddlint.format(report, "sarif")).version, "2.1.0");
    const { report: left } = ddlint.fix(INDEX + "DROP TABLE users;\n");
    assert.match(ddlint.format(left, "human"), /drop-table[^]*\n1 fixed/);
});

test("findings that were left out of a report are not printed", () => {
    const report = ddlint.lint("DROP TABLE users;\nDROP TABLE orders;\nTRUNCATE payments;\n");
    const some = { ...report, diagnostics: report.diagnostics.filter(one => one.rule === "drop-table" && one.span.line === 2) };
    assert.deepEqual(JSON.parse(ddlint.format(some, "json")).diagnostics, some.diagnostics);
    assert.equal(JSON.parse(ddlint.format(some, "json")).summary.errors, 1);
    assert.doesNotMatch(ddlint.format(some, "human"), /users|payments/);
    assert.equal(JSON.parse(ddlint.format({ ...report, diagnostics: [] }, "sarif")).runs[0].results.length, 0);
    report.diagnostics.length = 1;
    assert.equal(JSON.parse(ddlint.format(report, "json")).diagnostics.length, 1);
    assert.deepEqual(JSON.parse(ddlint.format(ddlint.lint(INDEX), "json")), ddlint.lint(INDEX));
});

test("paths of Windows come back as they were given", () => {
    const files = [{ path: "C:\\shop\\migrations\\2.sql", text: "DROP TABLE users;" }];
    const history = [{ path: "C:\\shop\\migrations\\1.sql", text: "CREATE TABLE users (id int);" }];
    assert.deepEqual(new Set(ddlint.lint({ files, history }).diagnostics.map(one => one.path)), new Set([files[0].path]));
    assert.equal(ddlint.plan({ files, history }).files[0].path, files[0].path);
    assert.equal(ddlint.fix({ files, history }).files[0].path, files[0].path);
});

test("rules and their pages are listed", () => {
    const rule = ddlint.rules().find(one => one.id === "drop-table");
    assert.deepEqual([rule.severity, rule.default], ["error", true]);
    assert.match(ddlint.explain("drop-table"), /## Bad/);
});
