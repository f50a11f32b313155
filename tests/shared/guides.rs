//! Guides that people wrote for their migrations: the SQL in them, pasted as one text, gets the findings that it deserves.

use std::{collections::BTreeMap, fs, path::Path};

use super::folder::{entries, report};

type Found = BTreeMap<String, usize>;

/// By the file's number: rules and how often they are reported.
const EXPECTED: [(&str, &[(&str, usize)]); 5] = [
    ("000", &[]),
    ("001", &[("drop-cascade", 14), ("missing-lock-timeout", 1)]),
    (
        "002",
        &[
            ("disable-trigger", 1),
            ("drop-table", 2),
            ("invalid-index-kept", 1),
            ("loop-without-commit", 1),
            ("missing-lock-timeout", 1),
            ("set-not-null-scans", 1),
            ("unbatched-update", 1),
        ],
    ),
    ("003", &[]),
    (
        "004",
        &[
            ("drop-column", 3),
            ("loop-without-commit", 1),
            ("missing-lock-timeout", 1),
            ("not-understood", 1),
            ("set-not-null-scans", 2),
            ("unbatched-update", 1),
            ("update-without-where", 2),
        ],
    ),
];

#[test]
fn pasted_guides_get_their_findings() {
    for guide in entries("guides") {
        let expected = EXPECTED.iter().find(|(number, _)| guide.file_name().unwrap().to_str().unwrap().starts_with(number));
        let Some((number, expected)) = expected else { continue };
        let expected: Found = expected.iter().map(|(rule, times)| ((*rule).to_owned(), *times)).collect();
        assert_eq!(found(&guide, &["-"]), expected, "guide {number}");
    }
}

#[test]
fn an_index_built_concurrently_in_a_transaction_fails() {
    for guide in entries("guides").iter().filter(|guide| guide.file_name().unwrap().to_str().unwrap().starts_with("002")) {
        assert_eq!(found(guide, &["-", "--assume-transaction"]).get("not-allowed-in-transaction"), Some(&4));
    }
}

/// How often each rule is reported for the SQL of a guide.
fn found(guide: &Path, arguments: &[&str]) -> Found {
    let text = String::from_utf8_lossy(&fs::read(guide).unwrap()).into_owned();
    let mut found = Found::new();
    for diagnostic in report(arguments, &sql(&text))["diagnostics"].as_array().unwrap() {
        *found.entry(diagnostic["rule"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    found
}

/// The lines of all fences that say they are SQL.
fn sql(text: &str) -> String {
    let (mut sql, mut open) = (String::new(), None);
    for line in text.lines() {
        match (line.trim_start().strip_prefix("```"), open) {
            (Some(language), None) => open = Some(language.trim()),
            (Some(_), Some(_)) => open = None,
            (None, Some("sql")) => sql = sql + line + "\n",
            (None, _) => {}
        }
    }
    sql
}
