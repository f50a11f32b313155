// ddlint for browsers and workers: `await init()` comes first.
import { load } from "./core.js";

export { DdlintError, explain, fix, format, initSync, lint, plan, rules } from "./core.js";
export { version } from "./wasm/version.js";

/**
 * @typedef {import("./core.js").ErrorCode} ErrorCode
 * @typedef {import("./core.js").Input} Input
 * @typedef {import("./core.js").Text} Text
 * @typedef {import("./core.js").WasmSource} WasmSource
 */

/**
 * Reads the WebAssembly; nothing else works before. In Node, Bun, Deno and Cloudflare Workers it may be left out.
 * @param {{ wasm?: import("./core.js").WasmSource }} [options] `wasm`: where it comes from, if not from the file beside the package
 * @returns {Promise<void>}
 */
export async function init({ wasm } = {}) {
    await load(wasm ?? new URL("./wasm/ddlint.wasm", import.meta.url));
}
