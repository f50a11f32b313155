//! What may exist beside a table's parts: relations, types, functions, publications, and when they were made.

use std::rc::Rc;

use super::Table;
use crate::{
    name::{Name, ObjectName},
    operation::{DataType, Expression, Routine, Volatility},
};

/// When something was made: which file and which transaction of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Origin {
    /// The file's place in the history, from 0.
    pub file: u32,
    /// The transaction's place in the run; each statement outside a transaction block is its own.
    pub transaction: u32,
    /// The deployment: files that are deployed together have the same number.
    pub run: u32,
}

/// A table, view, materialized view, index or sequence.
#[derive(Debug, Clone, PartialEq)]
pub enum Relation {
    /// A table of any kind, a view or a materialized view.
    Table(Box<Table>),
    /// An index.
    Index {
        /// The table that it is on, qualified.
        table: ObjectName,
    },
    /// A sequence.
    Sequence {
        /// The table and column that own it.
        owned_by: Option<(ObjectName, Name)>,
        /// Where it was made.
        origin: Origin,
    },
}

/// A type made by the history.
#[derive(Debug, Clone, PartialEq)]
pub struct Type {
    /// What it is.
    pub kind: TypeKind,
    /// Where it was made.
    pub origin: Origin,
}

/// What a type is.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeKind {
    /// An enum.
    Enum {
        /// Its labels, each with the place where it was added, in no particular order.
        labels: Vec<(Name, Origin)>,
    },
    /// A composite type.
    Composite {
        /// Its attributes.
        attributes: Vec<(Name, DataType)>,
    },
    /// A domain.
    Domain(Domain),
    /// A range or base type.
    Other,
}

/// A domain.
#[derive(Debug, Clone, PartialEq)]
pub struct Domain {
    /// The type beneath.
    pub base: DataType,
    /// `NOT NULL`.
    pub not_null: bool,
    /// `DEFAULT`.
    pub default: Option<Expression>,
    /// `CHECK` constraints: name and whether it is validated.
    pub checks: Vec<(Name, bool)>,
}

/// A function made by the history.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// Its volatility as declared.
    pub volatility: Volatility,
    /// It returns one value: no set, no table.
    pub scalar: bool,
    /// It is strict.
    pub strict: bool,
    /// What runs when it is called.
    pub routine: Rc<Routine>,
    /// There are, or were, others of its name with other parameters.
    pub overloaded: bool,
    /// Where it was made, or made anew.
    pub origin: Origin,
}

/// A publication.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Publication {
    /// Its tables, qualified; those of `FOR ALL TABLES` and of schemas are not among them.
    pub tables: Vec<ObjectName>,
    /// It publishes inserts only, so that no row has to be found again.
    pub inserts_only: bool,
}
