//! The folders that tools' own configurations name are found where no path is given, and show what runs them.

use crate::{
    frameworks::{ONE, told},
    project::Project,
};

const SCRIPT: &str = "exports.up = (knex) => knex.raw('SELECT 1');\nexports.down = () => {};";

/// A project's files, the framework, its folder, and what shows it.
type Case<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str, &'a str);

const CASES: &[Case] = &[
    (
        &[("db/x/1_a/up.sql", ONE), ("diesel.toml", "[migrations_directory]\ndir = \"db/x\"\n")],
        "diesel",
        "db/x",
        "../../diesel.toml",
    ),
    (&[("db/x/1_a.sql", ONE), ("sqlx.toml", "[migrate]\nmigrations-dir = 'db/x'\n")], "sqlx", "db/x", "../../sqlx.toml"),
    (
        &[("db/x/1.sql", ONE), ("atlas.hcl", "env \"a\" {\n  migration {\n    dir = \"file://db/x\"\n  }\n}\n")],
        "atlas",
        "db/x",
        "../../atlas.hcl",
    ),
    (&[("sql/V1__a.sql", ONE), ("flyway.conf", "flyway.locations=filesystem:./sql\n")], "flyway", "sql", "../flyway.conf"),
    (
        &[("x/n/V1__a.sql", ONE), ("flyway.toml", "[flyway]\nlocations = [\n  \"filesystem:x\",\n]\n")],
        "flyway",
        "x",
        "../flyway.toml",
    ),
    (
        &[
            ("src/main/resources/a/V1__a.sql", ONE),
            ("src/main/resources/application.yml", "spring:\n  flyway:\n    locations: classpath:/a\n"),
        ],
        "flyway",
        "src/main/resources/a",
        "../../../../src/main/resources/application.yml",
    ),
    (
        &[("src/db/0000_a.sql", ONE), ("drizzle.config.ts", "export default defineConfig({ out: './src/db', schema: 's.ts' });")],
        "drizzle",
        "src/db",
        "../../drizzle.config.ts",
    ),
    (
        &[("db/m/1_a/migration.sql", ONE), ("prisma.config.ts", "export default { migrations: { path: 'db/m' } }")],
        "prisma",
        "db/m",
        "../../prisma.config.ts",
    ),
    (
        &[("db/migrations/1/migration.sql", ONE), ("package.json", "{\"prisma\": {\"schema\": \"db/schema.prisma\"}}")],
        "prisma",
        "db/migrations",
        "../../package.json",
    ),
    (
        &[
            ("db/m/1.js", SCRIPT),
            ("knexfile.js", "const m = { directory: 'db/m' };\nmodule.exports = { dev: { migrations: m } };"),
        ],
        "knex",
        "db/m",
        "../../knexfile.js",
    ),
    (
        &[
            ("db/migrations/1-a.js", "module.exports = { async up(queryInterface) { await queryInterface.dropTable('a'); } };"),
            (".sequelizerc", "module.exports = { 'migrations-path': require('path').resolve('db', 'migrations') };"),
        ],
        "sequelize",
        "db/migrations",
        "../../.sequelizerc",
    ),
    (
        &[
            ("src/changes/1-a.ts", "export class A1 implements MigrationInterface { up(q) { return q.query('SELECT 1'); } }"),
            ("src/data-source.ts", "export const s = new DataSource({ migrations: [__dirname + '/changes/*{.ts,.js}'] });"),
        ],
        "typeorm",
        "src/changes",
        "../data-source.ts",
    ),
    (
        &[
            ("db/committed/000001.sql", ONE),
            ("db/current.sql", ONE),
            (".gmrc", "{\n  // ours\n  \"migrationsFolder\": \"./db\",\n}"),
        ],
        "graphile-migrate",
        "db",
        "../.gmrc",
    ),
    (
        &[
            ("x/1-a.ts", "export class A1 implements MigrationInterface { up(q) { return q.query('SELECT 1'); } }"),
            ("cli/orm.ts", "export default new DataSource({ migrations: ['x/*.ts'] });"),
            ("package.json", "{\"scripts\": {\"up\": \"npm run typeorm -- migration:run -d ./cli/orm.ts\"}}"),
        ],
        "typeorm",
        "x",
        "../cli/orm.ts",
    ),
    (
        &[("x/1.sql", "-- Up Migration"), ("package.json", "{\"scripts\": {\"up\": \"node-pg-migrate up -m ./x && echo\"}}")],
        "node-pg-migrate",
        "x",
        "../package.json",
    ),
    (&[("x/1.sql", "-- migrate:up\nSELECT 1;"), (".env", "DBMATE_MIGRATIONS_DIR=\"./x\"\n")], "dbmate", "x", "../.env"),
    (&[("x/1.sql", "-- +goose Up\nSELECT 1;"), (".env", "GOOSE_MIGRATION_DIR=./x\n")], "goose", "x", "../.env"),
    (
        &[("x/1.sql", "-- +migrate Up\nSELECT 1;"), ("dbconfig.yml", "production:\n  dir: x\n")],
        "sql-migrate",
        "x",
        "../dbconfig.yml",
    ),
    (
        &[
            ("x/deploy/a.sql", ONE),
            ("sqitch.conf", "[core]\n\ttop_dir = x\n"),
            ("x/sqitch.plan", "a 2024-01-01T00:00:00Z A <a@b>\n"),
        ],
        "sqitch",
        "x/deploy",
        "../../sqitch.conf",
    ),
];

