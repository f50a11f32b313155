// The engine's WebAssembly build: its native one is downloaded from elsewhere. What it sends as one script goes to the server as one
// simple query, as the native one does; `@prisma/adapter-pg` would part it at each semicolon.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { PrismaPg } from "@prisma/adapter-pg";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";

const NO_FILTER = { externalTables: [], externalEnums: [] };
const SCHEMA = 'datasource db {\n  provider = "postgresql"\n}\n';

export default {
    framework: "prisma",
    version: "@prisma/schema-engine-wasm",
    files: migrations => [
        ["prisma/migrations/migration_lock.toml", 'provider = "postgresql"\n'],
        ...migrations.map((statements, index) => [
            `prisma/migrations/2024010100000${index}_step/migration.sql`,
            `${statements.join(";\n")};\n`,
        ]),
    ],
    async run({ folder, url }) {
        await load();
        const migrations = join(folder, "prisma/migrations");
        const lock = readFileSync(join(migrations, "migration_lock.toml"), "utf8");
        const folders = readdirSync(migrations).filter(name => !name.endsWith(".toml")).sort();
        const adapters = bindMigrationAwareSqlAdapterFactory(inOneQuery(new PrismaPg({ connectionString: url })));
        const connected = await engine.SchemaEngine.new({ datamodels: [["schema.prisma", SCHEMA]] }, () => {}, adapters);
        const path = name => join(migrations, name, "migration.sql");
        const list = {
            baseDir: migrations,
            lockfile: { path: "migration_lock.toml", content: lock },
            shadowDbInitScript: "",
            migrationDirectories: folders.map(name => ({
                path: name,
                migrationFile: { path: "migration.sql", content: { tag: "ok", value: readFileSync(path(name), "utf8") } },
            })),
        };
        try {
            await connected.applyMigrations({ migrationsList: list, filters: NO_FILTER });
        } finally {
            connected.free();
        }
    },
};

let loaded;

function load() {
    const file = new URL("../node_modules/@prisma/schema-engine-wasm/schema_engine_bg.wasm", import.meta.url);
    loaded ??= WebAssembly.instantiate(readFileSync(file), { "./schema_engine_bg.js": engine }).then(({ instance }) => {
        engine.__wbg_set_wasm(instance.exports);
        instance.exports.__wbindgen_start?.();
    });
    return loaded;
}

function inOneQuery(factory) {
    const connect = factory.connect.bind(factory);
    factory.connect = async () => {
        const adapter = await connect();
        adapter.executeScript = async script => {
            await adapter.client.query(script).catch(error => adapter.onError(error));
        };
        return adapter;
    };
    return factory;
}
