//! `CREATE INDEX`.

use crate::{
    operation::Located,
    parse::cursor::{Cursor, Read},
};

pub(super) fn create_index(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}
