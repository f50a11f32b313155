//! Functions and procedures.

use super::data_type::data_type;
use crate::{
    name::Name,
    operation::{CreateFunction, Located, Volatility},
    parse::cursor::{Cursor, Read},
    source::{Span, TokenKind},
};

/// Reads what follows `CREATE`.
pub(super) fn create(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let or_replace = cursor.eat_words(&["OR", "REPLACE"]);
    let procedure = cursor.eat_word("PROCEDURE");
    if !procedure {
        cursor.expect_word("FUNCTION")?;
    }
    let mut function = CreateFunction {
        name: cursor.object_name()?,
        procedure,
        or_replace,
        volatility: Volatility::Volatile,
        language: Name::default(),
        security_definer: false,
        sets_search_path: false,
        returns_set: false,
        strict: false,
        arguments: arguments(cursor)?,
        body: "".into(),
        body_span: cursor.span().before(),
    };
    while !cursor.at_end() {
        option(cursor, &mut function)?;
    }
    if function.language.is_empty() {
        function.language = "sql".into();
    }
    Ok(vec![Located::new(function, cursor.statement())])
}

/// Reads the parenthesized arguments and counts those that a call gives.
fn arguments(cursor: &mut Cursor) -> Read<usize> {
    let arguments = cursor.parenthesized(|cursor| {
        let is_input = !cursor.is_word("OUT");
        cursor.skip_until("an argument", |cursor| cursor.is(TokenKind::Comma))?;
        Ok(is_input)
    })?;
    Ok(arguments.into_iter().filter(|is_input| *is_input).count())
}

fn option(cursor: &mut Cursor, function: &mut CreateFunction) -> Read<()> {
    match cursor.keyword().as_str() {
        "IMMUTABLE" => function.volatility = Volatility::Immutable,
        "STABLE" => function.volatility = Volatility::Stable,
        "VOLATILE" => function.volatility = Volatility::Volatile,
        "STRICT" => function.strict = true,
        "WINDOW" | "LEAKPROOF" => {}
        _ => return long_option(cursor, function),
    }
    cursor.advance();
    Ok(())
}

fn long_option(cursor: &mut Cursor, function: &mut CreateFunction) -> Read<()> {
    if cursor.eat_words(&["NOT", "LEAKPROOF"]) || cursor.eat_words(&["CALLED", "ON", "NULL", "INPUT"]) {
        return Ok(());
    }
    if cursor.eat_words(&["RETURNS", "NULL", "ON", "NULL", "INPUT"]) {
        function.strict = true;
        return Ok(());
    }
    let Some(word) = cursor.eat_one_of(OPTIONS) else { return cursor.expected("an option of the function") };
    match word {
        "RETURNS" => returns(cursor, function),
        "LANGUAGE" => language(cursor).map(|name| function.language = name),
        "EXTERNAL" | "SECURITY" => security(cursor, word == "EXTERNAL", function),
        "SET" => setting(cursor).map(|name| function.sets_search_path |= name == "search_path"),
        "AS" => body(cursor, function),
        "RETURN" => return_expression(cursor, function),
        "BEGIN" => atomic_body(cursor, function),
        "TRANSFORM" => cursor.list(transform).map(drop),
        "WITH" => cursor.skip_parentheses().map(drop),
        "SUPPORT" => cursor.object_name().map(drop),
        "PARALLEL" => cursor.name().map(drop),
        _ => cursor.expect(TokenKind::Number, "a number").map(drop),
    }
}

const OPTIONS: &[&str] = &[
    "RETURNS",
    "LANGUAGE",
    "EXTERNAL",
    "SECURITY",
    "SET",
    "AS",
    "RETURN",
    "BEGIN",
    "TRANSFORM",
    "WITH",
    "SUPPORT",
    "PARALLEL",
    "COST",
    "ROWS",
];

/// A language, as a word or a string; shared with `DO`.
pub(super) fn language(cursor: &mut Cursor) -> Read<Name> {
    let name = if cursor.is(TokenKind::String) { cursor.string()?.into() } else { cursor.name()? };
    Ok(name.to_lowercase())
}

fn security(cursor: &mut Cursor, external: bool, function: &mut CreateFunction) -> Read<()> {
    if external {
        cursor.expect_word("SECURITY")?;
    }
    function.security_definer = cursor.eat_word("DEFINER");
    if function.security_definer { Ok(()) } else { cursor.expect_word("INVOKER") }
}

/// `name TO value, …`, `name = value` or `name FROM CURRENT`.
fn setting(cursor: &mut Cursor) -> Read<Name> {
    let name = cursor.object_name()?.name;
    if cursor.eat_words(&["FROM", "CURRENT"]) || name == "time" && cursor.eat_words(&["ZONE"]) && cursor.advance().is_some() {
        return Ok(name);
    }
    if !cursor.eat_word("TO") && !cursor.eat_operator("=") {
        return cursor.expected("TO or `=`");
    }
    cursor.list(|cursor| {
        cursor.eat_operator("-");
        if cursor.advance().is_some() { Ok(()) } else { cursor.expected("a value") }
    })?;
    Ok(name)
}

fn returns(cursor: &mut Cursor, function: &mut CreateFunction) -> Read<()> {
    if cursor.is_word("TABLE") && cursor.peek_at(1).is_some_and(|token| token.kind == TokenKind::LeftParen) {
        cursor.expect_word("TABLE")?;
        function.returns_set = true;
        return cursor.skip_parentheses().map(drop);
    }
    function.returns_set = cursor.eat_word("SETOF");
    data_type(cursor)?;
    if cursor.eat_operator("%") {
        cursor.expect_word("TYPE")?;
    }
    Ok(())
}

fn transform(cursor: &mut Cursor) -> Read<()> {
    cursor.expect_word("FOR")?;
    cursor.expect_word("TYPE")?;
    data_type(cursor).map(drop)
}

/// `'…'` or `$$…$$`, or an object file and a symbol.
fn body(cursor: &mut Cursor, function: &mut CreateFunction) -> Read<()> {
    function.body_span = cursor.span();
    let body = cursor.string()?;
    if cursor.eat(TokenKind::Comma) {
        cursor.string()?;
        return Ok(());
    }
    function.body = body.into();
    Ok(())
}

fn return_expression(cursor: &mut Cursor, function: &mut CreateFunction) -> Read<()> {
    let expression = cursor.expression_until(|_| false)?;
    function.body_span = expression.span;
    function.body = format!("SELECT {}", expression.sql).into();
    Ok(())
}

/// `ATOMIC … END`: all that is left.
fn atomic_body(cursor: &mut Cursor, function: &mut CreateFunction) -> Read<()> {
    cursor.expect_word("ATOMIC")?;
    let start = cursor.span();
    while cursor.advance().is_some() {}
    let end = cursor.last_span();
    if !end.text(cursor.source()).eq_ignore_ascii_case("END") {
        return cursor.expected("END");
    }
    function.body_span = Span::new(start.start, end.start.max(start.start));
    function.body = cursor.masked(function.body_span);
    Ok(())
}
