//! Markdown: what its fences of SQL do, at their places in the document.

use serde_json::Value;

use crate::project::Project;

/// The findings, as `line rule`.
fn found(text: &str) -> Vec<String> {
    let project = Project::new(&[("runbook.md", text), ("1.sql", "CREATE TABLE other (id int);")]);
    let ran = project.run("--format json --fail-on never --rule missing-lock-timeout=off runbook.md");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let found = report["diagnostics"].as_array().unwrap().iter();
    found.map(|found| format!("{} {}", found["span"]["line"], found["rule"].as_str().unwrap())).collect()
}

#[test]
fn fences_are_judged_where_they_stand() {
    let text =
        "# Drop\n\nFirst:\n\n```sql\nSELECT 1;\nDROP TABLE users;\n```\n\n- then\n\n  ```sql\n  DROP TABLE orders;\n  ```\n";
    assert_eq!(found(text), ["7 drop-table", "13 drop-table"]);
}

#[test]
fn fences_of_a_document_are_one_session() {
    let made = "```sql\nBEGIN;\nCREATE TABLE a (id int);\n```\n```sql\nCREATE INDEX a_id ON a (id);\nCOMMIT;\n```\n";
    assert_eq!(found(made), [""; 0]);
    let open = "```sql\nBEGIN;\n```\n```sql\nSELECT 1;\n```\n";
    assert_eq!(found(open), ["2 transaction-left-open"]);
}

#[test]
fn the_way_back_does_not_change_what_comes_after_it() {
    let text = "```sql\nCREATE TABLE a (id int);\n```\n## Rollback\n```sql\nDROP TABLE a;\n```\n## Next\n```sql\nCREATE INDEX a_id ON a (id);\n```\n";
    assert_eq!(found(text), [""; 0]);
    let straight = text.replace("Rollback", "Then");
    assert_eq!(found(&straight), ["10 will-fail"]);
}

#[test]
fn what_is_no_sql_is_told_once() {
    let model = "```sql\nmodel Book {\n  id Int;\n  title String;\n  shelf Int;\n}\n```\n";
    assert_eq!(found(model), ["2 not-understood"]);
    let mixed = "```sql\nSELECT 1;\nfoo;\nbar;\n```\n";
    assert_eq!(found(mixed), ["3 not-understood", "4 not-understood"]);
}

#[test]
fn fixes_are_made_in_the_document() {
    let project =
        Project::new(&[("runbook.md", "# Index\n\n```sql\nCREATE INDEX users_email ON users (email);\n```\n\nDone.\n")]);
    project.run("--fix --unsafe runbook.md --rule missing-lock-timeout=off");
    let fixed = "# Index\n\n```sql\nCREATE INDEX CONCURRENTLY users_email ON users (email);\n```\n\nDone.\n";
    assert_eq!(project.read("runbook.md"), fixed);
}
