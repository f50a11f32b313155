//! `INSERT`, `UPDATE`, `DELETE` and `MERGE`.

use super::{Around, around, has_word};
use crate::{
    name::Name,
    operation::{Dml, DmlKind, DmlSource, Expression, Located, Predicate},
    parse::{
        cursor::{Cursor, Read},
        expression, insert_values,
        postgres::relation::table_reference,
        query,
    },
    source::{Span, Token, TokenKind},
};

/// Words after a table that are no alias of it.
const NO_ALIAS: &[&str] =
    &["SET", "FROM", "USING", "WHERE", "RETURNING", "VALUES", "DEFAULT", "SELECT", "WITH", "OVERRIDING", "TABLE"];

/// Reads an `INSERT`; `start` is where its `WITH` stands, if it has one.
pub(super) fn insert(cursor: &mut Cursor, start: usize) -> Read<Vec<Located>> {
    cursor.expect_word("INSERT")?;
    cursor.expect_word("INTO")?;
    let table = cursor.object_name()?;
    let alias = alias(cursor)?;
    let mark = cursor.mark();
    let columns = if is_column_list(cursor) { cursor.parenthesized(column)? } else { Vec::new() };
    let in_parts = has_parts(cursor, mark);
    if cursor.eat_word("OVERRIDING") {
        cursor.name()?;
        cursor.expect_word("VALUE")?;
    }
    let Source { is_query, width, rows } = source(cursor)?;
    let has_conflict = cursor.is_words(&["ON", "CONFLICT"]);
    let (conflict_updates, conflict_columns) = on_conflict(cursor)?;
    returning(cursor)?;
    let Around { reads, nested, nameless, uses } = around(cursor, start);
    let selects = is_query && (!reads.is_empty() || has_word(cursor, start, &["FROM"]));
    let dml = Dml {
        columns,
        source: if selects { DmlSource::Query } else { DmlSource::Values },
        in_parts,
        on_conflict: has_conflict,
        updates_on_conflict: conflict_updates.is_some(),
        conflict_updates: conflict_updates.unwrap_or_default(),
        conflict_columns,
        reads,
        nested,
        nameless,
        uses,
        width,
        rows,
        alias,
        ..Dml::new(DmlKind::Insert, table)
    };
    Ok(vec![Located::new(dml, cursor.statement())])
}

fn alias(cursor: &mut Cursor) -> Read<Option<Name>> {
    let is_bare =
        matches!(cursor.kind(), Some(TokenKind::Word | TokenKind::Quoted)) && !NO_ALIAS.contains(&cursor.keyword().as_str());
    if cursor.eat_word("AS") || is_bare { cursor.name().map(Some) } else { Ok(None) }
}

/// `(a, b)` and not `(SELECT …)`.
fn is_column_list(cursor: &Cursor) -> bool {
    cursor.is(TokenKind::LeftParen)
        && !["SELECT", "WITH", "VALUES", "TABLE"].iter().any(|word| cursor.is_word_at(1, word))
        && !cursor.peek_at(1).is_some_and(|token| token.kind == TokenKind::LeftParen)
}

/// A column, perhaps a part of it: `a`, `a.b`, `a[1]`.
fn column(cursor: &mut Cursor) -> Read<Name> {
    let name = cursor.name()?;
    loop {
        if cursor.eat(TokenKind::Dot) {
            cursor.name()?;
        } else if cursor.eat(TokenKind::LeftBracket) {
            cursor.skip_until("a subscript", |_| false)?;
            cursor.expect(TokenKind::RightBracket, "`]`")?;
        } else {
            return Ok(name);
        }
    }
}

/// Where an `INSERT` takes its rows from.
struct Source {
    is_query: bool,
    /// How many values a row has, where that can be told.
    width: Option<usize>,
    /// Short rows, as they are written.
    rows: Option<Box<str>>,
}

/// Reads it. The rows of a long `VALUES` are left out of the tokens.
fn source(cursor: &mut Cursor) -> Read<Source> {
    if cursor.eat_words(&["DEFAULT", "VALUES"]) {
        return Ok(Source { is_query: false, width: None, rows: None });
    }
    if cursor.eat_word("VALUES") {
        let from = cursor.last_span().end;
        let width = insert_values::width(cursor.source(), from);
        if cursor.is(TokenKind::LeftParen) {
            cursor.list(Cursor::skip_parentheses)?;
        }
        let rows = insert_values::rows(Span::new(from, cursor.span().start).text(cursor.source()));
        return Ok(Source { is_query: false, width, rows });
    }
    let query = super::query(cursor, |cursor| cursor.is_words(&["ON", "CONFLICT"]) || cursor.is_word("RETURNING"))?;
    let is_select = query.sql.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("SELECT"));
    let width = if is_select { query::output_columns(&query).map(|columns| columns.len()) } else { None };
    Ok(Source { is_query: true, width, rows: None })
}

/// A name before the cursor has a subscript or a field behind it.
fn has_parts(cursor: &Cursor, start: usize) -> bool {
    cursor.span_since(start).text(cursor.source()).contains(['[', '.'])
}

