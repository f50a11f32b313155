//! `CREATE TABLE`, `CREATE FOREIGN TABLE`, `CREATE TABLE … AS`.

use super::{
    column::{column, column_options},
    constraint::{is_table_constraint, table_constraint},
    parameters::parameters,
    partition::{partition_bound, partition_key},
};
use crate::{
    name::Name,
    operation::{
        AlterTable, Context, CreateTable, CreateTableAs, LikeSource, Located, ObjectKind, Operation, Persistence, TableAction,
        Unknown,
    },
    parse::cursor::{Cursor, Read},
    source::TokenKind,
};

/// Reads what follows `CREATE`: the table, then each column and constraint as an `AlterTable` of its own.
pub(super) fn create_table(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let (persistence, foreign) = (persistence(cursor), cursor.eat_word("FOREIGN"));
    cursor.expect_word("TABLE")?;
    let if_not_exists = cursor.eat_if_not_exists();
    let name = cursor.object_name()?;
    let table = CreateTable { name, if_not_exists, persistence, foreign, ..CreateTable::default() };
    if is_column_list(cursor) {
        cursor.names_in_parentheses()?;
    }
    if !cursor.is(TokenKind::LeftParen) && !cursor.is_word("OF") && !cursor.is_words(&["PARTITION", "OF"]) {
        return create_table_as(cursor, table);
    }
    let mut reader = Reader { table, has_parent: false, elements: Vec::new() };
    reader.body(cursor)?;
    while reader.clause(cursor)? {}
    let create = Located::new(reader.table, cursor.statement());
    Ok(std::iter::once(create).chain(reader.elements).collect())
}

/// `[GLOBAL | LOCAL] TEMP`, `UNLOGGED` or nothing.
pub(super) fn persistence(cursor: &mut Cursor) -> Persistence {
    cursor.eat_one_of(&["GLOBAL", "LOCAL"]);
    match cursor.eat_one_of(&["TEMP", "TEMPORARY", "UNLOGGED"]) {
        None => Persistence::Permanent,
        Some("UNLOGGED") => Persistence::Unlogged,
        Some(_) => Persistence::Temporary,
    }
}

/// `(a, b)` of plain names, as `CREATE TABLE … AS` takes it.
fn is_column_list(cursor: &Cursor) -> bool {
    let after_name = cursor.peek_at(2).map(|token| token.kind);
    cursor.is(TokenKind::LeftParen) && matches!(after_name, Some(TokenKind::Comma | TokenKind::RightParen))
}

/// `[USING …] [WITH (…)] [ON COMMIT …] [TABLESPACE …] AS query [WITH [NO] DATA]`.
fn create_table_as(cursor: &mut Cursor, table: CreateTable) -> Read<Vec<Located>> {
    while storage_clause(cursor)? {}
    cursor.expect_word("AS")?;
    let query = cursor.query_until(is_with_data)?;
    let with_data = !cursor.is_words(&["WITH", "NO", "DATA"]);
    while cursor.advance().is_some() {}
    let CreateTable { name, if_not_exists, persistence, .. } = table;
    let create = CreateTableAs { name, if_not_exists, persistence, query, with_data };
    Ok(vec![Located::new(create, cursor.statement())])
}

/// `WITH [NO] DATA` at the statement's end; `data` may also be the name of a CTE.
pub(super) fn is_with_data(cursor: &Cursor) -> bool {
    cursor.is_words(&["WITH", "DATA"]) && cursor.peek_at(2).is_none()
        || cursor.is_words(&["WITH", "NO", "DATA"]) && cursor.peek_at(3).is_none()
}

/// Reads one clause of how and where rows are kept, if one stands here.
fn storage_clause(cursor: &mut Cursor) -> Read<bool> {
    if cursor.eat_word("USING") || cursor.eat_word("TABLESPACE") {
        cursor.name()?;
    } else if cursor.eat_words(&["ON", "COMMIT"]) {
        let known: [&[&str]; 3] = [&["PRESERVE", "ROWS"], &["DELETE", "ROWS"], &["DROP"]];
        if !known.into_iter().any(|words| cursor.eat_words(words)) {
            return cursor.expected("PRESERVE ROWS, DELETE ROWS or DROP");
        }
    } else if cursor.is_word("WITH") && cursor.peek_at(1).is_some_and(|next| next.kind == TokenKind::LeftParen) {
        cursor.advance();
        parameters(cursor)?;
    } else {
        return Ok(cursor.eat_words(&["WITHOUT", "OIDS"]));
    }
    Ok(true)
}

struct Reader {
    table: CreateTable,
    /// A parent or a type defines the columns, so that those written have no type.
    has_parent: bool,
    elements: Vec<Located>,
}

