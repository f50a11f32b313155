// Hostile input is text: in SQL, in names of files, in links.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { browse, paste, serve, settled, visit } from "./site.mjs";

const EVIL = '"><img src=x onerror="window.struck=1"><script>window.struck=1</script>';

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

const unharmed = async page => {
    assert.equal(await page.evaluate(() => window.struck), undefined);
    assert.equal(await page.locator("main script, main img, main iframe").count(), 0);
    assert.deepEqual(page.complaints, []);
};

const link = state => `${site.url}#v1:${deflateRawSync(JSON.stringify(state)).toString("base64url")}`;

test("tags in identifiers, strings and comments are text", async () => {
    const page = await visit(browser, site.url);
    const name = EVIL.replaceAll('"', '""');
    await paste(page, `-- ${EVIL}\nSET lock_timeout = '2s';\nBEGIN;\nALTER TABLE "${name}" ADD COLUMN "${name}" text;\nCREATE INDEX "i" ON "${name}" ("${name}");\nDROP TABLE "${name}";\nCOMMIT;`);
    await page.locator(".finding", { hasText: "<script>" }).first().waitFor();
    await page.locator(".lane-name", { hasText: "<script>" }).first().waitFor();
    await page.getByText("The same as a table").click();
    await page.locator(".cm-lintRange").first().hover();
    await page.locator(".cm-tooltip-lint").waitFor();
    await unharmed(page);
});

test("names of files and options in a link are text, and what is no state is refused", async () => {
    const files = [{ path: `${EVIL}.sql`, text: "CREATE TABLE t (id bigint PRIMARY KEY);" }, { path: `2${EVIL}.sql`, text: "CREATE INDEX i ON t (id);" }];
    const page = await visit(browser, link({ files, active: 1, config: `# ${EVIL}`, options: { framework: EVIL, preset: EVIL, targetVersion: EVIL } }));
    await page.locator(".tab", { hasText: "<script>" }).first().waitFor();
    assert.equal(await page.getByLabel("run by").inputValue(), "auto");
    await unharmed(page);
    const strange = await visit(browser, link({ files: [{ path: { toString: EVIL }, text: 7 }] }));
    await strange.locator("#toast", { hasText: "damaged" }).waitFor();
    await unharmed(strange);
});

test("a link that unpacks without end is not followed", async () => {
    const page = await visit(browser, `${site.url}#v1:${deflateRawSync(Buffer.alloc(60_000_000, "[")).toString("base64url")}`);
    await page.locator("#toast", { hasText: "damaged" }).waitFor();
    await settled(page);
});

test("scripts that stand in the page or come from elsewhere do not run", async () => {
    const page = await visit(browser, site.url);
    await page.evaluate(() => {
        const inline = document.createElement("script");
        inline.textContent = "window.struck = 1";
        document.body.append(inline);
    });
    assert.equal(await page.evaluate(() => window.struck), undefined);
    assert.match(page.complaints.join(), /Content Security Policy/);
    assert.equal(await page.evaluate(() => document.querySelectorAll("script:not([src])").length), 1);
});
