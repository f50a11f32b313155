// ddlint for Node, Bun and Deno: the first call reads the WebAssembly.
import { readFileSync } from "node:fs";
import { initSync, load, provide } from "./core.js";

export { DdlintError, explain, fix, format, initSync, lint, plan, rules } from "./core.js";
export { version } from "./wasm/version.js";

const beside = () => readFileSync(new URL("./wasm/ddlint.wasm", import.meta.url));

provide(beside);

/**
 * Reads the WebAssembly now.
 * @param {{ wasm?: import("./core.js").WasmSource }} [options]
 * @returns {Promise<void>}
 */
export async function init({ wasm } = {}) {
    await (wasm ? load(wasm) : initSync(beside()));
}
