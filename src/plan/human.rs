//! The plan for people: statement after statement, beside each the lanes of the tables that are locked meanwhile.

mod lanes;

use std::io;

use anstyle::{AnsiColor, Style};
use lanes::{Lanes, Mark};

use super::{FilePlan, Plan, StatementPlan, TransactionKind, TransactionPlan};
use crate::{
    effects::{Blocks, Newness, RelationEffect, Scan},
    report::{Source, Sources, effects::duration, summary::counted},
    timeline::Hold,
};

/// Lines are cut to this many characters where they show the user's own text.
const WIDTH: usize = 100;
/// Tables with longer names move what stands behind them.
const TABLE_WIDTH: usize = 40;
/// More locks than this are counted, not told.
const HELD_SHOWN: usize = 2;
const LEGEND: &str = "░ writes wait   ▓ reads and writes wait   ░░ ▓▓ for longer the more rows there are";

/// How parts of the plan look.
struct Styles {
    path: Style,
    faint: Style,
    stall: Style,
    writes: Style,
    note: Style,
}

/// Writes a plan.
pub fn write(plan: &Plan, sources: &Sources, colour: bool, mut out: impl io::Write) -> io::Result<()> {
    let styles = if colour { Styles::coloured() } else { Styles::plain() };
    for (index, file) in plan.files.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}{}{:#}", styles.path, clean(&file.path), styles.path)?;
        Drawing::new(file, sources.get(&file.path), &styles).write(&mut out)?;
    }
    let mut locks = plan.files.iter().flat_map(|file| &file.transactions).flat_map(|transaction| &transaction.locks);
    if locks.any(Hold::is_felt) {
        writeln!(out, "\n{}{LEGEND}{:#}", styles.faint, styles.faint)?;
    }
    Ok(())
}

/// One file.
struct Drawing<'a> {
    file: &'a FilePlan,
    styles: &'a Styles,
    /// The line of each statement.
    lines: Vec<u32>,
    /// Characters of the widest line number, table and lock.
    widths: [usize; 3],
}

/// A line of the drawing.
struct Row {
    number: String,
    marks: Vec<Mark>,
    text: String,
    style: Style,
}

impl<'a> Drawing<'a> {
    fn new(file: &'a FilePlan, source: Option<&Source>, styles: &'a Styles) -> Self {
        let line = |statement: &StatementPlan| source.map_or(1, |source| source.place(statement.span).line);
        let lines: Vec<u32> = file.statements.iter().map(line).collect();
        let effects = || file.statements.iter().flat_map(|statement| &statement.effects);
        let numbers = lines.iter().map(|line| line.to_string().len()).max();
        let tables = effects().map(|effect| table(effect).chars().count()).max();
        let locks = effects().map(|effect| effect.lock.as_str().len()).max();
        let widths = [numbers.unwrap_or(1), tables.unwrap_or(0).min(TABLE_WIDTH), locks.unwrap_or(0)];
        Self { file, styles, lines, widths }
    }

    fn write(&self, out: &mut impl io::Write) -> io::Result<()> {
        if self.file.statements.is_empty() {
            return writeln!(out, "  no statements");
        }
        self.file.transactions.iter().try_for_each(|transaction| match transaction.kind {
            TransactionKind::Autocommit => self.write_alone(transaction, out),
            TransactionKind::Explicit | TransactionKind::Runner => self.write_together(transaction, out),
        })
    }

    /// A statement that commits by itself: its lane is its own.
    fn write_alone(&self, transaction: &TransactionPlan, out: &mut impl io::Write) -> io::Result<()> {
        let index = transaction.start_statement;
        let statement = &self.file.statements[index];
        let long = statement.is_long();
        let mark = |effect: &RelationEffect| Mark::of(effect.lock, effect.new, long);
        let strongest = statement.effects.iter().map(mark).max_by_key(|mark| mark.blocks).unwrap_or(Mark::FREE);
        let own = std::iter::once(strongest).chain(statement.effects.iter().map(mark));
        let marks = own.map(|mark| vec![mark]).chain(std::iter::repeat(vec![strongest]));
        let rows = self.rows(index, transaction, marks);
        rows.iter().try_for_each(|row| self.write_row("  ", row, out))
    }

    /// Statements that commit together, beside the lanes of their tables.
    fn write_together(&self, transaction: &TransactionPlan, out: &mut impl io::Write) -> io::Result<()> {
        let lanes = Lanes::of(transaction, &self.file.statements);
        let (indent, faint) = (self.widths[0] + 2, self.styles.faint);
        writeln!(out, "┌ {}", opened(transaction))?;
        for heading in lanes.headings() {
            writeln!(out, "│ {:indent$}{faint}{}{faint:#}", "", clean(&heading))?;
        }
        let mut rows = Vec::new();
        for index in transaction.start_statement..=transaction.end_statement {
            let long = self.file.statements[index].is_long();
            rows.extend(self.rows(index, transaction, std::iter::repeat(lanes.row(index, long))));
        }
        let last = rows.len().saturating_sub(1);
        rows.iter().enumerate().try_for_each(|(at, row)| self.write_row(if at == last { "└ " } else { "│ " }, row, out))
    }

