//! Transactions and settings.

use crate::{
    operation::Located,
    parse::cursor::{Cursor, Read},
};

pub(super) fn statement(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}
