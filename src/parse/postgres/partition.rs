//! Partition keys and bounds.

use super::index;
use crate::{
    operation::{PartitionBound, PartitionKey, PartitionStrategy},
    parse::cursor::{Cursor, Read},
    source::TokenKind,
};

/// Reads what follows `PARTITION BY`.
pub(super) fn partition_key(cursor: &mut Cursor) -> Read<PartitionKey> {
    let strategy = match cursor.eat_one_of(&["RANGE", "LIST", "HASH"]) {
        Some("RANGE") => PartitionStrategy::Range,
        Some("LIST") => PartitionStrategy::List,
        Some(_) => PartitionStrategy::Hash,
        None => return cursor.expected("RANGE, LIST or HASH"),
    };
    let columns = cursor.parenthesized(|cursor| Ok(index::index_key(cursor)?.column))?;
    Ok(PartitionKey { strategy, columns })
}

/// Reads `DEFAULT` or `FOR VALUES …`.
pub(super) fn partition_bound(cursor: &mut Cursor) -> Read<PartitionBound> {
    if cursor.eat_word("DEFAULT") {
        return Ok(PartitionBound::Default);
    }
    cursor.expect_word("FOR")?;
    cursor.expect_word("VALUES")?;
    if cursor.eat_word("IN") {
        return Ok(PartitionBound::List(cursor.parenthesized(value)?));
    }
    if cursor.eat_word("WITH") {
        return hash_bound(cursor);
    }
    cursor.expect_word("FROM")?;
    let from = cursor.parenthesized(value)?;
    cursor.expect_word("TO")?;
    Ok(PartitionBound::Range { from, to: cursor.parenthesized(value)? })
}

/// `(MODULUS m, REMAINDER r)`, in either order.
fn hash_bound(cursor: &mut Cursor) -> Read<PartitionBound> {
    let (mut modulus, mut remainder) = (0, 0);
    cursor.parenthesized(|cursor| {
        let Some(word) = cursor.eat_one_of(&["MODULUS", "REMAINDER"]) else { return cursor.expected("MODULUS or REMAINDER") };
        let number = u32::try_from(cursor.integer()?).unwrap_or(u32::MAX);
        *(if word == "MODULUS" { &mut modulus } else { &mut remainder }) = number;
        Ok(())
    })?;
    Ok(PartitionBound::Hash { modulus, remainder })
}

fn value(cursor: &mut Cursor) -> Read<Box<str>> {
    let span = cursor.skip_until("a value", |cursor| cursor.is(TokenKind::Comma))?;
    Ok(cursor.masked(span))
}
