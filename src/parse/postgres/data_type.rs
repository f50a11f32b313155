//! Data types, all spellings folded to the server's internal names (manual 8, table 8.1; `gram.y`, `Typename`).

use crate::{
    name::{self, Name, ObjectName},
    operation::DataType,
    parse::cursor::{Cursor, Read},
    source::TokenKind,
};

/// Reads a data type with its modifiers and array bounds.
pub(in crate::parse) fn data_type(cursor: &mut Cursor) -> Read<DataType> {
    cursor.eat_word("SETOF");
    let mut data_type = match cursor.peek_at(1) {
        Some(next) if next.kind == TokenKind::Dot => named(cursor)?,
        _ => match sql_type(cursor)? {
            Some(data_type) => data_type,
            None => named(cursor)?,
        },
    };
    data_type.dimensions = dimensions(cursor)?;
    Ok(data_type)
}

/// A type that the grammar itself knows; its words mean nothing else where a type stands.
fn sql_type(cursor: &mut Cursor) -> Read<Option<DataType>> {
    let mark = cursor.mark();
    let keyword = cursor.keyword();
    cursor.advance();
    let builtin = |name| Ok(Some(DataType::builtin(name)));
    match keyword.as_str() {
        "INT" | "INTEGER" => builtin("int4"),
        "SMALLINT" => builtin("int2"),
        "BIGINT" => builtin("int8"),
        "REAL" => builtin("float4"),
        "BOOLEAN" => builtin("bool"),
        "DOUBLE" if cursor.eat_word("PRECISION") => builtin("float8"),
        "FLOAT" => float(cursor).map(Some),
        "DECIMAL" | "DEC" | "NUMERIC" => numeric(cursor).map(Some),
        "VARCHAR" => with_modifiers(cursor, "varchar").map(Some),
        "CHARACTER" | "CHAR" | "NCHAR" => character(cursor).map(Some),
        "NATIONAL" if cursor.eat_one_of(&["CHARACTER", "CHAR"]).is_some() => character(cursor).map(Some),
        "BIT" => bit(cursor).map(Some),
        "TIMESTAMP" => with_time_zone(cursor, "timestamp", "timestamptz").map(Some),
        "TIME" => with_time_zone(cursor, "time", "timetz").map(Some),
        "INTERVAL" => interval(cursor).map(Some),
        _ => {
            cursor.rewind(mark);
            Ok(None)
        }
    }
}

/// A type by its name; also `table.column%TYPE`.
fn named(cursor: &mut Cursor) -> Read<DataType> {
    let (mark, is_word) = (cursor.mark(), cursor.is(TokenKind::Word));
    let mut name = cursor.object_name()?;
    if is_word && name.schema.is_none() && name::is_reserved(&name.name) {
        cursor.rewind(mark);
        return cursor.expected("a data type");
    }
    if name.schema.as_deref() == Some("pg_catalog") {
        name.schema = None;
    } else if let (None, Some(integer)) = (&name.schema, serial(&name.name)) {
        return Ok(DataType { serial: true, ..DataType::builtin(integer) });
    }
    let mut data_type = DataType { name, ..DataType::default() };
    if cursor.is_operator("%") && cursor.is_word_at(1, "TYPE") {
        cursor.advance();
        cursor.advance();
        data_type.fields = Some(Name::const_new("%type"));
    }
    modifiers(cursor, &mut data_type)?;
    Ok(data_type)
}

/// The integer type beneath a serial "type" (manual 8.1.4).
fn serial(name: &str) -> Option<&'static str> {
    match name {
        "serial" | "serial4" => Some("int4"),
        "bigserial" | "serial8" => Some("int8"),
        "smallserial" | "serial2" => Some("int2"),
        _ => None,
    }
}

fn with_modifiers(cursor: &mut Cursor, name: &str) -> Read<DataType> {
    let mut data_type = DataType::builtin(name);
    modifiers(cursor, &mut data_type)?;
    Ok(data_type)
}

