//! Expressions and queries, kept as text and taken apart only when somebody asks.

use std::cell::OnceCell;

use super::NestedDml;
use crate::{
    name::{Name, ObjectName},
    source::Span,
};

/// An expression as written: a default, a check, a predicate. Its parts are read by `parse::expression` on demand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expression {
    /// Where it stands.
    pub span: Span,
    /// Its text, with placeholders masked.
    pub sql: Box<str>,
}

/// A query as written: a view's, a policy's sub-select, the source of a table. Read by `parse::query` on demand, once.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Where it stands.
    pub span: Span,
    /// Its text, with placeholders masked.
    pub sql: Box<str>,
    /// What was read of it.
    pub facts: OnceCell<QueryFacts>,
}

/// What a query reads and gives.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct QueryFacts {
    /// What it reads.
    pub reads: QueryReads,
    /// Its output columns, where they can be told.
    pub output: Option<Vec<Name>>,
    /// The columns that must be in one of the relations that it reads.
    pub uses: Vec<ColumnUses>,
}

/// Names that can be nothing but columns of some relations.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ColumnUses {
    /// Any of these has each of the columns.
    pub relations: Vec<ObjectName>,
    /// What is written before the columns: the name or alias of the one relation.
    pub qualifier: Option<Name>,
    /// The columns.
    pub columns: Vec<Name>,
}

/// What is in a query or in a statement that changes rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct QueryReads {
    /// Relations that it reads, CTE names left out, each with the columns used of it; none means unknown, so perhaps any.
    pub relations: Vec<(ObjectName, Vec<Name>)>,
    /// The functions that it calls.
    pub calls: Vec<ObjectName>,
    /// Tables that data-modifying CTEs in it change.
    pub writes: Vec<NestedDml>,
    /// `FOR UPDATE`, `FOR SHARE`, … stands in it.
    pub row_lock: bool,
    /// A sub-query in `FROM` without a name.
    pub nameless: Option<Nameless>,
}

/// What stands in `FROM` without a name, which the server takes from 16 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nameless {
    /// `(SELECT …)`.
    Query,
    /// `(VALUES …)`.
    Values,
}

impl Query {
    /// A query that nobody has asked about yet.
    pub fn new(span: Span, sql: impl Into<Box<str>>) -> Self {
        Self { span, sql: sql.into(), facts: OnceCell::new() }
    }
}

/// The same text at the same place, whether it was read yet or not.
impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.span == other.span && self.sql == other.sql
    }
}

impl Eq for Query {}
