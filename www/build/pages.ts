// The rules' pages: read from `rules/*.md`, written as a static site and as data for the rule browser.

import { readdirSync, readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import markdownIt from "markdown-it";
import type { Plugin } from "vite";

const RULES = new URL("../../rules/", import.meta.url);
const VIRTUAL = "virtual:rules";

export interface RulePage {
    id: string;
    title: string;
    severity: string;
    category: string;
    isOff: boolean;
    html: string;
    text: string;
}

interface Fence {
    kind: string;
    options: Record<string, string>;
    text: string;
}

const LABELS: Record<string, string> = {
    setup: "What is there before", bad: "Reported", good: "Not reported", fixed: "After the fix", text: "What ddlint says", files: "Files",
};

/** A page from its Markdown. */
export function readPage(id: string, source: string): RulePage {
    const [, front = "", body = ""] = /^---\n(.*?)\n---\n(.*)$/s.exec(source) ?? [];
    const keys = Object.fromEntries(front.split("\n").map(line => line.split(/:\s*(.*)/s).slice(0, 2) as [string, string]));
    const [, heading = id] = /^# (.*)$/m.exec(body) ?? [];
    const markdown = markdownIt({ html: false });
    const setup: string[] = [];
    let last: Fence | null = null;
    markdown.renderer.rules.fence = (tokens, at) => {
        const fence = readFence(tokens[at]?.info ?? "", tokens[at]?.content ?? "");
        if (fence.kind === "setup") {
            setup.push(fence.text);
        }
        const live = ["bad", "good", "fixed"].includes(fence.kind);
        const like = fence.kind === "fixed" && last ? { ...fence, options: last.options } : fence;
        last = live ? fence : last;
        return figure(markdown, fence, live ? link(setup.join("\n"), like, keys["default"] ? `${id} = "${keys["severity"]}"` : "") : null);
    };
    const html = markdown.render(body.replace(/^# .*$/m, "")).replaceAll("https://ddlint.dev/rules/", "ddlint.dev/rules/");
    return { id, title: heading, severity: keys["severity"] ?? "", category: keys["category"] ?? "", isOff: keys["default"] === "off", html, text: body.slice(0, 2000).toLowerCase() };
}

function readFence(info: string, text: string): Fence {
    const [language = "", kind = "", ...options] = info.trim().split(/\s+/);
    return { kind: language === "sql" ? kind || "sql" : language, options: Object.fromEntries(options.map(option => option.split("=") as [string, string])), text };
}

function figure(markdown: ReturnType<typeof markdownIt>, { kind, text }: Fence, href: string | null): string {
    const escape = markdown.utils.escapeHtml;
    const open = href ? `<a class="try" href="${escape(href)}">Open in the playground</a>` : "";
    const label = LABELS[kind] ?? kind;
    return `<figure class="${escape(kind)}"><figcaption><span>${escape(label)}</span>${open}</figcaption><pre tabindex="0"><code>${escape(text)}</code></pre></figure>\n`;
}

/** The fragment that opens an example, with what it takes for granted. */
function link(setup: string, { text, options }: Fence, turnedOn: string): string {
    const files = [...(setup ? [{ path: "0001_before.sql", text: setup }] : []), { path: "0002_migration.sql", text }];
    const version = Number(/\d+$/.exec(options["postgres"] ?? "")?.[0] ?? 17);
    const assumed = options["lock_timeout"] === "unset" ? "" : '[assume]\nlock_timeout = "2s"\n';
    const config = assumed + (turnedOn && `[rules]\n${turnedOn}\n`) || null;
    const state = { files, context: [], active: files.length - 1, reported: 1, config, options: { targetVersion: version, framework: options["framework"] ?? "auto", preset: "recommended", transaction: "auto" } };
    return `../../#v1:${deflateRawSync(JSON.stringify(state), { level: 9 }).toString("base64url")}`;
}

/** All pages, by name. */
export function readPages(): RulePage[] {
    const names = readdirSync(RULES).filter(name => name.endsWith(".md") && name !== "README.md").sort();
    return names.map(name => readPage(name.replace(/\.md$/, ""), readFileSync(new URL(name, RULES), "utf8")));
}

/** Serves the pages while developing, and writes them at the build. */
export function rulePages(policy: string): Plugin {
    const pages = readPages();
    const find = (path: string) => pages.find(({ id }) => path === `/rules/${id}/`);
    return {
        name: "rule-pages",
        resolveId: id => (id === VIRTUAL ? `\0${VIRTUAL}` : undefined),
        load: id => (id === `\0${VIRTUAL}` ? `export default ${JSON.stringify(pages)}` : undefined),
        configureServer(server) {
            server.middlewares.use((request, response, next) => {
                const path = new URL(request.url ?? "/", "http://localhost").pathname;
                const page = find(path);
                const html = page ? pageHtml(page, "../../src/looks/page.css", "") : path === "/rules/" ? indexHtml(pages, "../src/looks/page.css", "") : null;
                html === null ? next() : response.setHeader("content-type", "text/html").end(html);
            });
        },
        generateBundle(_, bundle) {
            const style = Object.keys(bundle).find(name => /^assets\/index-.*\.css$/.test(name)) ?? this.error("the style sheet of the pages is missing");
            const emit = (fileName: string, source: string) => this.emitFile({ type: "asset", fileName, source });
            pages.forEach(page => emit(`rules/${page.id}/index.html`, pageHtml(page, `../../${style}`, policy)));
            emit("rules/index.html", indexHtml(pages, `../${style}`, policy));
        },
    };
}

const { escapeHtml } = markdownIt().utils;

/** Words between backticks become code. */
const inline = (text: string) => escapeHtml(text).replace(/`([^`]*)`/g, "<code>$1</code>");

function frame(title: string, style: string, policy: string, home: string, body: string): string {
    const guard = policy ? `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">` : "";
    return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">${guard}<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · ddlint</title><link rel="icon" href="${home}favicon.svg" type="image/svg+xml"><link rel="stylesheet" href="${style}"></head>
<body class="reading"><header class="top"><a class="brand" href="${home}"><b>ddlint</b></a><nav class="tools"><a class="button" href="${home}rules/">All rules</a><a class="button" href="${home}">Playground</a></nav></header>
<main>${body}</main></body></html>
`;
}

function pageHtml(page: RulePage, style: string, policy: string): string {
    const about = `<p class="muted"><code>${page.id}</code> · ${page.severity} · ${page.category}${page.isOff ? " · off until it is turned on" : ""}</p>`;
    return frame(page.title.replaceAll("`", ""), style, policy, "../../", `<article class="page"><h1>${inline(page.title)}</h1>${about}${page.html}</article>`);
}

function indexHtml(pages: RulePage[], style: string, policy: string): string {
    const item = ({ id, title, severity, category }: RulePage) => `<li><a href="${id}/">${inline(title)}</a><br><small class="muted">${id} · ${severity} · ${category}</small></li>`;
    return frame("Rules", style, policy, "../", `<article class="page"><h1>Rules</h1><p>What ddlint finds in migrations. Every example was run; each opens in the playground.</p><ul>${pages.map(item).join("")}</ul></article>`);
}
