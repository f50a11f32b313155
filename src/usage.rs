//! Where an application's code still names what a migration takes away.

#[cfg(feature = "cli")]
mod alias;
#[cfg(feature = "cli")]
mod context;
#[cfg(feature = "cli")]
pub mod search;
#[cfg(feature = "cli")]
mod spelling;

use std::fmt;

use serde::Serialize;

use crate::{
    catalog::Catalog,
    name::{Name, ObjectName, quoted},
    operation::{ObjectKind, Operation, TableAction},
    report::summary::counted,
};

/// More places than this are counted in what people read.
const PLACES_SHOWN: usize = 3;

/// The rules of which code is of interest.
const RULES: [&str; 6] = ["drop-cascade", "drop-column", "drop-table", "drop-view", "rename-column", "rename-table"];

/// A table, view or column that is no longer there by this name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Gone {
    /// The table or view, as the migration writes it.
    pub table: ObjectName,
    /// The column; `None` where the table itself goes.
    pub column: Option<Name>,
}

/// What code names of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// What goes.
    pub gone: Gone,
    /// Where it is named.
    pub found: Found,
}

/// Where something is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The word is too common to look for.
    TooCommon,
    /// In these places.
    Places {
        /// The first ones, in the order of files.
        first: Vec<CodePlace>,
        /// How many there are.
        count: usize,
        /// How many files were searched.
        searched: usize,
    },
}

/// A line of code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct CodePlace {
    /// The file as it was named.
    pub path: String,
    /// 1-based.
    pub line: u32,
}

impl Gone {
    /// What an operation takes away, where the rule is about that.
    pub fn of(rule: &str, operation: &Operation, catalog: &Catalog) -> Vec<Self> {
        let whole = |table: &ObjectName| Self { table: catalog.resolve(table), column: None };
        match operation {
            _ if !RULES.contains(&rule) => Vec::new(),
            Operation::Drop(drop) if is_relation(drop.kind) => drop.names.iter().map(whole).collect(),
            Operation::AlterTable(alter) => match &alter.action {
                TableAction::DropColumn { column, .. } | TableAction::RenameColumn { from: column, .. } => {
                    vec![Self { table: catalog.resolve(&alter.table), column: Some(column.clone()) }]
                }
                TableAction::RenameTo(_) => vec![whole(&alter.table)],
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }
}

fn is_relation(kind: ObjectKind) -> bool {
    matches!(kind, ObjectKind::Table | ObjectKind::ForeignTable | ObjectKind::View | ObjectKind::MaterializedView)
}

/// "`email` of `users`".
impl fmt::Display for Gone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.column {
            Some(column) => write!(out, "`{}` of `{}`", quoted(column), self.table),
            None => write!(out, "`{}`", self.table),
        }
    }
}

/// "`email` of `users` is still used in src/user.ts:41, src/mail.ts:7 and 5 more places".
impl fmt::Display for Usage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gone = &self.gone;
        let (first, count) = match &self.found {
            Found::TooCommon => return write!(out, "{gone} is too common a word to look for in the code"),
            Found::Places { first, searched, .. } if first.is_empty() => {
                return write!(out, "{gone} was not found in the code ({} searched)", counted(*searched, "file"));
            }
            Found::Places { first, count, .. } => (first, count),
        };
        let shown: Vec<_> = first.iter().take(PLACES_SHOWN).map(|CodePlace { path, line }| format!("{path}:{line}")).collect();
        write!(out, "{gone} is still used in {}", shown.join(", "))?;
        match count - shown.len() {
            0 => Ok(()),
            more => write!(out, " and {}", counted(more, "more place")),
        }
    }
}
