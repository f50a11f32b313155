//! `--baseline`: what a project knows of is not told again.

use serde_json::Value;

use crate::project::Project;

const OLD: &str = "SET lock_timeout = '1s';\nDROP TABLE a;\nDROP TABLE b;\n";

/// A repository whose findings are all in its baseline.
fn known() -> Project {
    let project = Project::new(&[("m/1.sql", OLD)]);
    let ran = project.run("--write-baseline m");
    assert_eq!((ran.code, &*ran.out, &*ran.err), (0, "2 findings in ddlint-baseline.json\n", ""));
    project
}

fn told(project: &Project) -> (i32, String) {
    let ran = project.run("--baseline ddlint-baseline.json m");
    assert_eq!(ran.err, "");
    (ran.code, ran.out)
}

#[test]
fn what_is_known_is_not_told() {
    let project = known();
    let nothing = "nothing found in 1 file (3 statements)\n2 findings are in the baseline\n";
    assert_eq!(told(&project), (0, nothing.to_owned()));
    project.write("m/1.sql", format!("-- moved\n\n{}", OLD.replace("TABLE b", "TABLE  b")));
    assert_eq!(told(&project), (0, nothing.to_owned()));
}

#[test]
fn it_is_sorted_with_one_line_a_finding() {
    let text = known().read("ddlint-baseline.json");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 7, "{text}");
    let start = "    {\"path\":\"m/1.sql\",\"rule\":\"drop-table\",\"statement\":\"DROP TABLE a\",\"fingerprint\":\"";
    assert!(lines[3].starts_with(start) && lines[4].contains("DROP TABLE b"), "{text}");
}

#[test]
fn a_file_that_gets_another_name_keeps_its_entries() {
    let project = known();
    std::fs::rename(project.path("m/1.sql"), project.path("m/0001_first.sql")).unwrap();
    assert_eq!(told(&project).0, 0);
}

#[test]
fn the_same_statement_in_another_file_is_new() {
    let project = known();
    project.write("m/2.sql", "SET lock_timeout = '1s';\nCREATE TABLE a (id bigint PRIMARY KEY);");
    project.write("m/3.sql", "SET lock_timeout = '1s';\nDROP TABLE a;");
    let (code, out) = told(&project);
    assert!(code == 1 && out.contains("--> m/3.sql:2:1") && !out.contains("--> m/1.sql"), "{out}");
}

#[test]
fn entries_that_are_no_longer_found_are_named() {
    let project = known();
    project.write("m/1.sql", OLD.replace("DROP TABLE b", "SELECT 1"));
    let (code, out) = told(&project);
    let gone = "1 finding is in the baseline\nits entry `drop-table` in m/1.sql is no longer found: DROP TABLE b\n";
    assert!(code == 0 && out.ends_with(gone), "{out}");
    let ran = project.run("--baseline ddlint-baseline.json --format json m");
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&report["baseline"]["known"], &report["baseline"]["gone"][0]["rule"]), (&1.into(), &"drop-table".into()));
}

#[test]
fn entries_have_their_day_and_keep_it() {
    let project = known();
    let entries = project.read("ddlint-baseline.json").replace("\"}", "\",\"until\":\"2026-01-31\",\"reason\":\"soon\"}");
    project.write("ddlint-baseline.json", &entries);
    let run = |seconds: &str| {
        let mut command = project.command("--baseline ddlint-baseline.json m");
        let output = command.env("SOURCE_DATE_EPOCH", seconds).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(run("1769817600").0, Some(0));
    let (code, out) = run("1769904000");
    assert!(code == Some(1) && out.contains("its entry `drop-table` in m/1.sql has expired: DROP TABLE a"), "{out}");
    project.run("--write-baseline m");
    assert_eq!(project.read("ddlint-baseline.json"), entries);
}

#[test]
fn other_files_keep_their_entries() {
    let project = known();
    let before = project.read("ddlint-baseline.json");
    project.write("n/1.sql", "SET lock_timeout = '1s';\nDROP TABLE c;");
    project.run("--write-baseline n");
    let after = project.read("ddlint-baseline.json");
    assert!(before.lines().skip(3).take(1).all(|line| after.contains(line)) && after.contains("n/1.sql"), "{after}");
    let ran = project.run("--baseline ddlint-baseline.json n");
    assert_eq!(ran.out, "nothing found in 1 file (2 statements)\n1 finding is in the baseline\n");
}

#[test]
fn what_is_told_once_is_told_at_the_next_place() {
    let project = Project::new(&[("m/1.sql", "ALTER TABLE a ADD b int;")]);
    assert!(project.run("--rule missing-lock-timeout=error m").out.contains("missing-lock-timeout"));
    project.run("--write-baseline m");
    project.write("m/2.sql", "ALTER TABLE a ADD c int;");
    let (_, out) = told(&project);
    assert!(out.contains("--> m/2.sql") && !out.contains("--> m/1.sql"), "{out}");
}

#[test]
fn other_formats_leave_it_to_standard_error() {
    let ran = known().run("--baseline ddlint-baseline.json --format gitlab m");
    assert_eq!((&*ran.out, &*ran.err), ("[]\n", "2 findings are in the baseline\n"));
}

#[test]
fn the_configuration_names_it() {
    let project = known();
    project.write("ddlint.toml", "baseline = \"known/baseline.json\"\n");
    assert_eq!(project.error("m"), "there is no baseline `known/baseline.json`; --write-baseline writes one");
    project.write("known/.gitkeep", "");
    let inside = project.in_folder("m");
    assert_eq!(
        inside.run("--write-baseline .").out,
        format!("2 findings in {}\n", project.path("known/baseline.json").display())
    );
    let ran = inside.run(".");
    assert_eq!((ran.code, &*ran.out), (0, "nothing found in 1 file (3 statements)\n2 findings are in the baseline\n"));
    assert_eq!(project.run("--no-baseline m").code, 1);
    assert_eq!(told(&project).0, 0, "the argument wins");
}

#[test]
fn projects_in_one_repository_have_baselines_of_their_own() {
    let project = Project::new(&[("a/m/1.sql", OLD), ("b/m/1.sql", OLD), ("c/m/1.sql", OLD)]);
    for name in ["a", "b"] {
        project.write(&format!("{name}/ddlint.toml"), "baseline = \"known.json\"\n");
    }
    assert_eq!(project.run("--write-baseline a/m b/m").out, "2 findings in a/known.json\n2 findings in b/known.json\n");
    assert!(project.read("a/known.json").contains("\"path\":\"m/1.sql\""));
    let ran = project.run("--format json a/m b/m c/m");
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&report["baseline"]["known"], &report["summary"]["errors"]), (&4.into(), &2.into()), "{}", ran.out);
}

