// A PostgreSQL 15 of its own, on a free port of this machine, in a folder that goes with it.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const HOMES = [join(ROOT, "node_modules/postgres-15/native"), "/usr/lib/postgresql/15"];
const SETTINGS = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=32MB", "max_connections=40"];

/** Starts the server; `url(database)` reaches it, `stop()` ends it. */
export async function start() {
    const folder = mkdtempSync(join(tmpdir(), "ddlint-frameworks-"));
    const account = unprivileged();
    chmodSync(folder, 0o755);
    account && chownSync(folder, account.uid, account.gid);
    const home = readable(folder, account);
    const data = join(folder, "data");
    const initdb = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D", data];
    execFileSync(join(home, "bin/initdb"), initdb, { ...account, cwd: folder, stdio: "ignore" });
    const port = await freePort();
    const settings = [...SETTINGS, "listen_addresses=127.0.0.1", `port=${port}`, `unix_socket_directories=${folder}`];
    const options = settings.flatMap(setting => ["-c", setting]);
    const server = spawn(join(home, "bin/postgres"), ["-D", data, ...options], { ...account, cwd: folder, stdio: "ignore" });
    const ended = new Promise(resolve => server.once("exit", resolve));
    const url = database => `postgres://postgres@127.0.0.1:${port}/${database}?sslmode=disable`;
    await accepts(url("postgres"), server);
    const stop = async () => {
        server.kill("SIGINT");
        await ended;
        rmSync(folder, { recursive: true, force: true });
    };
    return { port, url, stop };
}

/** Runs one statement, and gives its rows. */
export async function query(url, sql, values) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
        return (await client.query(sql, values)).rows;
    } finally {
        await client.end();
    }
}

/** Servers refuse root: another account of the machine runs them then. */
function unprivileged() {
    if (process.getuid() !== 0) {
        return undefined;
    }
    const users = readFileSync("/etc/passwd", "utf8").split("\n").map(line => line.split(":"));
    const user = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody");
    return { uid: Number(user[2]), gid: Number(user[3]) };
}

/** An installation that this account can run: copied where it may not read the original. */
function readable(folder, account) {
    const runs = home => spawnSync(join(home, "bin/postgres"), ["--version"], { ...account, cwd: "/" }).status === 0;
    const there = HOMES.filter(home => existsSync(join(home, "bin/postgres")));
    const home = there.find(runs);
    if (home || there.length === 0) {
        return home ?? fail("PostgreSQL 15 is not installed: npm ci");
    }
    const copy = join(folder, "postgres");
    cpSync(there[0], copy, { recursive: true });
    return copy;
}

function fail(message) {
    throw new Error(message);
}

function freePort() {
    return new Promise((resolve, reject) => {
        const probe = createServer().once("error", reject);
        probe.listen(0, "127.0.0.1", () => {
            const { port } = probe.address();
            probe.close(() => resolve(port));
        });
    });
}

async function accepts(url, server) {
    for (;;) {
        try {
            return await query(url, "SELECT 1");
        } catch (error) {
            server.exitCode === null || fail(`PostgreSQL 15 does not start: ${error.message}`);
            await new Promise(resolve => setTimeout(resolve, 50));
        }
    }
}
