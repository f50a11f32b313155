//! What exists, as far as the history says.
//!
//! Folding every migration gives tables with their columns, constraints, indexes and dependents. What the history does not
//! show is unknown, and an unknown table counts as an existing, large and live one.

mod table;

use std::rc::Rc;

use rustc_hash::FxHashMap;
pub use table::*;

use crate::{
    name::{Name, ObjectName},
    operation::{DataType, Expression, Volatility},
};

/// The schema as it stands just before a statement.
#[derive(Debug, Default)]
pub struct Catalog {
    relations: FxHashMap<ObjectName, Rc<Relation>>,
    types: FxHashMap<ObjectName, Rc<Type>>,
    functions: FxHashMap<ObjectName, Rc<Function>>,
    search_path: Vec<Name>,
    now: Origin,
}

/// When something was made: which file and which transaction of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Origin {
    /// The file's place in the history, from 0.
    pub file: u32,
    /// The transaction's place in the run; each statement outside a transaction block is its own.
    pub transaction: u32,
    /// Made by a file that this run deploys (and not by older history).
    pub deployed: bool,
}

/// A table, view, materialized view, index or sequence.
#[derive(Debug, Clone, PartialEq)]
pub enum Relation {
    /// A table of any kind, a view or a materialized view.
    Table(Table),
    /// An index, with the table that it is on.
    Index {
        /// The table, qualified.
        table: ObjectName,
    },
    /// A sequence.
    Sequence {
        /// The column that owns it.
        owned_by: Option<(ObjectName, Name)>,
        /// Whose migration made it.
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
    pub checks: Vec<(Option<Name>, bool)>,
}

/// A function made by the history.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// Its volatility as declared.
    pub volatility: Volatility,
    /// Its language, in lower case.
    pub language: Name,
    /// The body of an SQL function, which the planner may inline.
    pub body: Box<str>,
}
