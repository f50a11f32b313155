//! `SELECT`, `VALUES`, `TABLE`; `SELECT … INTO`; `SELECT set_config(…)`.

use super::skip_rest;
use crate::{
    effects::LockMode,
    name::Name,
    operation::{CreateTableAs, Located, Persistence, Query, Select, Set},
    parse::{
        cursor::{Cursor, Read},
        query::{self, QueryReads},
    },
    source::TokenKind,
};

/// Reads a query; `start` is where its `WITH` stands, `main` where its first `SELECT` does.
pub(super) fn select(cursor: &mut Cursor, start: usize, main: usize) -> Read<Vec<Located>> {
    if let Some(set) = set_config(cursor) {
        return Ok(vec![Located::new(set, cursor.statement())]);
    }
    let into = into_table(cursor);
    cursor.rewind(main);
    skip_rest(cursor)?;
    let span = cursor.span_since(start);
    let query = Query::new(span, cursor.masked(span));
    if let Some((name, persistence)) = into {
        let create = CreateTableAs { name, if_not_exists: false, persistence, query, with_data: true };
        return Ok(vec![Located::new(create, cursor.statement())]);
    }
    Ok(vec![Located::new(of_query(query), cursor.statement())])
}

/// A query as an operation.
pub(in crate::parse::postgres) fn of_query(query: Query) -> Select {
    let found = query::reads(&query);
    let lock = if found.row_lock { LockMode::RowShare } else { LockMode::AccessShare };
    let reads = found.names();
    let QueryReads { writes, calls, .. } = found;
    Select { query, reads, nested: writes, lock, calls }
}

/// `SELECT … INTO [TEMP | UNLOGGED] [TABLE] name`, outside parentheses and before `FROM`.
fn into_table(cursor: &mut Cursor) -> Option<(crate::name::ObjectName, Persistence)> {
    cursor.skip_until("INTO", |cursor| cursor.is_word("INTO") || cursor.is_word("FROM")).ok()?;
    if !cursor.eat_word("INTO") {
        return None;
    }
    // `temp` may be the table's own name.
    let is_name = ["FROM", "WHERE", "ORDER", "GROUP", "LIMIT", "UNION"].iter().any(|word| cursor.is_word_at(1, word));
    let persistence = match if is_name { None } else { cursor.eat_one_of(&["TEMP", "TEMPORARY", "UNLOGGED"]) } {
        Some("UNLOGGED") => Persistence::Unlogged,
        Some(_) => Persistence::Temporary,
        None => Persistence::Permanent,
    };
    cursor.eat_word("TABLE");
    Some((cursor.object_name().ok()?, persistence))
}

/// `SELECT set_config(…)` and nothing else.
fn set_config(cursor: &mut Cursor) -> Option<Set> {
    let mark = cursor.mark();
    let set = try_set_config(cursor);
    if set.is_none() {
        cursor.rewind(mark);
    }
    set
}

fn try_set_config(cursor: &mut Cursor) -> Option<Set> {
    cursor.expect_word("SELECT").ok()?;
    set_config_call(cursor)
}

/// `[pg_catalog.]set_config('name', 'value', is_local)` and nothing else.
pub(in crate::parse::postgres) fn set_config_call(cursor: &mut Cursor) -> Option<Set> {
    let function = cursor.object_name().ok()?;
    if function.name != "set_config" || !cursor.eat(TokenKind::LeftParen) {
        return None;
    }
    let name = Name::from(cursor.string().ok()?).to_lowercase();
    cursor.expect(TokenKind::Comma, "`,`").ok()?;
    let value_span = cursor.span();
    let value = if cursor.eat_word("NULL") { None } else { Some(cursor.string().ok()?) };
    cursor.expect(TokenKind::Comma, "`,`").ok()?;
    let local = matches!(cursor.keyword().as_str(), "TRUE") || cursor.word() == "'t'" || cursor.word() == "'true'";
    cursor.advance()?;
    cursor.expect(TokenKind::RightParen, "`)`").ok()?;
    if cursor.eat_word("AS") {
        cursor.name().ok()?;
    }
    let values = |value: String| value.split(',').map(|part| Name::from(part.trim().trim_matches('"'))).collect();
    cursor.at_end().then_some(Set { name, value: value.map(values), local, value_span })
}
