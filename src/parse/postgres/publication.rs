//! Publications.

use crate::{
    operation::Located,
    parse::cursor::{Cursor, Read},
};

pub(super) fn create_publication(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}

pub(super) fn alter_publication(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}