/// `float(n)` is `real` up to 24 binary digits.
fn float(cursor: &mut Cursor) -> Read<DataType> {
    let precision = with_modifiers(cursor, "float8")?.modifiers;
    Ok(DataType::builtin(if precision.first().is_some_and(|&digits| digits <= 24) { "float4" } else { "float8" }))
}

/// `numeric(5)` is `numeric(5, 0)`.
fn numeric(cursor: &mut Cursor) -> Read<DataType> {
    let mut data_type = with_modifiers(cursor, "numeric")?;
    if data_type.modifiers.len() == 1 {
        data_type.modifiers.push(0);
    }
    Ok(data_type)
}

/// After `CHARACTER`, `CHAR`, `NCHAR`.
fn character(cursor: &mut Cursor) -> Read<DataType> {
    if cursor.eat_word("VARYING") { with_modifiers(cursor, "varchar") } else { with_length(cursor, "bpchar") }
}

/// After `BIT`.
fn bit(cursor: &mut Cursor) -> Read<DataType> {
    if cursor.eat_word("VARYING") { with_modifiers(cursor, "varbit") } else { with_length(cursor, "bit") }
}

/// A type whose length is 1 where none is written.
fn with_length(cursor: &mut Cursor, name: &str) -> Read<DataType> {
    let mut data_type = with_modifiers(cursor, name)?;
    if data_type.modifiers.is_empty() && data_type.fields.is_none() {
        data_type.modifiers.push(1);
    }
    Ok(data_type)
}

fn with_time_zone(cursor: &mut Cursor, without: &'static str, with: &'static str) -> Read<DataType> {
    let mut data_type = with_modifiers(cursor, without)?;
    if cursor.eat_words(&["WITH", "TIME", "ZONE"]) {
        data_type.name = ObjectName::bare(with);
    } else {
        cursor.eat_words(&["WITHOUT", "TIME", "ZONE"]);
    }
    Ok(data_type)
}

fn interval(cursor: &mut Cursor) -> Read<DataType> {
    let mut data_type = DataType::builtin("interval");
    data_type.fields = interval_fields(cursor);
    modifiers(cursor, &mut data_type)?;
    Ok(data_type)
}

/// `DAY`, `DAY TO SECOND`, …
pub(super) fn interval_fields(cursor: &mut Cursor) -> Option<Name> {
    const FIELDS: &[&str] = &["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"];
    let from = cursor.eat_one_of(FIELDS)?;
    let to = if cursor.eat_word("TO") { cursor.eat_one_of(FIELDS) } else { None };
    let fields = to.map_or(from.to_owned(), |to| format!("{from} to {to}"));
    Some(fields.to_ascii_lowercase().into())
}

/// `(20)`, `(5, 2)`, `(Point, 4326)`, or nothing.
fn modifiers(cursor: &mut Cursor, data_type: &mut DataType) -> Read<()> {
    if !cursor.is(TokenKind::LeftParen) {
        return Ok(());
    }
    cursor.parenthesized(|cursor| modifier(cursor, data_type))?;
    Ok(())
}

fn modifier(cursor: &mut Cursor, data_type: &mut DataType) -> Read<()> {
    if let Ok(number) = cursor.integer() {
        data_type.modifiers.push(i32::try_from(number).unwrap_or(i32::MAX));
        return Ok(());
    }
    let word: Name = if cursor.is(TokenKind::String) { cursor.string()?.into() } else { cursor.name()? };
    data_type.fields = Some(match data_type.fields.take() {
        Some(fields) => format!("{fields}, {word}").into(),
        None => word,
    });
    Ok(())
}

/// `[]`, `[3][4]`, `ARRAY`, `ARRAY[3]`: 1 for all of them, as the server keeps neither number nor size.
fn dimensions(cursor: &mut Cursor) -> Read<u8> {
    let mut is_array = cursor.eat_word("ARRAY");
    while cursor.eat(TokenKind::LeftBracket) {
        cursor.eat(TokenKind::Number);
        cursor.expect(TokenKind::RightBracket, "`]`")?;
        is_array = true;
    }
    Ok(u8::from(is_array))
}
