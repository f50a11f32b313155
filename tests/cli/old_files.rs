//! Files that an earlier ddlint wrote, or that were written for it, are still read: `tests/formats` holds one of each version.

use std::fs;

use serde_json::Value;

use crate::project::Project;

fn project() -> Project {
    let project = Project::new(&[("m/1.sql", "SET lock_timeout = '1s';\nDROP TABLE a;\nDROP TABLE b;\n")]);
    for file in ["baseline.v1.json", "stats.v1.json", "stats.v1.csv", "ddlint.v1.toml"] {
        let path = format!("{}/tests/formats/{file}", env!("CARGO_MANIFEST_DIR"));
        project.write(file, fs::read(path).unwrap());
    }
    project
}

#[test]
fn baselines() {
    let ran = project().run("--baseline baseline.v1.json m");
    assert_eq!((ran.code, &*ran.out), (0, "nothing found in 1 file (3 statements)\n2 findings are in the baseline\n"));
}

#[test]
fn statistics() {
    let project = project();
    project.write("m/2.sql", "SET lock_timeout = '1s';\nCREATE INDEX a_idx ON a (id);\n");
    for file in ["stats.v1.json", "stats.v1.csv"] {
        let ran = project.run(&format!("--stats {file} --format json --no-history m/2.sql"));
        let report: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(report["diagnostics"][0]["severity"], "info", "{file}: {}", ran.out);
    }
}

#[test]
fn configurations() {
    let project = project();
    fs::rename(project.path("ddlint.v1.toml"), project.path("ddlint.toml")).unwrap();
    let ran = project.run("");
    assert_eq!((ran.code, &*ran.err), (0, ""), "{}", ran.out);
    assert!(ran.out.ends_with("2 findings are in the baseline\n"), "{}", ran.out);
}

#[test]
fn files_of_a_newer_ddlint_are_told_as_such() {
    let project = project();
    for (option, file) in [("--baseline", "baseline.v1.json"), ("--stats", "stats.v1.json")] {
        project.write("new.json", project.read(file).replace("\"version\": 1", "\"version\": 2"));
        assert_eq!(project.error(&format!("{option} new.json m")), "new.json: its version is 2: a newer ddlint reads it");
    }
}
