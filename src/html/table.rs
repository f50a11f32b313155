//! A file's lock timeline in words: a row a statement, for screen readers and for who wants to know more.

use std::io;

use super::{Prose, chart::held_since};
use crate::{
    effects::Newness,
    plan::{FilePlan, StatementPlan, TransactionKind},
    report::{effects::words, summary::counted, xml::Escaped},
    timeline::Hold,
};

/// Further statements are counted only.
const MOST_ROWS: usize = 1000;
/// Further relations of one statement are counted only.
const MOST_RELATIONS: usize = 10;

/// Writes the table.
pub(super) fn write(file: &FilePlan, lines: &[u32], out: &mut impl io::Write) -> io::Result<()> {
    writeln!(out, "<table>\n<thead><tr><th scope=\"col\">Line</th><th scope=\"col\">Statement</th>")?;
    writeln!(out, "<th scope=\"col\">What it does</th><th scope=\"col\">Still locked</th></tr></thead>\n<tbody>")?;
    for (index, statement) in file.statements.iter().enumerate().take(MOST_ROWS) {
        let line = lines.get(index).copied().unwrap_or(1);
        let summary = Escaped(&statement.summary);
        writeln!(out, "<tr><th scope=\"row\">{line}</th><td><code>{summary}</code></td>")?;
        list(&done(statement), out)?;
        list(&held(file, index, lines), out)?;
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

fn done(statement: &StatementPlan) -> Vec<String> {
    let unknown = (!statement.understood).then(|| "not understood: more may happen than is said here".to_owned());
    let effects = &statement.effects;
    let more = effects.len().saturating_sub(MOST_RELATIONS);
    let more = (more > 0).then(|| format!("and {}", counted(more, "more relation")));
    let effects = effects.iter().take(MOST_RELATIONS).map(|effect| words(effect).to_string());
    let lost = statement.data_loss.iter().map(|loss| format!("data lost: {loss}"));
    let fails = statement.fails.iter().map(|failure| format!("fails: {} ({})", failure.message, failure.sqlstate));
    unknown.into_iter().chain(effects).chain(more).chain(lost).chain(fails).collect()
}

/// The locks of earlier statements that are still held.
fn held(file: &FilePlan, index: usize, lines: &[u32]) -> Vec<String> {
    let transaction = file.transactions.get(file.statements[index].transaction);
    let Some(transaction) = transaction.filter(|known| known.kind != TransactionKind::Autocommit) else { return Vec::new() };
    let held = transaction.held(index);
    let held: Vec<_> = held.into_iter().filter(|hold| hold.new == Newness::Existing).collect();
    let more = held.len().saturating_sub(MOST_RELATIONS);
    let more = (more > 0).then(|| format!("and {}", counted(more, "more table")));
    let since = |hold: &Hold| held_since(hold, lines).unwrap_or_default();
    let line = |hold: &&Hold| format!("`{}`: {} since {}", hold.relation, hold.lock, since(hold));
    held.iter().take(MOST_RELATIONS).map(line).chain(more).collect()
}
