//! What a tool's list of migrations says is compared with the files.

use serde_json::Value;

use crate::project::Project;

const ONE: &str = "SELECT 1;";

/// A project's files, and what is told of them.
type Case<'a> = (&'a [(&'a str, &'a str)], &'a [&'a str]);

/// The rule, the file and the message of each finding about files.
fn told(files: &[(&str, &str)], arguments: &str) -> Vec<String> {
    let ran = Project::new(files).run(&format!("--format json {arguments}"));
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let found = report["diagnostics"].as_array().unwrap().iter();
    let text = |found: &Value, key: &str| found[key].as_str().unwrap().to_owned();
    let about_files = found.filter(|found| text(found, "rule").ends_with("-file"));
    about_files.map(|found| ["rule", "path", "message"].map(|key| text(found, key)).join(" ")).collect()
}

#[test]
fn lists_and_files_are_compared() {
    let plan = "%project=p\n\nusers 2024-01-01T00:00:00Z A <a@b>\nbooks 2024-01-01T00:00:00Z A <a@b>\n";
    let cases: &[Case] = &[
        (
            &[("deploy/users.sql", ONE), ("deploy/loans.sql", ONE), ("revert/loans.sql", ONE), ("sqitch.plan", plan)],
            &[
                "missing-file deploy/users.sql Sqitch stops: `sqitch.plan` lists `deploy/books.sql`, which is not there",
                "unlisted-file deploy/loans.sql Sqitch never deploys it: `sqitch.plan` does not list it",
            ],
        ),
        (
            &[("m/2.sql", ONE), ("m/3.sql", ONE), ("m/atlas.sum", "h1:x=\n1.sql h1:y=\n2.sql h1:z=\n")],
            &[
                "missing-file m/2.sql Atlas stops: `atlas.sum` lists `1.sql`, which is not there",
                "unlisted-file m/3.sql Atlas refuses to go on: `atlas.sum` does not list it",
            ],
        ),
        // What is not numbered is no migration of Drizzle's, and a list that cannot be read says nothing.
        (&[("d/0_a.sql", ONE), ("d/seed.sql", ONE), ("d/meta/_journal.json", r#"{"entries": [{"tag": "0_a"}]}"#)], &[]),
        (&[("d/0_a.sql", ONE), ("d/meta/_journal.json", "{\"entries\": [")], &[]),
        (&[("m/1.sql", ONE), ("m/atlas.sum", "h1:x=\n")], &[]),
    ];
    for (files, expected) in cases {
        assert_eq!(told(files, "."), *expected);
    }
}

#[test]
fn a_file_that_is_named_alone_hears_only_of_its_own_place() {
    let journal = r#"{"entries": [{"tag": "0_a"}, {"tag": "1_b"}, {"tag": "2_c"}, {"tag": "3_d"}]}"#;
    let files = [("d/0_a.sql", ONE), ("d/2_c.sql", ONE), ("d/3_d.sql", ONE), ("d/meta/_journal.json", journal)];
    assert_eq!(told(&files, "d/0_a.sql").len(), 1);
    assert_eq!(told(&files, "d/2_c.sql"), [""; 0]);
}
