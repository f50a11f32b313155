//! What is told of files by their names and places, and of locks that last from file to file.

use serde_json::Value;

use crate::project::Project;

const ONE: &str = "-- +goose Up\nCREATE TABLE a (id int);\n-- +goose Down\nDROP TABLE a;";

/// The findings of a rule, as `path: message`.
fn found(project: &Project, arguments: &str, rule: &str) -> Vec<String> {
    let ran = project.run(&format!("--format json --fail-on never {arguments}"));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments}");
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let found = report["diagnostics"].as_array().unwrap().iter().filter(|found| found["rule"] == rule);
    found.map(|found| format!("{}: {}", found["path"].as_str().unwrap(), found["message"].as_str().unwrap())).collect()
}

#[test]
fn two_files_of_one_version() {
    let project = Project::new(&[("m/1_a.sql", ONE), ("m/01_b.sql", ONE), ("m/2.sql", ONE)]);
    let expected = ["m/01_b.sql: goose refuses it, or skips it: `1_a.sql` has the version 1, too"];
    assert_eq!(found(&project, "m", "duplicate-version"), expected);
    assert_eq!(found(&project, "m --framework plain", "duplicate-version"), [""; 0]);
    let project = Project::new(&[("m/V1__a.sql", ""), ("m/V1.0__b.sql", ""), ("m/R__a.sql", ""), ("m/R__b.sql", "")]);
    assert_eq!(found(&project, "m", "duplicate-version").len(), 1);
}

#[test]
fn a_version_that_is_left_out() {
    let project = Project::new(&[("m/001.sql", ""), ("m/002.sql", ""), ("m/004.sql", ""), ("m/tern.conf", "")]);
    let expected = ["m/004.sql: tern stops: there is no version 3 before it"];
    assert_eq!(found(&project, "m", "missing-version"), expected);
}

#[test]
fn new_and_changed_files_among_released_ones() {
    let project = Project::new(&[("m/1.sql", ONE), ("m/3.sql", ONE), ("m/seed.sql", "SELECT 1;")]);
    project.git("init -q");
    project.git("add -A");
    project.git("commit -qm one");
    project.write("m/2.sql", ONE);
    project.write("m/3.sql", "-- +goose Up\nCREATE TABLE b (id int);");
    project.write("m/4.sql", ONE);
    project.write("m/seed.sql", "SELECT 2;");
    assert_eq!(found(&project, "m --since HEAD", "version-before-released"), [""; 0]);
    let changed = ["m/3.sql: it is released: where it has run, goose does not run it again, and may refuse to go on"];
    assert_eq!(found(&project, "m --since HEAD", "released-file-changed"), changed);
    project.git("checkout -q m/3.sql");
    let before = ["m/2.sql: it comes before `3.sql`, which is released: goose refuses to run it, unless told `-allow-missing`"];
    assert_eq!(found(&project, "m --since HEAD", "version-before-released"), before);
    assert_eq!(found(&project, "m", "version-before-released"), [""; 0]);
}

#[test]
fn names_that_say_nothing() {
    let vague =
        ["1_fix.sql", "2_update_schema.up.sql", "3-Migration-2.sql", "V4__misc_changes.sql", "20240101000000_more/migration.sql"];
    let telling =
        ["1.sql", "2_schema.sql", "3_fix_totals.sql", "4_update_orders.sql", "update.sql", "V5__v1_2.sql", "6_/migration.sql"];
    for (name, expected) in vague.map(|name| (name, 1)).into_iter().chain(telling.map(|name| (name, 0))) {
        let project = Project::new(&[(&format!("m/{name}"), "")]);
        assert_eq!(found(&project, "m --rule vague-name=info", "vague-name").len(), expected, "{name}");
        assert_eq!(found(&project, "m", "vague-name").len(), 0);
    }
}

fn drizzle() -> Project {
    let journal = r#"{"entries": [{"tag": "0000_a"}, {"tag": "0001_b"}, {"tag": "0002_c"}]}"#;
    Project::new(&[
        ("d/meta/_journal.json", journal),
        ("d/0000_a.sql", "CREATE TABLE a (id bigint PRIMARY KEY, n int);\n--> statement-breakpoint\nCREATE TABLE b (id int);"),
        ("d/0001_b.sql", "ALTER TABLE a ADD COLUMN m int;"),
        ("d/0002_c.sql", "UPDATE b SET id = 1 WHERE id > 7;"),
    ])
}

#[test]
fn locks_last_from_file_to_file_where_all_are_one_transaction() {
    let project = drizzle();
    let held = found(&project, "d/0001_b.sql d/0002_c.sql", "work-under-lock");
    assert!(held.len() == 1 && held[0].starts_with("d/0002_c.sql: "), "{held:?}");
    assert_eq!(found(&project, "d", "work-under-lock"), [""; 0]);
    assert_eq!(found(&project, "d/0001_b.sql d/0002_c.sql --no-transaction", "work-under-lock"), [""; 0]);
    let plan = project.run("plan d/0001_b.sql d/0002_c.sql").out;
    assert!(plan.contains("since a file before this one"), "{plan}");
    let plan: Value = serde_json::from_str(&project.run("plan --format json d/0001_b.sql d/0002_c.sql").out).unwrap();
    assert_eq!(plan["files"][1]["statements"][0]["held"][0]["since"], Value::Null);
}

#[test]
fn what_an_earlier_pending_file_made_is_new() {
    let project = drizzle();
    project.write("d/0001_b.sql", "CREATE TABLE c (id int);");
    project.write("d/0002_c.sql", "CREATE INDEX c_id ON c (id);");
    let index = "create-index-without-concurrently";
    assert_eq!(found(&project, "d/0001_b.sql d/0002_c.sql", index), [""; 0]);
    assert_eq!(found(&project, "d/0002_c.sql", index).len(), 1);
}
