//! What people read of a finding, whatever file it stands in.

use std::sync::Arc;

use ddlint::{
    diagnostic::{Category, Diagnostic, Label, Severity},
    dialect::Target,
    effects::{LockMode, RelationEffect, Scan},
    fix::Fix,
    lint::{File, Report},
    name::ObjectName,
    report::{Sources, human},
    rules::Rule,
    source::Span,
};
use snapbox::{assert_data_eq, str};

static RULE: Rule = Rule {
    id: "column-type-change",
    summary: "Changing a type rewrites the table",
    severity: Severity::Error,
    category: Category::Rewrite,
    default: true,
    default_with: None,
    once: false,
    grows: false,
    breaks_application: false,
    expected_in_contract: false,
    since: "0.1.0",
    sources: &[],
    page: "",
    check: None,
};

fn span(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap() as u32;
    Span::new(start, start + words.len() as u32)
}

fn diagnostic(span: Span) -> Diagnostic {
    let lock = RelationEffect::lock(ObjectName::qualified("public", "users"), LockMode::AccessExclusive);
    Diagnostic {
        rule: &RULE,
        severity: RULE.severity,
        path: "m/2.sql".into(),
        span,
        statement: span,
        message: "reads and writes of `users` wait until it is rewritten".into(),
        help: None,
        rewrite: None,
        labels: Vec::new(),
        effects: vec![RelationEffect { rewrite: true, scan: Scan::Rewrite, index_build: true, ..lock }],
        estimates: Vec::new(),
        gone: Vec::new(),
        usages: Vec::new(),
        fix: None,
    }
}

fn shown(text: &str, diagnostics: Vec<Diagnostic>, colour: bool) -> String {
    let file = File { path: Arc::from("m/2.sql"), bytes: text.as_bytes(), ..File::default() };
    let report = Report {
        target: Target::default(),
        diagnostics,
        suppressed: Vec::new(),
        statements: 3,
        unknown: 1,
        files: 1,
        fixed: 0,
        baseline: None,
    };
    let mut out = Vec::new();
    human::write(&report, &Sources::new([&file]), colour, false, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_finding_with_all_that_it_may_have() {
    let text = "BEGIN;\nLOCK TABLE users;\nALTER TABLE users ALTER COLUMN id TYPE bigint;\nCOMMIT;\n";
    let label = Label { span: span(text, "LOCK TABLE users"), message: "locked since here".into() };
    let finding = Diagnostic {
        help: Some("copy the values into a new column in batches".into()),
        rewrite: Some(
            "ALTER TABLE users ADD COLUMN id_new bigint;\n-- then, in batches:\nUPDATE users SET id_new = id;\n".into(),
        ),
        labels: vec![label],
        ..diagnostic(span(text, "ALTER COLUMN id TYPE bigint"))
    };
    assert_data_eq!(
        shown(text, vec![finding], false),
        str![[r#"
error[column-type-change]: reads and writes of `users` wait until it is rewritten
 --> m/2.sql:3:19
  |
2 | LOCK TABLE users;
  | ---------------- locked since here
3 | ALTER TABLE users ALTER COLUMN id TYPE bigint;
  |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: ACCESS EXCLUSIVE on `users`: reads and writes wait while the table is rewritten (grows with the table)
  = help: copy the values into a new column in batches:
            ALTER TABLE users ADD COLUMN id_new bigint;
            -- then, in batches:
            UPDATE users SET id_new = id;
  = see: https://ddlint.dev/rules/column-type-change

1 error in 1 file (3 statements, 1 not understood)

"#]]
    );
}

#[test]
fn a_fix_is_shown_by_the_lines_that_it_leaves() {
    let text = "-- é\nCREATE INDEX i ON users (\n  email);\n";
    let fix = Fix::insert(span(text, "CREATE INDEX").end, " CONCURRENTLY");
    let place = span(text, "CREATE INDEX i ON users (\n  email)");
    let finding = Diagnostic { help: Some("build it with CONCURRENTLY".into()), fix: Some(fix), ..diagnostic(place) };
    assert_data_eq!(
        shown(text, vec![finding], false),
        str![[r#"
error[column-type-change]: reads and writes of `users` wait until it is rewritten
 --> m/2.sql:2:1
  |
2 | / CREATE INDEX i ON users (
3 | |   email);
  | |________^
  |
  = note: ACCESS EXCLUSIVE on `users`: reads and writes wait while the table is rewritten (grows with the table)
  = see: https://ddlint.dev/rules/column-type-change
help: build it with CONCURRENTLY
  |
2 | CREATE INDEX CONCURRENTLY i ON users (
  |              ++++++++++++

1 error in 1 file (3 statements, 1 not understood)
1 can be fixed with --fix

"#]]
    );
}

#[test]
fn a_label_far_away_is_shown_by_its_own_lines() {
    let text = format!("LOCK TABLE users;\n{}DROP TABLE users;\n", "SELECT 1;\n".repeat(100));
    let label = Label { span: span(&text, "LOCK TABLE users"), message: "locked since here".into() };
    let finding = Diagnostic { labels: vec![label], effects: Vec::new(), ..diagnostic(span(&text, "DROP TABLE users")) };
    assert_data_eq!(
        shown(&text, vec![finding], false),
        str![[r#"
error[column-type-change]: reads and writes of `users` wait until it is rewritten
   --> m/2.sql:102:1
    |
102 | DROP TABLE users;
    | ^^^^^^^^^^^^^^^^
    |
   ::: m/2.sql:1:1
    |
  1 | LOCK TABLE users;
    | ---------------- locked since here
    |
    = see: https://ddlint.dev/rules/column-type-change

1 error in 1 file (3 statements, 1 not understood)

"#]]
    );
}

#[test]
fn a_place_of_many_lines_is_shown_by_its_first() {
    let text = format!("INSERT INTO users VALUES\n{}  (1);\n", "  (0),\n".repeat(20));
    let finding = Diagnostic { effects: Vec::new(), ..diagnostic(Span::new(0, text.len() as u32 - 2)) };
    assert_data_eq!(
        shown(&text, vec![finding], false),
        str![[r#"
error[column-type-change]: reads and writes of `users` wait until it is rewritten
 --> m/2.sql:1:1
  |
1 | INSERT INTO users VALUES
  | ^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = see: https://ddlint.dev/rules/column-type-change

1 error in 1 file (3 statements, 1 not understood)

"#]]
    );
}

#[test]
fn colours_and_names_from_the_file_do_not_steer_the_terminal() {
    let text = "DROP TABLE \"\u{1b}[2Jusers\";\n";
    let place = span(text, "DROP TABLE");
    let finding = Diagnostic { message: "drops \u{1b}[2Jusers".into(), effects: Vec::new(), ..diagnostic(place) };
    let plain = shown(text, vec![finding.clone()], false);
    assert!(!plain.contains('\u{1b}'), "{plain}");
    let coloured = shown(text, vec![finding], true);
    assert!(coloured.contains("\u{1b}[") && !coloured.contains("\u{1b}[2J"), "{coloured}");
}

#[test]
fn ten_thousand_findings_on_one_line() {
    let text = "DROP TABLE é; ".repeat(10_000);
    let findings = (0..10_000).map(|at| diagnostic(Span::new(at * 15, at * 15 + 10))).collect();
    assert_eq!(shown(&text, findings, false).matches("error[column-type-change]").count(), 10_000);
}