impl Reader {
    /// `(…)`, `OF type [(…)]` or `PARTITION OF parent [(…)] bound`.
    fn body(&mut self, cursor: &mut Cursor) -> Read<()> {
        self.has_parent = !cursor.is(TokenKind::LeftParen);
        if cursor.eat_word("OF") {
            self.table.of_type = Some(cursor.object_name()?);
        } else if cursor.eat_words(&["PARTITION", "OF"]) {
            let parent = cursor.object_name()?;
            self.optional_elements(cursor)?;
            self.table.partition_of = Some((parent, partition_bound(cursor)?));
            return Ok(());
        }
        self.optional_elements(cursor)
    }

    fn optional_elements(&mut self, cursor: &mut Cursor) -> Read<()> {
        if cursor.is(TokenKind::LeftParen) { self.elements(cursor) } else { Ok(()) }
    }

    fn elements(&mut self, cursor: &mut Cursor) -> Read<()> {
        cursor.parenthesized(|cursor| self.element(cursor)).map(drop)
    }

    /// One column, constraint or `LIKE`. What cannot be read costs itself only.
    fn element(&mut self, cursor: &mut Cursor) -> Read<()> {
        let mark = cursor.mark();
        if cursor.eat_word("LIKE") {
            self.table.like.push(like(cursor)?);
            return Ok(());
        }
        self.table.elements += 1;
        let read =
            self.action(cursor).and_then(|action| if ends_element(cursor) { Ok(action) } else { cursor.expected("`,` or `)`") });
        let operation = match read {
            Ok(action) => self.alter(action).into(),
            Err(expected) => {
                cursor.rewind(mark);
                cursor.skip_until("a column or a constraint", |cursor| cursor.is(TokenKind::Comma))?;
                Operation::Unknown(Unknown { reason: expected.to_string().into() })
            }
        };
        let context = Context { in_create_table: true, ..Context::default() };
        self.elements.push(Located { context, ..Located::new(operation, cursor.span_since(mark)) });
        Ok(())
    }

    fn action(&self, cursor: &mut Cursor) -> Read<TableAction> {
        if is_table_constraint(cursor) {
            return Ok(TableAction::AddConstraint(Box::new(table_constraint(cursor)?)));
        }
        let column = if self.has_parent { column_options(cursor)? } else { column(cursor)? };
        Ok(TableAction::AddColumn { column: Box::new(column), if_not_exists: false })
    }

    fn alter(&self, action: TableAction) -> AlterTable {
        let kind = if self.table.foreign { ObjectKind::ForeignTable } else { ObjectKind::Table };
        AlterTable { kind, table: self.table.name.clone(), only: false, if_exists: false, action }
    }

    /// Reads one clause after the elements, if one stands here.
    fn clause(&mut self, cursor: &mut Cursor) -> Read<bool> {
        if cursor.eat_word("INHERITS") {
            self.table.inherits = cursor.parenthesized(Cursor::object_name)?;
        } else if cursor.eat_words(&["PARTITION", "BY"]) {
            self.table.partition_by = Some(partition_key(cursor)?);
        } else if self.table.foreign && cursor.eat_word("SERVER") {
            cursor.name()?;
        } else if self.table.foreign && cursor.eat_word("OPTIONS") {
            cursor.skip_parentheses()?;
        } else {
            return storage_clause(cursor);
        }
        Ok(true)
    }
}

fn ends_element(cursor: &Cursor) -> bool {
    matches!(cursor.kind(), Some(TokenKind::Comma | TokenKind::RightParen))
}

/// `LIKE source [INCLUDING … | EXCLUDING …]`, after the word. A later word overrides an earlier one.
fn like(cursor: &mut Cursor) -> Read<LikeSource> {
    let mut like = LikeSource { table: cursor.object_name()?, including: Vec::new() };
    while let Some(word) = cursor.eat_one_of(&["INCLUDING", "EXCLUDING"]) {
        let part = cursor.name()?;
        match word {
            "INCLUDING" => like.including.push(part),
            _ if part == "all" => like.including.clear(),
            _ => exclude(&mut like.including, &part),
        }
    }
    Ok(like)
}

fn exclude(including: &mut Vec<Name>, part: &str) {
    if including.iter().any(|included| included == "all") {
        *including = LIKE_PARTS.iter().copied().map(Name::const_new).collect();
    }
    including.retain(|included| included != part);
}

/// What `INCLUDING ALL` stands for.
const LIKE_PARTS: [&str; 9] =
    ["comments", "compression", "constraints", "defaults", "generated", "identity", "indexes", "statistics", "storage"];
