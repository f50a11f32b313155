//! Expressions and queries, kept as text and taken apart only when somebody asks.

use crate::source::Span;

/// An expression as written: a default, a check, a predicate. Its parts are read by `parse::expression` on demand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expression {
    /// Where it stands.
    pub span: Span,
    /// Its text, with placeholders masked.
    pub sql: Box<str>,
}

/// A query as written: a view's, a policy's sub-select, the source of a table. Read by `parse::query` on demand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Where it stands.
    pub span: Span,
    /// Its text, with placeholders masked.
    pub sql: Box<str>,
}
