//! What steers a run: the server, what is in force around the files, and which rules are on.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::Tables;
use crate::{
    diagnostic::Severity, dialect::Target, rewrite::BATCH_ROWS, rules::Rule, session::Timeout, source::TransactionScope,
};

/// What steers a run.
#[derive(Debug, Clone)]
pub struct Options {
    /// The server.
    pub target: Target,
    /// Severities by rule id that differ from the rule's own; `None` turns the rule off.
    pub severities: FxHashMap<&'static str, Option<Severity>>,
    /// What is assumed of transactions around a file that says nothing of them.
    pub transaction: AssumedTransaction,
    /// `lock_timeout` as set outside the migration.
    pub lock_timeout: Timeout,
    /// `statement_timeout` as set outside the migration.
    pub statement_timeout: Timeout,
    /// What the project says of its tables.
    pub tables: Tables,
    /// How many rows a batch takes in what is shown instead of a change of all rows at once.
    pub batch_rows: u32,
    /// The day on which the migrations run, where it matters: procedural code names partitions after it.
    pub today: Option<Date>,
    /// Something else than these files makes tables too, such as migrations in another language.
    pub partial_history: bool,
    /// The reported files are deployed together: nobody waits for a table that an earlier one of them made.
    pub deployed_together: bool,
    /// What runs the reported files runs all of them in one transaction.
    pub one_transaction: bool,
    /// What is told once in a run is told once in each file, so that each can be fixed.
    pub told_in_each_file: bool,
}

impl Options {
    /// The severity that a rule has here; `None` where it is off.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        match self.severities.get(rule.id) {
            Some(configured) => *configured,
            None => rule.default.then_some(rule.severity),
        }
    }
}

/// What runs around a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AssumedTransaction {
    /// Not known: only the file's own `BEGIN` counts.
    #[default]
    Unknown,
    /// The runner wraps each file in a transaction.
    Always,
    /// Each statement commits by itself.
    Never,
}

impl AssumedTransaction {
    /// The same, of one file.
    pub fn scope(self) -> Option<TransactionScope> {
        match self {
            AssumedTransaction::Unknown => None,
            AssumedTransaction::Always => Some(TransactionScope::Wrapped),
            AssumedTransaction::Never => Some(TransactionScope::None),
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            target: Target::default(),
            severities: FxHashMap::default(),
            transaction: AssumedTransaction::default(),
            lock_timeout: Timeout::Unset,
            statement_timeout: Timeout::Unset,
            tables: Tables::default(),
            batch_rows: BATCH_ROWS,
            today: None,
            partial_history: false,
            deployed_together: false,
            one_transaction: false,
            told_in_each_file: false,
        }
    }
}
