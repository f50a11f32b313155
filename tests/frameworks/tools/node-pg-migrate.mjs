import { run } from "../process.mjs";

const PROGRAM = new URL("../node_modules/node-pg-migrate/bin/node-pg-migrate.js", import.meta.url);

export default {
    framework: "node-pg-migrate",
    version: "node-pg-migrate",
    files: migrations => [
        ["package.json", '{ "dependencies": { "node-pg-migrate": "9" } }\n'],
        ...migrations.map((statements, index) => [
            `migrations/170000000000${index}_step.sql`,
            `-- Up Migration\n${statements.join(";\n")};\n\n-- Down Migration\n`,
        ]),
    ],
    run: ({ folder, url }) => run(process.execPath, [PROGRAM.pathname, "up"], folder, { DATABASE_URL: url }),
};
