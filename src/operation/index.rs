//! Indexes.

use super::Expression;
use crate::name::{Name, ObjectName};

/// `CREATE INDEX`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreateIndex {
    /// The index's name; the server makes one up otherwise.
    pub name: Option<Name>,
    /// The table.
    pub table: ObjectName,
    /// `ON ONLY`: the partitions are left out and the index is invalid until each has one attached.
    pub only: bool,
    /// `UNIQUE`.
    pub unique: bool,
    /// `CONCURRENTLY`.
    pub concurrently: bool,
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// `USING method`; `btree` where none is written.
    pub method: Name,
    /// The key's columns and expressions, in order.
    pub keys: Vec<IndexKey>,
    /// `INCLUDE (…)`.
    pub include: Vec<Name>,
    /// `WHERE …`.
    pub predicate: Option<Expression>,
    /// `NULLS NOT DISTINCT` (PostgreSQL 15).
    pub nulls_not_distinct: bool,
    /// The byte offset after the word `INDEX`: where `CONCURRENTLY` would go.
    pub after_keyword: u32,
}

/// One column or expression of an index's key.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IndexKey {
    /// The column, where the key is one.
    pub column: Option<Name>,
    /// The expression, where it is none.
    pub expression: Option<Expression>,
    /// The operator class, where one is written.
    pub operator_class: Option<ObjectName>,
    /// `COLLATE`.
    pub collation: Option<ObjectName>,
}

/// `REINDEX`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reindex {
    /// What is named.
    pub scope: ReindexScope,
    /// The index, table, schema or database; the current database where none is written.
    pub name: Option<ObjectName>,
    /// `CONCURRENTLY` (PostgreSQL 12).
    pub concurrently: bool,
    /// The byte offset after the scope's word: where `CONCURRENTLY` would go.
    pub after_keyword: u32,
}

/// What a `REINDEX` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReindexScope {
    /// One index.
    Index,
    /// All indexes of one table.
    Table,
    /// All tables of one schema.
    Schema,
    /// All tables of the database.
    Database,
    /// The system catalogs.
    System,
}
