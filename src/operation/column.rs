//! Columns and constraints, in `CREATE TABLE` and `ALTER TABLE` alike.

use super::{DataType, Expression};
use crate::{
    name::{Name, ObjectName},
    source::Span,
};

/// A column as `CREATE TABLE` or `ADD COLUMN` defines it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    /// Its name.
    pub name: Name,
    /// Where the name stands.
    pub name_span: Span,
    /// Its type. Empty (`name` is "") where a typed table or a partition only adds options.
    pub data_type: DataType,
    /// Where the type stands.
    pub type_span: Span,
    /// `COLLATE`.
    pub collation: Option<ObjectName>,
    /// `STORAGE` (PostgreSQL 16).
    pub storage: bool,
    /// `COMPRESSION` (PostgreSQL 14).
    pub compression: bool,
    /// `NOT NULL` (or `PRIMARY KEY`'s, which is in `constraints` too).
    pub not_null: bool,
    /// `DEFAULT`.
    pub default: Option<Expression>,
    /// `GENERATED ALWAYS AS (…)`.
    pub generated: Option<Generated>,
    /// `GENERATED … AS IDENTITY`.
    pub identity: bool,
    /// Inline `UNIQUE`, `PRIMARY KEY`, `CHECK`, `REFERENCES`; their columns are this one.
    pub constraints: Vec<Constraint>,
}

impl Column {
    /// NOT NULL, and nothing gives a row its value that does not say one itself. A domain may still have a default.
    pub fn needs_a_value(&self) -> bool {
        let filled = self.default.is_some() || self.generated.is_some() || self.identity || self.data_type.serial;
        self.not_null && !filled
    }
}

/// A generated column's expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Generated {
    /// The expression in the parentheses.
    pub expression: Expression,
    /// `STORED`; else it is virtual (PostgreSQL 18, where `VIRTUAL` is the default).
    pub stored: bool,
}

/// A table's, column's or domain's constraint.
#[derive(Debug, Clone, PartialEq)]
pub struct Constraint {
    /// The name after `CONSTRAINT`; the server makes one up otherwise.
    pub name: Option<Name>,
    /// Where the whole constraint stands, from `CONSTRAINT` on.
    pub span: Span,
    /// What it demands.
    pub kind: ConstraintKind,
    /// `NOT VALID`.
    pub not_valid: bool,
    /// `NOT ENFORCED` (PostgreSQL 18).
    pub not_enforced: bool,
    /// `NO INHERIT`.
    pub no_inherit: bool,
    /// When it is checked.
    pub deferral: Deferral,
}

/// When a constraint or a constraint trigger is checked, unless `SET CONSTRAINTS` says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Deferral {
    /// At the end of each statement.
    #[default]
    Never,
    /// At the end of each statement; `SET CONSTRAINTS` can put it off.
    Deferrable,
    /// `INITIALLY DEFERRED`: at the end of the transaction.
    Deferred,
}

impl Deferral {
    /// `DEFERRABLE` (also implied by `INITIALLY DEFERRED`).
    pub fn is_deferrable(self) -> bool {
        self != Self::Never
    }
}

impl Constraint {
    /// An enforced, valid constraint without a name.
    pub fn new(kind: ConstraintKind, span: Span) -> Self {
        Self { name: None, span, kind, not_valid: false, not_enforced: false, no_inherit: false, deferral: Deferral::Never }
    }
}

/// What a constraint demands.
#[derive(Debug, Clone, PartialEq)]
pub enum ConstraintKind {
    /// `CHECK (…)`.
    Check(Expression),
    /// `NOT NULL column` as a table constraint (PostgreSQL 18), or a domain's `NOT NULL`, with an empty name.
    NotNull(Name),
    /// `UNIQUE` or `PRIMARY KEY`.
    Unique(Unique),
    /// `FOREIGN KEY` or `REFERENCES`.
    ForeignKey(ForeignKey),
    /// `EXCLUDE`.
    Exclude {
        /// Columns among its elements; expressions are left out.
        columns: Vec<Name>,
    },
}

/// A unique constraint or a primary key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unique {
    /// A primary key: its columns become NOT NULL.
    pub primary: bool,
    /// Its columns; empty with `using_index`.
    pub columns: Vec<Name>,
    /// `USING INDEX`: takes over an index that is there.
    pub using_index: Option<Name>,
    /// `INCLUDE (…)`.
    pub include: Vec<Name>,
    /// `NULLS NOT DISTINCT` (PostgreSQL 15).
    pub nulls_not_distinct: bool,
    /// `WITHOUT OVERLAPS` (PostgreSQL 18).
    pub without_overlaps: bool,
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKey {
    /// The referencing columns.
    pub columns: Vec<Name>,
    /// The referenced table.
    pub references: ObjectName,
    /// The referenced columns; empty means its primary key.
    pub referenced_columns: Vec<Name>,
    /// `ON DELETE`.
    pub on_delete: ReferentialAction,
    /// `ON UPDATE`.
    pub on_update: ReferentialAction,
}

/// What a foreign key does when the referenced row goes or changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReferentialAction {
    /// `NO ACTION`, the default.
    #[default]
    NoAction,
    /// `RESTRICT`.
    Restrict,
    /// `CASCADE`.
    Cascade,
    /// `SET NULL`.
    SetNull,
    /// `SET DEFAULT`.
    SetDefault,
}
