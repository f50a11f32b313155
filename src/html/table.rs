//! A file's lock timeline in words: a row a statement, for screen readers and for who wants to know more.

use std::io;

use super::Prose;
use crate::{
    plan::{FilePlan, words},
    report::{summary::counted, xml::Escaped},
};

/// Further statements are counted only.
const MOST_ROWS: usize = 1000;

/// Writes the table.
pub(super) fn write(file: &FilePlan, lines: &[u32], out: &mut impl io::Write) -> io::Result<()> {
    writeln!(out, "<table>\n<thead><tr><th scope=\"col\">Line</th><th scope=\"col\">Statement</th>")?;
    writeln!(out, "<th scope=\"col\">What it does</th><th scope=\"col\">Still locked</th></tr></thead>\n<tbody>")?;
    for (index, statement) in file.statements.iter().enumerate().take(MOST_ROWS) {
        let line = lines.get(index).copied().unwrap_or(1);
        let summary = Escaped(&statement.summary);
        writeln!(out, "<tr><th scope=\"row\">{line}</th><td><code>{summary}</code></td>")?;
        list(&words::done(statement), out)?;
        list(&words::held(file, index, lines), out)?;
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody>\n</table>")?;
    if file.statements.len() > MOST_ROWS {
        writeln!(out, "<p>and {}</p>", counted(file.statements.len() - MOST_ROWS, "more statement"))?;
    }
    Ok(())
}

fn list(lines: &[String], out: &mut impl io::Write) -> io::Result<()> {
    write!(out, "<td>")?;
    match lines {
        [] => {}
        [line] => write!(out, "{}", Prose(line))?,
        lines => {
            write!(out, "<ul>")?;
            lines.iter().try_for_each(|line| write!(out, "<li>{}</li>", Prose(line)))?;
            write!(out, "</ul>")?;
        }
    }
    writeln!(out, "</td>")
}
