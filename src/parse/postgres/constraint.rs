//! Constraints, as columns and tables write them.

use super::{index, parameters::parameters};
use crate::{
    name::Name,
    operation::{Constraint, ConstraintKind, Deferral, ForeignKey, ReferentialAction, Unique},
    parse::cursor::{Cursor, Read},
    source::TokenKind,
};

/// Whether a table constraint starts here, and not a column.
pub(super) fn is_table_constraint(cursor: &Cursor) -> bool {
    match cursor.keyword().as_str() {
        "CONSTRAINT" | "CHECK" | "UNIQUE" | "PRIMARY" | "FOREIGN" | "NOT" => true,
        "EXCLUDE" => cursor.is_word_at(1, "USING") || cursor.peek_at(1).is_some_and(|next| next.kind == TokenKind::LeftParen),
        _ => false,
    }
}

/// Reads a table constraint, from `CONSTRAINT name` on.
pub(super) fn table_constraint(cursor: &mut Cursor) -> Read<Constraint> {
    let mark = cursor.mark();
    let name = constraint_name(cursor)?;
    let mut constraint = Constraint::new(table_kind(cursor)?, cursor.span_since(mark));
    constraint.name = name;
    while attribute(cursor, &mut constraint)? {}
    constraint.span = cursor.span_since(mark);
    Ok(constraint)
}

/// `CONSTRAINT name`, if it is written.
pub(super) fn constraint_name(cursor: &mut Cursor) -> Read<Option<Name>> {
    if cursor.eat_word("CONSTRAINT") { cursor.name().map(Some) } else { Ok(None) }
}

fn table_kind(cursor: &mut Cursor) -> Read<ConstraintKind> {
    if cursor.eat_word("CHECK") {
        return Ok(ConstraintKind::Check(cursor.expression_in_parentheses()?));
    }
    if cursor.eat_words(&["NOT", "NULL"]) {
        return Ok(ConstraintKind::NotNull(cursor.name()?));
    }
    if cursor.eat_words(&["FOREIGN", "KEY"]) {
        let columns = key_columns(cursor)?;
        return references(cursor, columns);
    }
    if cursor.eat_word("EXCLUDE") {
        return exclude(cursor);
    }
    unique(cursor, None)
}

/// `UNIQUE` or `PRIMARY KEY`: of the column given, or of the columns or index written after it.
pub(super) fn unique(cursor: &mut Cursor, column: Option<&Name>) -> Read<ConstraintKind> {
    let primary = cursor.eat_words(&["PRIMARY", "KEY"]);
    if !primary {
        cursor.expect_word("UNIQUE")?;
    }
    let mut unique = Unique { primary, nulls_not_distinct: nulls_not_distinct(cursor), ..Unique::default() };
    match column {
        Some(column) => unique.columns.push(column.clone()),
        None if cursor.is_words(&["USING", "INDEX"]) && !cursor.is_word_at(2, "TABLESPACE") => {
            cursor.eat_words(&["USING", "INDEX"]);
            unique.using_index = Some(cursor.name()?);
        }
        None => unique.columns = cursor.parenthesized(|cursor| unique_column(cursor, &mut unique.without_overlaps))?,
    }
    unique.include = index_parameters(cursor)?;
    Ok(ConstraintKind::Unique(unique))
}

fn unique_column(cursor: &mut Cursor, without_overlaps: &mut bool) -> Read<Name> {
    let name = cursor.name()?;
    *without_overlaps |= cursor.eat_words(&["WITHOUT", "OVERLAPS"]);
    Ok(name)
}

/// `NULLS NOT DISTINCT`; the default may be written too.
pub(super) fn nulls_not_distinct(cursor: &mut Cursor) -> bool {
    !cursor.eat_words(&["NULLS", "DISTINCT"]) && cursor.eat_words(&["NULLS", "NOT", "DISTINCT"])
}

/// `INCLUDE (…)`, which is returned, `WITH (…)`, `USING INDEX TABLESPACE …`.
fn index_parameters(cursor: &mut Cursor) -> Read<Vec<Name>> {
    let include = if cursor.eat_word("INCLUDE") { cursor.names_in_parentheses()? } else { Vec::new() };
    if cursor.eat_word("WITH") {
        parameters(cursor)?;
    }
    if cursor.eat_words(&["USING", "INDEX", "TABLESPACE"]) {
        cursor.name()?;
    }
    Ok(include)
}

