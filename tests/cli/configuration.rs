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
