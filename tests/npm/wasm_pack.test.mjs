// `wasm-pack build`, the usual way to build such a package, makes the same module as `npm run build`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { folder, root } from "./project.mjs";

const temporary = folder();
after(temporary.remove);

const SQL = "ALTER TABLE orders ADD COLUMN total int NOT NULL; DROP TABLE users;";

test("wasm-pack builds it", async () => {
    const cargo = (args, env) => execFileSync("cargo", args, { cwd: root, stdio: "pipe", env: { ...process.env, ...env } });
    const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
    const programs = join(temporary.path, "bin");
    mkdirSync(programs);
    cargo(["install", "wasm-pack@0.15.1", "--locked", "--quiet", "--root", join(target, "tools")]);
    cargo(["build", "--locked", "--quiet", "--manifest-path", "pkg/build/Cargo.toml"], { CARGO_TARGET_DIR: join(target, "bindgen") });
    symlinkSync(join(target, "bindgen/debug/for-wasm-pack"), join(programs, "wasm-bindgen"));

    const out = join(temporary.path, "out");
    const args = ["build", ".", "--target", "web", "--out-dir", out, "--mode", "no-install", "--profile", "wasm"];
    const features = ["--locked", "--no-default-features", "--features", "npx,script"];
    const PATH = [programs, process.env.PATH].join(delimiter);
    execFileSync(join(target, "tools/bin/wasm-pack"), [...args, "--", ...features], { cwd: root, stdio: "pipe", env: { ...process.env, PATH } });

    const said = await Promise.all([join(out, "ddlint"), join(root, "pkg/wasm/ddlint")].map(answer));
    assert.equal(said[0], said[1]);
    assert.match(said[0], /drop-table/);
});

/** What a module says of a migration. */
async function answer(made) {
    const glue = await import(pathToFileURL(`${made}.js`));
    const module = [`${made}_bg.wasm`, `${made}.wasm`].map(read).find(bytes => bytes);
    glue.initSync({ module });
    return glue.lint(["1.sql"], [SQL], 1, "{}", 0);
}

function read(path) {
    try {
        return readFileSync(path);
    } catch {
        return undefined;
    }
}
