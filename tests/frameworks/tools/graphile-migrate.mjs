import { createHash } from "node:crypto";
import { run } from "../process.mjs";

const PROGRAM = new URL("../node_modules/graphile-migrate/dist/cli.js", import.meta.url);

/** A committed migration names the one before it and its own hash; a blank line ends its head. */
function committed(migrations, optOut) {
    let previous;
    return migrations.map((statements, index) => {
        const body = `${optOut ? "--! no-transaction\n" : ""}${statements.join(";\n")};\n`;
        const hashed = `${previous ?? ""}\n${body.trim()}`.trim();
        const head = `--! Previous: ${previous ?? "-"}\n--! Hash: `;
        previous = `sha1:${createHash("sha1").update(`${hashed}\n`).digest("hex")}`;
        return [`migrations/committed/00000${index + 1}.sql`, `${head}${previous}\n\n${body}`];
    });
}

export default {
    framework: "graphile-migrate",
    version: "graphile-migrate",
    optOut: true,
    files: (migrations, optOut) => [[".gmrc", "{}\n"], ...committed(migrations, optOut)],
    run: ({ folder, url }) => run(process.execPath, [PROGRAM.pathname, "migrate"], folder, {
        DATABASE_URL: url,
        ROOT_DATABASE_URL: url.replace("/steps", "/postgres"),
        SHADOW_DATABASE_URL: url.replace("/steps", "/shadow"),
    }),
};
