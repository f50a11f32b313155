//! `CREATE INDEX`, and the keys of an index as constraints and partitioned tables have them too.

use super::{constraint::nulls_not_distinct, parameters::parameters};
use crate::{
    name::{Name, ObjectName, is_reserved},
    operation::{CreateIndex, IndexKey, Located},
    parse::cursor::{Cursor, Read},
    source::{Token, TokenKind},
};

/// Reads what follows `CREATE`.
pub(super) fn create_index(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let unique = cursor.eat_word("UNIQUE");
    cursor.expect_word("INDEX")?;
    let after_keyword = cursor.last_span().end;
    let concurrently = cursor.eat_word("CONCURRENTLY");
    let if_not_exists = cursor.eat_if_not_exists();
    let name = if cursor.is_word("ON") { None } else { Some(cursor.object_name()?.name) };
    cursor.expect_word("ON")?;
    let only = cursor.eat_word("ONLY");
    let table = cursor.object_name()?;
    cursor.eat_operator("*");
    let method = if cursor.eat_word("USING") { cursor.name()? } else { Name::const_new("btree") };
    let keys = cursor.parenthesized(index_key)?;
    let index = CreateIndex {
        name,
        table,
        only,
        unique,
        concurrently,
        if_not_exists,
        method,
        keys,
        after_keyword,
        ..CreateIndex::default()
    };
    Ok(vec![Located::new(clauses(cursor, index)?, cursor.statement())])
}

/// What follows the keys.
fn clauses(cursor: &mut Cursor, mut index: CreateIndex) -> Read<CreateIndex> {
    if cursor.eat_word("INCLUDE") {
        index.include = cursor.parenthesized(index_key)?.into_iter().filter_map(|key| key.column).collect();
    }
    index.nulls_not_distinct = nulls_not_distinct(cursor);
    if cursor.eat_word("WITH") {
        parameters(cursor)?;
    }
    if cursor.eat_word("TABLESPACE") {
        cursor.name()?;
    }
    if cursor.eat_word("WHERE") {
        index.predicate = Some(cursor.expression_until(|_| false)?);
    }
    Ok(index)
}

/// Reads `column`, `function(…)` or `(expression)`, with collation, operator class and order.
pub(super) fn index_key(cursor: &mut Cursor) -> Read<IndexKey> {
    let mut key = IndexKey::default();
    let is_name = |at| match cursor.peek_at(at) {
        Some(Token { kind: TokenKind::Word, span }) => !is_reserved(&cursor.masked(span).to_ascii_lowercase()),
        Some(token) => token.kind == TokenKind::Quoted,
        None => false,
    };
    let ends = |at| cursor.peek_at(at).is_some_and(|token| token.kind == TokenKind::RightParen);
    // A column in parentheses is no expression.
    if cursor.is(TokenKind::LeftParen) && is_name(1) && ends(2) {
        key.column = cursor.names_in_parentheses()?.pop();
    } else if cursor.is(TokenKind::LeftParen) {
        key.expression = Some(cursor.expression_in_parentheses()?);
    } else {
        let mark = cursor.mark();
        let name = cursor.object_name()?.name;
        if cursor.is(TokenKind::LeftParen) {
            cursor.skip_parentheses()?;
            key.expression = Some(cursor.expression_of(cursor.span_since(mark)));
        } else {
            key.column = Some(name);
        }
    }
    if cursor.eat_word("COLLATE") {
        key.collation = Some(cursor.object_name()?);
    }
    key.operator_class = operator_class(cursor)?;
    cursor.eat_one_of(&["ASC", "DESC"]);
    if cursor.eat_word("NULLS") && cursor.eat_one_of(&["FIRST", "LAST"]).is_none() {
        return cursor.expected("FIRST or LAST");
    }
    Ok(key)
}

/// `text_pattern_ops`, `gist_trgm_ops (siglen = 32)`, or nothing.
fn operator_class(cursor: &mut Cursor) -> Read<Option<ObjectName>> {
    let is_other_word = matches!(cursor.keyword().as_str(), "ASC" | "DESC" | "NULLS" | "WITH");
    if is_other_word || !matches!(cursor.kind(), Some(TokenKind::Word | TokenKind::Quoted | TokenKind::Placeholder)) {
        return Ok(None);
    }
    let class = cursor.object_name()?;
    if cursor.is(TokenKind::LeftParen) {
        parameters(cursor)?;
    }
    Ok(Some(class))
}
