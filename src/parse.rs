//! From a statement's text to operations.
//!
//! Each dialect has one reader for its statements (`parse/postgres`), which works on our own zero-copy tokens and gives every
//! part its place; expressions and queries inside are taken apart with `sqlparser` (`parse/expression`, `parse/query`).

mod collation;
pub mod cursor;
pub mod evaluate;
pub mod expression;
mod guard;
mod insert_values;
mod postgres;
pub mod query;
mod world;

use cursor::Cursor;
pub use insert_values::values as row_values;
pub use world::{Unseen, World};

use crate::{
    dialect::{Dialect, Target},
    name::ObjectName,
    operation::{DataType, Located, Unknown},
    source::{Section, Span, Token, lex, split},
};

/// Reads one statement. What cannot be read is one `Unknown` operation that covers the statement.
///
/// `tokens` is working space that is kept from statement to statement.
pub fn parse(text: &str, statement: Span, target: Target, tokens: &mut Vec<Token>) -> Vec<Located> {
    insert_values::lex(text, statement, tokens);
    let mut cursor = Cursor::new(text, tokens, statement);
    let read = match target.dialect {
        Dialect::Postgres => postgres::statement(&mut cursor),
    };
    read.unwrap_or_else(|expected| vec![Located::new(Unknown { reason: expected.to_string().into() }, statement)])
}

/// Whether `sqlparser` reads the whole of a script: one runner parts scripts by it.
#[cfg(feature = "parts")]
pub fn is_sqlparsers(script: &str) -> bool {
    sqlparser::parser::Parser::parse_sql(&sqlparser::dialect::PostgreSqlDialect {}, script).is_ok()
}

/// The same where that is left out: most scripts are read.
#[cfg(not(feature = "parts"))]
pub fn is_sqlparsers(_script: &str) -> bool {
    true
}

/// Follows a `DO` block through a world; `None` for any other statement.
pub fn follow_block(text: &str, statement: Span, world: &mut dyn World, tokens: &mut Vec<Token>) -> Option<Vec<Located>> {
    lex::lex(text, statement, tokens);
    let mut cursor = Cursor::new(text, tokens, statement);
    if !cursor.eat_word("DO") { None } else { postgres::do_block(&mut cursor, world).ok() }
}

/// Runs the functions of the history that a query calls.
pub fn follow_calls(sql: &str, calls: &[ObjectName], world: &mut dyn World) {
    postgres::Follower::new(sql, Span::default(), world).run_calls(sql, calls);
}

/// Reads a data type, as a cast in an expression writes it; `None` where the text is anything else.
pub fn data_type(sql: &str) -> Option<DataType> {
    let span = Span::new(0, u32::try_from(sql.len()).ok()?);
    let mut tokens = Vec::new();
    lex::lex(sql, span, &mut tokens);
    let mut cursor = Cursor::new(sql, &tokens, span);
    let data_type = postgres::data_type(&mut cursor).ok()?;
    cursor.at_end().then_some(data_type)
}

/// The statements in the body of a function or procedure; none for a language that ddlint does not read. Their places are
/// those in the body and mean nothing outside it.
pub fn routine_body(language: &str, body: &str, target: Target) -> Vec<Located> {
    let mut tokens = Vec::new();
    if language == "plpgsql" {
        let block = format!("DO $ddlint$ {body} $ddlint$");
        return parse(&block, Span::new(0, block.len() as u32), target, &mut tokens);
    }
    if language != "sql" {
        return Vec::new();
    }
    let section = Section::plain(Span::new(0, body.len() as u32));
    split(body, &section).flat_map(|statement| parse(body, statement.span, target, &mut tokens)).collect()
}
