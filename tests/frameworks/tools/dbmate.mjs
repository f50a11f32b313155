import { run } from "../process.mjs";

const PROGRAM = new URL("../node_modules/@dbmate/linux-x64/bin/dbmate", import.meta.url);

export default {
    framework: "dbmate",
    version: "@dbmate/linux-x64",
    optOut: true,
    files: (migrations, optOut) => migrations.map((statements, index) => [
        `db/migrations/${index + 1}_step.sql`,
        `-- migrate:up${optOut ? " transaction:false" : ""}\n${statements.join(";\n")};\n\n-- migrate:down\n`,
    ]),
    run: ({ folder, url }) => run(PROGRAM, ["--url", url, "--no-dump-schema", "migrate"], folder),
};
