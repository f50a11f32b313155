//! Columns as `CREATE TABLE` and `ADD COLUMN` define them.

use super::{constraint, data_type::data_type, default_expression::default_expression};
use crate::{
    name::Name,
    operation::{Column, Constraint, ConstraintKind, Generated},
    parse::cursor::{Cursor, Read},
    source::TokenKind,
};

/// Reads `name type` and all that is said of the column.
pub(super) fn column(cursor: &mut Cursor) -> Read<Column> {
    let mut column = named(cursor)?;
    let mark = cursor.mark();
    column.data_type = data_type(cursor)?;
    column.type_span = cursor.span_since(mark);
    clauses(cursor, column)
}

/// Reads `name [WITH OPTIONS]` and what is said of a column that a parent or a type defines; its type stays empty.
pub(super) fn column_options(cursor: &mut Cursor) -> Read<Column> {
    let column = named(cursor)?;
    cursor.eat_words(&["WITH", "OPTIONS"]);
    clauses(cursor, column)
}

fn named(cursor: &mut Cursor) -> Read<Column> {
    let name_span = cursor.span();
    Ok(Column { name: cursor.name()?, name_span, ..Column::default() })
}

fn clauses(cursor: &mut Cursor, mut column: Column) -> Read<Column> {
    while clause(cursor, &mut column)? {}
    Ok(column)
}

/// Reads one clause, if one stands here. They come in any order.
fn clause(cursor: &mut Cursor, column: &mut Column) -> Read<bool> {
    if let Some(last) = column.constraints.last_mut()
        && constraint::attribute(cursor, last)?
    {
        last.span = last.span.to(cursor.last_span());
        return Ok(true);
    }
    let mark = cursor.mark();
    let name = constraint::constraint_name(cursor)?;
    match cursor.keyword().as_str() {
        "NOT" => not_null(cursor, column)?,
        "CHECK" | "UNIQUE" | "PRIMARY" | "REFERENCES" => constrain(cursor, column, mark, name)?,
        "NULL" => drop(cursor.advance()),
        "DEFAULT" => {
            cursor.advance();
            column.default = Some(default_expression(cursor)?);
        }
        "GENERATED" => generated(cursor, column)?,
        _ if name.is_some() => return cursor.expected("a constraint"),
        _ => return setting(cursor, column),
    }
    Ok(true)
}

/// What says nothing of the column's values.
fn setting(cursor: &mut Cursor, column: &mut Column) -> Read<bool> {
    if cursor.eat_word("COLLATE") {
        column.collation = Some(cursor.object_name()?);
    } else if cursor.eat_word("STORAGE") {
        column.storage = true;
        cursor.name()?;
    } else if cursor.eat_word("COMPRESSION") {
        column.compression = true;
        cursor.name()?;
    } else if cursor.is_word("OPTIONS") && cursor.peek_at(1).is_some_and(|next| next.kind == TokenKind::LeftParen) {
        cursor.advance();
        cursor.skip_parentheses()?;
    } else {
        return Ok(false);
    }
    Ok(true)
}

fn not_null(cursor: &mut Cursor, column: &mut Column) -> Read<()> {
    if !cursor.eat_words(&["NOT", "NULL"]) {
        return cursor.expected("NOT NULL");
    }
    column.not_null = true;
    cursor.eat_words(&["NO", "INHERIT"]);
    Ok(())
}

fn constrain(cursor: &mut Cursor, column: &mut Column, mark: usize, name: Option<Name>) -> Read<()> {
    let kind = match cursor.keyword().as_str() {
        "CHECK" => {
            cursor.advance();
            ConstraintKind::Check(cursor.expression_in_parentheses()?)
        }
        "REFERENCES" => constraint::references(cursor, vec![column.name.clone()])?,
        _ => constraint::unique(cursor, Some(&column.name))?,
    };
    column.not_null |= matches!(&kind, ConstraintKind::Unique(unique) if unique.primary);
    column.constraints.push(Constraint { name, ..Constraint::new(kind, cursor.span_since(mark)) });
    Ok(())
}

fn generated(cursor: &mut Cursor, column: &mut Column) -> Read<()> {
    cursor.expect_word("GENERATED")?;
    if !cursor.eat_words(&["BY", "DEFAULT"]) {
        cursor.expect_word("ALWAYS")?;
    }
    cursor.expect_word("AS")?;
    if cursor.eat_word("IDENTITY") {
        column.identity = true;
        if cursor.is(TokenKind::LeftParen) {
            cursor.skip_parentheses()?;
        }
        return Ok(());
    }
    let expression = cursor.expression_in_parentheses()?;
    let stored = cursor.eat_word("STORED");
    if !stored {
        cursor.eat_word("VIRTUAL");
    }
    column.generated = Some(Generated { expression, stored });
    Ok(())
}
