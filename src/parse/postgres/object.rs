//! What is done alike to objects of all kinds: `DROP`, `ALTER … RENAME TO / SET SCHEMA / OWNER TO`, `COMMENT ON`.

use super::other;
use crate::{
    name::{Name, ObjectName},
    operation::{AlterObject, Comment, Drop, Located, ObjectChange, ObjectKind},
    parse::cursor::{Cursor, Read},
    source::TokenKind,
};

/// The words of each kind, longest first where one begins another.
const KINDS: &[(&[&str], ObjectKind)] = &[
    (&["TABLE"], ObjectKind::Table),
    (&["FOREIGN", "TABLE"], ObjectKind::ForeignTable),
    (&["FOREIGN", "DATA", "WRAPPER"], ObjectKind::Other),
    (&["VIEW"], ObjectKind::View),
    (&["MATERIALIZED", "VIEW"], ObjectKind::MaterializedView),
    (&["INDEX"], ObjectKind::Index),
    (&["SEQUENCE"], ObjectKind::Sequence),
    (&["SCHEMA"], ObjectKind::Schema),
    (&["DATABASE"], ObjectKind::Database),
    (&["TYPE"], ObjectKind::Type),
    (&["DOMAIN"], ObjectKind::Domain),
    (&["FUNCTION"], ObjectKind::Function),
    (&["PROCEDURE"], ObjectKind::Procedure),
    (&["ROUTINE"], ObjectKind::Routine),
    (&["AGGREGATE"], ObjectKind::Aggregate),
    (&["TRIGGER"], ObjectKind::Trigger),
    (&["EVENT", "TRIGGER"], ObjectKind::EventTrigger),
    (&["POLICY"], ObjectKind::Policy),
    (&["RULE"], ObjectKind::Rule),
    (&["EXTENSION"], ObjectKind::Extension),
    (&["PUBLICATION"], ObjectKind::Publication),
    (&["SUBSCRIPTION"], ObjectKind::Subscription),
    (&["STATISTICS"], ObjectKind::Statistics),
    (&["COLLATION"], ObjectKind::Collation),
    (&["COLUMN"], ObjectKind::Column),
    (&["CONSTRAINT"], ObjectKind::Constraint),
    (&["ROLE"], ObjectKind::Role),
    (&["USER", "MAPPING"], ObjectKind::Other),
    (&["USER"], ObjectKind::Role),
    (&["GROUP"], ObjectKind::Role),
    (&["TABLESPACE"], ObjectKind::Tablespace),
    (&["ACCESS", "METHOD"], ObjectKind::Other),
    (&["TEXT", "SEARCH", "CONFIGURATION"], ObjectKind::Other),
    (&["TEXT", "SEARCH", "DICTIONARY"], ObjectKind::Other),
    (&["TEXT", "SEARCH", "PARSER"], ObjectKind::Other),
    (&["TEXT", "SEARCH", "TEMPLATE"], ObjectKind::Other),
    (&["LARGE", "OBJECT"], ObjectKind::Other),
    (&["SERVER"], ObjectKind::Other),
    (&["LANGUAGE"], ObjectKind::Other),
    (&["PROCEDURAL", "LANGUAGE"], ObjectKind::Other),
    (&["CONVERSION"], ObjectKind::Other),
    (&["CAST"], ObjectKind::Other),
    (&["TRANSFORM"], ObjectKind::Other),
    (&["OPERATOR", "CLASS"], ObjectKind::Other),
    (&["OPERATOR", "FAMILY"], ObjectKind::Other),
    (&["OPERATOR"], ObjectKind::Other),
];

/// Reads the words of a kind; those of a `GRANT` are the same.
pub(super) fn kind(cursor: &mut Cursor) -> Read<ObjectKind> {
    match KINDS.iter().find(|(words, _)| cursor.eat_words(words)) {
        Some((_, kind)) => Ok(*kind),
        None => cursor.expected("a kind of object"),
    }
}

/// Reads what follows `DROP`.
pub(super) fn drop(cursor: &mut Cursor) -> Read<Vec<Located>> {
    if cursor.is_word("OWNED") {
        return other::rest(cursor, "DROP OWNED");
    }
    let kind = kind(cursor)?;
    let after_keyword = cursor.last_span().end;
    let concurrently = cursor.eat_word("CONCURRENTLY");
    let if_exists = cursor.eat_if_exists();
    let mut drop = Drop { kind, names: Vec::new(), on: None, if_exists, cascade: false, concurrently, after_keyword };
    match kind {
        ObjectKind::Other => drop.names.extend(other_name(cursor)?),
        ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Routine | ObjectKind::Aggregate => {
            drop.names = cursor.list(routine_name)?;
        }
        ObjectKind::Type | ObjectKind::Domain => drop.names = cursor.object_names()?,
        ObjectKind::Trigger | ObjectKind::Policy | ObjectKind::Rule => {
            drop.names = vec![cursor.object_name()?];
            drop.on = Some(on_table(cursor)?);
        }
        ObjectKind::Database => {
            drop.names = vec![cursor.object_name()?];
            cursor.eat_word("WITH");
            if cursor.is(TokenKind::LeftParen) {
                cursor.skip_parentheses()?;
            }
        }
        _ => drop.names = cursor.object_names()?,
    }
    drop.cascade = cursor.eat_cascade();
    Ok(vec![Located::new(drop, cursor.statement())])
}

/// A name with its arguments, where they are written.
fn routine_name(cursor: &mut Cursor) -> Read<ObjectName> {
    let name = cursor.object_name()?;
    if cursor.is(TokenKind::LeftParen) {
        cursor.skip_parentheses()?;
    }
    Ok(name)
}

