//! What is told of the way back of a migration.

use serde_json::Value;

use crate::project::Project;

/// The findings of the rules about ways back.
fn found(files: &[(&str, &str)], arguments: &str) -> Vec<String> {
    let ran = Project::new(files).run(&format!("--format json --fail-on never --rule down-without-rows=info {arguments}"));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments}");
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let rules = ["incomplete-down", "down-without-rows", "missing-down"];
    let found = report["diagnostics"].as_array().unwrap().iter().filter(|found| rules.iter().any(|rule| found["rule"] == *rule));
    found.map(|found| format!("{}: {}", found["path"].as_str().unwrap(), found["message"].as_str().unwrap())).collect()
}

/// What is told of a goose migration of this up and down on `a (id, n)`.
fn goose(up: &str, down: &str) -> Vec<String> {
    let first = "-- +goose Up\nCREATE TABLE a (id bigint PRIMARY KEY, n int, CONSTRAINT n_is_small CHECK (n < 9));\nCREATE INDEX a_n ON a (n);\n\
                 CREATE TYPE mood AS ENUM ('x', 'y');";
    let second = format!("-- +goose Up\n{up};\n-- +goose Down\n{down};");
    let told = found(&[("m/1.sql", first), ("m/2.sql", &second)], "m").into_iter();
    told.map(|told| told.replace("m/2.sql: the way back ", "")).collect()
}

#[test]
fn what_a_way_back_leaves_makes_or_forgets() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("ALTER TABLE a ADD COLUMN m int", "ALTER TABLE a DROP COLUMN m", &[]),
        ("ALTER TABLE a ADD COLUMN m int", "SELECT 1", &["leaves column `m` of `a`"]),
        ("CREATE TABLE b (id int)", "DROP TABLE IF EXISTS c", &["leaves table `b`"]),
        ("CREATE TYPE t AS ENUM ('x')", "DROP TABLE IF EXISTS c", &["leaves type `t`"]),
        (
            "CREATE INDEX a_m ON a (id, n)",
            "DROP INDEX a_n",
            &["leaves index `a_m` of `a`, and does not bring back index `a_n` of `a`"],
        ),
        ("DROP INDEX a_n", "CREATE INDEX other ON a (n)", &[]),
        ("ALTER TABLE a DROP CONSTRAINT n_is_small", "SELECT 1", &["does not bring back constraint `n_is_small` of `a`"]),
        ("ALTER TABLE a ALTER n TYPE bigint", "ALTER TABLE a ALTER n TYPE int", &[]),
        ("ALTER TABLE a ALTER n TYPE bigint", "SELECT 1", &["does not bring back the type of `a.n`"]),
        ("ALTER TABLE a ALTER n SET NOT NULL", "SELECT 1", &["does not bring back `NULL` of `a.n`"]),
        ("ALTER TABLE a RENAME n TO m", "ALTER TABLE a RENAME m TO n", &[]),
        ("ALTER TABLE a RENAME TO b", "ALTER TABLE b RENAME TO a", &[]),
        ("CREATE TABLE IF NOT EXISTS a (id int)", "DROP TABLE a", &["does not bring back table `a`"]),
        ("ALTER TABLE unseen ADD COLUMN m int", "ALTER TABLE unseen DROP COLUMN m", &[]),
        (
            "ALTER TABLE unseen ADD COLUMN m int, ADD COLUMN k int",
            "ALTER TABLE unseen DROP COLUMN m",
            &["leaves column `k` of `unseen`"],
        ),
        ("DROP TABLE unseen", "CREATE TABLE unseen (id int)", &[]),
        ("ALTER TABLE a DROP COLUMN IF EXISTS gone", "ALTER TABLE a ADD COLUMN gone int", &[]),
        ("SELECT 1", "ALTER TABLE a ADD COLUMN m int", &["makes new column `m` of `a`"]),
        ("ALTER TYPE mood ADD VALUE 'z'", "SELECT 1", &[]),
        ("CREATE TABLE b (id int)", "DO $$ BEGIN EXECUTE 'DROP TABLE b'; END $$", &[]),
        ("CREATE TABLE b (id int)", "DROP TABEL b", &[]),
        ("CREATE TEMP TABLE b (id int)", "SELECT 1", &[]),
    ];
    for (up, down, expected) in cases {
        assert_eq!(goose(up, down), *expected, "{up} / {down}");
    }
    let many = "ALTER TABLE a ADD COLUMN c1 int, ADD COLUMN c2 int, ADD COLUMN c3 int, ADD COLUMN c4 int";
    assert!(goose(many, "SELECT 1")[0].ends_with("column `c3` of `a` and 1 more"));
}

