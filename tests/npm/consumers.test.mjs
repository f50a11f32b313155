// The packed package, installed in an empty project, as every kind of JavaScript uses it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { browse } from "../www/site.mjs";
import { below, folder, pack, print, project, root, serve, tools, write } from "./project.mjs";

const temporary = folder();
after(temporary.remove);
const { tarball, files, size } = pack(temporary.path);
const shop = project(temporary.path, tarball);

/** Says which rule finds what is wrong with a migration. */
const CALL = `lint("DROP TABLE users;").diagnostics[0].rule`;
const SAID = "drop-table\n";

/** A page's program: with the package, and with it in a worker. */
const PAGE = {
    "main.js": `import { init, lint } from "ddlint";
        await init();
        const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
        worker.onmessage = ({ data }) => (document.title = [${CALL}, data].join(" "));
        worker.postMessage("DROP SCHEMA shop;");`,
    "worker.js": `import { init, lint } from "ddlint";
        onmessage = async ({ data }) => {
            await init();
            postMessage(lint(data).diagnostics[0].rule);
        };`,
    "index.html": `<!doctype html><title></title><script type="module" src="/main.js"></script>`,
};

/** The title that a page gives itself. */
async function title(path) {
    const server = await serve(path);
    const browser = await browse();
    try {
        const page = await browser.newPage();
        const complaints = [];
        page.on("pageerror", error => complaints.push(error.message));
        await page.goto(server.url);
        await page.waitForFunction(() => document.title !== "", null, { timeout: 60_000 }).catch(() => {});
        assert.deepEqual(complaints, []);
        return await page.title();
    } finally {
        await browser.close();
        await server.close();
    }
}

test("the tarball holds what a user needs, and nothing runs when it is installed", () => {
    const needed = /^(LICENSE-(APACHE|MIT)|README\.md|package\.json|[a-z]+\.js|(core|index|inline)\.d\.ts|schemas\/[a-z]+\.schema\.json|wasm\/(ddlint\.(js|wasm)|inline\.js|(inline|types|version)\.d\.ts|version\.js))$/;
    assert.deepEqual(files.filter(file => !needed.test(file)), []);
    ["README.md", "LICENSE-MIT", "wasm/ddlint.wasm", "wasm/types.d.ts"].forEach(file => assert.ok(files.includes(file), file));
    const manifest = JSON.parse(readFileSync(join(shop, "node_modules/ddlint/package.json"), "utf8"));
    assert.deepEqual([manifest.scripts, manifest.dependencies, manifest.optionalDependencies], [undefined, undefined, undefined]);
    console.log(`the tarball: ${Math.round(size / 1000)} kB`);
});

test("Node: import", () => {
    write(shop, { "import.mjs": `import { lint } from "ddlint"; console.log(${CALL});` });
    assert.equal(print(shop, process.execPath, ["import.mjs"]), SAID);
});

test("Node: require", () => {
    write(shop, { "require.cjs": `const { lint } = require("ddlint"); console.log(${CALL});` });
    assert.equal(print(shop, process.execPath, ["require.cjs"]), SAID);
});

test("Node: inline", () => {
    write(shop, { "inline.mjs": `import { init, lint } from "ddlint/inline"; await init(); console.log(${CALL});` });
    assert.equal(print(shop, process.execPath, ["inline.mjs"]), SAID);
});

test("npx", () => {
    write(shop, { "migrations/1.sql": "CREATE TABLE orders (id bigint PRIMARY KEY);\n" });
    assert.match(print(shop, "npx", ["--offline", "ddlint", "plan", "migrations"]), /^migrations\/1\.sql\n/);
});

for (const [name, options] of Object.entries({
    node16: { module: "node16", moduleResolution: "node16" },
    bundler: { module: "esnext", moduleResolution: "bundler" },
})) {
    test(`TypeScript, strict, ${name}`, () => {
        const compilerOptions = { ...options, strict: true, noEmit: true, target: "es2022", lib: ["es2022"], types: [], skipLibCheck: false };
        write(shop, {
            "tsconfig.json": JSON.stringify({ compilerOptions, files: ["typed.mts"] }),
            "typed.mts": `import { DdlintError, fix, format, init, lint, plan, rules, type Diagnostic, type ErrorCode, type Input, type Options, type Report } from "ddlint";
                import { lint as inline } from "ddlint/inline";
                const options: Options = { targetVersion: 16, rules: { "drop-table": "off" }, config: { "fail-on": "warning" } };
                const input: Input = { files: [{ path: "1.sql", text: "" }], history: [] };
                const report: Report = lint(input, options);
                const first: Diagnostic | undefined = report.diagnostics[0];
                const lock: string | undefined = plan("").files[0]?.transactions[0]?.locks[0]?.lock;
                const texts: string[] = fix(input).files.map(file => file.text);
                const text: string = format(report, "sarif") + rules().map(rule => rule.url).join();
                const code: ErrorCode = new DdlintError("internal", "").code;
                init({ wasm: new Uint8Array() }).then(() => [first?.span.start.toFixed(), lock, texts, text, code, inline("")]);
                // @ts-expect-error: there is no such option
                lint("", { presett: "strict" });
                // @ts-expect-error: there is no such format
                format(report, "yaml");
                // @ts-expect-error: files have texts
                lint({ path: "1.sql" });`,
        });
        print(shop, join(root, "node_modules/.bin/tsc"), ["--project", "."]);
    });
}

