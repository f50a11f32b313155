// The migrators of Rust, by the program beside this folder.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { run } from "../process.mjs";

const PACKAGE = new URL("../rust/", import.meta.url);
const numbered = (statements, optOut) => `${optOut ? "-- no-transaction\n" : ""}${statements.join(";\n")};\n`;

let built;

function program() {
    const target = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL("target", PACKAGE));
    built ??= execFileSync("cargo", ["build", "--locked"], { cwd: PACKAGE, stdio: "inherit" }) ?? true;
    return `${target}/debug/migrators`;
}

const migrator = (framework, optOut, files) => ({
    framework,
    version: `cargo:${framework}`,
    program: "cargo",
    optOut,
    files,
    run: ({ folder, url }) => run(program(), [framework, `${folder}/migrations`, url], folder),
});

export const sqlx = migrator("sqlx", true, (migrations, optOut) => [
    ["Cargo.toml", '[dependencies]\nsqlx = "0.8"\n'],
    ...migrations.map((statements, index) => [`migrations/${index + 1}_step.sql`, numbered(statements, optOut)]),
]);

export const diesel = migrator("diesel", true, (migrations, optOut) => [
    ["diesel.toml", ""],
    ...migrations.flatMap((statements, index) => [
        [`migrations/2024-01-0${index + 1}-000000_step/up.sql`, numbered(statements)],
        [`migrations/2024-01-0${index + 1}-000000_step/down.sql`, ""],
        ...optOut ? [[`migrations/2024-01-0${index + 1}-000000_step/metadata.toml`, "run_in_transaction = false\n"]] : [],
    ]),
]);

export const refinery = migrator("refinery", false, migrations => [
    ["Cargo.toml", '[dependencies]\nrefinery = "0.8"\n'],
    ...migrations.map((statements, index) => [`migrations/V${index + 1}__step.sql`, numbered(statements)]),
]);
