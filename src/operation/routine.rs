//! Functions, procedures and code blocks.

use crate::{
    name::{Name, ObjectName},
    source::Span,
};

/// How much a function may differ between two calls with the same arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Volatility {
    /// `IMMUTABLE`: never.
    Immutable,
    /// `STABLE`: not within one statement.
    Stable,
    /// `VOLATILE`, the default.
    #[default]
    Volatile,
}

/// `CREATE FUNCTION` or `CREATE PROCEDURE`. Its body does not run now and is not linted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateFunction {
    /// The function.
    pub name: ObjectName,
    /// `CREATE PROCEDURE`.
    pub procedure: bool,
    /// `OR REPLACE`.
    pub or_replace: bool,
    /// `IMMUTABLE`, `STABLE` or `VOLATILE`.
    pub volatility: Volatility,
    /// `LANGUAGE`, in lower case; `sql` for a standard body.
    pub language: Name,
    /// `SECURITY DEFINER`.
    pub security_definer: bool,
    /// `SET search_path` is among its options.
    pub sets_search_path: bool,
    /// `RETURNS SETOF` or `RETURNS TABLE`.
    pub returns_set: bool,
    /// `STRICT`, `RETURNS NULL ON NULL INPUT`.
    pub strict: bool,
    /// The number of arguments.
    pub arguments: usize,
    /// The body's text, without its quotes; empty for a C function.
    pub body: Box<str>,
    /// Where the body stands.
    pub body_span: Span,
}

/// `DO`: a mark in front of the statements inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoBlock {
    /// `LANGUAGE`; `plpgsql` where none is written.
    pub language: Name,
    /// The statements inside were all read; false for another language or for code that could not be read.
    pub understood: bool,
    /// It holds a `COMMIT` or `ROLLBACK`.
    pub commits: bool,
}

/// `CALL`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The procedure.
    pub name: ObjectName,
}
