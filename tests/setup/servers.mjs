// Makes the PostgreSQL servers of the devDependencies usable: npm packs no symbolic links and may drop the executable bit.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync } from "node:fs";

const modules = new URL("../../node_modules/", import.meta.url);
const servers = existsSync(modules) ? readdirSync(modules).filter(name => name.startsWith("postgres-")) : [];

for (const name of servers) {
    const home = new URL(`${name}/`, modules);
    execFileSync(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: home });
    const bin = new URL("native/bin/", home);
    readdirSync(bin).forEach(program => chmodSync(new URL(program, bin), 0o755));
}
