// Builds what the package and the playground need into pkg/: WebAssembly, the JavaScript around it, and the types.
import { execFileSync } from "node:child_process";
import { appendFileSync, copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { types } from "./types.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pkg = join(root, "pkg");
const wasm = join(pkg, "wasm");
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const run = (program, args, env = {}) =>
    execFileSync(program, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });

/** Each module with the features it is made of. */
const MODULES = { ddlint: "npx,script" };

rmSync(wasm, { recursive: true, force: true });
// Types that are there already would be read instead of the JavaScript beside them.
readdirSync(pkg).filter(name => name.endsWith(".d.ts")).forEach(name => rmSync(join(pkg, name)));
mkdirSync(wasm, { recursive: true });
Object.entries(MODULES).forEach(([name, features]) => bound(name, features));
write("version.js", `export const version = ${JSON.stringify(version())};\n`);
write("inline.js", inline(readFileSync(join(wasm, "ddlint.wasm"))));
write("types.d.ts", await types(join(root, "schemas")));
run("npx", ["tsc", "--project", "pkg/build/tsconfig.json"]);
["index.d.ts", "inline.d.ts"].forEach(name => appendFileSync(join(pkg, name), 'export type * from "./wasm/types.js";\n'));
["LICENSE-APACHE", "LICENSE-MIT", "README.md"].forEach(name => copyFileSync(join(root, name), join(pkg, name)));
cpSync(join(root, "schemas"), join(pkg, "schemas"), { recursive: true });
sizes();

/** Compiles a module and makes its JavaScript. */
function bound(name, features) {
    const cargo = ["build", "--locked", "--lib", "--profile", "wasm", "--no-default-features", "--features", features];
    run("cargo", [...cargo, "--target", "wasm32-unknown-unknown"]);
    const module = join(target, "wasm32-unknown-unknown/wasm/ddlint.wasm");
    run("cargo", ["run", "--quiet", "--locked", "--manifest-path", "pkg/build/Cargo.toml", "--", module, wasm], {
        CARGO_TARGET_DIR: join(target, "bindgen"),
    });
    renameSync(join(wasm, "ddlint_bg.wasm"), join(wasm, `${name}.wasm`));
    rmSync(join(wasm, "ddlint_bg.wasm.d.ts"), { force: true });
}

function version() {
    const [, found] = readFileSync(join(root, "Cargo.toml"), "utf8").match(/^version = "(.+)"$/m);
    return found;
}

/** The module as text. */
function inline(bytes) {
    return `/** @type {string} */\nexport const packed = "${gzipSync(bytes, { level: 9 }).toString("base64")}";\n`;
}

function write(name, text) {
    writeFileSync(join(wasm, name), text);
}

function sizes() {
    for (const name of Object.keys(MODULES)) {
        const bytes = readFileSync(join(wasm, `${name}.wasm`));
        console.log(`${name}.wasm: ${kB(bytes.length)} kB, ${kB(brotliCompressSync(bytes).length)} kB brotli`);
    }
}

function kB(bytes) {
    return Math.round(bytes / 1000);
}
