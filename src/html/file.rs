//! One file of the page: its timeline and its findings.

use std::io;

use super::{chart, finding, table};
use crate::{
    diagnostic::Diagnostic,
    plan::{FilePlan, StatementPlan},
    report::{Source, summary::counted, xml::Escaped},
};

/// Writes a section.
pub(super) fn write(
    at: usize,
    file: &FilePlan,
    findings: &[&Diagnostic],
    source: Option<&Source>,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let name = format!("file-{}", at + 1);
    writeln!(out, "<section aria-labelledby=\"{name}\">\n<h2 id=\"{name}\">{}</h2>", Escaped(&file.path))?;
    timeline(file, source, &name, out)?;
    findings.iter().try_for_each(|diagnostic| finding::write(diagnostic, source, out))?;
    writeln!(out, "</section>")
}

fn timeline(file: &FilePlan, source: Option<&Source>, name: &str, out: &mut impl io::Write) -> io::Result<()> {
    let line = |statement: &StatementPlan| source.map_or(1, |source| source.place(statement.span).line);
    let lines: Vec<u32> = file.statements.iter().map(line).collect();
    let statements = counted(file.statements.len(), "statement");
    if file.statements.is_empty() {
        return writeln!(out, "<p>No statements.</p>");
    }
    if chart::is_drawn(file) {
        writeln!(out, "<figure>")?;
        chart::write(file, &lines, name, out)?;
        writeln!(out, "<figcaption>The numbers are the lines of the statements.</figcaption>\n</figure>")?;
    } else {
        writeln!(out, "<p>Nothing that was there before is locked.</p>")?;
    }
    writeln!(out, "<details>\n<summary>{statements} in words</summary>")?;
    table::write(file, &lines, out)?;
    writeln!(out, "</details>")
}
