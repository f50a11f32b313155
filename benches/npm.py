#!/usr/bin/env python3
"""The npm package beside the native program and its peers on npm: python3 benches/npm.py [--runs 5]

Needs what `npm run build` makes. Builds ddlint with `--release`, installs the peers from npm into a temporary folder, and prints two
tables: the CPU time (user and system, on one core, the median) of each program on the same inputs; and how long a call of the API
takes that lints a migration of 200 lines with its history of 500 files, once it is warm.
"""
import random, subprocess, sys, tempfile
from pathlib import Path

from run import MB, ROOT, asked, measure, mixed, statements, write

PEERS = ["@flvmnt/pgfence@0.1.5", "squawk-cli@2.66.0"]
CALL = """
import { readFileSync, readdirSync } from "node:fs";
import { lint } from "ddlint";
const [folder, runs] = process.argv.slice(1);
const texts = readdirSync(folder).sort().map(path => ({ path, text: readFileSync(`${folder}/${path}`, "utf8") }));
const input = { files: texts.slice(-1), history: texts.slice(0, -1) };
// So many calls until V8 has compiled what matters.
const WARM = 40;
const times = [];
for (let run = 0; run < Number(runs) + WARM; run++) {
    const start = process.cpuUsage();
    lint(input);
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
}
const warm = times.slice(WARM).sort((one, other) => one - other);
console.log(warm[warm.length >> 1].toFixed(1));
"""


def install(folder):
    subprocess.run(["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "--silent", *PEERS], check=True, stderr=subprocess.DEVNULL)
    return folder / "node_modules/.bin"


def history(folder, lines=200, files=500):
    """A folder of small migrations, and one of `lines` lines behind them."""
    folder.mkdir()
    pick = random.Random(1)
    for number in range(files):
        write(folder / f"{number:04}_change.sql", mixed(600, seed=number))
    last = (line for number in range(lines) for line in "".join(statements(number, "orders_1", pick)).splitlines(True))
    write(folder / f"{files:04}_last.sql", [line for line, _ in zip(last, range(lines))])
    return folder


def main():
    native, runs = asked(__doc__)
    arguments = ["lint", "--format", "json", "--fail-on", "never", "--no-history"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        peers = install(folder / "peers")
        programs = {
            "ddlint": [native, *arguments],
            "npx ddlint": ["node", f"{ROOT}/pkg/cli.js", *arguments],
            "squawk-cli": [str(peers / "squawk"), "--reporter", "json"],
            "pgfence": [str(peers / "pgfence"), "analyze", "--format", "sql", "--output", "json"],
        }
        inputs = {
            "nothing": write(folder / "nothing.sql", ["SELECT 1;\n"]),
            "0.5 MB of mixed DDL": write(folder / "half.sql", mixed(MB // 2)),
            "10 MB of mixed DDL": write(folder / "mixed.sql", mixed(10 * MB)),
        }
        print(f"| CPU s | {' | '.join(programs)} | native / npx |\n|{'---|' * (len(programs) + 2)}")
        for title, [path] in inputs.items():
            times = [measure([*command, str(path)], runs)[0] for command in programs.values()]
            print(f"| {title} | {' | '.join(f'{time:.3f}' for time in times)} | {times[0] / times[1]:.0%} |", flush=True)
        call = ["node", "--input-type=module", "--eval", CALL, history(folder / "history"), str(runs)]
        warm = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True)
        print(f"\n200 lines with 500 files of history, warm: {warm.stdout.strip()} ms of CPU")


if __name__ == "__main__":
    main()
