//! The report as workflow commands, which GitHub Actions shows beside the lines of a pull request.

use std::io;

use super::{Sources, notes, printable};
use crate::{diagnostic::Severity, lint::Report};

/// Writes one command a finding.
pub fn write(report: &Report, sources: &Sources, mut out: impl io::Write) -> io::Result<()> {
    for diagnostic in &report.diagnostics {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let place = sources.place(&diagnostic.path, diagnostic.span);
        let (file, message) = (property(sources.name(&diagnostic.path)), escaped(&notes::text(diagnostic)));
        write!(out, "::{command} file={file},line={},endLine={},", place.line, place.end_line)?;
        // GitHub refuses columns of a place that spans lines.
        if place.line == place.end_line {
            write!(out, "col={},endColumn={},", place.column, place.end_column)?;
        }
        writeln!(out, "title=ddlint {}::{message}", diagnostic.rule.id)?;
    }
    Ok(())
}

/// A message: a line break would end the command, and control characters would steer a terminal.
fn escaped(text: &str) -> String {
    printable(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value, which a colon or a comma would end.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
