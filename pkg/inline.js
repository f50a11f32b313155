// ddlint with its WebAssembly in the JavaScript, for bundlers that leave other files behind.
import { load } from "./core.js";
import { packed } from "./wasm/inline.js";

export { DdlintError, explain, fix, format, initSync, lint, plan, rules } from "./core.js";
export { version } from "./wasm/version.js";

/**
 * @typedef {import("./core.js").ErrorCode} ErrorCode
 * @typedef {import("./core.js").Input} Input
 * @typedef {import("./core.js").Text} Text
 * @typedef {import("./core.js").WasmSource} WasmSource
 */

/**
 * Reads the WebAssembly; nothing else works before.
 * @param {{ wasm?: import("./core.js").WasmSource }} [options]
 * @returns {Promise<void>}
 */
export async function init({ wasm } = {}) {
    await load(wasm ?? unpacked());
}

function unpacked() {
    const bytes = Uint8Array.from(atob(packed), letter => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream, { headers: { "content-type": "application/wasm" } });
}
