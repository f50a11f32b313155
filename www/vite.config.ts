import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { offline } from "./build/offline.ts";
import { rulePages } from "./build/pages.ts";

/** No inline script, no foreign host, no markup that runs: WebAssembly is all that is allowed beyond our own files. */
const POLICY = [
    "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'", "worker-src 'self'",
    "base-uri 'none'", "form-action 'none'",
].join("; ");

/** The policy stands in the page itself: any static host will do. */
function guarded(): Plugin {
    const tag = { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: POLICY }, injectTo: "head-prepend" as const };
    return { name: "guarded", apply: "build", transformIndexHtml: () => [tag] };
}

const schema = JSON.parse(readFileSync(new URL("../schemas/ddlint.schema.json", import.meta.url), "utf8"));

const postgres = ["@electric-sql/pglite", "pglite-17", "pglite-16"];

/** What belongs to PostgreSQL is named so: it is left out of what is kept for offline use. */
const nameChunk = ({ moduleIds }: { moduleIds: string[] }) => (moduleIds.some(id => id.includes("pglite")) ? "assets/postgres-[hash].js" : "assets/[name]-[hash].js");

export default defineConfig({
    // Relative: the site works under any path.
    base: "./",
    resolve: { alias: { ddlint: fileURLToPath(new URL("./ddlint/index.js", import.meta.url)) } },
    define: { __FRAMEWORKS__: JSON.stringify(schema.$defs.Framework.enum) },
    build: { target: "es2023", assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 2000 },
    // PGlite's eval is never run, and the policy forbids it.
    worker: { format: "es", rolldownOptions: { checks: { eval: false }, output: { chunkFileNames: nameChunk } } },
    optimizeDeps: { exclude: postgres },
    server: { fs: { allow: [".."] } },
    plugins: [rulePages(POLICY), guarded(), offline()],
});
