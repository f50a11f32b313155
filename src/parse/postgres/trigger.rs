//! Triggers and rules.

use crate::{
    operation::Located,
    parse::cursor::{Cursor, Read},
};

pub(super) fn create_trigger(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}

pub(super) fn create_rule(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}
