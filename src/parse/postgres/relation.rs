//! Relations as statements name them.

use crate::{
    operation::TableReference,
    parse::cursor::{Cursor, Read},
    source::TokenKind,
};

/// Reads `[ONLY] name [*]` or `ONLY (name)`.
pub(super) fn table_reference(cursor: &mut Cursor) -> Read<TableReference> {
    let only = cursor.eat_word("ONLY");
    let in_parentheses = only && cursor.eat(TokenKind::LeftParen);
    let name = cursor.object_name()?;
    if in_parentheses {
        cursor.expect(TokenKind::RightParen, "`)`")?;
    }
    cursor.eat_operator("*");
    Ok(TableReference { name, only })
}
