//! What is in force in the session that runs the migration: its transaction and its settings.

use crate::{
    name::Name,
    source::{Framework, Span},
};

/// The session's state just before a statement.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Session {
    /// The transaction block that is open.
    pub transaction: TransactionBlock,
    /// `lock_timeout`.
    pub lock_timeout: Timeout,
    /// `statement_timeout`.
    pub statement_timeout: Timeout,
    /// `idle_in_transaction_session_timeout`.
    pub idle_timeout: Timeout,
    /// `TimeZone` as set by the migration; `None` where it is the server's.
    pub time_zone: Option<Name>,
    /// `session_replication_role` is `replica`: neither triggers nor foreign keys are checked.
    pub replica_role: bool,
}

/// The transaction block that a statement runs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TransactionBlock {
    /// None: the statement commits by itself.
    #[default]
    None,
    /// Opened by the migration's own `BEGIN`, at this place.
    Explicit(Span),
    /// Opened around the file by what runs it.
    Runner(&'static Framework),
    /// The implicit one of statements that are sent in one call by what runs the file.
    Call(&'static Framework),
}

/// A timeout setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Timeout {
    /// The migration says nothing: the server's default is in force, 0 where nobody changed it.
    #[default]
    Unset,
    /// Set to 0 by the migration: it waits for ever.
    Disabled,
    /// Set, in milliseconds.
    Milliseconds(u64),
    /// Set to something that is known only at run time.
    Computed,
}

impl Session {
    /// Whether a transaction block is open, whoever opened it.
    pub fn in_transaction(&self) -> bool {
        self.transaction != TransactionBlock::None
    }
}

impl Timeout {
    /// A limit is in force by the migration's own word.
    pub fn is_limited(self) -> bool {
        matches!(self, Timeout::Milliseconds(_) | Timeout::Computed)
    }
}
