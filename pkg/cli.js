#!/usr/bin/env node
// `npx ddlint`: the command line of the native program, on WebAssembly.
import { readFileSync } from "node:fs";
import * as host from "./host.js";
import { initSync, panic_message, run } from "./wasm/ddlint.js";

initSync({ module: readFileSync(new URL("./wasm/ddlint.wasm", import.meta.url)) });
try {
    process.exitCode = run(["ddlint", ...process.argv.slice(2).map(host.portable)], host);
} catch (error) {
    host.write(2, Buffer.from(`ddlint: it failed on this input, please report it: ${panic_message() || error}\n`));
    process.exitCode = 2;
}