#[test]
fn folders_are_those_of_the_tools_own_configuration() {
    for (files, framework, folder, evidence) in CASES {
        let project = Project::new(files);
        // Somebody else's, where people often keep them.
        project.write("migrations/9_other.sql", "DROP TABLE other;");
        for arguments in ["", folder] {
            let told = told(&project, arguments);
            let [history] = told["histories"].as_array().unwrap().as_slice() else { panic!("{framework}: {told}") };
            let found = ["framework", "folder", "evidence"].map(|key| history[key].as_str().unwrap_or_default());
            assert_eq!(found, [*framework, *folder, *evidence]);
        }
    }
}

#[test]
fn a_folder_that_is_not_there_or_lies_elsewhere_is_not_looked_for() {
    let project = Project::new(&[
        ("migrations/1.sql", ONE),
        ("diesel.toml", "[migrations_directory]\ndir = \"gone\"\n"),
        ("knexfile.js", "module.exports = { migrations: { directory: '../elsewhere' } };"),
        ("drizzle.config.ts", "export default { out: `${process.env.OUT}/x` };"),
        ("atlas.hcl", "env {\n migration {\n dir = data.template_dir.x.url\n }\n}\n"),
        ("prisma.config.ts", "export default {{{"),
    ]);
    assert_eq!(told(&project, "")["histories"][0]["folder"], "migrations");
}

#[test]
fn the_current_folder_may_be_the_migrations_own() {
    let project = Project::new(&[("m/1_a/migration.sql", ONE), ("m/migration_lock.toml", "provider = \"postgresql\"")]);
    assert_eq!(project.in_folder("m").planned(""), ["1_a/migration.sql"]);
}

#[test]
fn those_of_packages_and_services_are_found() {
    let project = Project::new(&[
        ("apps/shop/prisma/migrations/1_a/migration.sql", ONE),
        ("services/pay/internal/db/migrations/1.sql", "-- +goose Up\nCREATE TABLE a (id int);"),
        ("services/pay/internal/db/migrations/old/0.sql", ONE),
        ("services/mail/src/main/resources/db/migration/V1__a.sql", ONE),
        ("services/mail/queries/a.sql", "DROP TABLE a;"),
        ("node_modules/x/migrations/1.sql", ONE),
        (".gitignore", "node_modules\n"),
    ]);
    let told = told(&project, "");
    let mut found: Vec<_> =
        told["histories"].as_array().unwrap().iter().map(|history| history["framework"].as_str().unwrap()).collect();
    found.sort_unstable();
    assert_eq!(found, ["flyway", "goose", "prisma"]);
    assert!(!project.run("").out.contains("drop-table"));
    // One that is near is meant, and nothing else.
    project.write("migrations/1.sql", ONE);
    assert_eq!(project.planned(""), ["migrations/1.sql"]);
}

#[test]
fn several_configured_folders_are_several_histories() {
    let project = Project::new(&[
        ("a/1_a/up.sql", ONE),
        ("diesel.toml", "[migrations_directory]\ndir = \"a\"\n"),
        ("b/1.sql", "-- +migrate Up\nCREATE TABLE a (id int);"),
        ("dbconfig.yml", "dev:\n  dir: b\n"),
    ]);
    assert_eq!(told(&project, "")["histories"].as_array().unwrap().len(), 2);
    project.run("init");
    assert!(project.read("ddlint.toml").contains("\npaths = [\"a\", \"b\"]\n"));
}

#[test]
fn files_are_ordered_by_flyways_own_prefixes() {
    let project = Project::new(&[
        ("x/REP-views.sql", ONE),
        ("x/M10-b.sql", ONE),
        ("x/M9-a.sql", ONE),
        (
            "flyway.toml",
            "[flyway]\nlocations = ['filesystem:x']\nsqlMigrationPrefix = 'M'\nsqlMigrationSeparator = '-'\nrepeatableSqlMigrationPrefix = 'REP'\n",
        ),
    ]);
    assert_eq!(project.planned(""), ["x/M9-a.sql", "x/M10-b.sql", "x/REP-views.sql"]);
}

#[test]
fn what_is_being_written_comes_after_what_is_committed() {
    let project = Project::new(&[
        ("migrations/committed/000001.sql", "--! Previous: -\n\nCREATE TABLE a (id int);"),
        ("migrations/current.sql", "CREATE INDEX a_id ON a (id);"),
        (".gmrc", "{}"),
    ]);
    let expected = ["migrations/committed/000001.sql", "migrations/current.sql"];
    for arguments in ["", "migrations", "."] {
        assert_eq!(project.planned(arguments), expected, "{arguments}");
    }
    assert!(!project.run("--quiet").out.contains("will-fail"));
}
