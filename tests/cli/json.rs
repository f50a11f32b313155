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
    for key in ["errors", "warnings", "infos", "statements", "unknown"] {
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
