// Installs whatever the tests need and is missing: a C compiler, git and a browser on Debian as root, Rust for WebAssembly, what npm brings.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const run = (program, ...args) => spawnSync(program, args, { cwd: root, stdio: "inherit" }).status === 0;
const has = program => spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;
const fail = message => {
    console.error(message);
    process.exit(1);
};

if (!has("cargo")) {
    fail("install Rust: https://rustup.rs");
}
has("rustup") && run("rustup", "target", "add", "wasm32-unknown-unknown");

const packages = { cc: "build-essential", git: "git", chromium: "chromium" };
const missing = Object.keys(packages).filter(program => !has(program)).map(program => packages[program]);
if (missing.length > 0) {
    const debian = existsSync("/usr/bin/apt-get") && process.getuid?.() === 0;
    const installed = debian && run("apt-get", "update", "-qq") && run("apt-get", "install", "-y", "-qq", ...missing);
    installed || fail(`install ${missing.join(" and ")}`);
}

// The servers are built for Linux on x64; elsewhere the tests that need them are skipped.
const servers = process.platform === "linux" && process.arch === "x64";
const needed = ["node_modules/typescript/package.json", "node_modules/vite/package.json", ...(servers ? ["node_modules/postgres-18/native/bin/postgres"] : [])];
if (!needed.every(path => existsSync(root + path))) {
    run("npm", "ci", "--no-audit", "--no-fund") || fail("npm ci failed");
}