    /// A statement's lines, with the marks to draw beside each.
    fn rows(&self, index: usize, transaction: &TransactionPlan, marks: impl Iterator<Item = Vec<Mark>>) -> Vec<Row> {
        let statement = &self.file.statements[index];
        let mut lines = vec![(clean(&statement.summary), Style::new())];
        for effect in &statement.effects {
            lines.push((self.effect(effect, statement), if effect.stalls() { self.styles.stall } else { self.styles.faint }));
        }
        lines.extend(self.notes(index, transaction).into_iter().map(|note| (format!("  {note}"), self.styles.note)));
        let rows = lines.into_iter().zip(marks).enumerate();
        let number = |at| if at == 0 { self.lines[index].to_string() } else { String::new() };
        rows.map(|(at, ((text, style), marks))| Row { number: number(at), marks, text, style }).collect()
    }

    fn effect(&self, effect: &RelationEffect, statement: &StatementPlan) -> String {
        let [_, tables, locks] = self.widths;
        format!("  {:tables$}  {:locks$}  {}", table(effect), effect.lock.as_str(), lasts(effect, statement))
    }

    fn notes(&self, index: usize, transaction: &TransactionPlan) -> Vec<String> {
        let statement = &self.file.statements[index];
        let unknown = (!statement.understood).then(|| "not understood: more may happen than is said here".to_owned());
        let lost = statement.data_loss.iter().map(|loss| format!("data lost: {}", clean(&loss.to_string())));
        let fails = statement.fails.iter().map(|failure| format!("fails: {} ({})", clean(&failure.message), failure.sqlstate));
        unknown.into_iter().chain(self.meanwhile(index, transaction)).chain(lost).chain(fails).collect()
    }

    /// Who waits because of earlier statements while this one works.
    fn meanwhile(&self, index: usize, transaction: &TransactionPlan) -> Vec<String> {
        let statement = &self.file.statements[index];
        if !statement.is_long() {
            return Vec::new();
        }
        let told = |hold: &Hold| {
            statement.effects.iter().any(|effect| effect.relation == hold.relation && effect.blocks() >= hold.lock.blocks())
        };
        let held: Vec<_> = transaction.held(index).into_iter().filter(|hold| hold.is_felt() && !told(hold)).collect();
        let line = |hold: &Hold| match hold.since {
            Some(_) => format!("line {}", self.lines.get(hold.taken).copied().unwrap_or(1)),
            None => "a file before this one".to_owned(),
        };
        let mut notes: Vec<String> = held.iter().take(HELD_SHOWN).map(|hold| waiting(hold, &line(hold))).collect();
        if held.len() > HELD_SHOWN {
            notes.push(format!("meanwhile users of {} wait", counted(held.len() - HELD_SHOWN, "more table")));
        }
        notes
    }

    fn write_row(&self, edge: &str, row: &Row, out: &mut impl io::Write) -> io::Result<()> {
        let mut line = format!("{edge}{:>width$}  ", row.number, width = self.widths[0]);
        let mut room = WIDTH.saturating_sub(line.chars().count());
        for mark in row.marks.iter().chain(row.marks.is_empty().then_some(&Mark::FREE)) {
            let style = self.styles.mark(*mark);
            line.push_str(&format!("{style}{}{style:#} ", mark.drawn()));
            room = room.saturating_sub(3);
        }
        let text = if row.number.is_empty() { row.text.clone() } else { shortened(&row.text, room) };
        let style = row.style;
        line.push_str(&format!("{style}{text}{style:#}"));
        writeln!(out, "{}", line.trim_end())
    }
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
        let none = Style::new();
        Self { path: none, faint: none, stall: none, writes: none, note: none }
    }

    fn coloured() -> Self {
        Self {
            path: Style::new().bold(),
            faint: Style::new().dimmed(),
            stall: AnsiColor::Red.on_default(),
            writes: AnsiColor::Yellow.on_default(),
            note: AnsiColor::Yellow.on_default(),
        }
    }

    fn mark(&self, mark: Mark) -> Style {
        match mark.blocks {
            Blocks::Nothing => Style::new(),
            Blocks::Writes => self.writes,
            Blocks::ReadsAndWrites => self.stall,
        }
    }
}

fn table(effect: &RelationEffect) -> String {
    clean(&effect.relation.to_string())
}

/// How long a lock is worked under, and what is done.
fn lasts(effect: &RelationEffect, statement: &StatementPlan) -> String {
    let felt = effect.new == Newness::Existing && effect.lock.blocks_writes();
    match effect.new {
        Newness::Run | Newness::File => "new table".to_owned(),
        Newness::Existing => match work(effect) {
            Some(work) => format!("{}: {work}", duration(effect)),
            None if felt && statement.is_long() => "as long as the statement".to_owned(),
            None => duration(effect).to_owned(),
        },
    }
}

fn work(effect: &RelationEffect) -> Option<&'static str> {
    match effect.scan {
        _ if effect.rewrite => Some("rewrite"),
        Scan::Rewrite => Some("rewrite"),
        Scan::IndexBuild => Some("index build"),
        Scan::ValidateForeignKey => Some("look-up of every row"),
        Scan::Verify => Some("check of every row"),
        Scan::None if effect.index_build => Some("index build"),
        Scan::Dml | Scan::None => None,
    }
}

fn waiting(hold: &Hold, since: &str) -> String {
    let who = match hold.lock.blocks() {
        Blocks::ReadsAndWrites => "reads and writes of",
        Blocks::Writes | Blocks::Nothing => "writes to",
    };
    format!("meanwhile {who} {} wait: {} since {since}", clean(&hold.relation.to_string()), hold.lock)
}

fn shortened(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    text.chars().take(room - 1).chain(['…']).collect()
}

/// Text of the user's without control characters, which could steer the terminal.
fn clean(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
