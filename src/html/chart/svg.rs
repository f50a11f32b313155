//! A chart as SVG. Colours and patterns come from the page's style sheet.

use std::io;

use super::{Cell, Chart, Column, class};
use crate::{
    effects::Blocks,
    plan::{FilePlan, TransactionPlan, words::held_since},
    report::{summary::counted, xml::Escaped},
    timeline::ReleasedBy,
};

/// Above the lanes: the transactions and the statements' lines.
const HEAD: usize = 44;
const LANE: usize = 28;
/// Longer names are cut; the whole one is shown when asked for.
const NAME_SHOWN: usize = 28;
/// A character of a name.
const LETTER: usize = 8;

/// Draws a chart.
pub fn write(chart: &Chart, file: &FilePlan, lines: &[u32], id: &str, out: &mut impl io::Write) -> io::Result<()> {
    let drawing = Drawing { chart, file, lines, margin: margin(chart) };
    let (width, height) = (drawing.margin + chart.width() + 4, HEAD + chart.lanes.len() * LANE + 4);
    write!(out, "<svg role=\"img\" aria-labelledby=\"{id}-title {id}-text\" viewBox=\"0 0 {width} {height}\" ")?;
    writeln!(out, "width=\"{width}\" height=\"{height}\" xmlns=\"http://www.w3.org/2000/svg\">")?;
    let (statements, tables) = (counted(chart.columns.len(), "statement"), counted(chart.lanes.len(), "table"));
    writeln!(out, "<title id=\"{id}-title\">Locks on {tables} during {statements}</title>")?;
    writeln!(out, "<desc id=\"{id}-text\">The table below says the same in words.</desc>")?;
    drawing.transactions(out)?;
    drawing.columns(out)?;
    drawing.lanes(out)?;
    chart.cells.iter().try_for_each(|cell| drawing.cell(cell, out))?;
    writeln!(out, "</svg>")
}

struct Drawing<'a> {
    chart: &'a Chart<'a>,
    file: &'a FilePlan,
    lines: &'a [u32],
    /// The room for the tables' names.
    margin: usize,
}

