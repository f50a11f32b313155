//! Schemas, extensions and extended statistics.

use crate::{
    name::Name,
    operation::{CreateExtension, CreateSchema, CreateStatistics, Located, Operation},
    parse::cursor::{Cursor, Read},
    source::TokenKind,
};

/// Reads what follows `CREATE`; the statements inside follow as operations of their own.
pub(super) fn create_schema(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expect_word("SCHEMA")?;
    let if_not_exists = cursor.eat_if_not_exists();
    let mut name = if cursor.is_word("AUTHORIZATION") { None } else { Some(cursor.name()?) };
    if cursor.eat_word("AUTHORIZATION") {
        let role = cursor.name()?;
        name.get_or_insert(role);
    }
    let name = name.unwrap_or_default();
    let mut operations = vec![Located::new(CreateSchema { name: name.clone(), if_not_exists }, cursor.statement())];
    while !cursor.at_end() {
        operations.extend(element(cursor)?.into_iter().map(|element| in_schema(element, &name)));
    }
    Ok(operations)
}

/// One statement inside `CREATE SCHEMA`, up to the next `CREATE` or `GRANT`.
fn element(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let starts = |cursor: &Cursor| cursor.is_word("CREATE") && !cursor.is_word_at(1, "SCHEMA") || cursor.is_word("GRANT");
    if !starts(cursor) {
        return cursor.expected("CREATE or GRANT");
    }
    let tokens = cursor.rest();
    let mark = cursor.mark();
    cursor.advance();
    let span = cursor.skip_until("a statement", starts)?;
    let count = cursor.mark() - mark;
    let span = tokens.first().map_or(span, |first| first.span.to(span));
    super::statement(&mut Cursor::new(cursor.source(), &tokens[..count.min(tokens.len())], span))
}

/// Names without a schema belong to the new one.
fn in_schema(mut element: Located, schema: &Name) -> Located {
    let name = match &mut element.operation {
        Operation::CreateTable(create) => &mut create.name,
        Operation::AlterTable(alter) => &mut alter.table,
        Operation::CreateIndex(index) => &mut index.table,
        Operation::CreateView(view) => &mut view.name,
        Operation::CreateSequence(sequence) => &mut sequence.name,
        Operation::CreateTrigger(trigger) => &mut trigger.table,
        _ => return element,
    };
    name.schema.get_or_insert_with(|| schema.clone());
    element
}

/// Reads what follows `CREATE`.
pub(super) fn create_extension(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expect_word("EXTENSION")?;
    let if_not_exists = cursor.eat_if_not_exists();
    let name = cursor.name()?;
    let mut schema = None;
    cursor.eat_word("WITH");
    while let Some(word) = cursor.eat_one_of(&["SCHEMA", "VERSION", "FROM", "CASCADE"]) {
        match word {
            "SCHEMA" => schema = Some(cursor.name()?),
            "CASCADE" => {}
            _ if cursor.is(TokenKind::String) => drop(cursor.string()?),
            _ => drop(cursor.name()?),
        }
    }
    Ok(vec![Located::new(CreateExtension { name, if_not_exists, schema }, cursor.statement())])
}

/// Reads what follows `CREATE`.
pub(super) fn create_statistics(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expect_word("STATISTICS")?;
    let if_not_exists = cursor.eat_if_not_exists();
    let is_unnamed = cursor.is_word("ON") || cursor.is(TokenKind::LeftParen);
    let name = if is_unnamed { None } else { Some(cursor.object_name()?) };
    if cursor.is(TokenKind::LeftParen) {
        cursor.names_in_parentheses()?;
    }
    cursor.expect_word("ON")?;
    let columns = cursor.list(statistics_element)?.into_iter().flatten().collect();
    cursor.expect_word("FROM")?;
    let table = cursor.object_name()?;
    Ok(vec![Located::new(CreateStatistics { name, if_not_exists, columns, table }, cursor.statement())])
}

/// A column; `None` for an expression.
fn statistics_element(cursor: &mut Cursor) -> Read<Option<Name>> {
    if cursor.is(TokenKind::LeftParen) {
        cursor.skip_parentheses()?;
        return Ok(None);
    }
    let name = cursor.name()?;
    if cursor.is(TokenKind::LeftParen) {
        cursor.skip_parentheses()?;
        return Ok(None);
    }
    Ok(Some(name))
}
