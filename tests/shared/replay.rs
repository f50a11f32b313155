//! Whole histories of real projects: nearly all is understood, and most of it is nothing to tell of.

use std::collections::HashSet;

use serde_json::Value;

use super::folder::{entries, report};

#[test]
fn histories_are_understood_and_mostly_quiet() {
    let (mut statements, mut told) = (0, 0);
    for folder in entries("truth/replay").into_iter().filter(|path| path.is_dir()) {
        let report = report(&[folder.to_str().unwrap()], "");
        let (all, unknown) = (count(&report, "statements"), count(&report, "unknown"));
        assert!(unknown * 200 <= all, "{}: {unknown} of {all} statements are not understood", folder.display());
        statements += all;
        told += places(&report).len();
    }
    assert!(told * 3 <= statements, "{told} findings on {statements} statements");
}

fn count(report: &Value, what: &str) -> usize {
    report["summary"][what].as_u64().unwrap() as usize
}

/// Where warnings and errors stand; no statement has fewer than one such place.
fn places(report: &Value) -> HashSet<(&str, u64)> {
    let diagnostics = report["diagnostics"].as_array().unwrap().iter();
    let serious = diagnostics.filter(|diagnostic| diagnostic["severity"] != "info");
    serious.map(|found| (found["path"].as_str().unwrap(), found["span"]["line"].as_u64().unwrap())).collect()
}
