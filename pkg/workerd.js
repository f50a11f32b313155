// ddlint for Cloudflare Workers, which compile the WebAssembly themselves.
// @ts-expect-error: it is a module there
import module from "./wasm/ddlint.wasm";
import { initSync, load, provide } from "./core.js";

export { DdlintError, explain, fix, format, initSync, lint, plan, rules } from "./core.js";
export { version } from "./wasm/version.js";

provide(() => module);

/**
 * Reads the WebAssembly now.
 * @param {{ wasm?: import("./core.js").WasmSource }} [options]
 * @returns {Promise<void>}
 */
export async function init({ wasm } = {}) {
    await (wasm ? load(wasm) : initSync(module));
}
