// Empty projects that install the packed package, and what is run in them.
import { execFileSync, spawnSync } from "node:child_process";
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const tools = fileURLToPath(new URL("tools/node_modules/", import.meta.url));
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

/** A folder that is removed by `remove`. */
export function folder() {
    const path = mkdtempSync(join(tmpdir(), "ddlint-npm-"));
    return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The package as it is published: its tarball, and what is in it. */
export function pack(into) {
    const args = ["pack", "--json", "--workspace", "pkg", "--pack-destination", into];
    const packed = JSON.parse(execFileSync("npm", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    const { filename, files, size } = Array.isArray(packed) ? packed[0] : Object.values(packed)[0];
    return { tarball: join(into, filename), files: files.map(file => file.path), size };
}

/** A project that has the package and nothing else. */
export function project(into, tarball) {
    const path = join(into, "project");
    write(path, { "package.json": JSON.stringify({ name: "shop", private: true, type: "module" }) });
    execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball], { cwd: path, stdio: "pipe" });
    return path;
}

/** Writes files into a folder. */
export function write(path, files) {
    for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), text);
    }
}

/** What a program prints; what it says where it fails is thrown. */
export function print(cwd, program, args) {
    const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: "utf8" });
    if (status !== 0) {
        throw new Error(`${program} ${args.join(" ")}: ${error ?? ""}${stdout}${stderr}`);
    }
    return stdout;
}

/** A static server of a folder. `close` ends it. */
export async function serve(path) {
    const server = createServer((request, response) => {
        const file = join(path, new URL(request.url, "http://localhost").pathname.replace(/\/$/, "/index.html"));
        if (!existsSync(file)) {
            response.writeHead(404).end();
            return;
        }
        response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
        createReadStream(file).pipe(response);
    });
    await new Promise(resolve => server.listen(0, "127.0.0.1", resolve));
    const close = () => {
        server.closeAllConnections();
        return new Promise(resolve => server.close(resolve));
    };
    return { url: `http://127.0.0.1:${server.address().port}/`, close };
}

/** The files below a folder. */
export function below(path) {
    return readdirSync(path, { recursive: true });
}
