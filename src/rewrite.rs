//! Safe ways to do what a risky statement does: statements with the user's own names, in the order in which they work.

mod batches;
mod numbered;
mod partition;
mod proof;
mod retype;

use std::fmt;

pub use batches::{BATCH_ROWS, batches};
pub use numbered::numbered;
pub use partition::{index_by_partition, missing_indexes};
pub use proof::{not_null, validated_by_partition, validated_later};
pub use retype::{NewType, retyped};

use crate::{
    catalog::names,
    fix::Fix,
    name::{Name, ObjectName, quoted},
    source::Span,
};

/// What does the same as a risky statement, part by part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rewrite {
    /// In the order in which they run.
    pub parts: Vec<Part>,
}

impl Rewrite {
    /// With so many rows in each batch.
    pub fn in_batches_of(mut self, rows: u32) -> Self {
        let (usual, wanted) = (format!(" OFFSET {BATCH_ROWS} LIMIT 1"), format!(" OFFSET {rows} LIMIT 1"));
        let loops = self.parts.iter_mut().filter(|part| part.place == Place::OutsideTransaction);
        loops.for_each(|part| part.sql = part.sql.replace(&usual, &wanted));
        self
    }
}

/// Statements that run together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Where they run.
    pub place: Place,
    /// Who waits for them.
    pub waits: Waits,
    /// What else there is to say of them; empty if nothing.
    pub note: String,
    /// The statements, each with its semicolon.
    pub sql: String,
    /// What they are.
    pub kind: PartKind,
}

/// What a part of a rewrite is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// Statements as a migration holds them.
    Statements,
    /// A loop that commits at each turn.
    Loop,
    /// Something has to be put in, or done besides, by hand.
    ByHand,
}

/// Where a part of a rewrite runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In any transaction, or in none.
    Anywhere,
    /// In one transaction, which holds nothing else.
    OwnTransaction,
    /// Outside any transaction.
    OutsideTransaction,
}

/// Who waits for a part of a rewrite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waits {
    /// Nothing is claimed.
    Unsaid,
    /// Neither reads nor writes: it takes no lock that they wait for.
    Nobody,
    /// Reads or writes, but for an instant: no row is read or written under the lock.
    AnInstant,
}

impl Part {
    /// Statements that make nobody wait.
    pub fn online(sql: impl Into<String>) -> Self {
        Self { place: Place::Anywhere, waits: Waits::Nobody, note: String::new(), sql: sql.into(), kind: PartKind::Statements }
    }

    /// Statements that take strong locks, and read and write no row under them.
    pub fn instant(sql: impl Into<String>) -> Self {
        Self { waits: Waits::AnInstant, ..Self::online(sql) }
    }

    /// In a transaction of its own.
    pub fn alone(self) -> Self {
        Self { place: Place::OwnTransaction, ..self }
    }

    /// Outside any transaction.
    pub fn outside(self) -> Self {
        Self { place: Place::OutsideTransaction, ..self }
    }

    /// With more to say.
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }

    /// Something has to be put in, or done besides, by hand.
    pub fn by_hand(self) -> Self {
        Self { kind: PartKind::ByHand, ..self }
    }

    fn goes_with(&self, next: &Self) -> bool {
        let said = |part: &Self| (part.place, part.waits, part.kind);
        self.place != Place::OwnTransaction && said(self) == said(next) && self.note.is_empty() && next.note.is_empty()
    }

    /// What stands above it.
    fn comment(&self) -> String {
        let place = match self.place {
            Place::Anywhere => "",
            Place::OwnTransaction => "a transaction of its own",
            Place::OutsideTransaction => "outside a transaction",
        };
        let waits = match self.waits {
            Waits::Unsaid => "",
            Waits::Nobody => "reads and writes go on",
            Waits::AnInstant => "no row is read",
        };
        let of =
            |words: [&str; 2], between: &str| words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(between);
        of([place, &of([waits, &self.note], ", ")], ": ")
    }
}

impl Rewrite {
    /// The same as an edit that puts all parts in place of a statement, where nothing is left to a person.
    pub fn fix(&self, statement: Span) -> Option<Fix> {
        let known = |part: &Part| part.kind == PartKind::Statements && part.waits != Waits::Unsaid;
        if self.parts.is_empty() || !self.parts.iter().all(known) {
            return None;
        }
        let sql: Vec<&str> = self.parts.iter().map(|part| part.sql.trim_end()).collect();
        Some(Fix::replace(statement, sql.join("\n").trim_end_matches(';')).title("do it in steps that make nobody wait"))
    }
}

/// Parts of which the same is said become one.
impl From<Vec<Part>> for Rewrite {
    fn from(parts: Vec<Part>) -> Self {
        let mut rewrite = Self::default();
        for part in parts {
            match rewrite.parts.last_mut() {
                Some(last) if last.goes_with(&part) => last.sql = format!("{}\n{}", last.sql, part.sql),
                _ => rewrite.parts.push(part),
            }
        }
        rewrite
    }
}

impl From<Part> for Rewrite {
    fn from(part: Part) -> Self {
        Self { parts: vec![part] }
    }
}

/// Statements of which nothing is claimed.
impl From<String> for Rewrite {
    fn from(sql: String) -> Self {
        Part { waits: Waits::Unsaid, ..Part::online(sql) }.into()
    }
}

impl From<&str> for Rewrite {
    fn from(sql: &str) -> Self {
        sql.to_owned().into()
    }
}

/// Each part under a comment that says where it runs and who waits.
impl fmt::Display for Rewrite {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, part) in self.parts.iter().enumerate() {
            let comment = part.comment();
            let number = if self.parts.len() > 1 { format!("{}. ", at + 1) } else { String::new() };
            if at > 0 {
                writeln!(out)?;
            }
            if !comment.is_empty() || !number.is_empty() {
                writeln!(out, "{}", format!("-- {number}{comment}").trim_end())?;
            }
            write!(out, "{}", part.sql.trim_end())?;
        }
        Ok(())
    }
}

/// A name for a new object of a table, as the server would make one up: `users_email_check`.
pub fn made_up(table: &ObjectName, columns: &[Name], kind: &str) -> String {
    quoted(&names::made_up(&table.name, &columns.join("_"), kind)).to_string()
}
