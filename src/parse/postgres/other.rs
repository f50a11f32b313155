//! Statements that touch no table.

use crate::{
    operation::Located,
    parse::cursor::{Cursor, Read},
};

pub(super) fn statement(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}

pub(super) fn create(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}
