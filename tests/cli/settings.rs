//! What the tools' own settings say counts: which database it is, and what is a transaction.

use serde_json::Value;

use crate::{
    frameworks::{INDEX, ONE, told, way_out},
    project::Project,
};

#[test]
fn the_database_is_told_by_the_tools_own_settings() {
    let up = "-- migrate:up\nDROP TABLE a;";
    let cases: &[(&[(&str, &str)], &str)] = &[
        (
            &[("m/1/migration.sql", ONE), ("schema.prisma", "datasource db {\n  provider = \"sqlite\"\n}\n")],
            "Prisma runs these migrations on SQLite",
        ),
        (
            &[("d/0.sql", ONE), ("d/meta/_journal.json", r#"{"dialect": "mysql", "entries": [{"tag": "0"}]}"#)],
            "Drizzle runs these migrations on MySQL",
        ),
        (&[("m/1.sql", up), (".env", "DATABASE_URL=mysql://root@localhost/a\n")], "dbmate runs these migrations on MySQL"),
        (
            &[("m/1.sql", "-- +goose Up\nDROP TABLE a;"), (".env", "GOOSE_DRIVER=clickhouse\n")],
            "goose runs these migrations on ClickHouse",
        ),
        (
            &[("m/1.sql", "-- +migrate Up\nDROP TABLE a;"), ("dbconfig.yml", "development:\n    dialect: sqlite3\n")],
            "sql-migrate runs these migrations on SQLite",
        ),
        (
            &[("m/1_a.sql", ONE), ("Cargo.toml", "sqlx = { version = \"0.8\", features = [\"sqlite\"] }")],
            "sqlx runs these migrations on SQLite",
        ),
        (
            &[
                ("m/1_a.sql", ONE),
                ("Cargo.toml", "sqlx = \"0.9\""),
                ("sqlx.toml", "[common]\ndatabase-url-var = \"SHOP_URL\"\n"),
                (".env", "SHOP_URL=sqlite:shop.db\n"),
            ],
            "sqlx runs these migrations on SQLite",
        ),
        (
            &[("m/1/up.sql", ONE), ("diesel.toml", ""), ("Cargo.toml", "diesel = { features = [\"mysql\"] }")],
            "Diesel runs these migrations on MySQL",
        ),
        (
            &[("m/V1__a.sql", ONE), ("flyway.toml", "[flyway]\n[environments.a]\nurl = \"jdbc:oracle:thin:@a\"")],
            "Flyway runs these migrations on Oracle",
        ),
        (
            &[("m/1.sql", "--changeset a:1\nDROP TABLE a;"), ("liquibase.properties", "url: jdbc:h2:mem\n")],
            "Liquibase runs these migrations on H2",
        ),
        (
            &[("m/1.sql", ONE), ("m/atlas.sum", ""), ("atlas.hcl", "env \"a\" {\n  dev = \"docker://mysql/8/dev\"\n}")],
            "Atlas runs these migrations on MySQL",
        ),
        (
            &[
                ("deploy/a.sql", ONE),
                ("sqitch.plan", "a 2024-01-01T00:00:00Z A <a@b>\n"),
                ("sqitch.conf", "[core]\n\tengine = mysql\n"),
            ],
            "Sqitch runs these migrations on MySQL",
        ),
    ];
    for (files, expected) in cases {
        let ran = Project::new(files).run("--format json .");
        let report: Value = serde_json::from_str(&ran.out).unwrap();
        let told: Vec<_> =
            report["diagnostics"].as_array().unwrap().iter().map(|found| found["message"].as_str().unwrap()).collect();
        assert_eq!(told, [format!("{expected}: nothing in them is checked")], "{files:?}");
        // The same on PostgreSQL.
        let of_postgres = |text: &str| {
            let others = ["sqlite3", "sqlite", "mysql", "clickhouse", "oracle:thin:@a", "h2:mem"];
            others.iter().fold(text.to_owned(), |text, other| text.replace(other, "postgres"))
        };
        let files: Vec<_> = files.iter().map(|(path, text)| (*path, of_postgres(text))).collect();
        let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        assert!(!Project::new(&files).run(".").out.contains("foreign-dialect"), "{files:?}");
    }
}

#[test]
fn transactions_are_told_by_the_tools_own_settings() {
    let several = format!("{ONE}{INDEX}");
    let dropped = format!("{ONE}DROP INDEX CONCURRENTLY i;");
    let prisma = |version: &str| {
        format!("{{ \"devDependencies\": {{ \"prisma\": \"{version}\" }} }}").replace(", ", ",\n").replace("{ ", "{\n")
    };
    let (old, new) = (prisma("^7.3.0"), prisma("^7.4.1"));
    let refused: &[(&[(&str, &str)], bool)] = &[
        (&[("m/1/migration.sql", &several), ("package.json", &old)], true),
        (&[("m/1/migration.sql", &several), ("package.json", &new)], false),
        (&[("m/1/migration.sql", &dropped), ("package.json", &new)], true),
        (
            &[
                ("m/1/migration.sql", &several),
                ("package.json", &old),
                ("node_modules/prisma/package.json", "{\n\"version\": \"7.10.1\"\n}"),
            ],
            false,
        ),
        (&[("m/V1__a.sql", &several)], true),
        (&[("m/V1__a.sql", &several), ("flyway.conf", "flyway.mixed=true")], false),
        (&[("m/V1__a.sql", &several), ("flyway.toml", "[flyway]\nmixed = true")], false),
        (&[("m/V1__a.sql", &several), ("conf/flyway.conf", "flyway.executeInTransaction = false")], false),
        (&[("m/1_a.up.sql", &several), ("go.mod", "github.com/golang-migrate/migrate/v4")], true),
        (
            &[
                ("m/1_a.up.sql", &several),
                ("go.mod", "github.com/golang-migrate/migrate/v4"),
                (".env", "DATABASE_URL=postgres://localhost/a?x-multi-statement=true"),
            ],
            false,
        ),
    ];
    for (files, is_refused) in refused {
        assert_eq!(way_out(files, "m").is_some(), *is_refused, "{files:?}");
    }
    let group = Project::new(&[("m/V1__a.sql", ONE), ("flyway.conf", "flyway.group=true")]);
    assert_eq!(told(&group, "m")["histories"][0]["one_transaction"], true);
}

#[test]
fn scripts_run_as_their_tools_are_set() {
    let typeorm = "export class A1 implements MigrationInterface { async up(q) { await q.query('SELECT 1'); } async down(q) {} }";
    let knex = "exports.up = (knex) => knex.raw('SELECT 1');\nexports.down = () => {};";
    let mikro = "class M extends Migration { up() { this.addSql('SELECT 1'); } }";
    let pgm = "exports.up = (pgm) => { pgm.sql('SELECT 1'); };";
    let db = "var dbm = 1; exports.up = (db) => db.runSql('SELECT 1');";
    // The script, a setting, whether all pending files are one transaction, and what there is around one.
    let cases = [
        (typeorm, ("data-source.ts", ""), true, "wrapped"),
        (typeorm, ("data-source.ts", "new DataSource({ migrationsTransactionMode: 'each' })"), false, "wrapped"),
        (typeorm, ("ormconfig.json", "{\"migrationsTransactionMode\": \"none\"}"), false, "one-call"),
        (typeorm, ("package.json", "{\"scripts\": {\"a\": \"typeorm migration:run -d x.js -t each\"}}"), false, "wrapped"),
        (typeorm, ("package.json", "{\"scripts\": {\"a\": \"typeorm migration:run --transaction=none\"}}"), false, "one-call"),
        (knex, ("knexfile.js", "module.exports = { migrations: { disableTransactions: true } }"), false, "one-call"),
        (mikro, ("mikro-orm.config.ts", "export default { migrations: { allOrNothing: false } }"), false, "wrapped"),
        (mikro, ("mikro-orm.config.ts", "export default { migrations: { transactional: false } }"), false, "one-call"),
        (pgm, ("package.json", "{\"scripts\": {\"a\": \"node-pg-migrate up --no-single-transaction\"}}"), false, "wrapped"),
        (pgm, ("package.json", "{\"scripts\": {\"a\": \"node-pg-migrate up --single-transaction=false\"}}"), false, "wrapped"),
        (db, (".db-migraterc", "{\"non-transactional\": true}"), false, "one-call"),
    ];
    for (script, setting, one, transaction) in cases {
        let project = Project::new(&[("migrations/1-a.ts", script), setting]);
        let told = told(&project, "migrations");
        let history = &told["histories"][0];
        assert_eq!((&history["one_transaction"], &history["transaction"]), (&one.into(), &transaction.into()), "{setting:?}");
    }
    for setting in [
        ("knexfile.js", "module.exports = { dev: { client: 'mysql2' }, live: { client: 'mysql2' } }"),
        ("config/config.json", "{\"development\": {\"dialect\": \"mysql\"}}"),
        ("database.json", "{\"dev\": {\"driver\": \"mysql\"}}"),
        ("data-source.ts", "new DataSource({ type: 'mysql' })"),
    ] {
        let script = match setting.0 {
            "knexfile.js" => knex,
            "database.json" => db,
            "data-source.ts" => typeorm,
            _ => "module.exports = { up: (queryInterface) => queryInterface.dropTable('a') };",
        };
        let found = Project::new(&[("migrations/1-a.ts", script), setting]).run("migrations").out;
        assert!(found.contains("these migrations on MySQL"), "{setting:?} {found}");
    }
}

#[test]
fn a_mixed_repository_is_as_many_histories() {
    let journal = |dialect: &str| format!(r#"{{"dialect": "{dialect}", "entries": [{{"tag": "0000_a"}}]}}"#);
    let (postgres, mysql) = (journal("postgresql"), journal("mysql"));
    let project = Project::new(&[
        ("packages/shop/prisma/migrations/1_a/migration.sql", ONE),
        ("packages/shop/prisma/migrations/2_b/migration.sql", "DROP TABLE a;"),
        ("packages/shop/prisma/migrations/migration_lock.toml", "provider = \"postgresql\""),
        ("packages/mail/prisma/migrations/1_a/migration.sql", ONE),
        ("packages/mail/prisma/migrations/migration_lock.toml", "provider = \"sqlite\""),
        ("db/postgres/0000_a.sql", ONE),
        ("db/postgres/meta/_journal.json", &postgres),
        ("db/mysql/0000_a.sql", "CREATE TABLE `a` (id int AUTO_INCREMENT);"),
        ("db/mysql/meta/_journal.json", &mysql),
        ("services/pay/db/migrations/1.sql", "-- +goose Up\nCREATE TABLE a (id int);"),
        ("ddlint.toml", "[[overrides]]\npaths = ['packages/shop/**']\nrules = { drop-table = 'off' }\n"),
    ]);
    let told = told(&project, ".");
    let mut histories: Vec<_> = told["histories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|history| format!("{} {}", history["folder"].as_str().unwrap(), history["framework"].as_str().unwrap()))
        .collect();
    histories.sort();
    let expected = [
        "db/mysql drizzle",
        "db/postgres drizzle",
        "packages/mail/prisma/migrations prisma",
        "packages/shop/prisma/migrations prisma",
        "services/pay/db/migrations goose",
    ];
    assert_eq!(histories, expected);
    let ran = project.run("--format json .");
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let mut rules: Vec<_> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| {
            format!("{} {}", found["path"].as_str().unwrap().split('/').next().unwrap(), found["rule"].as_str().unwrap())
        })
        .collect();
    rules.sort();
    assert_eq!(rules, ["db foreign-dialect", "packages foreign-dialect", "packages missing-lock-timeout"]);
}
