//! The plan for people: a table a file, a line a relation that a statement locks.

use std::io;

use super::{FilePlan, Plan, StatementPlan, TransactionKind, TransactionPlan};
use crate::{
    effects::{DataLoss, Newness, RelationEffect},
    report::{Source, Sources, effects::duration, human::counted},
};

/// Statements are cut to this many characters.
const STATEMENT_WIDTH: usize = 56;
const HEADINGS: [&str; 6] = ["line", "statement", "table", "lock", "blocks", "lasts"];

type Row = [String; 6];

/// Writes a plan.
pub fn write(plan: &Plan, sources: &Sources, colour: bool, mut out: impl io::Write) -> io::Result<()> {
    let (bold, plain) = if colour { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
    for (index, file) in plan.files.iter().enumerate() {
        let gap = if index == 0 { "" } else { "\n" };
        writeln!(out, "{gap}{bold}{}{plain}", clean(&file.path))?;
        write_file(file, sources.get(&file.path), &mut out)?;
    }
    Ok(())
}

fn write_file(file: &FilePlan, source: Option<&Source>, out: &mut impl io::Write) -> io::Result<()> {
    let tables: Vec<_> = file.statements.iter().map(|statement| statement_rows(statement, source)).collect();
    let headings = HEADINGS.map(str::to_owned);
    let widths = widths(std::iter::once(&headings).chain(tables.iter().flat_map(|(rows, _)| rows)));
    let mut transaction = None;
    for (statement, (rows, notes)) in file.statements.iter().zip(&tables) {
        if transaction != Some(statement.transaction) {
            write_transaction(file.transactions.get(statement.transaction), transaction.is_none(), out)?;
            transaction = Some(statement.transaction);
        }
        if statement.span == file.statements[0].span {
            write_row(&headings, &widths, out)?;
        }
        rows.iter().try_for_each(|row| write_row(row, &widths, out))?;
        notes.iter().try_for_each(|note| writeln!(out, "  {:width$}  {note}", "", width = widths[0]))?;
    }
    Ok(())
}

fn write_transaction(transaction: Option<&TransactionPlan>, first: bool, out: &mut impl io::Write) -> io::Result<()> {
    let Some(transaction) = transaction else { return Ok(()) };
    let statements = counted(transaction.end_statement + 1 - transaction.start_statement, "statement");
    match transaction.kind {
        TransactionKind::Autocommit if first => Ok(()),
        TransactionKind::Autocommit => Ok(()),
        TransactionKind::Explicit => {
            writeln!(out, "  one transaction by its own BEGIN ({statements}): locks are held to its end")
        }
        TransactionKind::Runner => writeln!(out, "  one transaction by what runs it ({statements}): locks are held to its end"),
    }
}

fn statement_rows(statement: &StatementPlan, source: Option<&Source>) -> (Vec<Row>, Vec<String>) {
    let line = |span| source.map_or(1, |source| source.place(span).line);
    let mut head = [line(statement.span).to_string(), shortened(&statement.summary)];
    let mut rows: Vec<Row> = Vec::new();
    for effect in &statement.effects {
        let [number, summary] = std::mem::take(&mut head);
        let [table, lock, blocks, lasts] = cells(effect);
        rows.push([number, summary, table, lock, blocks, lasts]);
    }
    if rows.is_empty() {
        let [number, summary] = head;
        let said = if statement.understood { "" } else { "not understood" };
        rows.push([number, summary, said.to_owned(), String::new(), String::new(), String::new()]);
    }
    let held = statement.held.iter().map(|held| {
        format!("still held: {} on {} since line {}", held.lock, clean(&held.relation.to_string()), line(held.since))
    });
    let lost = statement.data_loss.iter().map(lost);
    let fails = statement.fails.iter().map(|failure| format!("fails: {} ({})", clean(&failure.message), failure.sqlstate));
    (rows, held.chain(lost).chain(fails).collect())
}

fn cells(effect: &RelationEffect) -> [String; 4] {
    let table = clean(&effect.relation.to_string());
    let lasts = match effect.new {
        Newness::Existing => duration(effect).to_owned(),
        Newness::Run | Newness::File => "new table".to_owned(),
    };
    [table, effect.lock.to_string(), effect.blocks().to_string(), lasts]
}

fn lost(loss: &DataLoss) -> String {
    let what = match loss {
        DataLoss::Table { name } => format!("the table {name} with its rows"),
        DataLoss::Column { table, column } => format!("the values of {table}.{column}"),
        DataLoss::Rows { table } => format!("rows of {table}"),
        DataLoss::Container { name } => format!("everything in {name}"),
    };
    format!("data lost: {}", clean(&what))
}

fn widths<'a>(rows: impl Iterator<Item = &'a Row>) -> [usize; 6] {
    rows.fold([0; 6], |widest, row| std::array::from_fn(|at| widest[at].max(row[at].chars().count())))
}

fn write_row(row: &Row, widths: &[usize; 6], out: &mut impl io::Write) -> io::Result<()> {
    let [number, cells @ ..] = row;
    let mut line = format!("  {number:>width$}", width = widths[0]);
    for (cell, width) in cells.iter().zip(&widths[1..]) {
        line.push_str(&format!("  {cell:width$}"));
    }
    writeln!(out, "{}", line.trim_end())
}

fn shortened(summary: &str) -> String {
    let summary = clean(summary);
    match summary.char_indices().nth(STATEMENT_WIDTH - 1) {
        Some((cut, _)) if summary.chars().count() > STATEMENT_WIDTH => format!("{}…", summary.get(..cut).unwrap_or_default()),
        _ => summary,
    }
}

/// Text of the user's without control characters, which could steer the terminal.
fn clean(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
