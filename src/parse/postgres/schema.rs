//! Schemas, extensions and extended statistics.

use crate::{
    operation::Located,
    parse::cursor::{Cursor, Read},
};

pub(super) fn create_schema(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}

pub(super) fn create_extension(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}

pub(super) fn create_statistics(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}
