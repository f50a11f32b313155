// Typing, reading, mending: what a person does in the editor.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browse, finding, paste, serve, settled, text, visit } from "./site.mjs";

/** What is said of the text below, and not of the example that was there before it. */
const onBig = page => finding(page, "create-index-without-concurrently").filter({ hasText: "big" });
const INDEX = "SET lock_timeout = '2s';\nCREATE INDEX big_idx ON big (id);\n";

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

test("the first example is open on arrival, with its verdict and findings", async () => {
    const page = await visit(browser, site.url);
    await page.getByRole("heading", { name: "orders and payments stop while the migration works" }).waitFor();
    assert.equal(await finding(page, "create-index-without-concurrently").count(), 1);
    assert.match(await page.locator(".story").textContent(), /The Friday index/);
    assert.deepEqual(page.complaints, []);
});

test("findings appear while typing, and go when the text is mended", async () => {
    const page = await visit(browser, site.url);
    await paste(page, "");
    await page.getByRole("heading", { name: "Nothing runs yet" }).waitFor();
    await page.keyboard.type(INDEX);
    await onBig(page).waitFor();
    assert.match(await page.locator("#status").textContent(), /1 error, 0 warnings in 2 statements/);
    await page.locator(".cm-lintRange-error").first().waitFor();
    await paste(page, "SELECT 1;");
    await page.getByRole("heading", { name: "No findings" }).waitFor();
});

test("hovering shows what happens, and the rule's page opens from there", async () => {
    const page = await visit(browser, site.url);
    await paste(page, INDEX);
    await onBig(page).waitFor();
    await page.locator(".cm-lintRange-error").first().hover();
    const tooltip = page.locator(".cm-tooltip-lint");
    await tooltip.getByText("writes to big wait until the index is built").waitFor();
    await tooltip.getByRole("link", { name: "create-index-without-concurrently" }).click();
    await page.locator("#view-rules").getByRole("heading", { name: "CREATE INDEX without CONCURRENTLY blocks writes" }).waitFor();
});

test("a fix is found and applied by the keyboard alone, and undone", async () => {
    const page = await visit(browser, site.url);
    await paste(page, INDEX);
    await onBig(page).waitFor();
    await page.keyboard.press("F8");
    await page.locator(".cm-tooltip-lint").waitFor();
    await page.keyboard.press("Control+.");
    await page.getByRole("menuitem", { name: /CONCURRENTLY/ }).waitFor();
    await page.waitForFunction(() => document.querySelector("#editor").shadowRoot.activeElement?.getAttribute("role") === "menuitem");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "No findings" }).waitFor();
    assert.match(await text(page), /CREATE INDEX CONCURRENTLY big_idx/);
    await page.keyboard.press("Control+Z");
    await onBig(page).waitFor();
});

test("F8 and Shift-F8 go through the findings", async () => {
    const page = await visit(browser, site.url);
    await paste(page, `${INDEX}CREATE INDEX other_idx ON other (id);\n`);
    await page.locator(".finding", { hasText: "other" }).waitFor();
    await page.keyboard.press("Control+Home");
    const line = () => page.locator(".cm-activeLineGutter").first().textContent();
    await page.keyboard.press("F8");
    assert.equal(await line(), "2");
    await page.keyboard.press("F8");
    assert.equal(await line(), "3");
    await page.keyboard.press("Shift+F8");
    assert.equal(await line(), "2");
});

test("Fix all mends every file at once", async () => {
    const page = await visit(browser, site.url);
    await paste(page, `${INDEX}CREATE INDEX other_idx ON other (id);\n`);
    await page.getByRole("button", { name: "Fix all (2)" }).click();
    await page.getByRole("heading", { name: "No findings" }).waitFor();
    assert.equal((await text(page)).match(/CONCURRENTLY/g)?.length, 2);
});

test("the safe way takes the place of its statement", async () => {
    const page = await visit(browser, site.url);
    await paste(page, "SET lock_timeout = '2s';\nUPDATE orders SET status = 'open';\n");
    await finding(page, "update-without-where").getByRole("button", { name: "Put the safe way in its place" }).click();
    await settled(page);
    assert.match(await text(page), /^SET lock_timeout = '2s';\n-- outside a transaction.*WHILE batch_start/s);
    assert.equal(await finding(page, "update-without-where").count(), 0);
});

