//! Storage parameters and options: `(fillfactor = 70, toast.autovacuum_enabled = false)`.

use crate::{
    name::Name,
    parse::cursor::{Cursor, Read},
    source::TokenKind,
};

/// Reads `( name [= value], … )`. A value is kept without quotes, folded if it is a word.
pub(super) fn parameters(cursor: &mut Cursor) -> Read<Vec<(Name, Option<Name>)>> {
    cursor.parenthesized(|cursor| {
        let name = parameter_name(cursor)?;
        let value = if is_equals(cursor) { Some(value(cursor)?) } else { None };
        Ok((name, value))
    })
}

/// Reads `( name, … )`, as `RESET` takes it; a value is allowed and ignored, as the server does.
pub(super) fn parameter_names(cursor: &mut Cursor) -> Read<Vec<Name>> {
    Ok(parameters(cursor)?.into_iter().map(|(name, _)| name).collect())
}

/// A name, with `toast.` where it is written.
fn parameter_name(cursor: &mut Cursor) -> Read<Name> {
    let name = cursor.object_name()?;
    Ok(match name.schema {
        Some(namespace) => format!("{namespace}.{}", name.name).into(),
        None => name.name,
    })
}

/// `=`, also in `=-1`, which is one run of operator characters.
fn is_equals(cursor: &Cursor) -> bool {
    cursor.is(TokenKind::Operator) && cursor.word().starts_with('=')
}

fn value(cursor: &mut Cursor) -> Read<Name> {
    let sign = if cursor.word().ends_with('-') { "-" } else { "" };
    cursor.advance();
    let sign = if cursor.eat_operator("-") { "-" } else { sign };
    match cursor.kind() {
        Some(TokenKind::String | TokenKind::DollarString) => Ok(cursor.string()?.into()),
        Some(TokenKind::Number) => {
            let value = format!("{sign}{}", cursor.word());
            cursor.advance();
            Ok(value.into())
        }
        _ => Ok(cursor.object_name()?.name),
    }
}
