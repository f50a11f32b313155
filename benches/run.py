#!/usr/bin/env python3
"""ddlint's and Squawk's CPU time and memory on the same inputs: python3 benches/run.py [--runs 5]

Builds ddlint with `--release`, generates the inputs into a temporary folder, installs Squawk from PyPI into a virtual
environment there, and prints one table. Where Squawk cannot be installed its columns stay empty.
CPU is user and system time on one core, the median of the runs; memory is the peak resident set.
"""
import argparse, os, random, statistics, subprocess, sys, tempfile, venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MB = 1_000_000
KINDS = ["int", "bigint", "text", "varchar(80)", "numeric(12, 2)", "timestamptz", "boolean", "jsonb", "uuid", "date"]
BODY = """DECLARE
    found int;
BEGIN
    SELECT count(*) INTO found FROM orders o WHERE o.user_id = a AND o.name <> 'none';
    IF found > 0 THEN
        UPDATE orders SET name = 'some' WHERE user_id = a;
    END IF;
    RETURN found + a;
END
"""


def mixed(size, seed=1):
    """DDL as migrations have it, on tables that exist and on tables made in the same file."""
    pick = random.Random(seed)
    number = written = 0
    while written < size:
        number += 1
        table = pick.choice(["orders", "users", "line_items", "payments"]) + f"_{number % 500}"
        chunk = "".join(statements(number, table, pick))
        written += len(chunk)
        yield chunk


def statements(number, table, pick):
    kind = pick.choice(KINDS)
    yield f"CREATE TABLE {table}_{number} (id bigint PRIMARY KEY, name text NOT NULL, c_{number} {kind}, created_at timestamptz DEFAULT now());\n"
    yield f"ALTER TABLE {table} ADD COLUMN c_{number} {kind};\n"
    yield f"CREATE INDEX i_{number} ON {table} (c_{number});\n"
    yield f"ALTER TABLE {table} ADD CONSTRAINT f_{number} FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;\n"
    yield f"ALTER TABLE {table} VALIDATE CONSTRAINT f_{number};\n"
    yield f"ALTER TABLE {table} ALTER COLUMN c_{number} TYPE {pick.choice(KINDS)};\n"
    yield f"COMMENT ON COLUMN {table}.c_{number} IS 'column {number}';\n"
    yield f"UPDATE {table} SET c_{number} = NULL WHERE id > {number} AND (name = 'n' OR created_at < now() - interval '1 day');\n"
    yield f"CREATE FUNCTION f_{number}(a int) RETURNS int LANGUAGE plpgsql AS $$\n{BODY}$$;\n"
    yield f"INSERT INTO {table} (id, name) VALUES ({number}, 'name {number}'), ({number + 1}, 'other');\n"
    yield f"CREATE VIEW v_{number} AS SELECT t.id, t.name, count(*) FROM {table} t JOIN users u ON u.id = t.user_id GROUP BY 1, 2;\n"


def inserts(size):
    row = "({}, 'some name {}', '2020-01-01 10:00:00+00', 12.5, NULL, true)"
    number = written = 0
    while written < size:
        chunk = "INSERT INTO orders VALUES\n" + ",\n".join(row.format(number + i, i) for i in range(1000)) + ";\n"
        number, written = number + 1000, written + len(chunk)
        yield chunk


def copied(size):
    yield "COPY orders (id, name, at, price) FROM stdin;\n"
    number = written = 0
    while written < size:
        chunk = "".join(f"{number + i}\tsome name {i}\t2020-01-01 10:00:00+00\t12.5\t\\N\n" for i in range(1000))
        number, written = number + 1000, written + len(chunk)
        yield chunk
    yield "\\.\n"


def write(path, chunks):
    with path.open("w") as out:
        out.writelines(chunks)
    return [path]


def small_files(folder):
    folder.mkdir()
    for number in range(1000):
        write(folder / f"{number:04}_change.sql", mixed(600, seed=number))
    return sorted(folder.iterdir())


def measure(command, runs):
    """Median CPU seconds and peak memory in bytes."""
    def once():
        with open(os.devnull, "w") as null:
            process = subprocess.Popen(command, stdout=null, stderr=null, preexec_fn=lambda: os.sched_setaffinity(0, {os.cpu_count() - 1}))
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            sys.exit(f"{command[0]} ended with {process.returncode}")
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024
    seen = [once() for _ in range(runs)]
    return statistics.median(cpu for cpu, _ in seen), max(memory for _, memory in seen)


def install_squawk(folder):
    try:
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin/pip", "install", "-q", "squawk-cli==2.70.0"], check=True, timeout=120)
        return folder / "bin/squawk"
    except (subprocess.SubprocessError, OSError) as error:
        print(f"Squawk is left out: {error}", file=sys.stderr)
        return None


def asked(what):
    """The ddlint to be measured, and how many times; it is built unless one is named."""
    parser = argparse.ArgumentParser(description=what, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--bin", help="a ddlint that is built already")
    options = parser.parse_args()
    if not options.bin:
        subprocess.run(["cargo", "build", "--release"], cwd=ROOT, check=True)
    return options.bin or os.environ.get("CARGO_TARGET_DIR", f"{ROOT}/target") + "/release/ddlint", options.runs


def main():
    ddlint, runs = asked(__doc__)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        squawk = install_squawk(folder / "squawk")
        inputs = [
            ("10 MB of mixed DDL", "json", write(folder / "mixed.sql", mixed(10 * MB)), True),
            ("1,000 small files", "json", small_files(folder / "small"), True),
            ("0.5 MB of mixed DDL", "human", write(folder / "half.sql", mixed(MB // 2)), True),
            ("1 MB of mixed DDL", "human", write(folder / "one.sql", mixed(MB)), True),
            ("10 MB of mixed DDL", "human", [folder / "mixed.sql"], False),
            ("100 MB of INSERT", "json", write(folder / "insert.sql", inserts(100 * MB)), False),
            ("100 MB of COPY data", "json", write(folder / "copy.sql", copied(100 * MB)), False),
        ]
        print(f"| input | report | ddlint CPU s | MB/s | memory MB | × input | Squawk CPU s | memory MB | ddlint / Squawk |\n|{'---|' * 9}")
        for title, report, paths, both in inputs:
            size = sum(path.stat().st_size for path in paths)
            where = [str(paths[0].parent if len(paths) > 1 else paths[0])]
            cpu, memory = measure([ddlint, "lint", "--dialect", "postgres", "--format", report, "--fail-on", "never", "--no-history", *where], runs)
            row = [title, report, f"{cpu:.3f}", f"{size / MB / cpu:.0f}", f"{memory / MB:.0f}", f"{memory / size:.1f}"]
            if squawk and both:
                reporter = {"json": "json", "human": "tty"}[report]
                other, peak = measure([str(squawk), "--no-error-on-unmatched-pattern", "--reporter", reporter, *map(str, paths)], runs)
                row += [f"{other:.3f}", f"{peak / MB:.0f}", f"{cpu / other:.2f}"]
            print(f"| {' | '.join(row + [''] * (9 - len(row)))} |", flush=True)


if __name__ == "__main__":
    main()
