//! Transactions, settings, and what has no business with tables.

use crate::{name::Name, source::Span};

/// A transaction command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transaction {
    /// `BEGIN`, `START TRANSACTION`.
    Begin,
    /// `COMMIT`, `END`.
    Commit {
        /// `AND CHAIN`.
        chain: bool,
    },
    /// `ROLLBACK`, `ABORT`.
    Rollback {
        /// `AND CHAIN`.
        chain: bool,
    },
    /// `SAVEPOINT`.
    Savepoint(Name),
    /// `ROLLBACK TO SAVEPOINT`.
    RollbackTo(Name),
    /// `RELEASE SAVEPOINT`.
    Release(Name),
    /// `PREPARE TRANSACTION`: ends the session's transaction, its locks stay.
    Prepare,
    /// `SET CONSTRAINTS`.
    SetConstraints {
        /// The constraints; empty for `ALL`.
        names: Vec<Name>,
        /// `DEFERRED`.
        deferred: bool,
    },
    /// `SET TRANSACTION`, `COMMIT PREPARED`, …: no change of the transaction's state.
    Other,
}

/// `SET`, `RESET`, `SELECT set_config(…)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// The parameter, in lower case; `all` for `RESET ALL`.
    pub name: Name,
    /// The value; `None` for `RESET` and `TO DEFAULT`.
    pub value: Option<Vec<Name>>,
    /// `SET LOCAL`, or `set_config(…, true)`.
    pub local: bool,
    /// Where the value stands.
    pub value_span: Span,
}

/// A statement that is understood and touches no table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Its leading words in upper case, such as `CREATE ROLE`.
    pub command: Name,
    /// The server refuses it in a transaction block.
    pub outside_transaction: bool,
}

/// A statement, or a part of one, that is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// What was met, for the diagnostic: a phrase such as "expected a column name".
    pub reason: Box<str>,
}
