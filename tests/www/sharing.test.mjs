// Links, reports, reloads: how the state travels, and that nothing else does.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browse, finding, paste, serve, settled, share, sharedLink, text, visit } from "./site.mjs";

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

const clipboard = { permissions: ["clipboard-read", "clipboard-write"] };

test("a link opened elsewhere gives the same files, options and findings", async () => {
    const page = await visit(browser, site.url, clipboard);
    await page.locator("#examples").selectOption("backfill");
    await finding(page, "work-under-lock").waitFor();
    await page.locator("#options select").first().selectOption("14");
    await paste(page, "ALTER TABLE tickets ADD COLUMN größe text; -- é 🐘\nCREATE INDEX i ON tickets (größe);");
    await finding(page, "create-index-without-concurrently").waitFor();
    const link = await sharedLink(page);
    assert.match(link, /#v1:[\w-]+$/);
    const other = await visit(browser, link);
    await finding(other, "create-index-without-concurrently").waitFor();
    assert.equal(await text(other), await text(page));
    assert.equal(await other.locator("#options select").first().inputValue(), "14");
    assert.equal(await other.getByLabel("run by").inputValue(), "flyway");
    assert.deepEqual(await other.locator("#tabs .name").allTextContents(), ["V1__tickets.sql", "V2__ticket_state.sql"]);
    assert.deepEqual(other.complaints, []);
});

test("a reload keeps what was typed", async () => {
    const page = await visit(browser, site.url);
    await paste(page, "DROP TABLE kept_over_reloads;");
    await finding(page, "drop-table").waitFor();
    await page.waitForFunction(() => location.hash.startsWith("#v1:"));
    await page.reload();
    await finding(page, "drop-table").waitFor();
    assert.equal(await text(page), "DROP TABLE kept_over_reloads;");
    await page.goto("about:blank");
    await page.goto(site.url);
    await finding(page, "drop-table").waitFor();
});

test("200 kB of SQL travel in a link; more does not, and that is said", async () => {
    const page = await visit(browser, site.url, clipboard);
    const statement = at => `INSERT INTO numbers (id, words) VALUES (${at}, 'number ${(at * 7919) % 10007} of many');\n`;
    const large = Array.from({ length: 2700 }, (_, at) => statement(at)).join("").slice(0, 199_000);
    await paste(page, large);
    const link = await sharedLink(page);
    const other = await visit(browser, link);
    assert.match(await other.locator(".cm-line").first().textContent(), /INSERT INTO numbers/);
    await paste(page, large + large);
    await share(page, "copy-link");
    await page.locator("#toast", { hasText: "Too large for a link" }).waitFor();
    await page.waitForFunction(() => location.hash === "");
    await page.reload();
    await settled(page);
    assert.match(await page.locator(".cm-line").first().textContent(), /INSERT INTO numbers/);
});

test("a damaged link is said to be one", async () => {
    const page = await visit(browser, `${site.url}#v1:abcdef`);
    await page.locator("#toast", { hasText: "damaged" }).waitFor();
    const newer = await visit(browser, `${site.url}#v9:abcdef`);
    await newer.locator("#toast", { hasText: "newer" }).waitFor();
});

test("the report for a pull request, and the one for a file", async () => {
    const page = await visit(browser, site.url, clipboard);
    await share(page, "copy-markdown");
    await page.locator("#toast", { hasText: "Markdown copied" }).waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /create-index-without-concurrently/);
    const saved = page.waitForEvent("download");
    await share(page, "download-report");
    const stream = await (await saved).createReadStream();
    const html = Buffer.concat(await stream.toArray()).toString();
    assert.match(html, /<svg/);
    assert.match(html, /orders_status_idx/);
    const alone = await (await browser.newContext()).newPage();
    const asked = [];
    alone.on("request", request => asked.push(request.url()));
    await alone.setContent(html);
    assert.deepEqual(asked.filter(url => url.startsWith("http")), []);
});

test("nothing but the site itself is asked for anything", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const asked = [];
    page.on("request", request => asked.push(request));
    await page.goto(site.url);
    await settled(page);
    await paste(page, "DROP TABLE secret_words;");
    await finding(page, "drop-table").waitFor();
    assert.deepEqual(asked.filter(request => !request.url().startsWith(site.url) || request.method() !== "GET" || request.url().includes("secret")).map(request => request.url()), []);
});
