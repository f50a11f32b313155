//! The JSON documents of the contract.

use serde_json::Value;

use crate::project::Project;

const SQL: &str = "CREATE TABLE a (id int);\n-- a comment\nALTER TABLE a\n  ADD b int;\nDROP TABLE \"É\";\n";

fn parsed(project: &Project, arguments: &str) -> Value {
    let ran = project.run(arguments);
    assert_eq!(ran.err, "");
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn the_report_names_its_version_and_target() {
    let project = Project::new(&[("m/1.sql", SQL)]);
    let report = parsed(&project, "--format json --target-version 15 --fail-on never m");
    assert_eq!(report["version"], 1);
    assert_eq!(report["target"], serde_json::json!({"dialect": "postgres", "version": 15}));
    for key in ["errors", "warnings", "infos", "statements", "unknown", "fixed"] {
        assert!(report["summary"][key].is_u64(), "{key}");
    }
    assert!(report["diagnostics"].is_array());
}

#[test]
fn an_answer_may_go_to_a_file() {
    let project = Project::new(&[("m/1.sql", SQL)]);
    let ran = project.run("plan --format json --output plan.json m");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    let plan: Value = serde_json::from_str(&project.read("plan.json")).unwrap();
    assert_eq!(plan["version"], 1);
}

#[test]
fn a_finding_has_its_place_its_effects_and_the_safe_way() {
    let project =
        Project::new(&[("m/1.sql", "\u{feff}SET lock_timeout = '1s';\n/* é */ CREATE INDEX i ON users (\n  email);\n")]);
    let report = parsed(&project, "--format json --target-version 15 m");
    let finding = &report["diagnostics"][0];
    assert_eq!(finding["rule"], "create-index-without-concurrently");
    assert_eq!(
        (&finding["severity"], &finding["category"], &finding["path"]),
        (&"error".into(), &"locking".into(), &"m/1.sql".into())
    );
    let place = serde_json::json!({"start": 37, "end": 71, "line": 2, "column": 9, "end_line": 3, "end_column": 9});
    assert_eq!(finding["span"], place);
    let effect = serde_json::json!({
        "relation": "public.users", "lock": "SHARE", "rewrite": false, "scan": "index-build",
        "index_build": true, "blocks": "writes", "new": null
    });
    assert_eq!(finding["effects"], serde_json::json!([effect]));
    assert_eq!(
        (&finding["fix"]["applicability"], &finding["fix"]["edits"][0]["replacement"]),
        (&"safe".into(), &" CONCURRENTLY".into())
    );
    assert_eq!(finding["url"], "https://ddlint.dev/rules/create-index-without-concurrently");
    let counts = serde_json::json!({"errors": 1, "warnings": 0, "infos": 0, "statements": 2, "unknown": 0, "fixed": 0});
    assert_eq!(report["summary"], counts);
}

#[test]
fn a_plan_has_its_transactions_and_what_is_held() {
    let project = Project::new(&[("m/1.sql", "BEGIN;\nDROP TABLE a;\nDROP TABLE b;\nCOMMIT;\n")]);
    let file = &parsed(&project, "plan --format json m")["files"][0];
    let transaction = &file["transactions"][0];
    assert_eq!((&transaction["start_statement"], &transaction["end_statement"]), (&0.into(), &3.into()));
    assert_eq!(transaction["kind"], "explicit");
    let statement = &file["statements"][2];
    assert_eq!((&statement["summary"], &statement["transaction"]), (&"DROP TABLE b".into(), &0.into()));
    assert_eq!(statement["data_loss"], serde_json::json!([{"kind": "table", "name": "b"}]));
    assert_eq!(statement["held"][0]["relation"], "public.a");
    assert_eq!(statement["held"][0]["since"]["line"], 2);
}

#[test]
fn a_hundred_thousand_findings() {
    let project = Project::new(&[("m/1.sql", &"DROP TABLE a;".repeat(100_000))]);
    let report = parsed(&project, "--format json --fail-on never m");
    assert!(report["diagnostics"].as_array().unwrap().len() >= 100_000);
}
