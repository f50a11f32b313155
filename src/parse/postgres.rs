//! PostgreSQL's statements, told apart by their first words.
//!
//! Each reader reads its statement to the end; what is left over after it makes the statement not understood.

mod alter_column;
mod alter_table;
mod block;
mod column;
mod constraint;
mod create_table;
mod data_type;
mod default_expression;
mod dml;
mod grant;
mod index;
mod maintenance;
mod object;
mod other;
mod parameters;
mod partition;
mod policy;
mod publication;
mod relation;
mod routine;
mod schema;
mod sequence;
mod transaction;
mod trigger;
mod types;
mod view;

pub(super) use block::{Follower, do_block};
pub(super) use data_type::data_type;

use super::{
    Unseen,
    cursor::{Cursor, Read},
};
use crate::{operation::Located, source::TokenKind};

/// Reads one statement, all of it.
pub fn statement(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let operations = first_word(cursor)?;
    cursor.expect_end()?;
    Ok(operations)
}

/// Calls the reader for the statement's first word. A reader named `statement` reads several kinds of statement and gets the
/// cursor at that word; every other gets it after it.
fn first_word(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let read: Reader = match cursor.keyword().as_str() {
        "CREATE" => create,
        "ALTER" => alter,
        "DROP" => object::drop,
        "COMMENT" => object::comment,
        "REFRESH" => view::refresh,
        "TRUNCATE" => maintenance::truncate,
        "LOCK" => maintenance::lock,
        "VACUUM" => maintenance::vacuum,
        "ANALYZE" | "ANALYSE" => maintenance::analyze,
        "CLUSTER" => maintenance::cluster,
        "REINDEX" => maintenance::reindex,
        "DO" => |cursor| block::do_block(cursor, &mut Unseen),
        _ => return several_kinds(cursor),
    };
    cursor.advance();
    read(cursor)
}

fn several_kinds(cursor: &mut Cursor) -> Read<Vec<Located>> {
    match cursor.keyword().as_str() {
        "INSERT" | "UPDATE" | "DELETE" | "MERGE" | "SELECT" | "VALUES" | "TABLE" | "WITH" | "COPY" | "CALL" | "EXPLAIN" => {
            dml::statement(cursor)
        }
        _ if cursor.is(TokenKind::LeftParen) => dml::statement(cursor),
        "BEGIN" | "START" | "COMMIT" | "END" | "ROLLBACK" | "ABORT" | "SAVEPOINT" | "RELEASE" | "SET" | "RESET" => {
            transaction::statement(cursor)
        }
        "PREPARE" if cursor.is_word_at(1, "TRANSACTION") => transaction::statement(cursor),
        "PREPARE" => dml::statement(cursor),
        "GRANT" | "REVOKE" => grant::statement(cursor),
        _ => other::statement(cursor),
    }
}

/// Calls the reader for the object that is created, with the cursor after `CREATE`.
fn create(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let mark = cursor.mark();
    cursor.eat_words(&["OR", "REPLACE"]);
    while cursor.eat_one_of(CREATE_MODIFIERS).is_some() {}
    let read: Reader = match cursor.keyword().as_str() {
        "TABLE" => create_table::create_table,
        "INDEX" => index::create_index,
        "SEQUENCE" => sequence::create_sequence,
        "VIEW" => view::create,
        "TYPE" => types::create_type,
        "DOMAIN" => types::create_domain,
        "FUNCTION" | "PROCEDURE" => routine::create,
        "TRIGGER" => trigger::create_trigger,
        "RULE" => trigger::create_rule,
        "POLICY" => policy::create_policy,
        "PUBLICATION" => publication::create_publication,
        "SCHEMA" => schema::create_schema,
        "EXTENSION" => schema::create_extension,
        "STATISTICS" => schema::create_statistics,
        _ => other::create,
    };
    cursor.rewind(mark);
    read(cursor)
}

/// What may stand between `CREATE` and the object's word; the object's own reader checks it.
const CREATE_MODIFIERS: &[&str] =
    &["TEMP", "TEMPORARY", "GLOBAL", "LOCAL", "UNLOGGED", "UNIQUE", "CONSTRAINT", "RECURSIVE", "MATERIALIZED", "FOREIGN"];

/// Calls the reader for the object that is altered, with the cursor after `ALTER`.
fn alter(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let read: Reader = match cursor.keyword().as_str() {
        "TABLE" | "VIEW" | "INDEX" => alter_table::alter_relation,
        "FOREIGN" if cursor.is_word_at(1, "TABLE") => alter_table::alter_relation,
        "MATERIALIZED" => alter_table::alter_relation,
        "SEQUENCE" => sequence::alter_sequence,
        "TYPE" => types::alter_type,
        "DOMAIN" => types::alter_domain,
        "POLICY" => policy::alter_policy,
        "PUBLICATION" => publication::alter_publication,
        _ => object::alter,
    };
    read(cursor)
}

type Reader = fn(&mut Cursor) -> Read<Vec<Located>>;
