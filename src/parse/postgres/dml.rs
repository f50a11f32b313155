//! Statements that read and change rows.

mod change;
mod select;

pub(super) use select::{of_query, set_config_call};

use super::{
    super::guard,
    create_table,
    maintenance::{is_on, options},
};
use crate::{
    effects::LockMode,
    name::ObjectName,
    operation::{Call, ColumnUses, Copy, Located, Nameless, NestedDml, Operation, Other, Query, Select},
    parse::{
        cursor::{Cursor, Read},
        query,
    },
    source::{Token, TokenKind},
};

/// Reads the whole statement.
pub(super) fn statement(cursor: &mut Cursor) -> Read<Vec<Located>> {
    match cursor.keyword().as_str() {
        "EXPLAIN" => explain(cursor),
        "PREPARE" => prepare(cursor),
        "COPY" => copy(cursor),
        "CALL" => call(cursor),
        _ => rows(cursor),
    }
}

/// A statement that reads or changes rows, with its `WITH`.
pub(super) fn rows(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let start = cursor.mark();
    if !guard::are_shallow(cursor.source(), cursor.rest()) {
        return cursor.expected("a statement that is nested less deeply");
    }
    if cursor.eat_word("WITH") {
        skip_ctes(cursor)?;
    }
    let main = cursor.mark();
    match cursor.keyword().as_str() {
        "INSERT" => change::insert(cursor, start),
        "UPDATE" => change::update(cursor, start),
        "DELETE" => change::delete(cursor, start),
        "MERGE" => change::merge(cursor, start),
        "SELECT" | "VALUES" | "TABLE" => select::select(cursor, start, main),
        _ if cursor.is(TokenKind::LeftParen) => select::select(cursor, start, main),
        _ => cursor.expected("a query"),
    }
}