/// What is named in ways of its own: a cast, an operator, a user mapping; read up to `CASCADE` or `IS`.
fn other_name(cursor: &mut Cursor) -> Read<Option<ObjectName>> {
    let mark = cursor.mark();
    let name = cursor.object_name().ok();
    cursor.rewind(mark);
    let ends = ["CASCADE", "RESTRICT", "IS", "OWNER", "RENAME", "SET"];
    cursor.skip_until("an object", |cursor| cursor.mark() > mark && ends.iter().any(|end| cursor.is_word(end)))?;
    Ok(name)
}

/// The table or view of `ALTER EXTENSION … ADD TABLE name`; the cursor stays where it is.
fn member_table(cursor: &Cursor) -> Option<ObjectName> {
    let mut ahead = *cursor;
    ahead.eat_one_of(&["ADD", "DROP"])?;
    ahead.eat_word("MATERIALIZED");
    ahead.eat_word("FOREIGN");
    ahead.eat_one_of(&["TABLE", "VIEW"])?;
    ahead.object_name().ok()
}

fn on_table(cursor: &mut Cursor) -> Read<ObjectName> {
    cursor.expect_word("ON")?;
    cursor.object_name()
}

/// Reads what follows `ALTER`, for an object that is no relation.
pub(super) fn alter(cursor: &mut Cursor) -> Read<Vec<Located>> {
    if let Some(read) = alter_nothing_known(cursor) {
        return read;
    }
    let kind = kind(cursor)?;
    let mut on = None;
    let name = match kind {
        ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Routine | ObjectKind::Aggregate => routine_name(cursor)?,
        ObjectKind::Trigger | ObjectKind::Policy | ObjectKind::Rule => {
            let name = cursor.object_name()?;
            on = Some(on_table(cursor)?);
            name
        }
        ObjectKind::Other => other_name(cursor)?.unwrap_or_default(),
        ObjectKind::Column | ObjectKind::Constraint => return cursor.expected("a kind of object that is altered"),
        _ => {
            cursor.eat_if_exists();
            cursor.object_name()?
        }
    };
    if kind == ObjectKind::Extension {
        on = member_table(cursor);
    }
    let change = change(cursor)?;
    Ok(vec![Located::new(AlterObject { kind, name, on, change }, cursor.statement())])
}

/// `ALTER SYSTEM` and its like, which have no object, or which are refused in a transaction.
fn alter_nothing_known(cursor: &mut Cursor) -> Option<Read<Vec<Located>>> {
    if cursor.is_word("SYSTEM") {
        return Some(other::rest_outside_transaction(cursor, "ALTER SYSTEM"));
    }
    if cursor.is_words(&["DEFAULT", "PRIVILEGES"]) {
        return Some(other::rest(cursor, "ALTER DEFAULT PRIVILEGES"));
    }
    if cursor.is_word("DATABASE") && cursor.is_word_at(2, "SET") && cursor.is_word_at(3, "TABLESPACE") {
        return Some(other::rest_outside_transaction(cursor, "ALTER DATABASE"));
    }
    if cursor.is_word("SUBSCRIPTION") && cursor.is_word_at(2, "REFRESH") {
        return Some(other::rest_outside_transaction(cursor, "ALTER SUBSCRIPTION"));
    }
    None
}

fn change(cursor: &mut Cursor) -> Read<ObjectChange> {
    if cursor.eat_words(&["RENAME", "TO"]) {
        return cursor.name().map(ObjectChange::RenameTo);
    }
    if cursor.eat_words(&["SET", "SCHEMA"]) {
        return cursor.name().map(ObjectChange::SetSchema);
    }
    if cursor.eat_words(&["OWNER", "TO"]) {
        return cursor.name().map(ObjectChange::OwnerTo);
    }
    if cursor.at_end() {
        return Ok(ObjectChange::Other);
    }
    cursor.skip_until("a change", |_| false)?;
    Ok(ObjectChange::Other)
}

/// Reads what follows `COMMENT`.
pub(super) fn comment(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expect_word("ON")?;
    let mut comment = Comment { kind: kind(cursor)?, name: ObjectName::default(), column: None, on: None };
    match comment.kind {
        ObjectKind::Column => (comment.name, comment.column) = column_name(cursor)?,
        ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Routine | ObjectKind::Aggregate => {
            comment.name = routine_name(cursor)?;
        }
        ObjectKind::Trigger | ObjectKind::Policy | ObjectKind::Rule | ObjectKind::Constraint => {
            comment.name = cursor.object_name()?;
            cursor.expect_word("ON")?;
            if comment.kind == ObjectKind::Constraint && cursor.eat_word("DOMAIN") {
                comment.kind = ObjectKind::DomainConstraint;
            }
            comment.on = Some(cursor.object_name()?);
        }
        ObjectKind::Other => comment.name = other_name(cursor)?.unwrap_or_default(),
        _ => comment.name = cursor.object_name()?,
    }
    cursor.expect_word("IS")?;
    comment_text(cursor)?;
    Ok(vec![Located::new(comment, cursor.statement())])
}

/// `schema.table.column`.
fn column_name(cursor: &mut Cursor) -> Read<(ObjectName, Option<Name>)> {
    let mut parts = vec![cursor.name()?];
    while cursor.eat(TokenKind::Dot) {
        parts.push(cursor.name()?);
    }
    let column = parts.pop();
    let Some(name) = parts.pop() else { return cursor.expected("a table and a column") };
    Ok((ObjectName { schema: parts.pop(), name }, column))
}

/// `NULL` or a string, which may be continued on the next line.
fn comment_text(cursor: &mut Cursor) -> Read<()> {
    if cursor.eat_word("NULL") || cursor.eat(TokenKind::Placeholder) {
        return Ok(());
    }
    cursor.string()?;
    while cursor.is(TokenKind::String) {
        cursor.advance();
    }
    Ok(())
}
