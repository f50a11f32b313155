//! Ignore comments with a last day, and with a reason.

use crate::project::Project;

/// What is told on 1 February 2027.
fn told(comment: &str) -> (Option<i32>, String) {
    let sql = format!("SET lock_timeout = '1s';\n-- ddlint-ignore drop-table {comment}\nDROP TABLE a;\n");
    let project = Project::new(&[("m/1.sql", &sql)]);
    let output = project.command("m").env("SOURCE_DATE_EPOCH", "1801440000").output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_comment_holds_to_its_last_day() {
    assert_eq!(told("until=2027-02-01: soon").0, Some(0));
    let (code, out) = told("until=2027-01-31: soon");
    assert!(code == Some(1) && out.contains("ignored until 2027-01-31, which is over"), "{out}");
    assert!(!out.contains("unused-ignore"), "{out}");
}

#[test]
fn what_is_no_date_silences_nothing() {
    let (code, out) = told("until=soon: soon");
    assert!(code == Some(1) && out.contains("`soon` is no date; write it like until=2030-01-31"), "{out}");
}

#[test]
fn a_project_wants_reasons() {
    let project = Project::new(&[("m/1.sql", "SET lock_timeout = '1s';\n-- ddlint-ignore drop-table\nDROP TABLE a;\n")]);
    assert_eq!(project.run("m").code, 0);
    project.write("ddlint.toml", "require-reason = true\n");
    let ran = project.run("m");
    assert!(ran.code == 1 && ran.out.contains("error[ignore-without-reason]: this comment does not say why"), "{}", ran.out);
    assert_eq!(project.run("--preset strict m").code, 1);
    project.write("ddlint.toml", "require-reason = true\nrules = { ignore-without-reason = \"warning\" }\n");
    assert_eq!(project.run("m").code, 0);
    project.write("ddlint.toml", "require-reason = true\n");
    project.write("m/1.sql", "SET lock_timeout = '1s';\n-- ddlint-ignore drop-table: nobody reads it\nDROP TABLE a;\n");
    assert_eq!(project.run("m").code, 0);
}
