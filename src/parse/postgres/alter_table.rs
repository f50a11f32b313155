//! `ALTER` of a table or another relation.

use crate::{
    operation::Located,
    parse::cursor::{Cursor, Read},
};

pub(super) fn alter_relation(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}
