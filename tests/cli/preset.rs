//! Presets, what is said of tables, and a configuration taken over from Squawk.

use serde_json::Value;

use crate::project::Project;

/// The rules that report, with their severities, in order.
fn found(project: &Project, arguments: &str) -> Vec<String> {
    let report: Value = serde_json::from_str(&project.run(&format!("--format json {arguments}")).out).unwrap();
    let shown = |found: &Value| format!("{} {}", found["rule"].as_str().unwrap(), found["severity"].as_str().unwrap());
    report["diagnostics"].as_array().unwrap().iter().map(shown).collect()
}

const FIRST: &str = "CREATE TABLE users (id bigint PRIMARY KEY, name text, old text);\nCREATE TABLE countries (id bigint PRIMARY KEY, code text);";

/// A drop that breaks the application, an index that makes it wait, and a convention.
const CHANGE: &str = "SET lock_timeout = '1s';\nALTER TABLE users DROP COLUMN old;\nCREATE INDEX i ON users (name);\nCREATE TABLE prices (id bigint PRIMARY KEY, price money);";

#[test]
fn a_preset_says_what_is_reported() {
    let project = Project::new(&[("m/1.sql", FIRST), ("m/2.sql", CHANGE)]);
    let dropped = "drop-column error";
    let waits = "create-index-without-concurrently error";
    assert_eq!(found(&project, "m/2.sql"), [dropped, waits]);
    assert_eq!(found(&project, "m/2.sql --preset recommended"), [dropped, waits]);
    assert_eq!(found(&project, "m/2.sql --preset compat"), [dropped]);
    assert_eq!(found(&project, "m/2.sql --preset contract"), [waits]);
    assert!(found(&project, "m/2.sql --preset strict").contains(&"money-column info".to_owned()));
    assert_eq!(found(&project, "m/2.sql --preset compat --rule drop-column=off"), [""; 0]);
}

#[test]
fn a_preset_may_hold_for_some_files() {
    let files =
        [("m/1.sql", FIRST), ("m/expand/2.sql", CHANGE), ("m/contract/3.sql", "SET lock_timeout = '1s';\nDROP TABLE countries;")];
    let project = Project::new(&files);
    project.write("ddlint.toml", "[[overrides]]\npaths = [\"m/contract/**\"]\npreset = \"contract\"\n");
    assert_eq!(found(&project, "m"), ["drop-column error", "create-index-without-concurrently error"]);
    project.write(
        "ddlint.toml",
        "preset = \"compat\"\n[[overrides]]\npaths = [\"m/contract/**\"]\npreset = \"contract\"\nrules = { drop-table = \"warning\" }\n",
    );
    assert_eq!(found(&project, "m"), ["drop-table warning", "drop-column error"]);
}

#[test]
fn small_tables_are_no_reason_to_stop_and_hot_ones_are() {
    let change = "SET lock_timeout = '1s';\nCREATE INDEX i ON users (name);\nDROP INDEX i;\nCREATE INDEX j ON countries (code);";
    let project = Project::new(&[("m/1.sql", FIRST), ("m/2.sql", change)]);
    project.write("ddlint.toml", "[tables]\nsmall = [\"countr*\"]\n");
    let index = |severity| format!("create-index-without-concurrently {severity}");
    assert_eq!(found(&project, "m/2.sql"), [index("error"), "drop-index-without-concurrently warning".into(), index("info")]);
    project.write("ddlint.toml", "[tables]\nhot = [\"users\"]\nsmall = [\"public.*\"]\n");
    assert_eq!(found(&project, "m/2.sql"), [index("error"), "drop-index-without-concurrently error".into(), index("info")]);
}

#[test]
fn batches_are_as_large_as_configured() {
    let project = Project::new(&[("m/1.sql", FIRST), ("m/2.sql", "UPDATE users SET name = old WHERE old IS NOT NULL;")]);
    assert!(project.run("m/2.sql").out.contains("OFFSET 5000 LIMIT 1"));
    project.write("ddlint.toml", "[tables]\nbatch-size = 200\n");
    assert!(project.run("m/2.sql").out.contains("OFFSET 200 LIMIT 1"));
    project.write("ddlint.toml", "[tables]\nbatch-size = 0\n");
    assert!(project.error("m/2.sql").starts_with("ddlint.toml:2:14: "));
}

#[test]
fn a_rule_may_allow_some_tables() {
    let project =
        Project::new(&[("m/1.sql", FIRST), ("m/2.sql", "SET lock_timeout = '1s';\nDROP TABLE countries;\nDROP TABLE users;")]);
    project.write("ddlint.toml", "[rules]\ndrop-table = { allow = [\"coun*\"], severity = \"warning\" }\n");
    assert_eq!(found(&project, "m/2.sql"), ["drop-table warning"]);
}

#[test]
fn squawks_configuration_is_taken_over() {
    let squawk = "pg_version = \"13.4\"\nassume_in_transaction = true\nexcluded_paths = [\"m/old/*.sql\"]\n\
                  excluded_rules = [\"ban-drop-table\", \"no-such-rule\"]\nincluded_rules = [\"prefer-big-int\"]\n";
    let project = Project::new(&[(".squawk.toml", squawk), ("migrations/1.sql", "DROP TABLE users;")]);
    assert_eq!(project.run("init --from squawk").out, "wrote ddlint.toml\n");
    let written = project.read("ddlint.toml");
    for line in [
        "target-version = 13",
        "paths = [\"migrations\"]",
        "exclude = [\"m/old/*.sql\"]",
        "transaction = true",
        "drop-table = \"off\"",
    ] {
        assert!(written.lines().any(|known| known == line), "{line} is missing in\n{written}");
    }
    assert!(written.contains("no-such-rule"), "{written}");
    assert!(!found(&project, "").iter().any(|found| found.starts_with("drop-table")));
}

#[test]
fn a_missing_configuration_of_squawk_is_named() {
    let project = Project::new(&[]);
    let said = project.error("init --from squawk");
    assert!(said.starts_with("cannot read `.squawk.toml`"), "{said}");
}

#[test]
fn with_supabase_a_table_needs_row_level_security() {
    let open = (
        "supabase/migrations/20240101000000_notes.sql",
        "CREATE TABLE notes (id bigint PRIMARY KEY);\nCREATE VIEW all_notes AS SELECT id FROM notes;\n",
    );
    let project = Project::new(&[("supabase/config.toml", "project_id = \"a\"\n"), open]);
    let both = ["table-without-row-security warning", "view-without-security-invoker warning"];
    assert_eq!(found(&project, ""), both);
    assert_eq!(found(&project, "--rule view-without-security-invoker=off"), both[..1]);
    assert_eq!(found(&Project::new(&[("migrations/1.sql", open.1)]), ""), [""; 0]);
}
