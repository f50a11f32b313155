// Files and folders: dropped, opened, named, closed; and a very long one.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browse, finding, paste, serve, settled, text, visit } from "./site.mjs";

let site;
let browser;
before(async () => {
    site = await serve();
    browser = await browse();
});
after(async () => {
    await browser?.close();
    await site?.close();
});

/** Drops a folder: the browser gives entries for folders only to a real hand, so they are made like its own. */
const drop = (page, files) => page.evaluate(files => {
    const file = (path, text) => ({ isFile: true, isDirectory: false, name: path.split("/").at(-1), fullPath: `/${path}`, file: done => done(new File([text], path.split("/").at(-1))) });
    const folder = (path, children) => ({
        isFile: false, isDirectory: true, name: path.split("/").at(-1), fullPath: `/${path}`,
        createReader: () => ({ portions: [children.slice(0, 2), children.slice(2)], readEntries(done) { done(this.portions.shift() ?? []); } }),
    });
    const tree = prefix => {
        const names = new Set(Object.keys(files).filter(path => path.startsWith(prefix)).map(path => path.slice(prefix.length).split("/")[0]));
        return [...names].map(name => (files[prefix + name] === undefined ? folder(prefix + name, tree(`${prefix}${name}/`)) : file(prefix + name, files[prefix + name])));
    };
    const items = tree("").map(entry => ({ kind: "file", webkitGetAsEntry: () => entry }));
    const event = new Event("drop", { bubbles: true, cancelable: true });
    Object.defineProperty(event, "dataTransfer", { value: { types: ["Files"], items } });
    document.body.dispatchEvent(event);
}, files);

test("a dropped folder becomes history and its newest migration, in the order of their numbers", async () => {
    const page = await visit(browser, site.url);
    await drop(page, {
        "db/migrations/10_newest.sql": "SET lock_timeout = '2s';\nALTER TABLE shelves ALTER COLUMN label TYPE varchar(80);\nCREATE INDEX shelves_label_idx ON shelves (label);",
        "db/migrations/2_shelves.sql": "CREATE TABLE shelves (id bigint PRIMARY KEY, label varchar(40));",
        "db/migrations/2_shelves.down.sql": "DROP TABLE shelves;",
        "db/migrations/9_more.sql": "ALTER TABLE shelves ADD COLUMN height integer;",
        "db/ddlint.toml": '[rules]\ncreate-index-without-concurrently = "warning"\n',
        "db/notes.pdf": "%PDF",
    });
    await page.locator(".finding.warning[data-rule=create-index-without-concurrently]").waitFor();
    assert.deepEqual(await page.locator("#tabs .name").allTextContents(), ["migrations/2_shelves.sql", "migrations/9_more.sql", "migrations/10_newest.sql", "ddlint.toml"]);
    assert.equal(await page.locator(".finding").count(), 1, "the history says that the type only widens");
});

test("what shows how a folder is run counts: Drizzle's journal makes all pending files one transaction", async () => {
    const page = await visit(browser, site.url);
    await drop(page, {
        "drizzle/0000_first.sql": 'CREATE TABLE "t" ("id" bigint PRIMARY KEY);',
        "drizzle/0001_second.sql": 'CREATE INDEX CONCURRENTLY "i" ON "t" ("id");',
        "drizzle/meta/_journal.json": '{"version":"7","dialect":"postgresql","entries":[{"idx":0,"version":"7","when":1,"tag":"0000_first","breakpoints":true},{"idx":1,"version":"7","when":2,"tag":"0001_second","breakpoints":true}]}',
    });
    await finding(page, "not-allowed-in-transaction").waitFor();
});

test("a folder without SQL changes nothing, and why is said", async () => {
    const page = await visit(browser, site.url);
    await drop(page, { "migrations/1_users.ts": "export async function up(knex) {}" });
    await page.locator("#toast", { hasText: "read by the command line only" }).waitFor();
    assert.match(await text(page), /^-- Friday/);
});

test("files are opened by the button, added, renamed and closed by the keyboard", async () => {
    const page = await visit(browser, site.url);
    await page.locator("#picker").setInputFiles([{ name: "1_a.sql", mimeType: "text/plain", buffer: Buffer.from("CREATE TABLE a (id bigint PRIMARY KEY);") }, { name: "2_b.sql", mimeType: "text/plain", buffer: Buffer.from("DROP TABLE a;") }]);
    await finding(page, "drop-table").waitFor();
    await page.locator("#add-file").click();
    await page.getByRole("tab", { name: /^3_next\.sql|^0003_next\.sql/ }).waitFor();
    page.once("dialog", dialog => dialog.accept("3_c.sql"));
    await page.getByRole("tab", { selected: true, name: /next/ }).press("F2");
    await page.getByRole("tab", { name: /^3_c\.sql/ }).press("Delete");
    assert.equal(await page.getByRole("tab", { name: /3_c/ }).count(), 0);
    assert.equal(await text(page), "DROP TABLE a;");
});

test("a paste of one megabyte, and typing in it, never holds the page for 200 ms", async () => {
    const statements = Array.from({ length: 14_000 }, (_, at) => `ALTER TABLE table_${at % 500} ADD COLUMN column_${at} integer NOT NULL DEFAULT ${at};\n`).join("");
    // Other programs take time too: the quietest of three rounds counts.
    const rounds = [];
    while (rounds.length < 3 && !rounds.some(longest => longest <= 200)) {
        rounds.push(await longestTask(statements.slice(0, 1_000_000)));
    }
    assert.ok(Math.min(...rounds) <= 200, `tasks took ${rounds.map(Math.round).join(", ")} ms`);
});

async function longestTask(megabyte) {
    const page = await visit(browser, site.url);
    await page.evaluate(() => {
        window.tasks = [];
        new PerformanceObserver(list => window.tasks.push(...list.getEntries().map(entry => entry.duration))).observe({ type: "longtask" });
    });
    await paste(page, megabyte);
    assert.match(await page.locator("#status").textContent(), /in 1\d{4} statements/);
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("-- typed meanwhile");
    await settled(page);
    assert.match(await page.locator(".cm-line").first().textContent(), /^-- typed meanwhile/);
    const tasks = await page.evaluate(() => window.tasks);
    assert.ok(tasks.length > 0, "so much text is seen by the observer");
    await page.context().close();
    return Math.max(...tasks);
}
