// Writes builders/recorded.json: the SQL that each tool's own builder sends for builders/<tool>.js, without a server.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import DbMigrate from "db-migrate-pg";
import shared from "db-migrate-shared";
import knexOf from "knex";
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import { MigrationBuilder } from "node-pg-migrate";
import { Sequelize } from "sequelize";
import { DataSource } from "typeorm";

const require = createRequire(import.meta.url);
const migration = tool => require(`./builders/${tool}.js`);

async function knex() {
    const sent = [];
    const knex = knexOf({ client: "pg" });
    // The statements are taken where they would go to the server.
    knex.client.acquireConnection = async () => ({ __knexUid: 1 });
    knex.client.releaseConnection = async () => {};
    knex.client._query = async (connection, query) => {
        sent.push(query.bindings?.length ? knex.raw(query.sql.replace(/\$\d+/g, "?"), query.bindings).toString() : query.sql);
        return { ...query, response: { rows: [], rowCount: 0, command: "" } };
    };
    await migration("knex").up(knex);
    return sent;
}

async function sequelize() {
    const sent = [];
    const sequelize = new Sequelize({ dialect: "postgres", logging: false });
    sequelize.query = async sql => void sent.push(sql) ?? [];
    const queryInterface = sequelize.getQueryInterface();
    queryInterface.assertTableHasColumn = async (table, column) => ({ [column]: { type: "TEXT" } });
    await migration("sequelize").up(queryInterface, Sequelize);
    return sent;
}

async function typeorm() {
    const sent = [];
    const source = new DataSource({ type: "postgres" });
    const runner = source.driver.createQueryRunner("master");
    const { Table } = require("typeorm");
    const known = new Map();
    runner.query = async sql => void sent.push(sql) ?? [];
    runner.hasTable = async name => known.has(name.name ?? name);
    runner.getCurrentSchema = async () => "public";
    runner.getCurrentDatabase = async () => "x";
    runner.loadTables = async names => (names ?? []).map(name => known.get(name.split(".").pop()) ?? new Table({ name }));
    const create = runner.createTable.bind(runner);
    runner.createTable = async (table, ...rest) => {
        await create(table, ...rest);
        known.set(table.name, table);
    };
    await new (migration("typeorm"))().up(runner);
    return sent;
}

async function nodePgMigrate() {
    const { shorthands, up } = migration("node_pg_migrate");
    const builder = new MigrationBuilder({ query() {}, select() {} }, shorthands, false, { warn() {} });
    up(builder);
    return builder.getSqlSteps();
}

async function kysely() {
    const sent = [];
    const db = new Kysely({
        dialect: {
            createAdapter: () => new PostgresAdapter(),
            createDriver: () => new DummyDriver(),
            createIntrospector: db => new PostgresIntrospector(db),
            createQueryCompiler: () => new PostgresQueryCompiler(),
        },
        log: event => sent.push(event.query.sql),
    });
    await migration("kysely").up(db);
    return sent;
}

async function dbMigrate() {
    const sent = [];
    const { setup, up } = migration("db_migrate");
    const connection = { query: (sql, ...given) => void sent.push(sql) ?? given.pop()(null, { rows: [] }) };
    const quiet = () => {};
    const mod = { log: { sql: quiet, verbose: quiet, warn: quiet }, type: shared.dataType };
    setup({ dbmigrate: { dataType: shared.dataType } });
    const db = new DbMigrate.base(connection, "public", { mod });
    await new Promise((resolve, reject) => up(db, error => (error ? reject(error) : resolve())));
    return sent;
}

const recorded = {};
for (const [tool, record] of Object.entries({ db_migrate: dbMigrate, knex, kysely, node_pg_migrate: nodePgMigrate, sequelize, typeorm })) {
    recorded[tool] = (await record()).map(sql => sql.trim().replace(/\s+/g, " "));
}
writeFileSync(new URL("builders/recorded.json", import.meta.url), `${JSON.stringify(recorded, null, 4)}\n`);
