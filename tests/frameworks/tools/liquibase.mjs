import { fileURLToPath } from "node:url";
import { run } from "../process.mjs";

const HOME = fileURLToPath(new URL("../node_modules/liquibase/dist/", import.meta.url));
const JARS = ["liquibase/liquibase.jar", "liquibase/lib/*", "drivers/postgresql-42.2.8.jar"].map(jar => HOME + jar).join(":");

export default {
    framework: "liquibase",
    version: "liquibase",
    program: "java",
    optOut: true,
    files: (migrations, optOut) => [["changelog/steps.sql", `--liquibase formatted sql\n${migrations.map((statements, index) =>
        `\n--changeset a:${index}${optOut ? " runInTransaction:false" : ""}\n${statements.join(";\n")};\n`).join("")}`]],
    run: ({ folder, url }) => run("java", [
        "-cp", JARS, "liquibase.integration.commandline.Main",
        `--url=${url.replace(/^postgres:\/\/postgres@/, "jdbc:postgresql://")}`, "--username=postgres",
        "--changeLogFile=changelog/steps.sql", "--classpath=.", "update",
    ], folder),
};
