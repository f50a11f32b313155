// The picture: lanes, who waits, how long, and the way between picture and text.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browse, paste, serve, visit } from "./site.mjs";

const TOGETHER = `SET lock_timeout = '2s';
BEGIN;
ALTER TABLE orders ADD COLUMN note text;
CREATE INDEX payments_idx ON payments (order_id);
COMMIT;
`;

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

const lanes = page => page.locator(".lane-name span").allTextContents();
const bars = page => page.locator("g.bar").evaluateAll(bars => bars.map(bar => ({
    relation: bar.dataset.relation, lock: bar.dataset.lock, blocks: [...bar.classList].at(1),
    held: bar.querySelectorAll(".held").length, fill: bar.querySelector(".own").getAttribute("fill"),
})));

test("one lane a table, with its lock, who waits, and how long it is held", async () => {
    const page = await visit(browser, site.url);
    await paste(page, TOGETHER);
    await page.getByRole("heading", { name: "orders and payments stop while the migration works" }).waitFor();
    assert.deepEqual(await lanes(page), ["orders", "payments"]);
    assert.deepEqual(await bars(page), [
        { relation: "public.orders", lock: "ACCESS EXCLUSIVE", blocks: "reads-and-writes", held: 2, fill: "url(#reads-and-writes)" },
        { relation: "public.payments", lock: "SHARE", blocks: "writes", held: 1, fill: "url(#writes)" },
    ]);
    const widths = await page.locator(".head").evaluateAll(heads => heads.map(head => head.offsetWidth));
    assert.ok(widths[3] > widths[2], "an index build is wider than what takes an instant");
    assert.equal(await page.locator(".commit:not(.own)").count(), 1);
});

test("in two transactions nothing is held for what follows", async () => {
    const page = await visit(browser, site.url);
    await paste(page, TOGETHER.replace("BEGIN;\n", "").replace("COMMIT;\n", ""));
    await page.getByRole("heading", { name: "payments stops while the migration works" }).waitFor();
    assert.deepEqual((await bars(page)).map(({ held }) => held), [0, 0]);
    assert.equal(await page.locator(".arrow").count(), 0);
});

test("a statement in the picture selects its text, and the cursor marks it in the picture", async () => {
    const page = await visit(browser, site.url);
    await paste(page, TOGETHER);
    await page.getByRole("button", { name: /Line 4 CREATE INDEX/ }).click();
    const selected = await page.evaluate(() => document.querySelector("#editor").shadowRoot.querySelector(".cm-activeLineGutter").textContent);
    assert.equal(selected, "4");
    await page.locator(".cm-line", { hasText: "ADD COLUMN note" }).click();
    await page.locator(".head.pointed", { hasText: "ALTER TABLE" }).waitFor();
    await page.getByRole("button", { name: /Line 4 CREATE INDEX/ }).hover();
    await page.locator(".cm-pointed", { hasText: "CREATE" }).first().waitFor();
});

test("the table behind it says the same in words", async () => {
    const page = await visit(browser, site.url);
    await paste(page, TOGETHER);
    await page.locator(".head", { hasText: "CREATE INDEX" }).waitFor();
    await page.getByText("The same as a table").click();
    const row = page.locator("table.plan tbody tr", { hasText: "CREATE INDEX payments_idx" });
    assert.match(await row.textContent(), /SHARE on payments.*writes.*grows: index build.*ACCESS EXCLUSIVE on orders, since line 3.*its own/s);
});

test("a table that the migration itself makes stops nobody", async () => {
    const page = await visit(browser, site.url);
    await paste(page, "CREATE TABLE fresh (id bigint PRIMARY KEY);\nCREATE INDEX ON fresh (id);");
    await page.getByRole("heading", { name: "Nobody waits" }).waitFor();
});

test("rows that stay locked, data that is lost: the worst is the headline", async () => {
    const page = await visit(browser, site.url);
    await paste(page, "UPDATE orders SET status = 'open';");
    await page.getByRole("heading", { name: "No table stops; changed rows of orders stay locked to the end" }).waitFor();
    await paste(page, "SET lock_timeout = '2s';\nALTER TABLE orders DROP COLUMN status;");
    await page.getByRole("heading", { name: "The values of orders.status are gone" }).waitFor();
});

test("what fails is said first", async () => {
    const page = await visit(browser, site.url);
    await page.locator("#examples").selectOption("enum-too-early");
    await page.getByRole("heading", { name: "The server refuses line 5" }).waitFor();
    await page.locator(".head.fails", { hasText: "UPDATE" }).waitFor();
});
