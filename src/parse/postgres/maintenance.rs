//! `VACUUM` and its like.

use crate::{
    operation::Located,
    parse::cursor::{Cursor, Read},
};

pub(super) fn vacuum(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}

pub(super) fn analyze(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}

pub(super) fn cluster(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}

pub(super) fn reindex(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}

pub(super) fn truncate(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}

pub(super) fn lock(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expected("a statement that ddlint knows")
}