/// `ON CONFLICT …`: the columns that it updates, and the plain columns of its target.
fn on_conflict(cursor: &mut Cursor) -> Read<(Option<Vec<Name>>, Vec<Name>)> {
    if !cursor.eat_words(&["ON", "CONFLICT"]) {
        return Ok((None, Vec::new()));
    }
    let columns = conflict_columns(cursor);
    if !cursor.is_word("DO") {
        cursor.skip_until("a conflict target", |cursor| cursor.is_word("DO"))?;
    }
    cursor.expect_word("DO")?;
    if cursor.eat_word("NOTHING") {
        return Ok((None, columns));
    }
    cursor.expect_word("UPDATE")?;
    cursor.expect_word("SET")?;
    let assignments = cursor.list(assignment)?;
    predicate(cursor)?;
    Ok((Some(assignments.into_iter().flat_map(|assignment| assignment.columns).collect()), columns))
}

/// `(a, b)` and nothing behind it; none where it says more than names.
fn conflict_columns(cursor: &mut Cursor) -> Vec<Name> {
    let mark = cursor.mark();
    let columns = if cursor.is(TokenKind::LeftParen) { cursor.names_in_parentheses().unwrap_or_default() } else { Vec::new() };
    if cursor.is_word("DO") {
        return columns;
    }
    cursor.rewind(mark);
    Vec::new()
}

fn returning(cursor: &mut Cursor) -> Read<()> {
    if cursor.eat_word("RETURNING") {
        cursor.skip_until("an output column", |_| false)?;
    }
    cursor.expect_end()
}

/// Reads an `UPDATE`.
pub(super) fn update(cursor: &mut Cursor, start: usize) -> Read<Vec<Located>> {
    cursor.expect_word("UPDATE")?;
    let table = table_reference(cursor)?;
    let alias = alias(cursor)?;
    cursor.expect_word("SET")?;
    let assignments = cursor.list(assignment)?;
    let joins = cursor.eat_word("FROM");
    if joins {
        cursor.skip_until("a relation", |cursor| cursor.is_word("WHERE") || cursor.is_word("RETURNING"))?;
    }
    let predicate = predicate(cursor)?;
    returning(cursor)?;
    let Around { reads, nested, nameless, uses } = around(cursor, start);
    let single = assignments.iter().all(|assignment| assignment.columns.len() == 1);
    let in_parts = assignments.iter().any(|assignment| assignment.in_parts);
    let values = if single { assignments.iter().map(|assignment| assignment.value.clone()).collect() } else { Vec::new() };
    let dml = Dml {
        only: table.only,
        columns: assignments.into_iter().flat_map(|assignment| assignment.columns).collect(),
        predicate,
        in_parts,
        reads,
        nested,
        nameless,
        uses,
        values,
        alias,
        joins,
        ..Dml::new(DmlKind::Update, table.name)
    };
    Ok(vec![Located::new(dml, cursor.statement())])
}

/// `a = 1` or `(a, b) = (…)`.
struct Assignment {
    columns: Vec<Name>,
    in_parts: bool,
    value: Expression,
}

fn assignment(cursor: &mut Cursor) -> Read<Assignment> {
    let mark = cursor.mark();
    let columns = if cursor.is(TokenKind::LeftParen) { cursor.parenthesized(column)? } else { vec![column(cursor)?] };
    let in_parts = has_parts(cursor, mark);
    // `=` and what follows it may be one run of operator characters, as in `a =-1`.
    if !cursor.is(TokenKind::Operator) || !cursor.word().starts_with('=') {
        return cursor.expected("`=`");
    }
    cursor.advance();
    let value = cursor.expression_until(ends_assignment)?;
    Ok(Assignment { columns, in_parts, value })
}

fn ends_assignment(cursor: &Cursor) -> bool {
    let is_distinct = cursor.last_span().text(cursor.source()).eq_ignore_ascii_case("DISTINCT");
    cursor.is(TokenKind::Comma)
        || cursor.is_word("WHERE")
        || cursor.is_word("RETURNING")
        || cursor.is_word("FROM") && !is_distinct
}

fn predicate(cursor: &mut Cursor) -> Read<Predicate> {
    if !cursor.eat_word("WHERE") {
        return Ok(Predicate::Absent);
    }
    let mark = cursor.mark();
    let expression = cursor.expression_until(|cursor| cursor.is_word("RETURNING"))?;
    if may_be_constant(cursor, mark) && expression::is_always_true(&expression) {
        return Ok(Predicate::Always { span: expression.span });
    }
    Ok(Predicate::Some(expression))
}

