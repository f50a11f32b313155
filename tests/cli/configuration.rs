//! What `ddlint.toml` says, and when the arguments have the last word.

use serde_json::Value;

use crate::project::Project;

fn version(project: &Project, arguments: &str) -> Value {
    let report: Value = serde_json::from_str(&project.run(&format!("--format json {arguments}")).out).unwrap();
    report["target"]["version"].clone()
}

#[test]
fn the_nearest_file_upward_holds() {
    let project = Project::new(&[
        ("ddlint.toml", "target-version = 13"),
        ("shop/ddlint.toml", "target-version = 14"),
        ("shop/m/1.sql", ""),
        ("m/1.sql", ""),
        ("own.toml", "target-version = 16"),
    ]);
    assert_eq!(version(&project, "m"), 13);
    assert_eq!(version(&project, "shop/m"), 14);
    assert_eq!(version(&project, "shop/m --config own.toml"), 16);
    assert_eq!(version(&project, "shop/m --target-version 17"), 17);
}

const DROP: &str = "SET lock_timeout = '1s';\nDROP TABLE users;";

/// The exit code and the findings of `drop-table`, as `path severity`.
fn dropped(project: &Project, arguments: &str) -> (i32, Vec<String>) {
    let ran = project.run(&format!("--format json {arguments}"));
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let found = report["diagnostics"].as_array().unwrap().iter().filter(|found| found["rule"] == "drop-table");
    let shown = |found: &Value| format!("{} {}", found["path"].as_str().unwrap(), found["severity"].as_str().unwrap());
    (ran.code, found.map(shown).collect())
}

#[test]
fn severities_and_what_fails() {
    let project = Project::new(&[("m/1.sql", DROP)]);
    let error = || vec!["m/1.sql error".to_owned()];
    let warning = || vec!["m/1.sql warning".to_owned()];
    assert_eq!(dropped(&project, "m"), (1, error()));
    assert_eq!(dropped(&project, "m --fail-on never"), (0, error()));
    assert_eq!(dropped(&project, "m --rule drop-table=warning"), (0, warning()));
    assert_eq!(dropped(&project, "m --rule drop-table=warning --fail-on warning"), (1, warning()));
    assert_eq!(dropped(&project, "m --rule drop-table=off"), (0, vec![]));
    project.write("ddlint.toml", "fail-on = 'never'");
    assert_eq!(dropped(&project, "m"), (0, error()));
    project.write("ddlint.toml", "rules = { drop-table = 'warning' }");
    assert_eq!(dropped(&project, "m"), (0, warning()));
    project.write("ddlint.toml", "[rules.drop-table]\nseverity = 'warning'");
    assert_eq!(dropped(&project, "m"), (0, warning()));
    assert_eq!(dropped(&project, "m --rule drop-table=error"), (1, error()));
}

#[test]
fn overrides_hold_for_their_paths_alone() {
    let project = Project::new(&[("shop/1.sql", DROP), ("shop/2.sql", &DROP.replace("users", "orders"))]);
    project.write("ddlint.toml", "overrides = [{ paths = ['shop/1*'], rules = { drop-table = 'off' } }]");
    assert_eq!(dropped(&project, "shop").1, ["shop/2.sql error"]);
    project.write(
        "ddlint.toml",
        "rules = { drop-table = 'off' }\n[[overrides]]\npaths = ['shop/1*']\nrules = { drop-table = 'info' }",
    );
    assert_eq!(dropped(&project, "shop").1, ["shop/1.sql info"]);
    assert_eq!(dropped(&project, "shop --rule drop-table=warning").1, ["shop/1.sql warning", "shop/2.sql warning"]);
}

#[test]
fn timeouts_set_outside_count() {
    let project = Project::new(&[("m/1.sql", "DROP TABLE users;")]);
    assert!(project.run("m").out.contains("missing-lock-timeout"));
    project.write("ddlint.toml", "assume = { lock_timeout = '5s' }");
    assert!(!project.run("m").out.contains("missing-lock-timeout"));
}

#[test]
fn what_is_told_once_is_told_once_for_all_folders() {
    let project = Project::new(&[("a/1.sql", "DROP TABLE users;"), ("b/1.sql", "DROP TABLE users;")]);
    assert_eq!(project.run("a b").out.matches("missing-lock-timeout]").count(), 1);
}

#[test]
fn a_package_may_say_the_same() {
    let project = Project::new(&[("app/m/1.sql", DROP), ("app/package.json", "{\"name\": \"app\"}")]);
    assert_eq!(dropped(&project, "app/m"), (1, vec!["app/m/1.sql error".to_owned()]));
    let keys = r#"{"rules": {"drop-table": "warning"}, "fail-on": "never"}"#;
    project.write("package.json", format!("{{\"name\": \"shop\", \"ddlint\": {keys}}}"));
    assert_eq!(dropped(&project, "app/m"), (0, vec!["app/m/1.sql warning".to_owned()]));
    project.write("package.json", r#"{"ddlint": {"rulez": {}}}"#);
    assert_eq!(project.error("app/m"), "package.json: `ddlint`: unknown key `rulez`; did you mean `rules`?");
    project.write("ddlint.toml", "rules = { drop-table = 'info' }");
    assert_eq!(dropped(&project, "app/m"), (0, vec!["app/m/1.sql info".to_owned()]));
    assert_eq!(project.error("app/m --config app/package.json"), "app/package.json has no key `ddlint`");
}