test("Bun", () => {
    const bun = join(tools, "@oven/bun-linux-x64/bin/bun");
    assert.equal(print(shop, bun, ["import.mjs"]), SAID);
    assert.equal(print(shop, bun, ["require.cjs"]), SAID);
});

test("Deno", () => {
    const deno = join(tools, "@deno/linux-x64-glibc/deno");
    assert.equal(print(shop, deno, ["run", "--allow-read", "import.mjs"]), SAID);
});

test("Vite, in Chromium and its workers", async () => {
    write(shop, PAGE);
    const { build } = await import("vite");
    await build({ root: shop, logLevel: "silent", build: { outDir: "vite", target: "esnext" } });
    assert.equal(await title(join(shop, "vite")), "drop-table drop-schema");
});

test("webpack, in Chromium and its workers", async () => {
    write(shop, { ...PAGE, "webpack/index.html": `<!doctype html><title></title><script src="/main.js"></script>` });
    const settings = { mode: "production", entry: "./main.js", output: { path: join(shop, "webpack") }, performance: { hints: false } };
    write(shop, { "webpack.config.cjs": `module.exports = ${JSON.stringify(settings)};` });
    print(shop, join(tools, ".bin/webpack"), ["--config", "webpack.config.cjs"]);
    assert.equal(await title(join(shop, "webpack")), "drop-table drop-schema");
});

test("esbuild, inline, in Chromium", async () => {
    write(shop, {
        "inline.js": `import { init, lint } from "ddlint/inline"; await init(); document.title = ${CALL};`,
        "esbuild/index.html": `<!doctype html><title></title><script type="module" src="/inline.js"></script>`,
    });
    print(shop, join(tools, ".bin/esbuild"), ["inline.js", "--bundle", "--format=esm", "--minify", "--outdir=esbuild"]);
    assert.equal(await title(join(shop, "esbuild")), "drop-table");
});

test("Cloudflare's workerd", async () => {
    write(shop, { "worker/in.js": `import { lint } from "ddlint"; export default { fetch: () => new Response(${CALL}) };` });
    const how = ["--bundle", "--format=esm", "--conditions=workerd", "--loader:.wasm=copy", "--outdir=worker/out"];
    print(shop, join(tools, ".bin/esbuild"), ["worker/in.js", ...how]);
    const { Miniflare } = await import(join(tools, "miniflare/dist/src/index.js"));
    const modules = below(join(shop, "worker/out")).map(path => {
        const contents = readFileSync(join(shop, "worker/out", path));
        return path.endsWith(".wasm") ? { type: "CompiledWasm", path, contents } : { type: "ESModule", path, contents: contents.toString() };
    });
    const worker = new Miniflare({ modules: modules.sort((one, other) => one.type < other.type ? 1 : -1), compatibilityDate: "2026-07-01" });
    try {
        assert.equal(await (await worker.dispatchFetch("http://localhost/")).text(), "drop-table");
    } finally {
        await worker.dispose();
    }
});

test("publint and Are the types wrong have nothing to say", () => {
    print(shop, join(tools, ".bin/publint"), ["--strict", tarball]);
    // `require` of what is an ES module works from Node 20.19 on, which package.json demands.
    print(shop, join(tools, ".bin/attw"), [tarball, "--profile", "esm-only", "--exclude-entrypoints", "ddlint.wasm"]);
});

test("the README's chapter works when it is pasted", () => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const chapter = readme.slice(readme.indexOf("\n## JavaScript\n"), readme.indexOf("\n## How it compares"));
    const [, code] = chapter.match(/```js\n([^]*?)```/);
    write(shop, { "readme.mjs": code });
    assert.match(print(shop, process.execPath, ["readme.mjs"]), /^1: .*\(create-index-without-concurrently\)\n/);
});
