//! What each statement does and which locks are still held from the ones before it: the lock timeline.

#[cfg(feature = "cli")]
pub mod human;
pub mod json;

use std::sync::Arc;

use crate::{
    dialect::Target,
    effects::{DataLoss, Failure, RelationEffect},
    lint::{File, Options},
    rules::HeldLock,
    source::Span,
};

/// What a run will do.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The server.
    pub target: Target,
    /// The reported files, in order.
    pub files: Vec<FilePlan>,
}

/// What one file will do.
#[derive(Debug, Clone)]
pub struct FilePlan {
    /// The path as the user named it.
    pub path: Arc<str>,
    /// Its transactions, in order; a statement outside a block is one of its own.
    pub transactions: Vec<TransactionPlan>,
    /// Its statements, in order.
    pub statements: Vec<StatementPlan>,
}

/// Statements that commit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TransactionPlan {
    /// Index of its first statement.
    pub start_statement: usize,
    /// Index of its last statement.
    pub end_statement: usize,
    /// Who opened it.
    pub kind: TransactionKind,
}

/// Who opened a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransactionKind {
    /// Nobody: the statement commits by itself.
    Autocommit,
    /// The migration's own `BEGIN`.
    Explicit,
    /// What runs the file.
    Runner,
}

/// What one statement will do.
#[derive(Debug, Clone)]
pub struct StatementPlan {
    /// From its first token to its last.
    pub span: Span,
    /// The statement on one line, shortened.
    pub summary: String,
    /// False where ddlint could not read it (or a part of it).
    pub understood: bool,
    /// Index into the file's transactions.
    pub transaction: usize,
    /// What it does to each relation.
    pub effects: Vec<RelationEffect>,
    /// Data that is gone afterwards.
    pub data_loss: Vec<DataLoss>,
    /// Why the server refuses it.
    pub fails: Option<Failure>,
    /// Locks still held from earlier statements of the same transaction.
    pub held: Vec<HeldLock>,
}

/// Plans files in the order given: the history first, as it was deployed.
pub fn plan(_files: &[File], options: &Options) -> Plan {
    Plan { target: options.target, files: Vec::new() }
}
