//! PostgreSQL's statements, told apart by their first words.

use super::cursor::{Cursor, Read};
use crate::operation::Located;

/// Reads one statement, all of it.
pub fn statement(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}
