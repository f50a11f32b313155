//! Sequences.

use super::{alter_table, create_table::persistence, data_type::data_type};
use crate::{
    name::{Name, ObjectName},
    operation::{AlterSequence, CreateSequence, DataType, Located, Persistence},
    parse::cursor::{Cursor, Read},
    source::TokenKind,
};

/// Reads what follows `CREATE`.
pub(super) fn create_sequence(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let temporary = persistence(cursor) == Persistence::Temporary;
    cursor.expect_word("SEQUENCE")?;
    let if_not_exists = cursor.eat_if_not_exists();
    let name = cursor.object_name()?;
    let owned_by = sequence_options(cursor)?.owned_by.flatten();
    Ok(vec![Located::new(CreateSequence { name, if_not_exists, temporary, owned_by }, cursor.statement())])
}

/// Reads what follows `ALTER`: sequence options, or what is altered alike on all relations.
pub(super) fn alter_sequence(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let mark = cursor.mark();
    cursor.expect_word("SEQUENCE")?;
    let if_exists = cursor.eat_if_exists();
    let name = cursor.object_name()?;
    if matches!(cursor.keyword().as_str(), "RENAME" | "SET" | "OWNER") {
        cursor.rewind(mark);
        return alter_table::alter_relation(cursor);
    }
    let options_mark = cursor.mark();
    let SequenceOptions { data_type, restart, owned_by, .. } = sequence_options(cursor)?;
    if cursor.mark() == options_mark {
        return cursor.expected("a sequence option");
    }
    Ok(vec![Located::new(AlterSequence { name, if_exists, data_type, restart, owned_by }, cursor.statement())])
}

/// What the options of a sequence say of other things than its numbers.
#[derive(Debug, Default)]
pub(super) struct SequenceOptions {
    data_type: Option<DataType>,
    /// `RESTART` without a number.
    pub(super) restart: bool,
    owned_by: Option<Option<(ObjectName, Name)>>,
}

/// Reads all sequence options that stand here.
pub(super) fn sequence_options(cursor: &mut Cursor) -> Read<SequenceOptions> {
    let mut options = SequenceOptions::default();
    while sequence_option(cursor, &mut options)? {}
    Ok(options)
}

/// Reads one sequence option, if one stands here.
pub(super) fn sequence_option(cursor: &mut Cursor, options: &mut SequenceOptions) -> Read<bool> {
    let mark = cursor.mark();
    let keyword = cursor.keyword();
    cursor.advance();
    match keyword.as_str() {
        "AS" => options.data_type = Some(data_type(cursor)?),
        "INCREMENT" => number(cursor, "BY")?,
        "START" => number(cursor, "WITH")?,
        "MINVALUE" | "MAXVALUE" | "CACHE" => number(cursor, "")?,
        "NO" if cursor.eat_one_of(&["MINVALUE", "MAXVALUE", "CYCLE"]).is_some() => {}
        "CYCLE" | "LOGGED" | "UNLOGGED" => {}
        "RESTART" => {
            let has_number = cursor.is_word("WITH") || cursor.is(TokenKind::Number) || cursor.is_operator("-");
            options.restart = !has_number;
            if has_number {
                number(cursor, "WITH")?;
            }
        }
        "OWNED" => options.owned_by = Some(owner(cursor)?),
        "SEQUENCE" if cursor.eat_word("NAME") => drop(cursor.object_name()?),
        _ => {
            cursor.rewind(mark);
            return Ok(false);
        }
    }
    Ok(true)
}

/// A number of any size, or a placeholder for one.
fn number(cursor: &mut Cursor, filler: &str) -> Read<()> {
    cursor.eat_word(filler);
    if !cursor.eat_operator("-") {
        cursor.eat_operator("+");
    }
    match cursor.kind() {
        Some(TokenKind::Number | TokenKind::Placeholder) => {
            cursor.advance();
            Ok(())
        }
        _ => cursor.expected("a number"),
    }
}

/// `BY NONE` or `BY [schema.]table.column`.
fn owner(cursor: &mut Cursor) -> Read<Option<(ObjectName, Name)>> {
    cursor.expect_word("BY")?;
    if cursor.eat_word("NONE") {
        return Ok(None);
    }
    let mut names = vec![cursor.name()?];
    while cursor.eat(TokenKind::Dot) {
        names.push(cursor.name()?);
    }
    let (column, table) = (names.pop(), names.pop());
    let (Some(column), Some(table)) = (column, table) else { return cursor.expected("a table and its column") };
    Ok(Some((ObjectName { schema: names.pop(), name: table }, column)))
}
