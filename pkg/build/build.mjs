// Builds the package in pkg/: WebAssembly, the JavaScript around it, and the types; and the same for the playground in
// www/ddlint, without what a page has no use for.
import { execFileSync } from "node:child_process";
import { appendFileSync, copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { types } from "./types.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pkg = join(root, "pkg");
const wasm = join(pkg, "wasm");
const playground = join(root, "www/ddlint");
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const run = (program, args, env = {}) =>
    execFileSync(program, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });

rmSync(wasm, { recursive: true, force: true });
rmSync(playground, { recursive: true, force: true });
// Types that are there already would be read instead of the JavaScript beside them.
readdirSync(pkg).filter(name => name.endsWith(".d.ts")).forEach(name => rmSync(join(pkg, name)));
mkdirSync(wasm, { recursive: true });
const sizes = [bound("wasm", "npx,script", wasm), bound("playground", "cli", join(playground, "wasm"))];
write("version.js", `export const version = ${JSON.stringify(version())};\n`);
write("inline.js", inline(readFileSync(join(wasm, "ddlint.wasm"))));
write("types.d.ts", await types(join(root, "schemas")));
run("npx", ["tsc", "--project", "pkg/build/tsconfig.json"]);
["index.d.ts", "inline.d.ts"].forEach(name => appendFileSync(join(pkg, name), 'export type * from "./wasm/types.js";\n'));
["LICENSE-APACHE", "LICENSE-MIT", "README.md"].forEach(name => copyFileSync(join(root, name), join(pkg, name)));
cpSync(join(root, "schemas"), join(pkg, "schemas"), { recursive: true });
["core.js", "index.js", "wasm/version.js"].forEach(name => copyFileSync(join(pkg, name), join(playground, name)));
sizes.forEach(size => console.log(size));

/** Compiles a module, makes its JavaScript and says how large it is. */
function bound(profile, features, folder) {
    const cargo = ["build", "--locked", "--lib", "--profile", profile, "--no-default-features", "--features", features];
    run("cargo", [...cargo, "--target", "wasm32-unknown-unknown"]);
    const module = join(target, "wasm32-unknown-unknown", profile, "ddlint.wasm");
    run("cargo", ["run", "--quiet", "--locked", "--manifest-path", "pkg/build/Cargo.toml", "--", module, folder], {
        CARGO_TARGET_DIR: join(target, "bindgen"),
    });
    const made = join(folder, "ddlint.wasm");
    renameSync(join(folder, "ddlint_bg.wasm"), made);
    rmSync(join(folder, "ddlint_bg.wasm.d.ts"), { force: true });
    const bytes = readFileSync(made);
    return `${relative(root, made)}: ${kB(bytes.length)} kB, ${kB(brotliCompressSync(bytes).length)} kB brotli`;
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

function kB(bytes) {
    return Math.round(bytes / 1000);
}
