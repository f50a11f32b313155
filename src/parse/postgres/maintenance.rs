//! `VACUUM`, `ANALYZE`, `CLUSTER`, `REINDEX`, `TRUNCATE`, `LOCK`.

use super::relation::table_reference;
use crate::{
    effects::LockMode,
    operation::{Analyze, Cluster, Located, LockTable, Operation, Reindex, ReindexScope, TableReference, Truncate, Vacuum},
    parse::cursor::{Cursor, Read},
    source::TokenKind,
};

fn one(cursor: &Cursor, operation: impl Into<Operation>) -> Read<Vec<Located>> {
    Ok(vec![Located::new(operation, cursor.statement())])
}

/// `VACUUM [(FULL, ANALYZE)] [FULL] [ANALYZE] [tables]`.
pub(super) fn vacuum(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let options = options(cursor)?;
    let mut vacuum = Vacuum { tables: Vec::new(), full: is_on(&options, "full"), analyze: is_on(&options, "analyze") };
    while let Some(word) = cursor.eat_one_of(&["FULL", "FREEZE", "VERBOSE", "ANALYZE", "ANALYSE"]) {
        vacuum.full |= word == "FULL";
        vacuum.analyze |= word.starts_with("ANALY");
    }
    vacuum.tables = tables_with_columns(cursor)?;
    one(cursor, vacuum)
}

/// `ANALYZE [VERBOSE] [tables]`.
pub(super) fn analyze(cursor: &mut Cursor) -> Read<Vec<Located>> {
    options(cursor)?;
    cursor.eat_word("VERBOSE");
    let tables = tables_with_columns(cursor)?;
    one(cursor, Analyze { tables })
}

/// `( option [value], … )`, each as its words in lower case.
pub(super) fn options(cursor: &mut Cursor) -> Read<Vec<String>> {
    if !cursor.is(TokenKind::LeftParen) {
        return Ok(Vec::new());
    }
    let inside = cursor.skip_parentheses()?;
    let list = inside.text(cursor.source()).split(',');
    Ok(list.map(|option| option.split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_lowercase()).collect())
}

/// The option is there, and not turned off.
pub(super) fn is_on(options: &[String], name: &str) -> bool {
    options.iter().any(|option| {
        let value = option.strip_prefix(name).map(str::trim);
        matches!(value, Some("" | "true" | "on" | "1"))
    })
}

/// `a, ONLY b (column, …)`.
fn tables_with_columns(cursor: &mut Cursor) -> Read<Vec<TableReference>> {
    if cursor.at_end() {
        return Ok(Vec::new());
    }
    cursor.list(|cursor| {
        let table = table_reference(cursor)?;
        if cursor.is(TokenKind::LeftParen) {
            cursor.names_in_parentheses()?;
        }
        Ok(table)
    })
}

/// `CLUSTER [(VERBOSE)] [VERBOSE] [table [USING index]]`, also the old `CLUSTER index ON table`.
pub(super) fn cluster(cursor: &mut Cursor) -> Read<Vec<Located>> {
    options(cursor)?;
    cursor.eat_word("VERBOSE");
    if cursor.at_end() {
        return one(cursor, Cluster { table: None, index: None });
    }
    let first = cursor.object_name()?;
    let cluster = if cursor.eat_word("USING") {
        Cluster { table: Some(first), index: Some(cursor.name()?) }
    } else if cursor.eat_word("ON") {
        Cluster { table: Some(cursor.object_name()?), index: Some(first.name) }
    } else {
        Cluster { table: Some(first), index: None }
    };
    one(cursor, cluster)
}

/// `REINDEX [(options)] INDEX | TABLE | SCHEMA | DATABASE | SYSTEM [CONCURRENTLY] [name]`.
pub(super) fn reindex(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let options = options(cursor)?;
    let scope = match cursor.eat_one_of(&["INDEX", "TABLE", "SCHEMA", "DATABASE", "SYSTEM"]) {
        Some("INDEX") => ReindexScope::Index,
        Some("TABLE") => ReindexScope::Table,
        Some("SCHEMA") => ReindexScope::Schema,
        Some("DATABASE") => ReindexScope::Database,
        Some(_) => ReindexScope::System,
        None => return cursor.expected("`INDEX`, `TABLE`, `SCHEMA`, `DATABASE` or `SYSTEM`"),
    };
    let after_keyword = cursor.last_span().end;
    let concurrently = cursor.eat_word("CONCURRENTLY") || is_on(&options, "concurrently");
    let name = if cursor.at_end() { None } else { Some(cursor.object_name()?) };
    one(cursor, Reindex { scope, name, concurrently, after_keyword })
}

/// `TRUNCATE [TABLE] tables [RESTART | CONTINUE IDENTITY] [CASCADE | RESTRICT]`.
pub(super) fn truncate(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.eat_word("TABLE");
    let tables = cursor.list(table_reference)?;
    let restart_identity = cursor.eat_words(&["RESTART", "IDENTITY"]);
    cursor.eat_words(&["CONTINUE", "IDENTITY"]);
    let cascade = cursor.eat_cascade();
    one(cursor, Truncate { tables, cascade, restart_identity })
}

/// `LOCK [TABLE] tables [IN mode MODE] [NOWAIT]`.
pub(super) fn lock(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.eat_word("TABLE");
    let tables = cursor.list(table_reference)?;
    let mode = if cursor.eat_word("IN") { mode(cursor)? } else { LockMode::AccessExclusive };
    let nowait = cursor.eat_word("NOWAIT");
    one(cursor, LockTable { tables, mode, nowait })
}

fn mode(cursor: &mut Cursor) -> Read<LockMode> {
    let words = cursor.skip_until("a lock mode", |cursor| cursor.is_word("MODE"))?;
    let name = words.text(cursor.source()).split_whitespace().collect::<Vec<_>>().join(" ");
    cursor.expect_word("MODE")?;
    name.parse().or_else(|()| cursor.expected("a lock mode"))
}
