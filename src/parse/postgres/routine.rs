//! Functions and procedures.

use super::data_type::data_type;
use crate::{
    name::Name,
    operation::{CreateFunction, Located, Parameter, Routine, Volatility},
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
        security_definer: false,
        sets_search_path: false,
        returns_set: false,
        strict: false,
        routine: Routine { parameters: parameters(cursor)?, ..Routine::default() },
        body_span: cursor.span().before(),
    };
    while !cursor.at_end() {
        option(cursor, &mut function)?;
    }
    if function.routine.language.is_empty() {
        function.routine.language = "sql".into();
    }
    Ok(vec![Located::new(function, cursor.statement())])
}

/// `( [mode] [name] type [DEFAULT expression], … )`.
fn parameters(cursor: &mut Cursor) -> Read<Vec<Parameter>> {
    cursor.parenthesized(|cursor| {
        let mode = cursor.eat_one_of(&["INOUT", "IN", "OUT", "VARIADIC"]);
        let input = mode != Some("OUT") || cursor.eat_word("IN");
        let mark = cursor.mark();
        let written = cursor.skip_until("an argument", |cursor| {
            cursor.is(TokenKind::Comma) || cursor.is_word("DEFAULT") || cursor.is_operator("=") || cursor.is_operator(":=")
        })?;
        let words = cursor.mark() - mark;
        cursor.rewind(mark);
        let name = if words > 1 && !cursor.is_words(&["DOUBLE", "PRECISION"]) { cursor.name().ok() } else { None };
        let kind = Span::new(cursor.span().start.min(written.end), written.end).text(cursor.source());
        cursor.skip_until("a type", |cursor| cursor.mark() >= mark + words).ok();
        let kind = Name::from(kind).to_lowercase();
        let mut default = None;
        if cursor.eat_word("DEFAULT") || cursor.eat_operator("=") || cursor.eat_operator(":=") {
            default = Some(cursor.expression_until(|cursor| cursor.is(TokenKind::Comma))?.sql);
        }
        Ok(Parameter { name, kind, default, input })
    })
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
        "LANGUAGE" => language(cursor).map(|name| function.routine.language = name),
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
    function.routine.body = body.into();
    Ok(())
}

fn return_expression(cursor: &mut Cursor, function: &mut CreateFunction) -> Read<()> {
    let expression = cursor.expression_until(|_| false)?;
    function.body_span = expression.span;
    function.routine.body = format!("SELECT {}", expression.sql).into();
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
    function.routine.body = cursor.masked(function.body_span);
    Ok(())
}
