//! Statements that touch no table.

use crate::{
    operation::{Located, Other},
    parse::cursor::{Cursor, Read},
    source::TokenKind,
};

/// The first words of statements that are known and not looked into.
const COMMANDS: &[&[&str]] = &[
    &["CHECKPOINT"],
    &["LISTEN"],
    &["UNLISTEN"],
    &["NOTIFY"],
    &["LOAD"],
    &["DISCARD"],
    &["PREPARE"],
    &["EXECUTE"],
    &["DEALLOCATE"],
    &["DECLARE"],
    &["FETCH"],
    &["MOVE"],
    &["CLOSE"],
    &["SHOW"],
    &["SECURITY", "LABEL"],
    &["REASSIGN", "OWNED"],
    &["IMPORT", "FOREIGN", "SCHEMA"],
];

/// What `CREATE` may make beside the objects that have readers of their own.
const CREATED: &[&[&str]] = &[
    &["ROLE"],
    &["USER", "MAPPING"],
    &["USER"],
    &["GROUP"],
    &["DATABASE"],
    &["TABLESPACE"],
    &["SUBSCRIPTION"],
    &["SERVER"],
    &["FOREIGN", "DATA", "WRAPPER"],
    &["LANGUAGE"],
    &["TRUSTED", "LANGUAGE"],
    &["PROCEDURAL", "LANGUAGE"],
    &["TRUSTED", "PROCEDURAL", "LANGUAGE"],
    &["CAST"],
    &["OPERATOR", "CLASS"],
    &["OPERATOR", "FAMILY"],
    &["OPERATOR"],
    &["AGGREGATE"],
    &["COLLATION"],
    &["CONVERSION"],
    &["DEFAULT", "CONVERSION"],
    &["TEXT", "SEARCH"],
    &["EVENT", "TRIGGER"],
    &["ACCESS", "METHOD"],
    &["TRANSFORM"],
];

/// Reads the whole statement.
pub(super) fn statement(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let Some(words) = COMMANDS.iter().find(|words| cursor.is_words(words)) else {
        return cursor.expected("a statement that ddlint knows");
    };
    if cursor.is_words(&["DISCARD", "ALL"]) {
        return rest_outside_transaction(cursor, "DISCARD ALL");
    }
    rest(cursor, &words.join(" "))
}

/// Reads what follows `CREATE`.
pub(super) fn create(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.eat_words(&["OR", "REPLACE"]);
    let Some(words) = CREATED.iter().find(|words| cursor.is_words(words)) else {
        return cursor.expected("a kind of object");
    };
    let command = format!("CREATE {}", words.join(" "));
    if cursor.peek_at(words.len()).is_none() {
        return cursor.expected("a name");
    }
    match words[0] {
        "DATABASE" | "TABLESPACE" => rest_outside_transaction(cursor, &command),
        "SUBSCRIPTION" if makes_slot(cursor) => rest_outside_transaction(cursor, &command),
        _ => rest(cursor, &command),
    }
}

/// Not `WITH (create_slot = false)` or `connect = false`.
fn makes_slot(cursor: &Cursor) -> bool {
    let mut ahead = *cursor;
    while !ahead.at_end() {
        let names_option = ahead.is_word("create_slot") || ahead.is_word("connect");
        ahead.advance();
        if names_option && ahead.eat_operator("=") && matches!(ahead.word().trim_matches('\''), "false" | "off" | "FALSE" | "0") {
            return false;
        }
    }
    true
}

/// A statement that is not looked into further than that its parentheses match.
pub(super) fn rest(cursor: &mut Cursor, command: &str) -> Read<Vec<Located>> {
    skip(cursor)?;
    Ok(vec![Located::new(Other { command: command.into(), outside_transaction: false }, cursor.statement())])
}

/// The same for one that the server refuses in a transaction block.
pub(super) fn rest_outside_transaction(cursor: &mut Cursor, command: &str) -> Read<Vec<Located>> {
    skip(cursor)?;
    Ok(vec![Located::new(Other { command: command.into(), outside_transaction: true }, cursor.statement())])
}

fn skip(cursor: &mut Cursor) -> Read<()> {
    let mut depth = 0usize;
    while let Some(kind) = cursor.kind() {
        match kind {
            TokenKind::LeftParen => depth += 1,
            TokenKind::RightParen if depth == 0 => return cursor.expected("the end of the statement"),
            TokenKind::RightParen => depth -= 1,
            TokenKind::Unterminated => return cursor.expected("a closing quote"),
            _ => {}
        }
        cursor.advance();
    }
    if depth == 0 { Ok(()) } else { cursor.expected("`)`") }
}
