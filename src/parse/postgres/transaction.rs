//! Transactions and settings.

use crate::{
    name::Name,
    operation::{Located, Operation, Other, Set, Transaction},
    parse::cursor::{Cursor, Read},
    source::TokenKind,
};

/// `BEGIN`, `COMMIT`, …, `SET`, `RESET`.
pub(super) fn statement(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let operation = match cursor.keyword().as_str() {
        "SET" => set(cursor)?,
        "RESET" => reset(cursor)?,
        _ => Operation::Transaction(control(cursor)?),
    };
    Ok(vec![Located::new(operation, cursor.statement())])
}

fn control(cursor: &mut Cursor) -> Read<Transaction> {
    if cursor.eat_word("START") {
        cursor.expect_word("TRANSACTION")?;
        return modes(cursor, Transaction::Begin);
    }
    if cursor.eat_word("BEGIN") {
        cursor.eat_one_of(&["WORK", "TRANSACTION"]);
        return modes(cursor, Transaction::Begin);
    }
    if cursor.eat_word("SAVEPOINT") {
        return Ok(Transaction::Savepoint(cursor.name()?));
    }
    if cursor.eat_word("RELEASE") {
        cursor.eat_word("SAVEPOINT");
        return Ok(Transaction::Release(cursor.name()?));
    }
    if cursor.eat_words(&["PREPARE", "TRANSACTION"]) {
        cursor.string()?;
        return Ok(Transaction::Prepare);
    }
    ending(cursor)
}

/// Modes of a transaction: `ISOLATION LEVEL …`, `READ ONLY`, `DEFERRABLE`, with or without commas.
fn modes(cursor: &mut Cursor, transaction: Transaction) -> Read<Transaction> {
    const WORDS: &[&str] = &[
        "ISOLATION",
        "LEVEL",
        "SERIALIZABLE",
        "REPEATABLE",
        "READ",
        "COMMITTED",
        "UNCOMMITTED",
        "WRITE",
        "ONLY",
        "NOT",
        "DEFERRABLE",
    ];
    while cursor.eat_one_of(WORDS).is_some() || cursor.eat(TokenKind::Comma) {}
    Ok(transaction)
}

fn ending(cursor: &mut Cursor) -> Read<Transaction> {
    let keep = match cursor.eat_one_of(&["COMMIT", "END", "ROLLBACK", "ABORT"]) {
        Some("COMMIT" | "END") => true,
        Some(_) => false,
        None => return cursor.expected("a transaction command"),
    };
    if cursor.eat_word("PREPARED") {
        cursor.string()?;
        return Ok(Transaction::Other);
    }
    cursor.eat_one_of(&["WORK", "TRANSACTION"]);
    if !keep && cursor.eat_word("TO") {
        cursor.eat_word("SAVEPOINT");
        return Ok(Transaction::RollbackTo(cursor.name()?));
    }
    let chain = cursor.eat_words(&["AND", "CHAIN"]);
    if !chain {
        cursor.eat_words(&["AND", "NO", "CHAIN"]);
    }
    Ok(if keep { Transaction::Commit { chain } } else { Transaction::Rollback { chain } })
}

fn set(cursor: &mut Cursor) -> Read<Operation> {
    cursor.expect_word("SET")?;
    if cursor.eat_word("CONSTRAINTS") {
        let all = cursor.eat_word("ALL");
        let names = if all { Vec::new() } else { cursor.list(Cursor::object_name)?.into_iter().map(|name| name.name).collect() };
        return match cursor.eat_one_of(&["DEFERRED", "IMMEDIATE"]) {
            Some(word) => Ok(Operation::Transaction(Transaction::SetConstraints { names, deferred: word == "DEFERRED" })),
            None => cursor.expected("DEFERRED or IMMEDIATE"),
        };
    }
    if cursor.eat_word("TRANSACTION") || cursor.eat_words(&["SESSION", "CHARACTERISTICS", "AS", "TRANSACTION"]) {
        cursor.skip_until("transaction modes", |_| false)?;
        return Ok(Operation::Transaction(Transaction::Other));
    }
    let local = cursor.eat_word("LOCAL");
    if !local && !cursor.is_word_at(1, "AUTHORIZATION") {
        cursor.eat_word("SESSION");
    }
    if cursor.eat_words(&["SESSION", "AUTHORIZATION"]) || cursor.eat_word("ROLE") {
        cursor.skip_until("a role", |_| false)?;
        return Ok(Other { command: Name::const_new("SET ROLE"), outside_transaction: false }.into());
    }
    let name = if cursor.eat_words(&["TIME", "ZONE"]) {
        Name::const_new("timezone")
    } else {
        let name = parameter(cursor)?;
        if !cursor.eat_word("TO") && !cursor.eat_operator("=") && !cursor.eat_words(&["FROM", "CURRENT"]) {
            return cursor.expected("`TO` or `=`");
        }
        name
    };
    value(cursor, name, local)
}

fn value(cursor: &mut Cursor, name: Name, local: bool) -> Read<Operation> {
    let mark = cursor.mark();
    let mut value = Vec::new();
    while !cursor.at_end() {
        if !cursor.eat(TokenKind::Comma) {
            value.push(one_value(cursor)?);
        }
    }
    let standard = matches!(value.as_slice(), [word] if word == "default" || word == "local" && name == "timezone");
    let value = if standard || value.is_empty() { None } else { Some(value) };
    Ok(Set { name, value, local, value_span: cursor.span_since(mark) }.into())
}

/// One value: a word, a number with a sign, or a string.
fn one_value(cursor: &mut Cursor) -> Read<Name> {
    if cursor.is(TokenKind::String) || cursor.is(TokenKind::DollarString) {
        return Ok(cursor.string()?.into());
    }
    let word = cursor.word();
    match cursor.advance() {
        Some(token) if matches!(token.kind, TokenKind::Quoted) => Ok(word.trim_matches('"').into()),
        Some(token) if matches!(token.kind, TokenKind::Unterminated) => cursor.expected("a value"),
        Some(_) => Ok(word.to_ascii_lowercase().into()),
        None => cursor.expected("a value"),
    }
}

/// A parameter's name, which may have a prefix: `pgaudit.log`.
fn parameter(cursor: &mut Cursor) -> Read<Name> {
    let mut name = cursor.name()?.to_ascii_lowercase();
    while cursor.eat(TokenKind::Dot) {
        name = format!("{name}.{}", cursor.name()?).into();
    }
    Ok(name)
}

fn reset(cursor: &mut Cursor) -> Read<Operation> {
    cursor.expect_word("RESET")?;
    if cursor.eat_words(&["SESSION", "AUTHORIZATION"]) || cursor.eat_word("ROLE") {
        return Ok(Other { command: Name::const_new("RESET ROLE"), outside_transaction: false }.into());
    }
    let name = if cursor.eat_words(&["TIME", "ZONE"]) { Name::const_new("timezone") } else { parameter(cursor)? };
    Ok(Set { name, value: None, local: false, value_span: cursor.last_span() }.into())
}
