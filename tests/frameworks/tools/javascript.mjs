// What runs migrations written in JavaScript: each statement is a raw call of its own, or all of them are one.
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import knexOf from "knex";
import { Kysely, Migrator, PostgresDialect } from "kysely";
import { runner } from "node-pg-migrate";
import pg from "pg";
import { migrate as postgresMigrations } from "postgres-migrations";
import { Sequelize } from "sequelize";
import { DataSource } from "typeorm";
import { SequelizeStorage, Umzug } from "umzug";

const require = createRequire(import.meta.url);
const quoted = statement => JSON.stringify(statement);
const calls = (statements, call) => statements.map(statement => `    await ${call(quoted(statement))};\n`).join("");
const named = index => `migrations/2024010100000${index}_step.js`;
const loaded = folder => readdirSync(join(folder, "migrations")).sort().map(name => [name, require(join(folder, "migrations", name))]);
const manifest = (name, version) => ["package.json", `{ "dependencies": { "${name}": "${version}" } }\n`];

export const knex = {
    framework: "knex",
    version: "knex",
    optOut: true,
    files: (migrations, optOut) => [manifest("knex", "3"), ...migrations.map((statements, index) => [named(index), `\
exports.up = async knex => {
${calls(statements, text => `knex.raw(${text})`)}};

exports.down = async () => {};
${optOut ? "\nexports.config = { transaction: false };\n" : ""}`])],
    async run({ folder, url }) {
        const connected = knexOf({ client: "pg", connection: url, migrations: { directory: join(folder, "migrations") }, log: { warn() {}, error() {} } });
        try {
            await connected.migrate.latest();
        } finally {
            await connected.destroy();
        }
    },
};

export const typeorm = {
    framework: "typeorm",
    version: "typeorm",
    optOut: true,
    files: (migrations, optOut) => [manifest("typeorm", "1"), ...migrations.map((statements, index) => [named(index), `\
module.exports.Step170000000000${index} = class Step170000000000${index} {
    name = "Step170000000000${index}";
${optOut ? "    transaction = false;\n" : ""}
    async up(queryRunner) {
${calls(statements, text => `    queryRunner.query(${text})`)}    }

    async down() {}
};
`])],
    async run({ folder, url }, transaction = "all") {
        const classes = loaded(folder).flatMap(([, exported]) => Object.values(exported));
        const source = await new DataSource({ type: "postgres", url, migrations: classes }).initialize();
        const opted = classes.some(one => new one().transaction === false);
        try {
            await source.runMigrations({ transaction: opted ? "each" : transaction });
        } finally {
            await source.destroy();
        }
    },
};

export const sequelize = {
    framework: "sequelize",
    version: "sequelize",
    files: migrations => [manifest("sequelize", "6"), ...migrations.map((statements, index) => [named(index), `\
module.exports.up = async queryInterface => {
${calls(statements, text => `queryInterface.sequelize.query(${text})`)}};

module.exports.down = async () => {};
`])],
    async run({ folder, url }) {
        const connected = new Sequelize(url, { logging: false });
        const migrations = loaded(folder).map(([name, { up }]) => ({ name, up: () => up(connected.getQueryInterface()) }));
        try {
            await new Umzug({ migrations, storage: new SequelizeStorage({ sequelize: connected }), logger: undefined }).up();
        } finally {
            await connected.close();
        }
    },
};

export const kysely = {
    framework: "kysely",
    version: "kysely",
    files: migrations => [manifest("kysely", "0.28"), ...migrations.map((statements, index) => [named(index), `\
const { sql } = require("kysely");

exports.up = async db => {
${calls(statements, text => `sql.raw(${text}).execute(db)`)}};
`])],
    async run({ folder, url }) {
        const db = new Kysely({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) }) });
        const migrations = loaded(folder);
        try {
            const provider = { getMigrations: async () => Object.fromEntries(migrations) };
            const { error } = await new Migrator({ db, provider }).migrateToLatest();
            if (error) {
                throw error;
            }
        } finally {
            await db.destroy();
        }
    },
};

export const nodePgMigrateCode = {
    framework: "node-pg-migrate",
    variant: "JavaScript",
    version: "node-pg-migrate",
    optOut: true,
    files: (migrations, optOut) => [manifest("node-pg-migrate", "9"), ...migrations.map((statements, index) => [
        `migrations/170000000000${index}_step.js`,
        `\
exports.up = pgm => {
${optOut ? "    pgm.noTransaction();\n" : ""}${statements.map(statement => `    pgm.sql(${quoted(statement)});\n`).join("")}};

exports.down = false;
`])],
    run: ({ folder, url }) => runner({
        databaseUrl: url,
        dir: join(folder, "migrations"),
        direction: "up",
        migrationsTable: "pgmigrations",
        singleTransaction: true,
        log: () => {},
    }),
};

export const postgresMigrationsTool = {
    framework: "postgres-migrations",
    version: "postgres-migrations",
    optOut: true,
    files: (migrations, optOut) => [manifest("postgres-migrations", "5"), ...migrations.map((statements, index) => [
        `migrations/${index + 1}_step.sql`,
        `${optOut ? "-- postgres-migrations disable-transaction\n" : ""}${statements.join(";\n")};\n`,
    ])],
    async run({ folder, url }) {
        const client = new pg.Client({ connectionString: url });
        await client.connect();
        try {
            await postgresMigrations({ client }, join(folder, "migrations"));
        } finally {
            await client.end();
        }
    },
};
