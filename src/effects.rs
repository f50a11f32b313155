//! What an operation does to a live server: locks, rewrites, scans, index builds, data lost, and whether it fails at all.

mod lock;
mod postgres;
pub mod volatility;

use std::fmt;

pub use lock::LockMode;
use serde::Serialize;

use crate::{
    catalog::Catalog,
    dialect::{Dialect, Target},
    name::{Name, ObjectName},
    operation::{Located, Operation},
    session::Session,
};

/// The effects of each of a statement's operations, on what is there just before it. The catalog is the same afterwards.
pub fn of_statement(operations: &[Located], catalog: &mut Catalog, session: &Session, target: Target) -> Vec<Effects> {
    match target.dialect {
        Dialect::Postgres => postgres::statement(operations, catalog, session, target),
    }
}

/// Everything that one operation does to the database.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Effects {
    /// One entry for each relation touched; names are qualified by their schema.
    pub relations: Vec<RelationEffect>,
    /// Data that is gone afterwards.
    pub data_loss: Vec<DataLoss>,
    /// Why the server refuses the operation, where the history proves that it does.
    pub fails: Option<Failure>,
    /// The server refuses it inside a transaction block.
    pub outside_transaction: bool,
}

/// What happens to one relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationEffect {
    /// The relation, qualified by its schema.
    pub relation: ObjectName,
    /// The strongest lock that the operation takes on it.
    pub lock: LockMode,
    /// It gets a new file: every row is written anew.
    pub rewrite: bool,
    /// Why it is read in full, if it is.
    pub scan: Scan,
    /// An index on it is built or rebuilt.
    pub index_build: bool,
    /// Whether anybody can be waiting for it.
    pub new: Newness,
}

/// Why a relation is read in full, from cheapest to dearest; while it lasts the lock is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Scan {
    /// It is not.
    #[default]
    None,
    /// Its rows are read or changed by a query.
    Dml,
    /// Every row is checked against a constraint, a bound or NOT NULL.
    Verify,
    /// Every row is looked up in the referenced table.
    ValidateForeignKey,
    /// An index is built from it.
    IndexBuild,
    /// It is written anew.
    Rewrite,
}

/// Whether a relation was there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Newness {
    /// It was, or nothing says that it was not.
    #[default]
    Existing,
    /// Made by an earlier file that is deployed in the same run.
    Run,
    /// Made by an earlier statement of the same file.
    File,
}

/// Data that is gone after the operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum DataLoss {
    /// A table with its rows.
    Table {
        /// The table.
        name: String,
    },
    /// A column's values.
    Column {
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
    /// Rows.
    Rows {
        /// The table.
        table: String,
    },
    /// A whole schema or database.
    Container {
        /// What is dropped.
        name: String,
    },
}

/// An error that the server answers with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Failure {
    /// The SQLSTATE (appendix A).
    pub sqlstate: &'static str,
    /// The server's message.
    pub message: String,
}

/// Who waits for a lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Blocks {
    /// Neither reads nor writes.
    Nothing,
    /// `INSERT`, `UPDATE`, `DELETE`.
    Writes,
    /// These and `SELECT`.
    ReadsAndWrites,
}

impl fmt::Display for Blocks {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Blocks::Nothing => "nothing",
            Blocks::Writes => "writes",
            Blocks::ReadsAndWrites => "reads and writes",
        })
    }
}

/// What is gone: "the values of users.email".
impl fmt::Display for DataLoss {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DataLoss::Table { name } => write!(out, "the table {name} with its rows"),
            DataLoss::Column { table, column } => write!(out, "the values of {table}.{column}"),
            DataLoss::Rows { table } => write!(out, "rows of {table}"),
            DataLoss::Container { name } => write!(out, "everything in {name}"),
        }
    }
}

impl RelationEffect {
    /// A lock on a relation, and no more.
    pub fn lock(relation: ObjectName, lock: LockMode) -> Self {
        Self { relation, lock, rewrite: false, scan: Scan::None, index_build: false, new: Newness::Existing }
    }

    /// Who waits while the lock is held.
    pub fn blocks(&self) -> Blocks {
        self.lock.blocks()
    }

    /// The work done under the lock takes longer the more rows there are.
    pub fn grows(&self) -> bool {
        self.rewrite || self.index_build || self.scan != Scan::None
    }

    /// Somebody waits for as long as the table is large: it was there before, is locked against writes, and is worked through.
    pub fn stalls(&self) -> bool {
        self.new == Newness::Existing && self.lock.blocks_writes() && self.grows() && self.scan != Scan::Dml
    }

    /// Adds what another part of the same statement does to the same relation.
    pub fn merge(&mut self, other: &RelationEffect) {
        self.lock = self.lock.max(other.lock);
        self.rewrite |= other.rewrite;
        self.scan = self.scan.max(other.scan);
        self.index_build |= other.index_build;
    }
}

impl Effects {
    /// What happens to this relation. `relation` is qualified by its schema.
    pub fn on(&self, relation: &ObjectName) -> Option<&RelationEffect> {
        self.relations.iter().find(|effect| effect.relation == *relation)
    }

    /// Relations that were there before and whose readers or writers wait while they are worked through.
    pub fn stalled(&self) -> impl Iterator<Item = &RelationEffect> {
        self.relations.iter().filter(|effect| effect.stalls())
    }

    /// Adds an effect, merged with what is known of the same relation.
    pub fn add(&mut self, effect: RelationEffect) {
        match self.relations.iter_mut().find(|known| known.relation == effect.relation) {
            Some(known) => known.merge(&effect),
            None => self.relations.push(effect),
        }
    }

    /// Why the server refuses the operation, given whether a transaction block is open.
    pub fn failure(&self, operation: &Operation, in_transaction: bool) -> Option<Failure> {
        let forbidden = self.outside_transaction && in_transaction;
        let message = || format!("{} cannot run inside a transaction block", operation.command());
        let in_block = forbidden.then(|| Failure { sqlstate: "25001", message: message() });
        self.fails.clone().or(in_block)
    }

    /// Adds everything that another operation of the same statement does.
    pub fn extend(&mut self, other: &Effects) {
        other.relations.iter().for_each(|effect| self.add(effect.clone()));
        self.data_loss.extend(other.data_loss.iter().cloned());
        self.fails = self.fails.take().or_else(|| other.fails.clone());
        self.outside_transaction |= other.outside_transaction;
    }
}

impl DataLoss {
    /// A table's rows.
    pub fn rows(table: &ObjectName) -> Self {
        DataLoss::Rows { table: table.to_string() }
    }

    /// A column's values.
    pub fn column(table: &ObjectName, column: &Name) -> Self {
        DataLoss::Column { table: table.to_string(), column: column.to_string() }
    }
}
