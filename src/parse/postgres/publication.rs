//! Publications.

use super::{parameters::parameters, relation::table_reference};
use crate::{
    name::Name,
    operation::{
        AlterObject, AlterPublication, CreatePublication, Located, ObjectChange, ObjectKind, PublicationChange, PublicationScope,
        TableReference,
    },
    parse::cursor::{Cursor, Read},
    source::TokenKind,
};

/// `CREATE PUBLICATION name [FOR …] [WITH (…)]`.
pub(super) fn create_publication(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expect_word("PUBLICATION")?;
    let name = cursor.name()?;
    let scope = if cursor.eat_word("FOR") { scope(cursor)? } else { nothing() };
    let inserts_only = options(cursor)?;
    Ok(vec![Located::new(CreatePublication { name, scope, inserts_only }, cursor.statement())])
}

/// `ALTER PUBLICATION name ADD | SET | DROP …`, with the cursor at `PUBLICATION`.
pub(super) fn alter_publication(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expect_word("PUBLICATION")?;
    let name = cursor.name()?;
    let change = match cursor.eat_one_of(&["ADD", "SET", "DROP", "RENAME", "OWNER"]) {
        Some("ADD") => PublicationChange::Add(scope(cursor)?),
        Some("DROP") => PublicationChange::Remove(scope(cursor)?),
        Some("SET") if cursor.is(TokenKind::LeftParen) => {
            cursor.skip_parentheses()?;
            PublicationChange::Options
        }
        Some("SET") => PublicationChange::Replace(scope(cursor)?),
        Some(word) => return rename(cursor, name, word == "RENAME"),
        None => return cursor.expected("`ADD`, `SET` or `DROP`"),
    };
    Ok(vec![Located::new(AlterPublication { name, change }, cursor.statement())])
}

fn rename(cursor: &mut Cursor, name: Name, renames: bool) -> Read<Vec<Located>> {
    cursor.expect_word("TO")?;
    let to = cursor.name()?;
    let change = if renames { ObjectChange::RenameTo(to) } else { ObjectChange::OwnerTo(to) };
    let name = crate::name::ObjectName::bare(name);
    Ok(vec![Located::new(AlterObject { kind: ObjectKind::Publication, name, on: None, change }, cursor.statement())])
}

fn nothing() -> PublicationScope {
    PublicationScope::Some { tables: Vec::new(), schemas: Vec::new() }
}

/// `ALL TABLES`, or a list of `TABLE a, b` and `TABLES IN SCHEMA a, b`.
fn scope(cursor: &mut Cursor) -> Read<PublicationScope> {
    if cursor.eat_words(&["ALL", "TABLES"]) || cursor.eat_words(&["ALL", "SEQUENCES"]) {
        while cursor.eat(TokenKind::Comma) {
            cursor.skip_until("`ALL`", |_| false)?;
        }
        return Ok(PublicationScope::AllTables);
    }
    let (mut tables, mut schemas) = (Vec::new(), Vec::new());
    let mut of_schemas = false;
    loop {
        if cursor.eat_words(&["TABLES", "IN", "SCHEMA"]) || cursor.eat_words(&["ALL", "TABLES", "IN", "SCHEMA"]) {
            of_schemas = true;
        } else if cursor.eat_word("TABLE") {
            of_schemas = false;
        }
        if of_schemas {
            schemas.push(cursor.name()?);
        } else {
            tables.push(table(cursor)?);
        }
        if !cursor.eat(TokenKind::Comma) {
            return Ok(PublicationScope::Some { tables, schemas });
        }
    }
}

/// `[ONLY] name [(columns)] [WHERE (…)]`.
fn table(cursor: &mut Cursor) -> Read<TableReference> {
    let table = table_reference(cursor)?;
    if cursor.is(TokenKind::LeftParen) {
        cursor.names_in_parentheses()?;
    }
    if cursor.eat_word("WHERE") {
        cursor.skip_parentheses()?;
    }
    Ok(table)
}

/// `WITH (publish = 'insert', …)`, and whether that leaves out updates and deletes.
fn options(cursor: &mut Cursor) -> Read<bool> {
    let options = if cursor.eat_word("WITH") { parameters(cursor)? } else { Vec::new() };
    let published = options.into_iter().find(|(name, _)| name == "publish").and_then(|(_, value)| value);
    Ok(published.is_some_and(|kinds| !kinds.contains("update") && !kinds.contains("delete")))
}
