//! What a query reads, calls, changes and locks.

mod output;
mod scan;
mod walk;

pub use output::output_columns;

use sqlparser::{
    ast::{Statement, Visit},
    dialect::PostgreSqlDialect,
    parser::Parser,
};

use super::guard;
use crate::{
    name::{Name, ObjectName},
    operation::{NestedDml, Query},
};

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
}

impl QueryReads {
    /// The relations' names alone.
    pub fn names(&self) -> Vec<ObjectName> {
        self.relations.iter().map(|(name, _)| name.clone()).collect()
    }

    fn add_relation(&mut self, name: ObjectName) -> usize {
        if let Some(at) = self.relations.iter().position(|(known, _)| *known == name) {
            return at;
        }
        self.relations.push((name, Vec::new()));
        self.relations.len() - 1
    }

    fn add_call(&mut self, name: ObjectName) {
        if !self.calls.contains(&name) {
            self.calls.push(name);
        }
    }
}

/// What a query (or an `INSERT`, `UPDATE`, `DELETE`, `MERGE`) reads. The table that it changes itself is left out.
pub fn reads(query: &Query) -> QueryReads {
    let Some(statement) = parse(&query.sql) else { return scan::reads(&query.sql) };
    let mut walker = walk::Walker::new(query.span);
    let _ = statement.visit(&mut walker);
    walker.finish()
}

/// The tree of one statement; `None` where it cannot be read or is too deep.
fn parse(sql: &str) -> Option<Statement> {
    if !guard::is_shallow(sql) {
        return None;
    }
    let mut statements = Parser::new(&PostgreSqlDialect {}).try_with_sql(sql).ok()?.parse_statements().ok()?;
    let statement = statements.pop()?;
    statements.is_empty().then_some(statement)
}