impl Drawing<'_> {
    fn line(&self, statement: usize) -> u32 {
        self.lines.get(statement).copied().unwrap_or(1)
    }

    /// A bracket above the statements that commit together, open where they go on in another chart.
    fn transactions(&self, out: &mut impl io::Write) -> io::Result<()> {
        for (transaction, first, last) in self.chart.transactions(self.file) {
            let (left, right) = (self.margin + first.left + 2, self.margin + last.left + last.width - 2);
            let tick = |is_edge: bool| if is_edge { 8 } else { 0 };
            let begins = tick(first.statement == self.first_drawn(transaction, first));
            let ends = tick(last.statement == self.last_drawn(transaction, last));
            let path = format!("M{left} 20m0 {begins}v-{begins}H{right}v{ends}");
            writeln!(out, "<path class=\"bracket\" d=\"{path}\"><title>{}</title></path>", ended(transaction))?;
            if right - left >= 12 * LETTER {
                let middle = left.midpoint(right);
                writeln!(out, "<text class=\"small\" x=\"{middle}\" y=\"14\" text-anchor=\"middle\">transaction</text>")?;
            }
        }
        Ok(())
    }

    /// The transaction's first statement that has a column, if this chart begins with an earlier one of it or that itself.
    fn first_drawn(&self, transaction: &TransactionPlan, first: Column) -> usize {
        let mut statements = transaction.start_statement..=transaction.end_statement;
        statements.find(|&index| super::locks(self.file, index).next().is_some()).unwrap_or(first.statement)
    }

    fn last_drawn(&self, transaction: &TransactionPlan, last: Column) -> usize {
        let mut statements = transaction.start_statement..=transaction.end_statement;
        statements.rfind(|&index| super::locks(self.file, index).next().is_some()).unwrap_or(last.statement)
    }

    fn columns(&self, out: &mut impl io::Write) -> io::Result<()> {
        let bottom = HEAD + self.chart.lanes.len() * LANE;
        for column in &self.chart.columns {
            let (left, statement) = (self.margin + column.left, &self.file.statements[column.statement]);
            let (middle, line) = (left + column.width / 2, self.line(column.statement));
            writeln!(out, "<path class=\"grid\" d=\"M{left} {HEAD}V{bottom}\"/>")?;
            write!(out, "<text class=\"small\" x=\"{middle}\" y=\"38\" text-anchor=\"middle\">{line}")?;
            writeln!(out, "<title>line {line}: {}</title></text>", Escaped(&statement.summary))?;
        }
        Ok(())
    }

    fn lanes(&self, out: &mut impl io::Write) -> io::Result<()> {
        let right = self.margin + self.chart.width();
        for (at, relation) in self.chart.lanes.iter().enumerate() {
            let (name, bottom) = (relation.to_string(), HEAD + (at + 1) * LANE);
            let (x, y) = (self.margin - 8, bottom - LANE / 2 + 4);
            let shown = shortened(&name);
            write!(out, "<path class=\"grid\" d=\"M0 {bottom}H{right}\"/>")?;
            write!(out, "<text class=\"lane\" x=\"{x}\" y=\"{y}\" text-anchor=\"end\">{}", Escaped(&shown))?;
            writeln!(out, "<title>{}</title></text>", Escaped(&name))?;
        }
        Ok(())
    }

    /// A bar: high while the statement works through rows, low where all is done in an instant.
    fn cell(&self, cell: &Cell, out: &mut impl io::Write) -> io::Result<()> {
        let column = self.chart.columns[cell.column];
        let high = column.width == super::WIDE;
        let (height, class) = (if high { 20 } else { 8 }, class(cell.lock.blocks()));
        let (x, y) = (self.margin + column.left, HEAD + cell.lane * LANE + (LANE - height) / 2);
        // Bars of one lock touch; others have a gap before them.
        let (x, width) = if cell.held { (x, column.width - 1) } else { (x + 1, column.width - 2) };
        let held = if cell.held { " held" } else { "" };
        write!(out, "<rect class=\"{class}{held}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\">")?;
        writeln!(out, "<title>{}</title></rect>", Escaped(&self.words(cell, column, high)))
    }

    fn words(&self, cell: &Cell, column: Column, high: bool) -> String {
        let waits = match cell.lock.blocks() {
            Blocks::Nothing => "reads and writes go on".to_owned(),
            blocks => format!("{blocks} wait"),
        };
        let lasts = if high { "longer the more rows there are" } else { "for an instant" };
        let since = match held_since(cell.hold, self.lines) {
            Some(since) if cell.held => format!(", held since {since}"),
            _ => String::new(),
        };
        let line = self.line(column.statement);
        format!("{}: {}{since}; {waits} during line {line}, {lasts}", cell.hold.relation, cell.lock)
    }
}

fn ended(transaction: &TransactionPlan) -> &'static str {
    match transaction.ended_by {
        ReleasedBy::Commit => "one transaction: each lock is held to its COMMIT",
        ReleasedBy::Rollback | ReleasedBy::RollbackToSavepoint => "one transaction: each lock is held to its ROLLBACK",
        ReleasedBy::Prepare => "one transaction: each lock is held until it is committed after PREPARE TRANSACTION",
        ReleasedBy::Statement | ReleasedBy::End => "one transaction: each lock is held to its end",
    }
}

fn margin(chart: &Chart) -> usize {
    let longest = chart.lanes.iter().map(|relation| relation.to_string().chars().count()).max();
    longest.unwrap_or(0).min(NAME_SHOWN) * LETTER + 16
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= NAME_SHOWN { name.to_owned() } else { name.chars().take(NAME_SHOWN - 1).chain(['…']).collect() }
}
