// What Debian packages: skipped where it is not installed.
import { run } from "../process.mjs";

const text = statements => `${statements.join(";\n")};\n`;

export const sqitch = {
    framework: "sqitch",
    program: "sqitch",
    files: migrations => [
        ["sqitch.conf", "[core]\n\tengine = pg\n[user]\n\tname = a\n\temail = a@example.com\n"],
        ["sqitch.plan", `%syntax-version=1.0.0\n%project=steps\n\n${migrations.map((_, index) => `step${index} 2024-01-01T00:00:0${index}Z a <a@example.com>\n`).join("")}`],
        ...migrations.map((statements, index) => [`deploy/step${index}.sql`, text(statements)]),
        ...migrations.map((_, index) => [`revert/step${index}.sql`, ""]),
    ],
    run: ({ folder, url }) => run("sqitch", ["deploy", "--no-verify", url.replace(/^postgres/, "db:pg").replace(/\?.*/, "")], folder),
};

export const sqlMigrate = {
    framework: "sql-migrate",
    program: "sql-migrate",
    optOut: true,
    files: (migrations, optOut) => migrations.map((statements, index) => [
        `migrations/${index + 1}_step.sql`,
        `-- +migrate Up${optOut ? " notransaction" : ""}\n${text(statements)}\n-- +migrate Down\n`,
    ]),
    async run({ folder, url, write }) {
        await write("dbconfig.yml", `development:\n  dialect: postgres\n  datasource: ${url}\n  dir: migrations\n`);
        return run("sql-migrate", ["up"], folder);
    },
};
