//! Where the expression after `DEFAULT` ends: in a column's definition nothing separates it from the next constraint.
//!
//! The server reads a `b_expr` there (`gram.y`). This follows operands and operators; the first token that continues neither
//! ends the expression.

use super::data_type;
use crate::{
    operation::Expression,
    parse::cursor::{Cursor, Read},
    source::TokenKind,
};

/// Reads the expression after `DEFAULT` in a column's or domain's definition.
pub(super) fn default_expression(cursor: &mut Cursor) -> Read<Expression> {
    let mark = cursor.mark();
    operand(cursor)?;
    while continues(cursor)? {}
    Ok(cursor.expression_of(cursor.span_since(mark)))
}

/// A value with its prefix operators.
fn operand(cursor: &mut Cursor) -> Read<()> {
    while cursor.is(TokenKind::Operator) || cursor.is_word("NOT") {
        cursor.advance();
    }
    match cursor.kind() {
        Some(TokenKind::LeftParen) => cursor.skip_parentheses().map(drop),
        Some(TokenKind::Word) => word(cursor),
        Some(TokenKind::String | TokenKind::DollarString | TokenKind::Number | TokenKind::Parameter)
        | Some(TokenKind::Quoted | TokenKind::Placeholder) => {
            cursor.advance();
            Ok(())
        }
        _ => cursor.expected("an expression"),
    }
}

/// A name, a keyword that is a value, `CASE … END`, or a type in front of a literal, as in `interval '1 day'`.
fn word(cursor: &mut Cursor) -> Read<()> {
    if cursor.is_word("CASE") {
        return case(cursor);
    }
    let mark = cursor.mark();
    let is_type = cursor.keyword() != "NULL" && data_type::data_type(cursor).is_ok();
    if is_type && cursor.eat(TokenKind::String) {
        data_type::interval_fields(cursor);
        return Ok(());
    }
    cursor.rewind(mark);
    cursor.advance();
    Ok(())
}

fn case(cursor: &mut Cursor) -> Read<()> {
    let mut depth = 0;
    loop {
        match cursor.keyword().as_str() {
            "CASE" => depth += 1,
            "END" => depth -= 1,
            _ if cursor.at_end() => return cursor.expected("END"),
            _ => {}
        }
        cursor.advance();
        if depth == 0 {
            return Ok(());
        }
    }
}

/// Reads what may follow an operand, if it stands here.
fn continues(cursor: &mut Cursor) -> Read<bool> {
    match cursor.kind() {
        Some(TokenKind::LeftParen) => cursor.skip_parentheses().map(drop)?,
        Some(TokenKind::LeftBracket) => subscript(cursor)?,
        Some(TokenKind::String) => drop(cursor.advance()),
        Some(TokenKind::DoubleColon) => {
            cursor.advance();
            data_type::data_type(cursor)?;
        }
        Some(TokenKind::Dot | TokenKind::Operator) => {
            cursor.advance();
            operand(cursor)?;
        }
        Some(TokenKind::Word) => return word_operator(cursor),
        _ => return Ok(false),
    }
    Ok(true)
}

fn subscript(cursor: &mut Cursor) -> Read<()> {
    cursor.advance();
    if !cursor.is(TokenKind::RightBracket) {
        cursor.skip_until("a subscript", |_| false)?;
    }
    cursor.expect(TokenKind::RightBracket, "`]`").map(drop)
}

/// An operator that is a word; also those that the server takes in parentheses only.
fn word_operator(cursor: &mut Cursor) -> Read<bool> {
    if cursor.eat_word("IS") {
        cursor.eat_word("NOT");
        if !cursor.eat_words(&["DISTINCT", "FROM"]) {
            return Ok(cursor.eat_one_of(&["NULL", "TRUE", "FALSE", "UNKNOWN", "DOCUMENT"]).is_some());
        }
    } else if cursor.eat_word("OPERATOR") {
        cursor.skip_parentheses()?;
    } else if !cursor.eat_words(&["AT", "TIME", "ZONE"]) && cursor.eat_one_of(&["AND", "OR", "LIKE", "ILIKE"]).is_none() {
        return Ok(false);
    }
    operand(cursor)?;
    Ok(true)
}
