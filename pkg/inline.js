// ddlint with its WebAssembly in the JavaScript, for bundlers that leave other files behind.
import { load, provide } from "./core.js";
import { bytes } from "./wasm/inline.js";

export { DdlintError, explain, fix, format, initSync, lint, plan, rules } from "./core.js";
export { version } from "./wasm/version.js";

provide(bytes);

/**
 * @typedef {import("./core.js").ErrorCode} ErrorCode
 * @typedef {import("./core.js").Input} Input
 * @typedef {import("./core.js").Text} Text
 * @typedef {import("./core.js").WasmSource} WasmSource
 */

/**
 * Reads the WebAssembly now.
 * @param {{ wasm?: import("./core.js").WasmSource }} [options]
 * @returns {Promise<void>}
 */
export async function init({ wasm } = {}) {
    await load(wasm ?? bytes());
}
