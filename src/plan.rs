//! What each statement does, and the locks of its transaction from the statement that takes them to the one that lets them go.

#[cfg(feature = "cli")]
pub mod human;
pub mod json;
pub mod markdown;
pub mod words;

use std::{collections::hash_map::Entry, sync::Arc};

use rustc_hash::FxHashMap;

use crate::{
    dialect::Target,
    effects::{DataLoss, Effects, Failure, Newness, RelationEffect},
    fold::{Ended, Seen, Visitor, fold},
    lint::{File, Options},
    name::ObjectName,
    operation::{DoBlock, Operation},
    source::{Document, Section, Span},
    timeline::{Hold, ReleasedBy},
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransactionPlan {
    /// Index of its first statement.
    pub start_statement: usize,
    /// Index of its last statement.
    pub end_statement: usize,
    /// Who opened it.
    pub kind: TransactionKind,
    /// What ends it.
    pub ended_by: ReleasedBy,
    /// Its locks, in the order in which they are taken.
    pub locks: Vec<Hold>,
}

/// Who opened a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
}

impl TransactionPlan {
    /// A transaction that begins with this statement.
    fn at(statement: usize, kind: TransactionKind) -> Self {
        Self { start_statement: statement, end_statement: statement, kind, ended_by: ReleasedBy::End, locks: Vec::new() }
    }

    /// The strongest lock on each relation that earlier statements took and that is still held when this one runs.
    pub fn held(&self, statement: usize) -> Vec<&Hold> {
        let mut strongest: Vec<&Hold> = Vec::new();
        let mut lanes: FxHashMap<(&ObjectName, Newness), usize> = FxHashMap::default();
        for hold in self.locks.iter().filter(|hold| hold.lasts_into(statement)) {
            match lanes.entry((&hold.relation, hold.new)) {
                Entry::Occupied(lane) => strongest[*lane.get()] = hold,
                Entry::Vacant(lane) => {
                    lane.insert(strongest.len());
                    strongest.push(hold);
                }
            }
        }
        strongest
    }

    /// The statements that run under a lock somebody may wait for and take longer the more rows there are.
    pub fn work_under(&self, hold: &Hold, statements: &[StatementPlan]) -> impl Iterator<Item = usize> {
        let last = hold.released.and_then(|end| end.statement).unwrap_or(self.end_statement);
        let under = statements.iter().enumerate().take(last + 1).skip(hold.taken);
        under.filter(|(_, statement)| hold.is_felt() && statement.is_long()).map(|(index, _)| index)
    }
}

impl StatementPlan {
    /// It takes longer the more rows there are.
    pub fn is_long(&self) -> bool {
        self.effects.iter().any(|effect| effect.grows() && effect.new == Newness::Existing)
    }
}

/// Plans files in the order given: the history first, as it was deployed.
pub fn plan(files: &[File], options: &Options) -> Plan {
    let mut planner = Planner { files: Vec::new(), numbers: Vec::new() };
    fold(files, options, &mut planner);
    Plan { target: options.target, files: planner.files }
}

struct Planner {
    files: Vec<FilePlan>,
    /// The run's numbers of the current file's transactions.
    numbers: Vec<u32>,
}

impl Visitor for Planner {
    fn file(&mut self, document: &Document, _sections: &[Section]) {
        self.numbers.clear();
        self.files.push(FilePlan { path: document.path.clone(), transactions: Vec::new(), statements: Vec::new() });
    }

    fn statement(&mut self, seen: &Seen) {
        let Some(file) = self.files.last_mut() else { return };
        let index = file.statements.len();
        if self.numbers.last() != Some(&seen.transaction) {
            self.numbers.push(seen.transaction);
            file.transactions.push(TransactionPlan::at(index, seen.kind));
        }
        if let Some(transaction) = file.transactions.last_mut() {
            transaction.end_statement = index;
            transaction.kind = transaction.kind.max(seen.kind);
        }
        let mut all = Effects::default();
        seen.effects.iter().for_each(|effects| all.extend(effects));
        file.statements.push(StatementPlan {
            span: seen.document.place(seen.statement.span),
            summary: summary(seen.statement.span.text(&seen.document.text)),
            understood: seen.operations.iter().all(|located| is_understood(&located.operation)),
            transaction: self.numbers.len() - 1,
            fails: failure(seen),
            effects: all.relations,
            data_loss: all.data_loss,
        });
    }

    fn transaction(&mut self, ended: Ended) {
        // A section without statements has a transaction that nobody saw.
        let seen = self.numbers.last() == Some(&ended.transaction);
        let transactions = self.files.last_mut().map(|file| &mut file.transactions);
        if let Some(transaction) = transactions.and_then(|all| all.last_mut()).filter(|_| seen) {
            transaction.ended_by = ended.by;
            transaction.locks = ended.timeline.into_holds();
        }
    }

    fn end(&mut self, _document: &Document) {}
}

/// The first reason why the server refuses the statement.
fn failure(seen: &Seen) -> Option<Failure> {
    let in_transaction = seen.session.in_transaction();
    let mut operations = seen.operations.iter().zip(seen.effects);
    operations.find_map(|(located, effects)| effects.failure(&located.operation, in_transaction))
}

/// Whether ddlint could read the operation, and all that is in it.
pub fn is_understood(operation: &Operation) -> bool {
    !matches!(operation, Operation::Unknown(_) | Operation::Do(DoBlock { understood: false, .. }))
}

/// The statement on one line, at most 100 characters.
fn summary(statement: &str) -> String {
    let head: String = statement.chars().take(400).collect();
    let line = head.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(100) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}