#[test]
fn what_comes_back_without_its_values() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("ALTER TABLE a DROP COLUMN n", "ALTER TABLE a ADD COLUMN n int", &["brings back column `n` of `a` without the values"]),
        ("ALTER TABLE a DROP COLUMN n", "ALTER TABLE a ADD COLUMN n int;\nUPDATE a SET n = 1 WHERE id < 9", &[]),
        ("ALTER TABLE a RENAME n TO m", "ALTER TABLE a RENAME m TO n", &[]),
    ];
    for (up, down, expected) in cases {
        let told = goose(up, down).into_iter().filter(|told| told.contains("without")).collect::<Vec<_>>();
        assert_eq!(told, *expected, "{up} / {down}");
    }
}

#[test]
fn a_way_back_may_be_a_file_of_its_own() {
    const MAKE: &str = "CREATE TABLE b (id int);";
    const WRONG: &str = "DROP TABLE IF EXISTS c;";
    let cases: &[(&[(&str, &str)], &str)] = &[
        (&[("m/1_a.up.sql", MAKE), ("m/1_a.down.sql", WRONG)], "m/1_a.up.sql: `1_a.down.sql` leaves table `b`"),
        (&[("m/1/up.sql", MAKE), ("m/1/down.sql", WRONG)], "m/1/up.sql: `down.sql` leaves table `b`"),
        (&[("m/1_a.sql", MAKE), ("m/1_a_rollback.sql", WRONG)], "m/1_a.sql: `1_a_rollback.sql` leaves table `b`"),
        (&[("m/V1__a.sql", MAKE), ("m/U1__other.sql", WRONG)], "m/V1__a.sql: `U1__other.sql` leaves table `b`"),
        (
            &[
                ("m/deploy/a.sql", MAKE),
                ("m/revert/a.sql", WRONG),
                ("m/sqitch.plan", "%project=p\n\na 2024-01-01T00:00:00Z A <a@b>\n"),
            ],
            "m/deploy/a.sql: `a.sql` leaves table `b`",
        ),
    ];
    for (files, expected) in cases {
        assert_eq!(found(files, "m"), [*expected]);
        let mended: Vec<_> =
            files.iter().map(|(path, text)| (*path, if *text == WRONG { "DROP TABLE b;" } else { text })).collect();
        assert_eq!(found(&mended, "m"), [""; 0]);
    }
}

#[test]
fn a_way_back_that_is_missing_where_it_is_usual() {
    let with = "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 1;";
    let without = "-- +goose Up\nSELECT 1;";
    let told = ["m/4.sql: nothing undoes it, though most of the migrations before it can be undone"];
    let files =
        |texts: [&'static str; 4]| [("m/1.sql", texts[0]), ("m/2.sql", texts[1]), ("m/3.sql", texts[2]), ("m/4.sql", texts[3])];
    assert_eq!(found(&files([with, with, without, without]), "m"), told);
    assert_eq!(found(&files([with, without, without, without]), "m"), [""; 0]);
    assert_eq!(found(&files([with, with, with, with]), "m"), [""; 0]);
    assert_eq!(found(&files([with, with, with, "-- +goose Up\nSELECT 1;\n-- +goose Down\n-- the rows are gone"]), "m"), [""; 0]);
    let apart: Vec<String> = (1..5).flat_map(|at| [format!("m/{at}_a.up.sql"), format!("m/{at}_a.down.sql")]).collect();
    let apart: Vec<_> = apart.iter().map(|path| (path.as_str(), "")).filter(|(path, _)| *path != "m/4_a.down.sql").collect();
    assert_eq!(found(&apart, "m"), [told[0].replace("4.sql", "4_a.up.sql")]);
}
