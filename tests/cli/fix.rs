//! `--fix` and `--diff`: what is changed, what is only shown, and what is left alone.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use crate::project::Project;

const SETUP: &str = "CREATE TABLE users (id bigint PRIMARY KEY, email text);\nCREATE MATERIALIZED VIEW v AS SELECT 1;\n";
const BAD: &str = "CREATE INDEX users_email_idx ON users (email);\n";
const GOOD: &str = "CREATE INDEX CONCURRENTLY users_email_idx ON users (email);\n";
const QUIET: &str = "--rule missing-lock-timeout=off";

fn project(migration: &str) -> Project {
    Project::new(&[("m/1.sql", SETUP), ("m/2.sql", migration)])
}

#[test]
fn safe_fixes_are_applied_and_the_rest_is_reported() {
    let project = project(&format!("{BAD}DROP TABLE users;\n"));
    let ran = project.run(&format!("m --fix {QUIET}"));
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert!(ran.out.contains("error[drop-table]") && !ran.out.contains("create-index"), "{}", ran.out);
    assert!(ran.out.ends_with("1 error in 2 files (4 statements)\n1 fixed\n"), "{}", ran.out);
    assert_eq!(project.read("m/2.sql"), format!("{GOOD}DROP TABLE users;\n"));
    assert_eq!(project.read("m/1.sql"), SETUP);
    let again = project.run(&format!("m --fix --format json {QUIET}"));
    assert!(again.out.contains("\"fixed\":0"), "{}", again.out);
}

#[test]
fn unsafe_fixes_are_applied_only_where_that_is_asked_for() {
    let text = "BEGIN;\nSET LOCAL lock_timeout = '1s';\nREFRESH MATERIALIZED VIEW unknown;\nCOMMIT;\n";
    let project = project(text);
    let ran = project.run("m --fix");
    assert!(ran.out.ends_with("1 can be fixed with --fix --unsafe\n"), "{}", ran.out);
    assert_eq!(project.read("m/2.sql"), text);
    assert!(project.run("m --fix --unsafe").out.ends_with("\n1 fixed\n"));
    assert_eq!(project.read("m/2.sql"), text.replace("VIEW unknown", "VIEW CONCURRENTLY unknown"));
    let expected = "the following required arguments were not provided: <--fix|--diff> (see --help)";
    assert_eq!(project.error("m --unsafe").replace(";", ""), expected);
}

#[test]
fn other_bytes_stay_as_they_are() {
    let project = project("");
    project.write("m/2.sql", b"\xef\xbb\xbf-- caf\xe9\r\nCREATE INDEX i ON users (email);\r\n\xff\0");
    project.run("m --fix --fail-on never");
    let bytes = std::fs::read(project.path("m/2.sql")).unwrap();
    assert_eq!(bytes, b"\xef\xbb\xbf-- caf\xe9\r\nCREATE INDEX CONCURRENTLY i ON users (email);\r\n\xff\0");
}

#[test]
fn history_is_never_changed() {
    let project = Project::new(&[("m/1.sql", SETUP), ("m/2.sql", BAD), ("m/3.sql", BAD)]);
    project.run("m/3.sql --fix");
    assert_eq!((project.read("m/2.sql"), project.read("m/3.sql")), (BAD.to_owned(), BAD.to_owned()), "the name is taken");
    project.git("init -q");
    project.git("add -A");
    project.git("commit -qm one");
    let new = BAD.replace("users_email_idx", "i");
    project.write("m/4.sql", &new);
    assert!(project.run(&format!("--since HEAD --fix m {QUIET}")).out.ends_with("1 fixed\n"));
    assert_eq!((project.read("m/2.sql"), project.read("m/4.sql")), (BAD.to_owned(), new.replace("INDEX", "INDEX CONCURRENTLY")));
}

#[test]
fn severities_of_single_files_count() {
    let project = project(BAD);
    let config = "[[overrides]]\npaths = ['m/2.sql']\nrules = { create-index-without-concurrently = 'off' }\n";
    project.write("ddlint.toml", config);
    project.run("m --fix");
    assert_eq!(project.read("m/2.sql"), BAD);
}

#[test]
fn standard_input_is_fixed_on_standard_output() {
    let project = project("");
    let ran = project.pipe(&format!("- --stdin-filename m/3.sql --fix {QUIET}"), BAD);
    assert_eq!((ran.code, ran.out.as_str()), (0, GOOD));
    assert_eq!(ran.err, "nothing found in 1 file (1 statement)\n1 fixed\n");
    let ran = project.pipe(&format!("- --fix --quiet {QUIET}"), "SELECT 1");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "SELECT 1", ""));
}

#[test]
fn a_patch_shows_what_would_change() {
    let project = project(&format!("{BAD}SELECT 2"));
    let ran = project.run(&format!("m --diff --unsafe {QUIET}"));
    let expected =
        format!("--- a/m/2.sql\n+++ b/m/2.sql\n@@ -1,2 +1,2 @@\n-{BAD}+{GOOD} SELECT 2\n\\ No newline at end of file\n");
    assert_eq!((ran.code, ran.out, ran.err.as_str()), (1, expected, "1 would be fixed\n"));
    assert!(project.read("m/2.sql").starts_with(BAD));
    let ran = project.run("m/1.sql --diff");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    assert!(project.error("m --diff --format json").contains("cannot be used with"));
}

#[test]
fn a_patch_applies() {
    let text = b"\xef\xbb\xbfCREATE INDEX i ON users (email);\r\n\r\n\r\n\r\n\r\n\r\nlone\rend \xff;\r\n\r\n\r\n\r\nCREATE INDEX j ON users (id)";
    for (program, arguments) in [("git", &["apply", "-"][..]), ("patch", &["-p1", "--binary"])] {
        let project = Project::new(&[("some m/1.sql", SETUP)]);
        project.write("some m/2.sql", text);
        let diff = project.command("--diff --fail-on never").arg("some m/").output().unwrap();
        let mut command = Command::new(program);
        command.current_dir(project.path("")).args(arguments).stdin(Stdio::piped()).stdout(Stdio::null());
        let Ok(mut child) = command.spawn() else { continue };
        child.stdin.take().unwrap().write_all(&diff.stdout).unwrap();
        assert!(child.wait().unwrap().success(), "{program}: {}", String::from_utf8_lossy(&diff.stdout));
        let patched = std::fs::read(project.path("some m/2.sql")).unwrap();
        project.write("some m/2.sql", text);
        project.command("--fix").arg("some m/").output().unwrap();
        assert_eq!(patched, std::fs::read(project.path("some m/2.sql")).unwrap(), "{program}");
        assert_ne!(patched, text);
    }
}
