//! What runs the migrations is told from their folder, and with it order, directions and transactions.

use serde_json::Value;

use crate::project::Project;

pub const ONE: &str = "CREATE TABLE a (id int);";
pub const INDEX: &str = "CREATE INDEX CONCURRENTLY a_id ON a (id);";

/// A project's files, the folder that is named, the framework, what shows it, and the files in their order.
type Case<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str, Option<&'a str>, &'a [&'a str]);

const CASES: &[Case] = &[
    (&[("m/10_b.sql", ONE), ("m/9_a.sql", ONE)], "m", "plain", None, &["m/9_a.sql", "m/10_b.sql"]),
    (
        &[("m/10_b/migration.sql", ONE), ("m/9_a/migration.sql", ONE), ("m/migration_lock.toml", "provider = \"postgresql\"")],
        "m",
        "prisma",
        Some("migration_lock.toml"),
        &["m/10_b/migration.sql", "m/9_a/migration.sql"],
    ),
    (
        &[
            ("d/0000_b.sql", ONE),
            ("d/0001_a.sql", ONE),
            ("d/meta/_journal.json", r#"{"entries": [{"idx": 0, "tag": "0001_a"}, {"idx": 1, "tag": "0000_b"}]}"#),
        ],
        "d",
        "drizzle",
        Some("meta/_journal.json"),
        &["d/0001_a.sql", "d/0000_b.sql"],
    ),
    (
        &[
            ("supabase/migrations/20240101000000_a.sql", ONE),
            ("supabase/config.toml", "project_id = \"a\""),
            ("supabase/seed.sql", ""),
        ],
        "supabase/migrations",
        "supabase",
        Some("../config.toml"),
        &["supabase/migrations/20240101000000_a.sql"],
    ),
    (
        &[("m/2024-01-02-000000_b/up.sql", ONE), ("m/2024-01-02-000000_b/down.sql", ""), ("diesel.toml", "")],
        "m",
        "diesel",
        Some("../diesel.toml"),
        &["m/2024-01-02-000000_b/up.sql"],
    ),
    (&[("m/1_a.sql", "-- no-transaction\nVACUUM;")], "m", "sqlx", Some("1_a.sql"), &["m/1_a.sql"]),
    (&[("m/1_a.sql", ONE), ("Cargo.toml", "sqlx = \"0.8\"")], "m", "sqlx", Some("../Cargo.toml"), &["m/1_a.sql"]),
    (
        &[("m/20240101000000_a.up.sql", ONE), ("m/20240101000000_a.down.sql", "")],
        "m",
        "sqlx",
        Some("20240101000000_a.down.sql"),
        &["m/20240101000000_a.up.sql"],
    ),
    (
        &[
            ("m/20240101000000_a.up.sql", ONE),
            ("m/20240101000000_a.down.sql", ""),
            ("go.mod", "github.com/golang-migrate/migrate/v4"),
        ],
        "m",
        "golang-migrate",
        Some("../go.mod"),
        &["m/20240101000000_a.up.sql"],
    ),
    (
        &[("m/10_b.sql", "-- +goose Up\nSELECT 1;"), ("m/9_a.sql", "-- +goose Up\nSELECT 1;")],
        "m",
        "goose",
        Some("10_b.sql"),
        &["m/9_a.sql", "m/10_b.sql"],
    ),
    (&[("m/1.sql", "-- +migrate Up\nSELECT 1;")], "m", "sql-migrate", Some("1.sql"), &["m/1.sql"]),
    (&[("m/1.sql", "-- migrate:up\nSELECT 1;")], "m", "dbmate", Some("1.sql"), &["m/1.sql"]),
    (&[("m/1.sql", "-- Up Migration\nSELECT 1;")], "m", "node-pg-migrate", Some("1.sql"), &["m/1.sql"]),
    (&[("m/1.sql", "--liquibase formatted sql\n--changeset a:1\nSELECT 1;")], "m", "liquibase", Some("1.sql"), &["m/1.sql"]),
    (
        &[("m/V10__b.sql", ONE), ("m/n/V9__a.sql", ONE), ("m/R__v.sql", ONE), ("m/U10__b.sql", "")],
        "m",
        "flyway",
        Some("V10__b.sql"),
        &["m/n/V9__a.sql", "m/V10__b.sql", "m/R__v.sql"],
    ),
    (
        &[("m/V1__b.sql", ONE), ("m/U2__a.sql", ONE), ("Cargo.toml", "refinery = \"0.8\"")],
        "m",
        "refinery",
        Some("../Cargo.toml"),
        &["m/V1__b.sql", "m/U2__a.sql"],
    ),
    (
        &[
            ("deploy/a.sql", ONE),
            ("deploy/b.sql", ONE),
            ("revert/a.sql", ""),
            ("verify/a.sql", ""),
            (
                "sqitch.plan",
                "%project=p\n\nb 2024-01-01T00:00:00Z A <a@b>\n@v1 2024-01-01T00:00:00Z A <a@b>\na [b] 2024-01-01T00:00:00Z A\n",
            ),
        ],
        ".",
        "sqitch",
        Some("../sqitch.plan"),
        &["deploy/b.sql", "deploy/a.sql"],
    ),
    (
        &[("m/1700000000000_a/up.sql", ONE), ("m/1700000000000_a/down.sql", "")],
        "m",
        "hasura",
        Some("1700000000000_a/up.sql"),
        &["m/1700000000000_a/up.sql"],
    ),
    (
        &[("migrations/committed/000001.sql", "--! Previous: -\n\nSELECT 1;"), (".gmrc", "{}")],
        "migrations/committed",
        "graphile-migrate",
        Some("../../.gmrc"),
        &["migrations/committed/000001.sql"],
    ),
    (&[("m/1_a.sql", ONE), ("m/atlas.sum", "h1:")], "m", "atlas", Some("atlas.sum"), &["m/1_a.sql"]),
    (
        &[("m/001_a.sql", "SELECT 1;\n---- create above / drop below ----\nSELECT 2;")],
        "m",
        "tern",
        Some("001_a.sql"),
        &["m/001_a.sql"],
    ),
    (&[("m/1_a.autocommit.up.sql", ONE)], "m", "popx", Some("1_a.autocommit.up.sql"), &["m/1_a.autocommit.up.sql"]),
];

pub fn told(project: &Project, arguments: &str) -> Value {
    let ran = project.run(&format!("frameworks --format json {arguments}"));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments}");
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn each_is_told_from_its_files() {
    for (files, folder, framework, evidence, order) in CASES {
        let project = Project::new(files);
        let told = told(&project, folder);
        let [history] = told["histories"].as_array().unwrap().as_slice() else { panic!("{framework}: {told}") };
        assert_eq!((&history["framework"], history["evidence"].as_str()), (&Value::from(*framework), *evidence));
        assert_eq!(project.planned(folder), *order, "{framework}");
    }
}

#[test]
fn each_can_be_chosen() {
    let project = Project::new(&[("m/1.sql", ONE)]);
    for framework in ddlint::source::framework::FRAMEWORKS {
        assert_eq!(told(&project, &format!("m --framework {}", framework.id))["histories"][0]["framework"], framework.id);
        project.write("ddlint.toml", format!("framework = '{}'", framework.id));
        assert_eq!(told(&project, "m")["histories"][0]["framework"], framework.id);
        assert_eq!(told(&project, "m --framework auto")["histories"][0]["framework"], "plain");
    }
    project.write("ddlint.toml", "framework = 'goos'");
    assert!(project.error("m").ends_with("unknown framework `goos`; did you mean `goose`?"));
}

/// Whether an index built concurrently fails, and what is said of it.
pub fn way_out(files: &[(&str, &str)], arguments: &str) -> Option<String> {
    let ran = Project::new(files).run(&format!("--format json {arguments}"));
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let mut found = report["diagnostics"].as_array().unwrap().iter();
    let found = found.find(|found| found["rule"] == "not-allowed-in-transaction")?;
    Some(found["help"].as_str().unwrap().to_owned())
}

#[test]
fn the_way_out_is_the_tools_own() {
    let both = format!("{ONE}{INDEX}");
    let up = format!("-- +goose Up\n{INDEX}");
    let goose = way_out(&[("m/1.sql", &up)], "m").unwrap();
    assert!(goose.contains("-- +goose NO TRANSACTION"), "{goose}");
    let prisma = way_out(&[("m/1/migration.sql", &both)], "m").unwrap();
    assert!(prisma.starts_with("put it alone"), "{prisma}");
    let drizzle = way_out(&[("m/1.sql", INDEX)], "m --framework drizzle").unwrap();
    assert!(drizzle.contains("no way out"), "{drizzle}");
}

#[test]
fn a_statement_alone_in_its_call_or_opted_out_may_run() {
    let opted_out = "run_in_transaction = false";
    let cases: &[(&[(&str, &str)], &str)] = &[
        (&[("m/1/migration.sql", INDEX)], "m"),
        (&[("m/1_a.up.sql", INDEX)], "m --framework golang-migrate"),
        (&[("m/1/up.sql", INDEX), ("m/1/metadata.toml", opted_out)], "m"),
        (&[("m/V1__a.sql", INDEX)], "m"),
        (&[("m/V1__a.sql", "SELECT 1; VACUUM;"), ("m/V1__a.sql.conf", "executeInTransaction=false")], "m"),
        (&[("m/1_a.autocommit.up.sql", INDEX)], "m"),
        (&[("m/1.sql", "SELECT 1; VACUUM; SELECT 2;")], "m --framework supabase"),
        (&[("m/1.sql", "SELECT 1; VACUUM;")], "m --framework sqitch"),
        (&[("m/1/migration.sql", INDEX)], "m --framework sqlx --no-transaction"),
    ];
    for (files, arguments) in cases {
        assert_eq!(way_out(files, arguments), None, "{files:?}");
    }
    let refused: &[(&[(&str, &str)], &str)] = &[
        (&[("m/1/up.sql", INDEX)], "m --framework diesel"),
        (&[("m/V1__a.sql", "SELECT 1; VACUUM;")], "m"),
        (&[("m/1/migration.sql", "BEGIN; SELECT 1; COMMIT; VACUUM;")], "m"),
        (&[("m/1_a.sql", INDEX)], "m --framework sqlx"),
    ];
    for (files, arguments) in refused {
        assert!(way_out(files, arguments).is_some(), "{files:?}");
    }
}

#[test]
fn a_transaction_of_the_files_own_in_one_call_is_no_second_one() {
    let file = "BEGIN;\nCREATE TABLE a (id int);\nCOMMIT;\nCREATE TABLE b (id int);";
    let nested = |arguments: &str| {
        let project = Project::new(&[("m/1/migration.sql", file)]);
        project.run(&format!("{arguments} m")).out.contains("nested-transaction")
    };
    assert!(!nested(""));
    assert!(nested("--framework sqlx"));
}

#[test]
fn several_frameworks_in_one_tree_are_several_histories() {
    let project = Project::new(&[
        ("a/prisma/migrations/1_a/migration.sql", ONE),
        ("b/migrations/1.sql", "-- +goose Up\nCREATE TABLE a (id int);"),
        ("c/2.sql", "CREATE TABLE a (id int);"),
        ("c/d/3.sql", "DROP TABLE a;"),
    ]);
    let told = told(&project, ".");
    let told = told["histories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|history| (history["folder"].as_str().unwrap().to_owned(), history["framework"].as_str().unwrap().to_owned()));
    let expected = [(".", "plain"), ("a/prisma/migrations", "prisma"), ("b/migrations", "goose")];
    let expected = expected.map(|(folder, framework)| (folder.to_owned(), framework.to_owned()));
    let mut told: Vec<_> = told.collect();
    told.sort();
    assert_eq!(told, expected);
    assert!(!project.run(".").out.contains("will-fail"));
}

#[test]
fn people_are_told_why() {
    let project =
        Project::new(&[("m/1.sql", "-- +goose Up\nSELECT 1;"), ("m/2.sql", "-- +goose NO TRANSACTION\n-- +goose Up\nVACUUM;")]);
    let expected = "m: goose, as `1.sql` shows
  transactions  one transaction
  CONCURRENTLY  put it into a migration of its own that begins with `-- +goose NO TRANSACTION`
  undone by     a section of the same file
  files         2, in this order
    m/1.sql
    m/2.sql  none: each statement commits by itself
";
    assert_eq!(project.run("frameworks m").out, expected);
}

#[test]
fn init_writes_the_framework_that_it_found() {
    let project = Project::new(&[("prisma/migrations/1_a/migration.sql", ONE)]);
    project.run("init");
    assert!(project.read("ddlint.toml").contains("\nframework = \"prisma\"\n"));
}

#[test]
fn a_file_for_another_database_is_told_once() {
    let project = Project::new(&[
        ("a/mysql/1.sql", "DROP TABLE a;\nDROP TABLE b;"),
        ("b/1.sql", "DROP TABLE old;\nCREATE TABLE a (id NUMBER(10), n VARCHAR2(10)) TABLESPACE x PCTFREE 10;\nDROP TABLE c;"),
        ("c/1/migration.sql", "CREATE TABLE `a` (id int);\nDROP TABLE `b`;"),
        ("c/2/migration.sql", "DROP TABLE `b`;"),
        ("c/migration_lock.toml", "provider = \"mysql\""),
    ]);
    let ran = project.run("--format json a b c");
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let told = report["diagnostics"].as_array().unwrap().iter();
    let told = told.map(|found| format!("{} {}", found["path"].as_str().unwrap(), found["message"].as_str().unwrap()));
    let mut told: Vec<_> = told.collect();
    told.sort();
    let expected = [
        "a/mysql/1.sql this file is for MySQL: nothing in it is checked",
        "b/1.sql this file is for Oracle: nothing in it is checked",
        "c/1/migration.sql Prisma runs these migrations on MySQL: nothing in them is checked",
    ];
    assert_eq!((told, &report["summary"]["unknown"]), (expected.map(str::to_owned).to_vec(), &Value::from(0)));
}

#[test]
fn a_column_that_comes_while_one_goes_may_be_a_rename() {
    let told = |file: &str| {
        let first = "-- +goose Up\nCREATE TABLE a (id bigint PRIMARY KEY, name text, n int, copied text);";
        let file = format!("-- +goose Up\n{file}\n-- +goose Down\nALTER TABLE a ADD COLUMN down text;");
        let project = Project::new(&[("m/1.sql", first), ("m/2.sql", &file)]);
        project.run("--quiet --fail-on never m").out.contains("under another name")
    };
    let renames = [
        "ALTER TABLE a DROP COLUMN name, ADD COLUMN title text;",
        "ALTER TABLE a DROP COLUMN name;\nALTER TABLE a ADD COLUMN title text;",
        "ALTER TABLE a ADD COLUMN title text;\nALTER TABLE public.a DROP COLUMN name;",
    ];
    let others = [
        "ALTER TABLE a DROP COLUMN name;",
        "ALTER TABLE a DROP COLUMN name, ADD COLUMN title int;",
        "ALTER TABLE a DROP COLUMN name, ADD COLUMN title text, ADD COLUMN subtitle text;",
        "ALTER TABLE a DROP COLUMN name, ADD COLUMN name text;",
        "ALTER TABLE a DROP COLUMN name;\nALTER TABLE b ADD COLUMN title text;",
        "ALTER TABLE a ADD COLUMN title text;\nUPDATE a SET title = name WHERE id < 9;\nALTER TABLE a DROP COLUMN name;",
    ];
    renames.iter().for_each(|file| assert!(told(file), "{file}"));
    others.iter().for_each(|file| assert!(!told(file), "{file}"));
}

#[test]
fn popx_runs_the_file_for_the_dialect() {
    let project = Project::new(&[
        ("m/1_a.up.sql", ONE),
        ("m/1_a.postgres.up.sql", ONE),
        ("m/1_a.cockroach.up.sql", ONE),
        ("m/1_a.mysql.up.sql", ONE),
        ("m/1_a.down.sql", "DROP TABLE a;"),
        ("m/2_b.sqlite3.up.sql", ONE),
        ("m/2_b.up.sql", "DROP TABLE a;"),
        ("m/3_c.autocommit.up.sql", INDEX),
        ("go.mod", "require github.com/ory/x v0.0.1"),
    ]);
    assert_eq!(project.planned("m"), ["m/1_a.postgres.up.sql", "m/2_b.up.sql", "m/3_c.autocommit.up.sql"]);
}
