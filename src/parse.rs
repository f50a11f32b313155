//! From a statement's text to operations.
//!
//! Each dialect has one reader for its statements (`parse/postgres`), which works on our own zero-copy tokens and gives every
//! part its place; expressions and queries inside are taken apart with `sqlparser` (`parse/expression`, `parse/query`).

pub mod cursor;
pub mod expression;
mod postgres;
pub mod query;

use cursor::Cursor;

use crate::{
    dialect::{Dialect, Target},
    operation::{Located, Unknown},
    source::{Span, Token, lex},
};

/// Reads one statement. What cannot be read is one `Unknown` operation that covers the statement.
///
/// `tokens` is working space that is kept from statement to statement.
pub fn parse(text: &str, statement: Span, target: Target, tokens: &mut Vec<Token>) -> Vec<Located> {
    lex::lex(text, statement, tokens);
    let mut cursor = Cursor::new(text, tokens, statement);
    let read = match target.dialect {
        Dialect::Postgres => postgres::statement(&mut cursor),
    };
    read.unwrap_or_else(|expected| vec![Located::new(Unknown { reason: expected.to_string().into() }, statement)])
}
