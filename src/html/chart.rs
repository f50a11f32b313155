//! A file's lock timeline as charts: a column a statement, a lane a table that was there before.

mod svg;

use std::io;

use rustc_hash::FxHashMap;

use crate::{
    effects::{Blocks, LockMode, Newness},
    name::ObjectName,
    plan::{FilePlan, StatementPlan, TransactionKind, TransactionPlan},
    report::summary::counted,
    timeline::Hold,
};

/// A statement that takes longer the more rows there are has a wide column.
const WIDE: usize = 72;
const NARROW: usize = 30;
/// A chart is as wide as a printed page; further statements get a chart of their own.
const MOST_WIDTH: usize = 720;
/// Further tables are counted only.
const MOST_LANES: usize = 16;
/// Further statements are in the table only.
const MOST_CHARTS: usize = 12;

/// Some statements and the locks that are held while they run.
struct Chart<'a> {
    columns: Vec<Column>,
    /// The tables, in the order in which they are locked.
    lanes: Vec<&'a ObjectName>,
    /// How many tables got no lane.
    left_out: usize,
    cells: Vec<Cell<'a>>,
}

/// A statement.
#[derive(Debug, Clone, Copy)]
struct Column {
    statement: usize,
    left: usize,
    width: usize,
}

/// A lock that is held while a statement runs.
struct Cell<'a> {
    /// Index of its column.
    column: usize,
    lane: usize,
    lock: LockMode,
    hold: &'a Hold,
    /// An earlier statement took it.
    held: bool,
}

/// Whether there is anything to draw.
pub(super) fn is_drawn(file: &FilePlan) -> bool {
    (0..file.statements.len()).any(|index| locks(file, index).next().is_some())
}

/// Draws a file's charts; nothing where no table that was there before is locked.
pub(super) fn write(file: &FilePlan, lines: &[u32], name: &str, out: &mut impl io::Write) -> io::Result<()> {
    let drawn: Vec<usize> = (0..file.statements.len()).filter(|&index| locks(file, index).next().is_some()).collect();
    let (mut rest, mut part) = (drawn.as_slice(), 0);
    while !rest.is_empty() && part < MOST_CHARTS {
        let columns = columns(rest, &file.statements);
        rest = &rest[columns.len()..];
        part += 1;
        let chart = Chart::new(columns, file);
        svg::write(&chart, file, lines, &format!("{name}-{part}"), out)?;
        if chart.left_out > 0 {
            writeln!(out, "<p>{} not drawn.</p>", counted(chart.left_out, "more table"))?;
        }
    }
    if !rest.is_empty() {
        writeln!(out, "<p>{} more statements are in the table only.</p>", rest.len())?;
    }
    Ok(())
}

/// As many statements as a chart has room for; at least one.
fn columns(statements: &[usize], plans: &[StatementPlan]) -> Vec<Column> {
    let mut columns = Vec::new();
    let mut left = 0;
    for &statement in statements {
        let width = if plans[statement].is_long() { WIDE } else { NARROW };
        if left + width > MOST_WIDTH {
            break;
        }
        columns.push(Column { statement, left, width });
        left += width;
    }
    columns
}

/// The locks on tables that were there before, held while a statement runs.
fn locks(file: &FilePlan, statement: usize) -> impl Iterator<Item = &Hold> {
    let transaction = file.statements.get(statement).and_then(|plan| file.transactions.get(plan.transaction));
    let locks = transaction.into_iter().flat_map(|transaction| &transaction.locks);
    locks.filter(move |hold| hold.new == Newness::Existing && hold.covers(statement))
}

impl<'a> Chart<'a> {
    fn new(columns: Vec<Column>, file: &'a FilePlan) -> Self {
        let mut chart = Chart { columns: Vec::new(), lanes: Vec::new(), left_out: 0, cells: Vec::new() };
        let mut lanes: FxHashMap<&ObjectName, usize> = FxHashMap::default();
        for (at, column) in columns.iter().enumerate() {
            let first = chart.cells.len();
            for hold in locks(file, column.statement) {
                let lane = *lanes.entry(&hold.relation).or_insert_with(|| {
                    chart.lanes.push(&hold.relation);
                    chart.lanes.len() - 1
                });
                let held = hold.taken < column.statement || hold.since.is_none();
                let cell = Cell { column: at, lane, lock: hold.lock, hold, held };
                match chart.cells[first..].iter_mut().find(|known| known.lane == lane) {
                    Some(weaker) if weaker.lock < hold.lock => *weaker = cell,
                    Some(_) => {}
                    None => chart.cells.push(cell),
                }
            }
        }
        chart.columns = columns;
        chart.cut();
        chart
    }

    /// Where tables are too many, those stay that most are kept from, and those that these statements lock themselves.
    fn cut(&mut self) {
        self.left_out = self.lanes.len().saturating_sub(MOST_LANES);
        if self.left_out == 0 {
            return;
        }
        let mut weight = vec![(Blocks::Nothing, false); self.lanes.len()];
        for cell in &self.cells {
            weight[cell.lane] = weight[cell.lane].max((cell.lock.blocks(), !cell.held));
        }
        let mut kept: Vec<usize> = (0..self.lanes.len()).collect();
        kept.sort_by_key(|&lane| std::cmp::Reverse(weight[lane]));
        kept.truncate(MOST_LANES);
        kept.sort_unstable();
        self.lanes = kept.iter().map(|&lane| self.lanes[lane]).collect();
        self.cells.retain_mut(|cell| {
            let place = kept.binary_search(&cell.lane);
            cell.lane = place.unwrap_or_default();
            place.is_ok()
        });
    }

    fn width(&self) -> usize {
        self.columns.last().map_or(0, |last| last.left + last.width)
    }

    /// The transactions of several statements: each with the columns of its first and last one, and whether its end is drawn.
    fn transactions(&self, file: &'a FilePlan) -> Vec<(&'a TransactionPlan, Column, Column)> {
        let index = |column: &Column| file.statements[column.statement].transaction;
        let shared = self.columns.chunk_by(|one, next| index(one) == index(next));
        let shared =
            shared.filter_map(|columns| Some((file.transactions.get(index(&columns[0]))?, columns[0], *columns.last()?)));
        shared.filter(|(transaction, ..)| transaction.kind != TransactionKind::Autocommit).collect()
    }
}

/// The class of a bar, which gives it its colour and pattern.
fn class(blocks: Blocks) -> &'static str {
    match blocks {
        Blocks::Nothing => "nothing",
        Blocks::Writes => "writes",
        Blocks::ReadsAndWrites => "both",
    }
}