test("what a transaction forbids moves to a file of its own, which is looked at too", async () => {
    const page = await visit(browser, site.url);
    await finding(page, "create-index-without-concurrently").getByRole("button", { name: "Move it to a file of its own" }).click();
    await settled(page);
    assert.deepEqual(await page.locator("#tabs .name").allTextContents(), ["0001_shop.sql", "0002_faster_search.sql", "0003_next.sql"]);
    assert.match(await text(page), /CREATE INDEX CONCURRENTLY orders_status_idx/);
    assert.equal(await finding(page, "create-index-without-concurrently").count(), 0);
    assert.equal(await finding(page, "add-foreign-key-scans").count(), 1);
    await finding(page, "add-foreign-key-scans").getByRole("button", { name: "Split it over 2 files" }).click();
    await settled(page);
    assert.equal(await page.locator(".finding.error").count(), 0);
    assert.equal(await page.locator(".commit").count(), 4);
    assert.deepEqual(await page.locator("#tabs .name").allTextContents(), ["0001_shop.sql", "0002_faster_search.sql", "0003_next.sql", "0004_next.sql"]);
    assert.match(await text(page), /VALIDATE CONSTRAINT payments_order_fk/);
});

test("history is read and not reported, and a table that it does not make is taken to be there", async () => {
    const page = await visit(browser, site.url);
    await page.getByRole("tab", { name: /0001_shop\.sql, history/ }).click();
    await paste(page, "CREATE INDEX early_idx ON elsewhere (id);");
    await settled(page);
    assert.equal(await page.locator(".finding", { hasText: "elsewhere" }).count(), 0);
    await page.locator("#more summary").click();
    await page.getByLabel("look at").selectOption("all");
    await page.locator(".finding", { hasText: "elsewhere" }).first().waitFor();
});

test("options and ddlint.toml decide what is reported", async () => {
    const page = await visit(browser, site.url);
    await paste(page, "SET lock_timeout = '2s';\nALTER TABLE big ALTER COLUMN a SET NOT NULL;");
    await finding(page, "set-not-null-scans").waitFor();
    await page.locator("#more summary").click();
    await page.locator("#add-config").click();
    await paste(page, '[rules]\nset-not-null-scans = "off"\n');
    await page.getByRole("heading", { name: "No findings" }).waitFor();
    await paste(page, "[rules]\nset-not-nul-scans = 1\n");
    await page.getByRole("alert").getByText(/set-not-null-scans|ddlint\.toml/).waitFor();
    assert.equal(await page.locator(".finding").count(), 0);
});

test("the linter that dies is started again, and the page lives on", async () => {
    const page = await visit(browser, site.url);
    const [worker] = page.workers();
    await worker.evaluate(() => void setTimeout(() => { throw new Error("struck by a test"); }));
    await page.waitForFunction(() => true);
    await paste(page, INDEX);
    await onBig(page).waitFor();
});

test("a linter that cannot be loaded is said to be missing, and tried again", async () => {
    const context = await browser.newContext({ serviceWorkers: "block" });
    context.setDefaultTimeout(15_000);
    await context.route("**/*.wasm", route => route.abort());
    const page = await context.newPage();
    await page.goto(site.url);
    await page.getByRole("alert").getByText(/^This could not be linted: /).waitFor();
    await context.unroute("**/*.wasm");
    await paste(page, INDEX);
    await onBig(page).waitFor();
    assert.equal(await page.getByRole("alert").count(), 0);
});

test("the newest text wins: what is said is never about an older one", async () => {
    const page = await visit(browser, site.url);
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+A");
    for (const word of ["one", "two", "three", "four"]) {
        await page.keyboard.insertText(`DROP TABLE ${word};\n`.repeat(500));
    }
    await paste(page, "DROP TABLE newest;");
    assert.deepEqual([...new Set(await page.locator(".finding .message code").allTextContents())], ["newest"]);
    assert.match(await page.locator("#status").textContent(), /in 1 statement, after 1 file of history$/);
});

test("every example opens with what its story tells", async () => {
    const page = await visit(browser, site.url);
    const stories = {
        "required-column": "add-required-column", backfill: "work-under-lock", "enum-too-early": "will-fail", "prisma-rename": "drop-column",
        "drizzle-concurrently": "not-allowed-in-transaction", "batch-loop": "loop-without-commit", "foreign-key": "add-foreign-key-scans", "type-change": "column-type-change",
    };
    for (const [name, rule] of Object.entries(stories)) {
        await page.locator("#examples").selectOption(name);
        await finding(page, rule).waitFor();
    }
    await page.locator("#examples").selectOption("careful");
    await page.getByRole("heading", { name: "No findings" }).waitFor();
    assert.equal(await page.locator("#examples option").count(), 11);
});