/// No column is in sight, or `OR` may make up for one: only then is it worth a closer look.
fn may_be_constant(cursor: &Cursor, start: usize) -> bool {
    let mut ahead = *cursor;
    ahead.rewind(start);
    let read = ahead.rest().len().saturating_sub(cursor.rest().len());
    let tokens = &ahead.rest()[..read];
    let is = |token: &Token, words: &[&str]| {
        let word = token.span.text(cursor.source());
        words.iter().any(|known| word.eq_ignore_ascii_case(known))
    };
    let is_name = |token: &Token| match token.kind {
        TokenKind::Word => !is(token, &["TRUE", "FALSE", "NOT", "AND", "OR"]),
        kind => kind == TokenKind::Quoted,
    };
    if !tokens.iter().any(is_name) {
        return true;
    }
    // A column is compared, not a value: a name, and nothing before it that could make it a type or a collation.
    let compares_column = |at: usize| {
        let before = |back: usize| at.checked_sub(back).map(|at| &tokens[at]);
        before(1).is_some_and(is_name)
            && before(2).is_none_or(|token| token.kind == TokenKind::LeftParen || is(token, &["AND", "OR", "NOT", "."]))
    };
    let mut all = tokens.iter().enumerate();
    has_word(cursor, start, &["OR"])
        && all.any(|(at, token)| is(token, &["TRUE", "FALSE"]) || is(token, &["=", "<>", "!="]) && !compares_column(at))
}

/// Reads a `DELETE`.
pub(super) fn delete(cursor: &mut Cursor, start: usize) -> Read<Vec<Located>> {
    cursor.expect_word("DELETE")?;
    cursor.expect_word("FROM")?;
    let table = table_reference(cursor)?;
    let alias = alias(cursor)?;
    let joins = cursor.eat_word("USING");
    if joins {
        cursor.skip_until("a relation", |cursor| cursor.is_word("WHERE") || cursor.is_word("RETURNING"))?;
    }
    let predicate = predicate(cursor)?;
    returning(cursor)?;
    let Around { reads, nested, nameless, uses } = around(cursor, start);
    let dml =
        Dml { only: table.only, predicate, reads, nested, nameless, uses, alias, joins, ..Dml::new(DmlKind::Delete, table.name) };
    Ok(vec![Located::new(dml, cursor.statement())])
}

/// Reads a `MERGE`.
pub(super) fn merge(cursor: &mut Cursor, start: usize) -> Read<Vec<Located>> {
    cursor.expect_word("MERGE")?;
    cursor.expect_word("INTO")?;
    let table = table_reference(cursor)?;
    let alias = alias(cursor)?;
    cursor.expect_word("USING")?;
    cursor.skip_until("a relation", |cursor| cursor.is_word("WHEN"))?;
    let (mut merges, mut columns) = (Vec::new(), Vec::new());
    while cursor.eat_word("WHEN") {
        merges.extend(merge_action(cursor, &mut columns)?);
    }
    returning(cursor)?;
    let Around { reads, nested, nameless, uses } = around(cursor, start);
    let dml = Dml {
        only: table.only,
        columns,
        source: DmlSource::Query,
        merges,
        reads,
        nested,
        nameless,
        uses,
        alias,
        joins: true,
        ..Dml::new(DmlKind::Merge, table.name)
    };
    Ok(vec![Located::new(dml, cursor.statement())])
}

/// What stands after a `WHEN` of `MERGE`: a condition, and what is done with the row.
fn merge_action(cursor: &mut Cursor, columns: &mut Vec<Name>) -> Read<Option<DmlKind>> {
    cursor.skip_until("MATCHED", |cursor| cursor.is_word("THEN"))?;
    cursor.expect_word("THEN")?;
    let done = match cursor.eat_one_of(&["INSERT", "UPDATE", "DELETE", "DO"]) {
        Some("INSERT") => Some(DmlKind::Insert),
        Some("UPDATE") => Some(DmlKind::Update),
        Some("DELETE") => Some(DmlKind::Delete),
        Some(_) => None,
        None => return cursor.expected("INSERT, UPDATE, DELETE or DO NOTHING"),
    };
    if done == Some(DmlKind::Update) {
        cursor.expect_word("SET")?;
    }
    while !cursor.at_end() && !cursor.is_word("WHEN") && !cursor.is_word("RETURNING") {
        if done == Some(DmlKind::Update) {
            let names = if cursor.is(TokenKind::LeftParen) { cursor.parenthesized(column)? } else { vec![column(cursor)?] };
            columns.extend(names);
        }
        skip_merged_value(cursor)?;
        cursor.eat(TokenKind::Comma);
    }
    Ok(done)
}

/// Up to the next assignment or `WHEN`; a `CASE` has `WHEN`s of its own.
fn skip_merged_value(cursor: &mut Cursor) -> Read<()> {
    let mut cases = 0usize;
    while !cursor.at_end() {
        if cases == 0 && (cursor.is(TokenKind::Comma) || cursor.is_word("WHEN") || cursor.is_word("RETURNING")) {
            break;
        }
        if cursor.is(TokenKind::LeftParen) {
            cursor.skip_parentheses()?;
            continue;
        }
        match cursor.keyword().as_str() {
            "CASE" => cases += 1,
            "END" => cases = cases.saturating_sub(1),
            _ => {}
        }
        cursor.advance();
    }
    Ok(())
}
