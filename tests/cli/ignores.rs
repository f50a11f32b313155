//! Ignore comments with a last day.

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
