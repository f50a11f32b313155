// The built playground behind a plain static server, under a path of its own, and Chromium to look at it.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const dist = fileURLToPath(new URL("../../www/dist/", import.meta.url));
/** Any static host, any path. */
const BASE = "/some/where/";
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".wasm": "application/wasm", ".json": "application/json" };
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Serves the built site. `close` ends it. */
export async function serve() {
    const sockets = new Set();
    const server = createServer((request, response) => {
        const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
        const wanted = path.startsWith(BASE) ? join(dist, normalize(path.slice(BASE.length))) : "";
        const file = wanted && existsSync(wanted) && statSync(wanted).isDirectory() ? join(wanted, "index.html") : wanted;
        if (!file.startsWith(dirname(dist)) || !existsSync(file)) {
            response.writeHead(404).end();
            return;
        }
        response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
        createReadStream(file).pipe(response);
    });
    server.on("connection", socket => sockets.add(socket.on("close", () => sockets.delete(socket))));
    await new Promise(resolve => server.listen(0, "127.0.0.1", resolve));
    const close = () => new Promise(resolve => {
        server.close(resolve);
        sockets.forEach(socket => socket.destroy());
    });
    return { url: `http://127.0.0.1:${server.address().port}${BASE}`, close };
}

export const browse = () => chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

/** A page that is a person's first visit; what the browser complains of is kept. */
export async function visit(browser, url, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    page.complaints = [];
    page.on("console", message => message.type() === "error" && page.complaints.push(message.text()));
    page.on("pageerror", error => page.complaints.push(error.message));
    await page.goto(url);
    await settled(page);
    return page;
}

/** The newest text was looked at. */
export const settled = page => page.locator("#result[aria-busy=false]").waitFor();

/** Puts a text into the open file, as a paste does, and waits until it was looked at. */
export async function paste(page, text) {
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+A");
    await page.evaluate(pasted => {
        const data = new DataTransfer();
        data.setData("text/plain", pasted);
        const editor = document.querySelector("#editor").shadowRoot.querySelector(".cm-content");
        editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);
    await settled(page);
}

export const finding = (page, rule) => page.locator(`.finding[data-rule="${rule}"]`);

/** The text of the open file. */
export const text = page => page.evaluate(() => [...document.querySelector("#editor").shadowRoot.querySelectorAll(".cm-line")].map(line => line.textContent).join("\n"));

/** Opens a menu and presses one of its buttons. */
export async function share(page, button) {
    await page.locator("#share summary").click();
    await page.locator(`#${button}`).click();
}

export async function sharedLink(page) {
    await share(page, "copy-link");
    await page.locator("#toast", { hasText: "Link copied" }).waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
}
