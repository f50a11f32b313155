//! Functions, procedures and code blocks.

use super::{Located, Query};
use crate::{
    effects::Effects,
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
    /// `SECURITY DEFINER`.
    pub security_definer: bool,
    /// `SET search_path` is among its options.
    pub sets_search_path: bool,
    /// `RETURNS SETOF` or `RETURNS TABLE`.
    pub returns_set: bool,
    /// `STRICT`, `RETURNS NULL ON NULL INPUT`.
    pub strict: bool,
    /// What runs when it is called.
    pub routine: Routine,
    /// Where the body stands.
    pub body_span: Span,
}

/// What runs when a function or procedure is called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Routine {
    /// `LANGUAGE`, in lower case; `sql` for a standard body.
    pub language: Name,
    /// Its parameters, in order.
    pub parameters: Vec<Parameter>,
    /// The body's text, without its quotes; empty for a C function.
    pub body: Box<str>,
}

impl Routine {
    /// The same types of arguments in the same order, as they are written.
    pub fn is_called_like(&self, other: &Routine) -> bool {
        let kinds = |routine: &Routine| -> Vec<Name> {
            let inputs = routine.parameters.iter().filter(|parameter| parameter.input);
            inputs.map(|parameter| parameter.kind.clone()).collect()
        };
        kinds(self) == kinds(other)
    }
}

/// A parameter of a function or procedure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parameter {
    /// Its name.
    pub name: Option<Name>,
    /// Its type as written, in lower case.
    pub kind: Name,
    /// What it is where the call gives nothing.
    pub default: Option<Box<str>>,
    /// A call gives it: `IN`, `INOUT` and `VARIADIC`.
    pub input: bool,
}

/// What the functions that a statement calls do.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Called {
    /// Their operations in the order in which they run. Their places mean nothing.
    pub operations: Vec<Located>,
    /// The effects of them all.
    pub effects: Effects,
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
    /// The call as a query.
    pub query: Query,
}
