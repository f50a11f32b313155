// A tool that is a program.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Runs it in a folder; fails with what it says. */
export function run(program, args, folder, environment = {}) {
    const path = program instanceof URL ? fileURLToPath(program) : program;
    const options = { cwd: folder, env: { ...process.env, ...environment }, timeout: 120_000 };
    return new Promise((resolve, reject) => {
        const child = execFile(path, args, options, (error, out, err) => {
            error ? reject(new Error(`${err}\n${out}`.trim() || error.message)) : resolve(out);
        });
        child.stdin.end();
    });
}