fn exclude(cursor: &mut Cursor) -> Read<ConstraintKind> {
    if cursor.eat_word("USING") {
        cursor.name()?;
    }
    let elements = cursor.parenthesized(exclude_element)?;
    index_parameters(cursor)?;
    if cursor.eat_word("WHERE") {
        cursor.skip_parentheses()?;
    }
    Ok(ConstraintKind::Exclude { columns: elements.into_iter().flatten().collect() })
}

/// `column WITH =`, `expression WITH OPERATOR(pg_catalog.&&)`: the column, where it is one.
fn exclude_element(cursor: &mut Cursor) -> Read<Option<Name>> {
    let key = index::index_key(cursor)?;
    cursor.expect_word("WITH")?;
    if cursor.eat_word("OPERATOR") {
        cursor.skip_parentheses()?;
    } else {
        cursor.expect(TokenKind::Operator, "an operator")?;
    }
    Ok(key.column)
}

/// `(a, b)`; the last may be `PERIOD b` (PostgreSQL 18).
fn key_columns(cursor: &mut Cursor) -> Read<Vec<Name>> {
    cursor.parenthesized(|cursor| {
        if cursor.is_word("PERIOD") && cursor.peek_at(1).is_some_and(|next| next.kind != TokenKind::RightParen) {
            cursor.eat_word("PERIOD");
        }
        cursor.name()
    })
}

/// `REFERENCES table (columns) MATCH … ON DELETE … ON UPDATE …`.
pub(super) fn references(cursor: &mut Cursor, columns: Vec<Name>) -> Read<ConstraintKind> {
    cursor.expect_word("REFERENCES")?;
    let references = cursor.object_name()?;
    let referenced_columns = if cursor.is(TokenKind::LeftParen) { key_columns(cursor)? } else { Vec::new() };
    if cursor.eat_word("MATCH") && cursor.eat_one_of(&["FULL", "PARTIAL", "SIMPLE"]).is_none() {
        return cursor.expected("FULL, PARTIAL or SIMPLE");
    }
    let (mut on_delete, mut on_update) = Default::default();
    loop {
        if cursor.eat_words(&["ON", "DELETE"]) {
            on_delete = referential_action(cursor)?;
        } else if cursor.eat_words(&["ON", "UPDATE"]) {
            on_update = referential_action(cursor)?;
        } else {
            break;
        }
    }
    Ok(ConstraintKind::ForeignKey(ForeignKey { columns, references, referenced_columns, on_delete, on_update }))
}

fn referential_action(cursor: &mut Cursor) -> Read<ReferentialAction> {
    const ACTIONS: [(&[&str], ReferentialAction); 5] = [
        (&["CASCADE"], ReferentialAction::Cascade),
        (&["SET", "NULL"], ReferentialAction::SetNull),
        (&["SET", "DEFAULT"], ReferentialAction::SetDefault),
        (&["RESTRICT"], ReferentialAction::Restrict),
        (&["NO", "ACTION"], ReferentialAction::NoAction),
    ];
    let Some((words, action)) = ACTIONS.into_iter().find(|(words, _)| cursor.eat_words(words)) else {
        return cursor.expected("CASCADE, SET NULL, SET DEFAULT, RESTRICT or NO ACTION");
    };
    if words[0] == "SET" && cursor.is(TokenKind::LeftParen) {
        cursor.names_in_parentheses()?;
    }
    Ok(action)
}

/// Reads one attribute after a constraint, if one stands here: deferrability, `NOT VALID`, `NO INHERIT`, `NOT ENFORCED`.
pub(super) fn attribute(cursor: &mut Cursor, constraint: &mut Constraint) -> Read<bool> {
    if cursor.eat_word("DEFERRABLE") {
        constraint.deferral = constraint.deferral.max(Deferral::Deferrable);
    } else if cursor.eat_word("INITIALLY") {
        let deferred = cursor.eat_word("DEFERRED");
        if !deferred {
            cursor.expect_word("IMMEDIATE")?;
        }
        if deferred {
            constraint.deferral = Deferral::Deferred;
        }
    } else if cursor.eat_words(&["NOT", "VALID"]) {
        constraint.not_valid = true;
    } else if cursor.eat_words(&["NO", "INHERIT"]) {
        constraint.no_inherit = true;
    } else if cursor.eat_words(&["NOT", "ENFORCED"]) {
        constraint.not_enforced = true;
    } else if !cursor.eat_words(&["NOT", "DEFERRABLE"]) && !cursor.eat_word("ENFORCED") {
        return Ok(false);
    }
    Ok(true)
}
