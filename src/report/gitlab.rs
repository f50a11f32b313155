//! The report as GitLab's code quality artifact: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use std::io;

use serde::Serialize;

use super::{
    Sources,
    fingerprint::{Fingerprint, of_report},
    notes,
};
use crate::{
    diagnostic::{Diagnostic, Severity},
    lint::Report,
};

/// Writes one JSON list of issues.
pub fn write(report: &Report, sources: &Sources, mut out: impl io::Write) -> io::Result<()> {
    let (known, _) = of_report(report, sources);
    let issues = report.diagnostics.iter().zip(known);
    let issues: Vec<_> = issues.map(|(diagnostic, fingerprint)| Issue::new(diagnostic, fingerprint, sources)).collect();
    serde_json::to_writer(&mut out, &issues).map_err(io::Error::from)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

/// 1-based, both of them.
#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

impl<'a> Issue<'a> {
    fn new(diagnostic: &'a Diagnostic, fingerprint: Fingerprint, sources: &'a Sources) -> Self {
        let path = sources.name(&diagnostic.path);
        let place = sources.place(&diagnostic.path, diagnostic.span);
        Self {
            description: notes::text(diagnostic),
            check_name: diagnostic.rule.id,
            fingerprint: fingerprint.in_file(path).to_string(),
            severity: match diagnostic.severity {
                Severity::Error => "critical",
                Severity::Warning => "major",
                Severity::Info => "info",
            },
            location: Location { path, lines: Lines { begin: place.line, end: place.end_line } },
        }
    }
}