#[test]
fn fixes_leave_alone_what_is_known() {
    let old = "SET lock_timeout = '1s';\nCREATE INDEX a_idx ON a (b);\n";
    let project = Project::new(&[("m/1.sql", old)]);
    project.run("--write-baseline m");
    project.write("m/2.sql", old.replace("a_idx", "b_idx"));
    let ran = project.run("--baseline ddlint-baseline.json --fix m");
    assert!(ran.out.contains("1 fixed"), "{}", ran.out);
    assert_eq!(project.read("m/1.sql"), old);
    assert!(project.read("m/2.sql").contains("CREATE INDEX CONCURRENTLY b_idx"));
}

#[test]
fn sarif_holds_what_is_not_reported_and_why() {
    let project = known();
    let entries = project.read("ddlint-baseline.json").replacen("\"}", "\",\"reason\":\"soon\"}", 1);
    project.write("ddlint-baseline.json", entries);
    project.write("m/2.sql", "SET lock_timeout = '1s';\n-- ddlint-ignore drop-table: unused\nDROP TABLE c;\nDROP TABLE d;\n");
    let ran = project.run("--baseline ddlint-baseline.json --format sarif m");
    assert_eq!(ran.code, 1);
    let log: Value = serde_json::from_str(&ran.out).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let told: Vec<_> = results.iter().map(|result| (&result["baselineState"], &result["suppressions"])).collect();
    let json = |text| serde_json::from_str::<Value>(text).unwrap();
    let expected = [
        ("new", "[]"),
        ("new", r#"[{"kind":"inSource","status":"accepted","justification":"unused"}]"#),
        ("unchanged", r#"[{"kind":"external","status":"accepted","justification":"soon"}]"#),
        ("unchanged", r#"[{"kind":"external","status":"accepted"}]"#),
    ];
    for (state, suppressions) in expected {
        assert!(told.contains(&(&state.into(), &json(suppressions))), "{state} {suppressions}: {told:?}");
    }
    let known: std::collections::BTreeSet<_> = results.iter().map(|result| result["partialFingerprints"].to_string()).collect();
    assert_eq!(known.len(), 4, "{known:?}");
    let plain = Project::new(&[("m/1.sql", OLD)]).run("--format sarif m").out;
    assert!(!plain.contains("suppressions") && !plain.contains("baselineState"), "{plain}");
}

#[test]
fn fingerprints_do_not_hang_on_the_baseline() {
    let project = Project::new(&[("m/1.sql", "SET lock_timeout = '1s';\nDROP TABLE IF EXISTS a;\n")]);
    project.run("--write-baseline m");
    project.write("m/1.sql", "SET lock_timeout = '1s';\nDROP TABLE IF EXISTS a;\nDROP TABLE IF EXISTS a;\n");
    let all: Value = serde_json::from_str(&project.run("--format gitlab m").out).unwrap();
    let new: Value = serde_json::from_str(&project.run("--baseline ddlint-baseline.json --format gitlab m").out).unwrap();
    assert_eq!((new.as_array().unwrap().len(), &new[0]), (1, &all[1]));
}

#[test]
fn mistakes_are_named() {
    let project = known();
    assert_eq!(project.error("--baseline no.json m"), "there is no baseline `no.json`; --write-baseline writes one");
    project.write("bad.json", "{\"version\": 1, \"findings\": [{}]}");
    assert!(project.error("--baseline bad.json m").starts_with("bad.json: missing field `path`"));
}
