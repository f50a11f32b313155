// Run it for real: PostgreSQL in the page, and ddlint's words beside what it does.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browse, paste, serve, settled, visit } from "./site.mjs";

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

/** Runs what is open; the answer is the last line about it. */
async function run(page, version = "18") {
    await page.locator("#tab-run").click();
    await page.getByLabel("Version").selectOption(version);
    await page.locator("#run").click();
    const status = page.locator("#run-status", { hasText: /./ });
    await page.locator("#run:disabled").waitFor();
    await page.locator("#run:enabled").waitFor({ timeout: 60_000 });
    return status.textContent();
}

const steps = page => page.locator(".step").evaluateAll(steps => steps.map(step => [step.querySelector("code").textContent.split(" ").slice(0, 2).join(" "), step.dataset.agrees ?? ""]));

test("nothing of PostgreSQL is loaded before it is asked for; then it agrees with the picture", async () => {
    const page = await visit(browser, site.url);
    const before = await page.evaluate(() => performance.getEntriesByType("resource").map(entry => entry.name).filter(name => /pglite|postgres|\.data/.test(name)));
    assert.deepEqual(before, []);
    const picture = await page.locator("g.bar").evaluateAll(bars => bars.map(bar => `${bar.dataset.lock} on ${bar.dataset.relation.replace("public.", "")}`));
    assert.match(await run(page), /agree on 3 of 3 statements/);
    const seen = await page.locator(".step .sides > div:last-child div").allTextContents();
    picture.forEach(lock => assert.ok(seen.includes(lock), `${lock} is not among ${seen.join(", ")}`));
    assert.match(seen.join(), /building index "orders_status_idx"/);
    assert.deepEqual(page.complaints, []);
});

test("on each major version: a rewrite is seen as a new file, and a cheap change is none", async () => {
    const page = await visit(browser, site.url);
    await page.locator("#examples").selectOption("type-change");
    await settled(page);
    for (const version of ["18", "17", "16"]) {
        assert.match(await run(page, version), /agree on 2 of 2 statements/);
        assert.match(await page.locator(".run-output").textContent(), new RegExp(`PostgreSQL ${version}\\.`));
        const [narrow, wide] = await page.locator(".step", { hasText: "ALTER TABLE" }).allTextContents();
        assert.doesNotMatch(narrow, /new file/);
        assert.match(wide, /clicks is written anew.*clicks got a new file/s);
    }
});

test("errors are the ones that were told: an enum used too early, a required column, a block that forbids it", async () => {
    const page = await visit(browser, site.url);
    await page.locator("#examples").selectOption("enum-too-early");
    await settled(page);
    await paste(page, `BEGIN;
ALTER TYPE parcel_state ADD VALUE 'lost' AFTER 'sent';
UPDATE parcels SET state = 'lost' WHERE id = 4711;
COMMIT;
ALTER TABLE parcels ADD COLUMN country text NOT NULL;
BEGIN;
CREATE INDEX CONCURRENTLY parcels_state_idx ON parcels (state);
ROLLBACK;`);
    await run(page);
    assert.match(await page.locator(".step.agrees", { hasText: "55P04" }).textContent(), /unsafe use of new value/);
    assert.match(await page.locator(".step.agrees", { hasText: "23502" }).textContent(), /may fail, if rows are there/);
    assert.match(await page.locator(".step.agrees", { hasText: "25001" }).textContent(), /CONCURRENTLY/);
    assert.equal(await page.locator(".step.differs").count(), 0);
});

test("what ddlint cannot know is marked as different, and what cannot run is left out", async () => {
    const page = await visit(browser, site.url);
    await paste(page, "SELECT 1 / (SELECT count(*) FROM orders WHERE id < 0);\nCOPY orders (total_cents) FROM STDIN;\nCREATE INDEX CONCURRENTLY i ON orders (total_cents);\nDO $$ BEGIN UPDATE orders SET status = 'open'; COMMIT; END $$;");
    await settled(page);
    await run(page);
    assert.deepEqual(await steps(page), [["SELECT 1", "false"], ["COPY orders", ""], ["CREATE INDEX", ""], ["DO $$", ""]]);
    assert.match(await page.locator(".step").nth(0).textContent(), /22012/);
    assert.match(await page.locator(".step").nth(1).textContent(), /left out/);
    assert.match(await page.locator(".step").nth(2).textContent(), /locks are gone when it ends/);
    assert.match(await page.locator(".step").nth(3).textContent(), /locks are gone when it ends/);
});

test("a file without any history runs too", async () => {
    const page = await visit(browser, site.url);
    await page.getByRole("tab", { name: /0001_shop\.sql/ }).press("Delete");
    await paste(page, "CREATE TABLE alone (id bigint PRIMARY KEY);\nBEGIN;\nLOCK TABLE alone;\nCOMMIT;");
    assert.match(await run(page), /^Done/);
    assert.equal(await page.locator(".step").count(), 4);
    assert.equal(await page.locator(".step.differs").count(), 0);
});

test("history that cannot run is said, and a statement that never ends is ended by hand", async () => {
    const page = await visit(browser, site.url);
    await page.getByRole("tab", { name: /0001_shop\.sql/ }).click();
    await paste(page, "CREATE TABLE orders (id bigint PRIMARY KEY);\nCOPY orders FROM STDIN;\nALTER TABLE nowhere ADD COLUMN x text;");
    await page.getByRole("tab", { name: /0002/ }).click();
    await paste(page, "SELECT count(*) FROM generate_series(1, 1000000000000);");
    await page.locator("#tab-run").click();
    await page.locator("#run").click();
    await page.getByText(/0001_shop\.sql:2 failed: COPY FROM STDIN.*0001_shop\.sql:3 failed: relation "nowhere" does not exist/).waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: "Stop" }).click();
    await page.locator("#run-status", { hasText: "You stopped it." }).waitFor();
    await page.locator("#run:enabled").waitFor();
});
