//! What a query reads, calls, changes and locks.

mod output;
mod scan;
mod sight;
mod walk;

use sqlparser::{
    ast::{SetExpr, Statement, Visit},
    dialect::PostgreSqlDialect,
    parser::Parser,
    tokenizer::Token,
};

use super::{collation, guard};
pub use crate::operation::QueryReads;
use crate::{
    name::{Name, ObjectName},
    operation::{ColumnUses, Query, QueryFacts},
};

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
    facts(query).reads.clone()
}

/// The output columns of a query, as the server names them; `None` where they cannot be told without the catalog (`*`).
pub fn output_columns(query: &Query) -> Option<Vec<Name>> {
    facts(query).output.clone()
}

/// The columns that must be in one of the relations that a query reads; not all that it names.
pub fn column_uses(query: &Query) -> &[ColumnUses] {
    &facts(query).uses
}

/// What is known of a query; it is parsed at the first question.
fn facts(query: &Query) -> &QueryFacts {
    query.facts.get_or_init(|| {
        let Some(statement) = parse(&query.sql) else {
            return QueryFacts { reads: scan::reads(&query.sql), ..QueryFacts::default() };
        };
        let mut walker = walk::Walker::new(query.span);
        let _ = statement.visit(&mut walker);
        let (reads, uses) = walker.finish();
        QueryFacts { reads, output: output::columns(&statement), uses }
    })
}

/// The tree of one statement; `None` where it cannot be read or is too deep.
pub(super) fn parse(sql: &str) -> Option<Statement> {
    if !guard::is_shallow(sql) {
        return None;
    }
    read(sql).or_else(|| read(&collation::without(sql)?))
}

fn read(sql: &str) -> Option<Statement> {
    let query = only_query(sql)?;
    Some(match *query.body {
        SetExpr::Insert(own) | SetExpr::Update(own) | SetExpr::Delete(own) | SetExpr::Merge(own) if query.with.is_none() => own,
        _ => Statement::Query(query),
    })
}

/// The text's one statement, where it is a query, or changes rows. sqlparser is not asked for other statements: nothing that
/// reads them is linked, which is half of it.
pub(super) fn only_query(sql: &str) -> Option<Box<sqlparser::ast::Query>> {
    let mut parser = Parser::new(&PostgreSqlDialect {}).try_with_sql(sql).ok()?;
    let query = parser.parse_query().ok()?;
    while parser.consume_token(&Token::SemiColon) {}
    (parser.peek_token_ref().token == Token::EOF).then_some(query)
}
