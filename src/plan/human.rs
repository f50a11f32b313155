//! The plan for people: a table a file, a line a relation that a statement locks.

use std::io;

use anstyle::{AnsiColor, Style};

use super::{FilePlan, Plan, StatementPlan, TransactionKind, TransactionPlan};
use crate::{
    effects::{DataLoss, Newness, RelationEffect},
    report::{Source, Sources, effects::duration, human::counted},
};

/// Statements are cut to this many characters.
const STATEMENT_WIDTH: usize = 56;
const HEADINGS: [&str; 6] = ["line", "statement", "table", "lock", "blocks", "lasts"];

type Cells = [String; 6];

/// How parts of the plan look.
struct Styles {
    path: Style,
    heading: Style,
    stall: Style,
    note: Style,
}

/// A line of the table.
struct Row {
    cells: Cells,
    stalls: bool,
}

/// A statement's lines.
struct Block {
    transaction: usize,
    rows: Vec<Row>,
    notes: Vec<String>,
}

/// Writes a plan.
pub fn write(plan: &Plan, sources: &Sources, colour: bool, mut out: impl io::Write) -> io::Result<()> {
    let styles = if colour { Styles::coloured() } else { Styles::plain() };
    for (index, file) in plan.files.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}{}{:#}", styles.path, clean(&file.path), styles.path)?;
        write_file(file, sources.get(&file.path), &styles, &mut out)?;
    }
    Ok(())
}

fn write_file(file: &FilePlan, source: Option<&Source>, styles: &Styles, out: &mut impl io::Write) -> io::Result<()> {
    if file.statements.is_empty() {
        return writeln!(out, "  no statements");
    }
    let blocks: Vec<_> = file.statements.iter().map(|statement| Block::new(statement, source)).collect();
    let headings = HEADINGS.map(str::to_owned);
    let widths = widths(std::iter::once(&headings).chain(blocks.iter().flat_map(|block| &block.rows).map(|row| &row.cells)));
    write_cells("  ", &headings, &widths, styles.heading, out)?;
    let mut before = None;
    for block in &blocks {
        let transaction = file.transactions.get(block.transaction).filter(|shared| shared.kind != TransactionKind::Autocommit);
        if let Some(transaction) = transaction.filter(|_| before != Some(block.transaction)) {
            writeln!(out, "┌ {}", opened(transaction))?;
        }
        before = Some(block.transaction);
        block.write(if transaction.is_some() { "│ " } else { "  " }, &widths, styles, out)?;
    }
    Ok(())
}

fn opened(transaction: &TransactionPlan) -> String {
    let statements = counted(transaction.end_statement + 1 - transaction.start_statement, "statement");
    let by = match transaction.kind {
        TransactionKind::Runner => "whatever runs the file",
        TransactionKind::Explicit | TransactionKind::Autocommit => "BEGIN",
    };
    format!("transaction opened by {by} ({statements}): each lock is held to its end")
}

impl Styles {
    fn plain() -> Self {
        Self { path: Style::new(), heading: Style::new(), stall: Style::new(), note: Style::new() }
    }

    fn coloured() -> Self {
        Self {
            path: Style::new().bold(),
            heading: Style::new().dimmed(),
            stall: AnsiColor::Red.on_default(),
            note: AnsiColor::Yellow.on_default(),
        }
    }
}

impl Block {
    fn new(statement: &StatementPlan, source: Option<&Source>) -> Self {
        let line = |span| source.map_or(1, |source| source.place(span).line);
        let mut head = [line(statement.span).to_string(), shortened(&statement.summary)];
        let mut rows: Vec<Row> = Vec::new();
        for effect in &statement.effects {
            let [number, summary] = std::mem::take(&mut head);
            let [table, lock, blocks, lasts] = cells(effect);
            rows.push(Row { cells: [number, summary, table, lock, blocks, lasts], stalls: effect.stalls() });
        }
        if rows.is_empty() {
            let [number, summary] = head;
            rows.push(Row {
                cells: [number, summary, String::new(), String::new(), String::new(), String::new()],
                stalls: false,
            });
        }
        let unknown = (!statement.understood).then(|| "not understood: more may happen than is said here".to_owned());
        let held = statement.held.iter().filter(|_| !statement.effects.is_empty()).map(|held| {
            format!("still held: {} on {} since line {}", held.lock, clean(&held.relation.to_string()), line(held.since))
        });
        let lost = statement.data_loss.iter().map(lost);
        let fails = statement.fails.iter().map(|failure| format!("fails: {} ({})", clean(&failure.message), failure.sqlstate));
        let notes = unknown.into_iter().chain(held).chain(lost).chain(fails).collect();
        Self { transaction: statement.transaction, rows, notes }
    }

    fn write(&self, lane: &str, widths: &[usize; 6], styles: &Styles, out: &mut impl io::Write) -> io::Result<()> {
        for row in &self.rows {
            write_cells(lane, &row.cells, widths, if row.stalls { styles.stall } else { Style::new() }, out)?;
        }
        let (indent, style) = (widths[0] + 2, styles.note);
        self.notes.iter().try_for_each(|note| writeln!(out, "{lane}{:indent$}{style}{note}{style:#}", ""))
    }
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

fn widths<'a>(rows: impl Iterator<Item = &'a Cells>) -> [usize; 6] {
    rows.fold([0; 6], |widest, row| std::array::from_fn(|at| widest[at].max(row[at].chars().count())))
}

fn write_cells(lane: &str, cells: &Cells, widths: &[usize; 6], style: Style, out: &mut impl io::Write) -> io::Result<()> {
    let [number, others @ ..] = cells;
    let mut line = format!("{number:>width$}", width = widths[0]);
    for (cell, width) in others.iter().zip(&widths[1..]) {
        line.push_str(&format!("  {cell:width$}"));
    }
    writeln!(out, "{lane}{style}{}{style:#}", line.trim_end())
}

fn shortened(summary: &str) -> String {
    let summary = clean(summary);
    if summary.chars().count() <= STATEMENT_WIDTH {
        return summary;
    }
    summary.chars().take(STATEMENT_WIDTH - 1).chain(['…']).collect()
}

/// Text of the user's without control characters, which could steer the terminal.
fn clean(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
