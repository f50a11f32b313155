// For everybody, everywhere: without a network, on small and large screens, by eye, ear and keyboard.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { browse, finding, paste, serve, settled, visit } from "./site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const dist = fileURLToPath(new URL("../../www/dist/", import.meta.url));

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

/** What axe finds serious; the policy of the page does not bind the tools of the browser. */
async function barriers(page) {
    const session = await page.context().newCDPSession(page);
    await session.send("Runtime.evaluate", { expression: axe });
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    return violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(" ")).join("; ")}`);
}

test("after the first visit it works without a network", async () => {
    const page = await visit(browser, site.url);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.context().setOffline(true);
    await page.reload();
    await paste(page, "DROP TABLE offline_too;");
    await finding(page, "drop-table").waitFor();
    await page.locator("#tab-rules").click();
    await page.getByRole("button", { name: /drop-table/ }).waitFor();
    await page.context().close();
});

for (const colorScheme of ["light", "dark"]) {
    test(`nothing hinders anybody, ${colorScheme}`, async () => {
        const page = await visit(browser, site.url, { colorScheme });
        assert.deepEqual(await barriers(page), []);
        await page.getByText("The same as a table").click();
        await page.locator("#more summary").click();
        assert.deepEqual(await barriers(page), []);
        await page.keyboard.press("Escape");
        await page.locator("#tab-run").click();
        assert.deepEqual(await barriers(page), []);
        await page.locator("#tab-rules").click();
        await page.getByRole("button", { name: /drop-table/ }).click();
        await page.getByRole("heading", { name: "Bad" }).waitFor();
        assert.deepEqual(await barriers(page), []);
        await page.goto(`${site.url}rules/drop-table/`);
        assert.deepEqual(await barriers(page), []);
        await page.goto(`${site.url}rules/`);
        assert.deepEqual(await barriers(page), []);
    });
}

for (const width of [360, 768, 1280, 2560]) {
    test(`nothing is cut off or moves about at ${width} pixels`, async () => {
        const context = await browser.newContext({ viewport: { width, height: 900 } });
        const page = await context.newPage();
        await page.addInitScript(() => {
            window.shift = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => (window.shift += entry.value))).observe({ type: "layout-shift", buffered: true });
        });
        await page.goto(site.url);
        await settled(page);
        await page.locator(".timeline").waitFor();
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page scrolls sideways");
        const shift = await page.evaluate(() => window.shift);
        assert.ok(shift < 0.1, `things moved: ${shift}`);
    });
}

test("the colours follow the system, and the switch", async () => {
    const page = await visit(browser, site.url, { colorScheme: "dark" });
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const dark = await ground();
    await page.getByRole("button", { name: "Colours: system" }).click();
    await page.getByRole("button", { name: "Colours: light" }).waitFor();
    assert.notEqual(await ground(), dark);
    await page.reload();
    await page.getByRole("button", { name: "Colours: light" }).click();
    assert.equal(await ground(), dark);
});

test("every rule has a page of its own, whose examples open in the editor", async () => {
    const rules = readdirSync(new URL("../../rules/", import.meta.url)).filter(name => name.endsWith(".md") && name !== "README.md");
    const page = await visit(browser, `${site.url}`);
    for (const name of rules) {
        assert.ok(statSync(`${dist}rules/${name.replace(/\.md$/, "")}/index.html`).size > 1000, name);
    }
    await page.goto(`${site.url}rules/set-not-null-scans/`);
    await page.locator("figure.bad a.try").first().click();
    await finding(page, "set-not-null-scans").waitFor();
    assert.equal(await page.locator(".finding").count(), 1);
    await page.locator("#tab-rules").click();
    await page.getByLabel("Search the rules").fill("enum value");
    await page.getByRole("button", { name: /rename-enum-value/ }).click();
    await page.locator("#view-rules").getByRole("link", { name: "Open in the editor" }).first().click();
    await finding(page, "rename-enum-value").waitFor();
});

test("the first load is at most 250 kB, without the WebAssembly", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const asked = [];
    page.on("response", response => asked.push(response));
    await page.goto(site.url);
    await settled(page);
    const first = asked.filter(response => !/\.wasm$|service-worker/.test(response.url()) && response.fromServiceWorker() === false);
    const bodies = await Promise.all(first.map(response => response.body()));
    const size = bodies.reduce((sum, body) => sum + brotliCompressSync(body).length, 0);
    assert.ok(size > 0 && size <= 250_000, `${size} bytes`);
});
