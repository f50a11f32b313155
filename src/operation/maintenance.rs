//! Tables emptied, locked, moved and kept in order.

use super::ObjectKind;
use crate::{
    effects::LockMode,
    name::{Name, ObjectName},
};

/// `ALTER … ALL IN TABLESPACE a SET TABLESPACE b`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveTablespace {
    /// Tables, indexes or materialized views.
    pub kind: ObjectKind,
    /// The old tablespace.
    pub from: Name,
    /// The new tablespace.
    pub to: Name,
}

/// `TRUNCATE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Truncate {
    /// Its tables.
    pub tables: Vec<TableReference>,
    /// `CASCADE`.
    pub cascade: bool,
    /// `RESTART IDENTITY`.
    pub restart_identity: bool,
}

/// A table with or without its children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableReference {
    /// The table.
    pub name: ObjectName,
    /// `ONLY`.
    pub only: bool,
}

/// `LOCK TABLE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockTable {
    /// Its tables.
    pub tables: Vec<TableReference>,
    /// The mode; `ACCESS EXCLUSIVE` where none is written.
    pub mode: LockMode,
    /// `NOWAIT`.
    pub nowait: bool,
}

/// `VACUUM`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vacuum {
    /// Its tables; empty means all of the database.
    pub tables: Vec<TableReference>,
    /// `FULL`.
    pub full: bool,
    /// `ANALYZE`.
    pub analyze: bool,
}

/// `ANALYZE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analyze {
    /// Its tables; empty means all of the database.
    pub tables: Vec<TableReference>,
}

/// `CLUSTER`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// The table; `None` means all that were clustered before.
    pub table: Option<ObjectName>,
    /// `USING index`.
    pub index: Option<Name>,
}
