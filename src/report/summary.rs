//! What is said of all findings together.

use crate::{diagnostic::Severity, fix::Applicability, lint::Report};

/// "2 errors and 1 warning in 3 files (57 statements, 1 not understood)".
pub fn summary(report: &Report) -> String {
    let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "info")];
    let found = counts.iter().map(|&(severity, word)| (report.count(severity), word)).filter(|&(count, _)| count > 0);
    let found: Vec<_> = found.map(|(count, word)| counted(count, word)).collect();
    let found = match found.as_slice() {
        [] => "nothing found".to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    };
    let unknown = match report.unknown {
        0 => String::new(),
        count => format!(", {count} not understood"),
    };
    let (files, statements) = (counted(report.files, "file"), counted(report.statements, "statement"));
    format!("{found} in {files} ({statements}{unknown})")
}

/// "3 fixed, 1 more with --fix --unsafe"; "1 can be fixed with --fix, 2 more with --fix --unsafe".
pub fn fixes(report: &Report) -> Option<String> {
    let count = |applicability| {
        let fixes = report.diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref());
        fixes.filter(|fix| fix.applicability == applicability).count()
    };
    let mut said = Vec::new();
    said.extend((report.fixed > 0).then(|| format!("{} fixed", report.fixed)));
    for (count, option) in [(count(Applicability::Safe), "--fix"), (count(Applicability::Unsafe), "--fix --unsafe")] {
        let words = if said.is_empty() { "can be fixed" } else { "more" };
        said.extend((count > 0).then(|| format!("{count} {words} with {option}")));
    }
    (!said.is_empty()).then(|| said.join(", "))
}

/// "1 file", "2 files".
pub fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
