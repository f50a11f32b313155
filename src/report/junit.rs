//! The report as JUnit's XML: a suite a file, a failed test a finding, and one passed test where nothing was found.

use std::io;

use rustc_hash::FxHashMap;

use super::{Sources, notes, xml::Escaped};
use crate::{
    diagnostic::{Diagnostic, Severity},
    lint::Report,
};

/// Writes all files, also those without findings, in the order of their names. Advice does not fail.
pub fn write(report: &Report, sources: &Sources, mut out: impl io::Write) -> io::Result<()> {
    let mut by_path: FxHashMap<&str, Vec<&Diagnostic>> = sources.paths().map(|path| (path, Vec::new())).collect();
    for diagnostic in &report.diagnostics {
        by_path.entry(&diagnostic.path).or_default().push(diagnostic);
    }
    let mut suites: Vec<_> = by_path.into_iter().collect();
    suites.sort_by_key(|(path, _)| *path);
    let tests: usize = suites.iter().map(|(_, findings)| findings.len().max(1)).sum();
    let failures = report.diagnostics.iter().filter(|diagnostic| fails(diagnostic)).count();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"ddlint\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">")?;
    suites.iter().try_for_each(|(path, findings)| suite(path, findings, sources, &mut out))?;
    writeln!(out, "</testsuites>")
}

fn fails(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity > Severity::Info
}

fn suite(path: &str, findings: &[&Diagnostic], sources: &Sources, out: &mut impl io::Write) -> io::Result<()> {
    let (tests, name) = (findings.len().max(1), Escaped(path));
    let failures = findings.iter().filter(|diagnostic| fails(diagnostic)).count();
    writeln!(out, "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">")?;
    if findings.is_empty() {
        writeln!(out, "    <testcase classname=\"{name}\" name=\"no findings\"/>")?;
    }
    for diagnostic in findings {
        let place = sources.place(path, diagnostic.span);
        let place = format!("{}:{}", place.line, place.column);
        writeln!(out, "    <testcase classname=\"{name}\" name=\"{} {place}\" file=\"{name}\">", diagnostic.rule.id)?;
        case(diagnostic, &format!("{path}:{place}"), out)?;
        writeln!(out, "    </testcase>")?;
    }
    writeln!(out, "  </testsuite>")
}

fn case(diagnostic: &Diagnostic, place: &str, out: &mut impl io::Write) -> io::Result<()> {
    let text = format!("{place}: {}", notes::text(diagnostic));
    if !fails(diagnostic) {
        return writeln!(out, "      <system-out>{}</system-out>", Escaped(&text));
    }
    let (message, severity) = (Escaped(&diagnostic.message), diagnostic.severity.as_str());
    writeln!(out, "      <failure message=\"{message}\" type=\"{severity}\">{}</failure>", Escaped(&text))
}
