//! `DO` blocks.

use crate::{
    operation::Located,
    parse::cursor::{Cursor, Read},
};

pub(super) fn do_block(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}
