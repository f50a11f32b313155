//! `GRANT` and `REVOKE`.

use crate::{
    name::{Name, ObjectName},
    operation::{Grant, GrantTarget, Located, ObjectKind},
    parse::cursor::{Cursor, Read},
    source::TokenKind,
};

/// `GRANT … ON … TO …`, `REVOKE … ON … FROM …`, and of roles.
pub(super) fn statement(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let revoke = cursor.eat_one_of(&["GRANT", "REVOKE"]) == Some("REVOKE");
    if revoke && cursor.eat_one_of(&["GRANT", "ADMIN", "INHERIT"]).is_some() {
        cursor.expect_word("OPTION")?;
        cursor.expect_word("FOR")?;
    }
    let privileges = cursor.list(privilege)?;
    let target = if cursor.eat_word("ON") { target(cursor)? } else { GrantTarget::Roles };
    let direction = if revoke { "FROM" } else { "TO" };
    cursor.expect_word(direction)?;
    let grantees = cursor.list(grantee)?;
    options(cursor)?;
    Ok(vec![Located::new(Grant { revoke, privileges, target, grantees }, cursor.statement())])
}

/// `ALL [PRIVILEGES]`, `SELECT (a, b)`, a role's name, `ALTER SYSTEM`.
fn privilege(cursor: &mut Cursor) -> Read<Name> {
    if cursor.eat_words(&["ALTER", "SYSTEM"]) {
        return Ok(Name::const_new("alter system"));
    }
    let name = cursor.name()?;
    if name == "all" {
        cursor.eat_word("PRIVILEGES");
    }
    if cursor.is(TokenKind::LeftParen) {
        cursor.names_in_parentheses()?;
    }
    Ok(name)
}

fn target(cursor: &mut Cursor) -> Read<GrantTarget> {
    if cursor.eat_word("ALL") {
        let kind = cursor.eat_one_of(&["TABLES", "SEQUENCES", "FUNCTIONS", "PROCEDURES", "ROUTINES"]);
        cursor.expect_word("IN")?;
        cursor.expect_word("SCHEMA")?;
        let schemas = cursor.list(Cursor::name)?;
        return Ok(match kind {
            Some("TABLES") => GrantTarget::AllTables(schemas),
            _ => GrantTarget::Objects(ObjectKind::Schema, schemas.into_iter().map(ObjectName::bare).collect()),
        });
    }
    let Some(kind) = kind(cursor) else {
        cursor.eat_word("TABLE");
        return Ok(GrantTarget::Tables(cursor.object_names()?));
    };
    let names = cursor.list(|cursor| {
        let name = if cursor.is(TokenKind::Number) { ObjectName::bare(number(cursor)) } else { cursor.object_name()? };
        if cursor.is(TokenKind::LeftParen) {
            cursor.skip_parentheses()?;
        }
        Ok(name)
    })?;
    Ok(GrantTarget::Objects(kind, names))
}

/// A large object's number.
fn number(cursor: &mut Cursor) -> Name {
    let word = cursor.word().into();
    cursor.advance();
    word
}

/// The kind of object where it is no table.
fn kind(cursor: &mut Cursor) -> Option<ObjectKind> {
    const TWO: &[([&str; 2], ObjectKind)] =
        &[(["FOREIGN", "SERVER"], ObjectKind::Other), (["LARGE", "OBJECT"], ObjectKind::Other)];
    const ONE: &[(&str, ObjectKind)] = &[
        ("SEQUENCE", ObjectKind::Sequence),
        ("DATABASE", ObjectKind::Database),
        ("DOMAIN", ObjectKind::Domain),
        ("FUNCTION", ObjectKind::Function),
        ("PROCEDURE", ObjectKind::Procedure),
        ("ROUTINE", ObjectKind::Routine),
        ("LANGUAGE", ObjectKind::Other),
        ("PARAMETER", ObjectKind::Other),
        ("SCHEMA", ObjectKind::Schema),
        ("TABLESPACE", ObjectKind::Tablespace),
        ("TYPE", ObjectKind::Type),
    ];
    if cursor.eat_words(&["FOREIGN", "DATA", "WRAPPER"]) {
        return Some(ObjectKind::Other);
    }
    if let Some((_, kind)) = TWO.iter().find(|(words, _)| cursor.eat_words(words)) {
        return Some(*kind);
    }
    // A table may be called `type`: the kind's word is followed by a name.
    let named = |cursor: &Cursor| cursor.peek_at(1).is_some_and(|token| !matches!(token.kind, TokenKind::Comma | TokenKind::Dot));
    let found = ONE.iter().find(|(word, _)| cursor.is_word(word) && !cursor.is_word_at(1, "TO") && named(cursor));
    let kind = found.map(|(_, kind)| *kind)?;
    cursor.advance();
    Some(kind)
}

/// `[GROUP] role`, `PUBLIC`, `CURRENT_USER`.
fn grantee(cursor: &mut Cursor) -> Read<Name> {
    if cursor.is_word("GROUP") && cursor.peek_at(1).is_some_and(|token| token.kind == TokenKind::Word) {
        cursor.advance();
    }
    cursor.name()
}

fn options(cursor: &mut Cursor) -> Read<()> {
    while cursor.eat_word("WITH") || cursor.eat(TokenKind::Comma) {
        cursor.name()?;
        cursor.eat_one_of(&["OPTION", "TRUE", "FALSE"]);
    }
    if cursor.eat_words(&["GRANTED", "BY"]) {
        cursor.name()?;
    }
    cursor.eat_cascade();
    Ok(())
}
