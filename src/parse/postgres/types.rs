//! Types and domains.

use crate::{
    operation::Located,
    parse::cursor::{Cursor, Read},
};

pub(super) fn create_type(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}

pub(super) fn alter_type(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}

pub(super) fn create_domain(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}

pub(super) fn alter_domain(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}
