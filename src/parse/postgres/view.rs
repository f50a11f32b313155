//! Views and materialized views.

use super::{create_table::persistence, dml, parameters::parameters};
use crate::{
    operation::{CreateView, Located, Persistence, RefreshView},
    parse::cursor::{Cursor, Read},
    source::TokenKind,
};

/// Reads what follows `CREATE`.
pub(super) fn create(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let or_replace = cursor.eat_words(&["OR", "REPLACE"]);
    let temporary = persistence(cursor) == Persistence::Temporary;
    let recursive = cursor.eat_word("RECURSIVE");
    let materialized = cursor.eat_word("MATERIALIZED");
    cursor.expect_word("VIEW")?;
    let if_not_exists = cursor.eat_if_not_exists();
    let name = cursor.object_name()?;
    let columns = if cursor.is(TokenKind::LeftParen) { cursor.names_in_parentheses()? } else { Vec::new() };
    if cursor.eat_word("USING") {
        cursor.name()?;
    }
    let options = if cursor.eat_word("WITH") { parameters(cursor)? } else { Vec::new() };
    if cursor.eat_word("TABLESPACE") {
        cursor.name()?;
    }
    cursor.expect_word("AS")?;
    let query = dml::query(cursor, ends_query)?;
    let with_data = with_data(cursor)?;
    check_option(cursor)?;
    let view =
        CreateView { name, materialized, or_replace, if_not_exists, temporary, recursive, columns, options, query, with_data };
    Ok(vec![Located::new(view, cursor.statement())])
}

/// Reads what follows `REFRESH`.
pub(super) fn refresh(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expect_word("MATERIALIZED")?;
    cursor.expect_word("VIEW")?;
    let after_keyword = cursor.last_span().end;
    let concurrently = cursor.eat_word("CONCURRENTLY");
    let name = cursor.object_name()?;
    let with_data = with_data(cursor)?;
    Ok(vec![Located::new(RefreshView { name, concurrently, with_data, after_keyword }, cursor.statement())])
}

/// `WITH DATA`, `WITH NO DATA`, `WITH [CASCADED | LOCAL] CHECK OPTION`.
fn ends_query(cursor: &Cursor) -> bool {
    let ends: [&[&str]; 5] = [
        &["WITH", "DATA"],
        &["WITH", "NO", "DATA"],
        &["WITH", "CHECK", "OPTION"],
        &["WITH", "LOCAL", "CHECK"],
        &["WITH", "CASCADED", "CHECK"],
    ];
    cursor.is_word("WITH") && ends.iter().any(|words| cursor.is_words(words))
}

/// `WITH [NO] DATA`: whether the view is filled.
fn with_data(cursor: &mut Cursor) -> Read<bool> {
    if cursor.eat_words(&["WITH", "NO", "DATA"]) {
        return Ok(false);
    }
    cursor.eat_words(&["WITH", "DATA"]);
    Ok(true)
}

fn check_option(cursor: &mut Cursor) -> Read<()> {
    if !cursor.eat_word("WITH") {
        return Ok(());
    }
    cursor.eat_one_of(&["LOCAL", "CASCADED"]);
    cursor.expect_word("CHECK")?;
    cursor.expect_word("OPTION")
}
