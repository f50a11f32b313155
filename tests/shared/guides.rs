//! Guides that people wrote for their migrations: the SQL in them, pasted as one text, gets the findings that it deserves.

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::Value;

use super::folder::{entries, report};

type Found = BTreeMap<String, usize>;

/// In the order of the files, with their numbers: rules, and how often they are reported at least. A guide with none only reads the catalog.
const EXPECTED: [(&str, &[(&str, usize)]); 5] = [
    ("000", &[]),
    ("001", &[("drop-cascade", 14), ("missing-lock-timeout", 1), ("policy-without-using", 1)]),
    (
        "002",
        &[
            ("disable-trigger", 1),
            ("drop-table", 2),
            ("loop-without-commit", 1),
            ("missing-lock-timeout", 1),
            ("offset-skips-rows", 1),
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
            ("set-not-null-scans", 2),
            ("unbatched-update", 1),
            ("update-without-where", 2),
        ],
    ),
];

#[test]
fn pasted_guides_get_their_findings() {
    for (guide, (number, expected)) in entries("guides").iter().zip(EXPECTED) {
        let found = found(guide, &["-"]);
        let missing = expected.iter().find(|(rule, times)| found.get(*rule).is_none_or(|found| found < times));
        assert_eq!(missing, None, "guide {number} has {found:?}");
        assert!(!expected.is_empty() || found.is_empty(), "guide {number} has {found:?}");
    }
}

#[test]
fn guides_as_documents_get_the_same() {
    for (guide, (number, expected)) in entries("guides").iter().zip(EXPECTED) {
        let text = String::from_utf8_lossy(&fs::read(guide).unwrap()).into_owned();
        let found = counted(&report(&["-", "--stdin-filename", "guide.md"], &text));
        let missing = expected.iter().find(|(rule, times)| found.get(*rule).is_none_or(|found| found < times));
        assert_eq!(missing, None, "guide {number} has {found:?}");
        assert!(found.get("not-understood").is_none_or(|times| *times == 1), "guide {number} has {found:?}");
    }
}

#[test]
fn an_index_built_concurrently_in_a_transaction_fails() {
    if let Some(guide) = entries("guides").get(2) {
        assert_eq!(found(guide, &["-", "--assume-transaction"]).get("not-allowed-in-transaction"), Some(&4));
    }
}

/// How often each rule is reported for the SQL of a guide.
fn found(guide: &Path, arguments: &[&str]) -> Found {
    let text = String::from_utf8_lossy(&fs::read(guide).unwrap()).into_owned();
    counted(&report(arguments, &sql(&text)))
}

fn counted(report: &Value) -> Found {
    let mut found = Found::new();
    for diagnostic in report["diagnostics"].as_array().unwrap() {
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
