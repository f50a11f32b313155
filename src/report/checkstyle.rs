//! The report as Checkstyle's XML, which many editors and build servers read.

use std::io;

use super::{Sources, notes, xml::Escaped};
use crate::lint::Report;

/// Writes one element a file and one a finding.
pub fn write(report: &Report, sources: &Sources, mut out: impl io::Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">")?;
    for findings in report.diagnostics.chunk_by(|one, next| one.path == next.path) {
        writeln!(out, "  <file name=\"{}\">", Escaped(&findings[0].path))?;
        for diagnostic in findings {
            let place = sources.place(&diagnostic.path, diagnostic.span);
            write!(out, "    <error line=\"{}\" column=\"{}\" ", place.line, place.column)?;
            write!(out, "severity=\"{}\" source=\"ddlint.{}\" ", diagnostic.severity.as_str(), diagnostic.rule.id)?;
            writeln!(out, "message=\"{}\"/>", Escaped(&notes::text(diagnostic)))?;
        }
        writeln!(out, "  </file>")?;
    }
    writeln!(out, "</checkstyle>")
}
