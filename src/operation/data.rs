//! Statements that read and change rows.

use super::{ColumnUses, Expression, Nameless, Query};
use crate::{
    effects::LockMode,
    name::{Name, ObjectName},
    source::Span,
};

/// Which statement changes rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the SQL word of its name")]
pub enum DmlKind {
    Insert,
    Update,
    Delete,
    Merge,
}

/// `INSERT`, `UPDATE`, `DELETE` or `MERGE`.
#[derive(Debug, Clone, PartialEq)]
pub struct Dml {
    /// Which of them.
    pub kind: DmlKind,
    /// The table whose rows change.
    pub table: ObjectName,
    /// `ONLY`.
    pub only: bool,
    /// `INSERT`'s columns (empty where none are written), or those that `UPDATE` or `MERGE` assigns.
    pub columns: Vec<Name>,
    /// Where an `INSERT` or `MERGE` takes its rows from.
    pub source: DmlSource,
    /// The `WHERE` of an `UPDATE` or `DELETE`.
    pub predicate: Predicate,
    /// Parts of columns are written among `columns`, such as `a[1]` or `a.b`.
    pub in_parts: bool,
    /// `ON CONFLICT`.
    pub on_conflict: bool,
    /// `ON CONFLICT DO UPDATE`.
    pub updates_on_conflict: bool,
    /// The columns that `ON CONFLICT DO UPDATE` assigns.
    pub conflict_updates: Vec<Name>,
    /// What a `MERGE` may do with a row.
    pub merges: Vec<DmlKind>,
    /// The plain columns of `ON CONFLICT (…)`; empty where there is none, or anything else is said of it.
    pub conflict_columns: Vec<Name>,
    /// Relations that it reads (`FROM`, `USING`, sub-selects, CTEs), CTE names left out.
    pub reads: Vec<ObjectName>,
    /// Tables that data-modifying CTEs in it change.
    pub nested: Vec<NestedDml>,
    /// A sub-query in `FROM` without a name.
    pub nameless: Option<Nameless>,
    /// The values assigned to `columns` of an `UPDATE`, in order, where each is one expression; else empty.
    pub values: Vec<Expression>,
    /// How many values a row of an `INSERT` has, where that can be told.
    pub width: Option<usize>,
    /// The rows of an `INSERT … VALUES` as they are written, where they are short.
    pub rows: Option<Box<str>>,
    /// Something stands beside the table: `FROM` of an `UPDATE`, `USING`.
    pub joins: bool,
    /// The name that the table has in the statement.
    pub alias: Option<Name>,
    /// The columns that must be in one of the relations that it reads.
    pub uses: Vec<ColumnUses>,
}

impl Dml {
    /// A change of this table's rows of which nothing else is known.
    pub fn new(kind: DmlKind, table: ObjectName) -> Self {
        Self {
            kind,
            table,
            only: false,
            columns: Vec::new(),
            source: DmlSource::None,
            predicate: Predicate::Absent,
            in_parts: false,
            on_conflict: false,
            updates_on_conflict: false,
            conflict_updates: Vec::new(),
            merges: Vec::new(),
            conflict_columns: Vec::new(),
            reads: Vec::new(),
            nested: Vec::new(),
            nameless: None,
            values: Vec::new(),
            width: None,
            rows: None,
            joins: false,
            alias: None,
            uses: Vec::new(),
        }
    }
}

/// A data-modifying CTE.
#[derive(Debug, Clone, PartialEq)]
pub struct NestedDml {
    /// Which kind.
    pub kind: DmlKind,
    /// The table whose rows change.
    pub table: ObjectName,
    /// Its `WHERE`.
    pub predicate: Predicate,
}

/// Where new rows come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DmlSource {
    /// None, as in `UPDATE` and `DELETE`.
    #[default]
    None,
    /// `VALUES` or `DEFAULT VALUES`: as many rows as are written.
    Values,
    /// A query over at least one relation.
    Query,
}

/// The `WHERE` of a statement.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Predicate {
    /// There is none.
    #[default]
    Absent,
    /// It is true of every row: `WHERE true`, `WHERE 1 = 1`.
    Always {
        /// Where it stands.
        span: Span,
    },
    /// It may select.
    Some(Expression),
}

impl Predicate {
    /// The condition that may select.
    pub fn condition(&self) -> Option<&Expression> {
        match self {
            Predicate::Some(condition) => Some(condition),
            Predicate::Absent | Predicate::Always { .. } => None,
        }
    }
}

/// `SELECT`, `VALUES` or `TABLE` on its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Select {
    /// Its text.
    pub query: Query,
    /// Relations that it reads, CTE names left out.
    pub reads: Vec<ObjectName>,
    /// Tables that data-modifying CTEs in it change.
    pub nested: Vec<NestedDml>,
    /// `ROW SHARE` for `FOR UPDATE`, `FOR SHARE`, …; else `ACCESS SHARE`.
    pub lock: LockMode,
    /// The functions that it calls.
    pub calls: Vec<ObjectName>,
}

/// `COPY`.
#[derive(Debug, Clone, PartialEq)]
pub struct Copy {
    /// The table; `None` for `COPY (query) TO`.
    pub table: Option<ObjectName>,
    /// `FROM`.
    pub from: bool,
    /// Relations that a `COPY (query)` reads.
    pub reads: Vec<ObjectName>,
}