/// `[RECURSIVE] name [(columns)] AS [[NOT] MATERIALIZED] (…), …`, each with `SEARCH` and `CYCLE`.
fn skip_ctes(cursor: &mut Cursor) -> Read<()> {
    cursor.eat_word("RECURSIVE");
    cursor.list(|cursor| {
        cursor.name()?;
        if cursor.is(TokenKind::LeftParen) {
            cursor.names_in_parentheses()?;
        }
        cursor.expect_word("AS")?;
        cursor.eat_word("NOT");
        cursor.eat_word("MATERIALIZED");
        cursor.skip_parentheses()?;
        if cursor.is_word("SEARCH") || cursor.is_word("CYCLE") {
            cursor.skip_until("SEARCH or CYCLE", begins_statement)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn begins_statement(cursor: &Cursor) -> bool {
    ["SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES"].iter().any(|word| cursor.is_word(word))
}

/// A query that ends where `stop` holds; not one that is nested too deeply.
pub(super) fn query(cursor: &mut Cursor, stop: impl Fn(&Cursor) -> bool) -> Read<Query> {
    let starts = ["SELECT", "WITH", "VALUES", "TABLE", "EXECUTE"].iter().any(|word| cursor.is_word(word));
    if !starts && !cursor.is(TokenKind::LeftParen) {
        return cursor.expected("a query");
    }
    if !guard::are_shallow(cursor.source(), cursor.rest()) {
        return cursor.expected("a query that is nested less deeply");
    }
    cursor.query_until(stop)
}

/// Whether any of the tokens from `start` to here is one of the words.
fn has_word(cursor: &Cursor, start: usize, words: &[&str]) -> bool {
    let mut from = *cursor;
    from.rewind(start);
    let tokens: &[Token] = from.rest();
    let read = tokens.len().saturating_sub(cursor.rest().len());
    let is_one = |token: &Token| {
        let word = token.span.text(cursor.source());
        token.kind == TokenKind::Word && words.iter().any(|known| word.eq_ignore_ascii_case(known))
    };
    tokens.iter().take(read).any(is_one)
}

/// Reads up to the end of the statement; parentheses must match.
fn skip_rest(cursor: &mut Cursor) -> Read<()> {
    if !cursor.at_end() {
        cursor.skip_until("the rest of the statement", |_| false)?;
    }
    cursor.expect_end()
}

/// `CALL procedure(…)`.
fn call(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expect_word("CALL")?;
    let mark = cursor.mark();
    let name = cursor.object_name()?;
    cursor.skip_parentheses()?;
    let span = cursor.span_since(mark);
    let query = Query::new(span, format!("SELECT {}", cursor.masked(span)));
    Ok(vec![Located::new(Call { name, query }, cursor.statement())])
}

/// `COPY table (columns) FROM …`, `COPY (query) TO …`.
fn copy(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expect_word("COPY")?;
    cursor.eat_word("BINARY");
    let mut copied = Copy { table: None, from: false, reads: Vec::new() };
    if cursor.is(TokenKind::LeftParen) {
        let span = cursor.skip_parentheses()?;
        copied.reads = query::reads(&Query::new(span, cursor.masked(span))).names();
    } else {
        copied.table = Some(cursor.object_name()?);
        if cursor.is(TokenKind::LeftParen) {
            cursor.names_in_parentheses()?;
        }
    }
    copied.from = match cursor.eat_one_of(&["FROM", "TO"]) {
        Some(word) => word == "FROM",
        None => return cursor.expected("FROM or TO"),
    };
    if cursor.at_end() {
        return cursor.expected("a file, STDIN or STDOUT");
    }
    skip_rest(cursor)?;
    Ok(vec![Located::new(copied, cursor.statement())])
}

/// Plain `EXPLAIN` runs nothing, but locks what the statement would; with `ANALYZE` it is the statement itself.
fn explain(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expect_word("EXPLAIN")?;
    let mut analyze = cursor.eat_one_of(&["ANALYZE", "ANALYSE"]).is_some();
    cursor.eat_word("VERBOSE");
    if cursor.is(TokenKind::LeftParen) && !is_query_in_parentheses(cursor) {
        analyze |= is_on(&options(cursor)?, "analyze");
    }
    let operations = if cursor.is_word("CREATE") {
        cursor.advance();
        create_table::create_table(cursor)?
    } else if cursor.is_word("EXECUTE") || cursor.is_word("DECLARE") || cursor.is_word("REFRESH") {
        skip_rest(cursor)?;
        Vec::new()
    } else {
        rows(cursor)?
    };
    if analyze && !operations.is_empty() {
        return Ok(operations);
    }
    let operation = operations.into_iter().map(|located| located.operation).find_map(locks_only);
    let nothing = Operation::from(Other { command: "EXPLAIN".into(), outside_transaction: false });
    Ok(vec![Located::new(operation.unwrap_or(nothing), cursor.statement())])
}

/// `PREPARE name [(types)] AS statement`: it is planned, not run.
fn prepare(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expect_word("PREPARE")?;
    cursor.name()?;
    if cursor.is(TokenKind::LeftParen) {
        cursor.skip_parentheses()?;
    }
    cursor.expect_word("AS")?;
    let operation = rows(cursor)?.into_iter().map(|located| located.operation).find_map(locks_only);
    let nothing = Operation::from(Other { command: "PREPARE".into(), outside_transaction: false });
    Ok(vec![Located::new(operation.unwrap_or(nothing), cursor.statement())])
}

/// What planning a statement locks.
fn locks_only(operation: Operation) -> Option<Operation> {
    match operation {
        Operation::Dml(dml) => {
            let (lock, reads) = (LockMode::RowExclusive, vec![dml.table]);
            Some(Select { query: Query::default(), reads, nested: Vec::new(), lock, calls: Vec::new() }.into())
        }
        Operation::Select(select) => Some(Select { calls: Vec::new(), ..select }.into()),
        _ => None,
    }
}

fn is_query_in_parentheses(cursor: &Cursor) -> bool {
    ["SELECT", "WITH", "VALUES"].iter().any(|word| cursor.is_word_at(1, word))
        || cursor.peek_at(1).is_some_and(|token| token.kind == TokenKind::LeftParen)
}

/// The parts that every statement that changes rows fills from what it reads.
#[derive(Default)]
struct Around {
    reads: Vec<ObjectName>,
    nested: Vec<NestedDml>,
    nameless: Option<Nameless>,
    uses: Vec<ColumnUses>,
}

/// What surrounds the changed table; looked for only where a word says that there is something.
fn around(cursor: &Cursor, start: usize) -> Around {
    if !has_word(cursor, start, &["SELECT", "FROM", "USING", "WITH", "TABLE"]) {
        return Around::default();
    }
    let span = cursor.span_since(start);
    let query = Query::new(span, cursor.masked(span));
    let found = query::reads(&query);
    Around { reads: found.names(), nested: found.writes, nameless: found.nameless, uses: query::column_uses(&query).to_vec() }
}
