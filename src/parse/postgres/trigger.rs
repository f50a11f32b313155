//! Triggers and rules.

use crate::{
    operation::{CreateRule, CreateTrigger, Deferral, Dml, DmlKind, Located, Operation, Query, Rule, TriggerEvents, TriggerTime},
    parse::cursor::{Cursor, Read},
    source::{Span, TokenKind},
};

/// Reads what follows `CREATE`.
pub(super) fn create_trigger(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let or_replace = cursor.eat_words(&["OR", "REPLACE"]);
    let constraint = cursor.eat_word("CONSTRAINT");
    cursor.expect_word("TRIGGER")?;
    let name = cursor.name()?;
    let time = match cursor.eat_one_of(&["BEFORE", "AFTER"]) {
        Some("BEFORE") => TriggerTime::Before,
        Some(_) => TriggerTime::After,
        None if cursor.eat_words(&["INSTEAD", "OF"]) => TriggerTime::InsteadOf,
        None => return cursor.expected("BEFORE, AFTER or INSTEAD OF"),
    };
    let events = events(cursor)?;
    cursor.expect_word("ON")?;
    let table = cursor.object_name()?;
    let from = if cursor.eat_word("FROM") { Some(cursor.object_name()?) } else { None };
    let deferral = timing(cursor)?;
    let has_transition_tables = transition_tables(cursor)?;
    let for_each_row = level(cursor)?;
    let when = if cursor.eat_word("WHEN") { Some(cursor.expression_in_parentheses()?) } else { None };
    cursor.expect_word("EXECUTE")?;
    if cursor.eat_one_of(&["FUNCTION", "PROCEDURE"]).is_none() {
        return cursor.expected("FUNCTION or PROCEDURE");
    }
    let function = cursor.object_name()?;
    cursor.skip_parentheses()?;
    let trigger = CreateTrigger {
        name,
        table,
        or_replace,
        constraint,
        from,
        time,
        deferral,
        has_transition_tables,
        events,
        when,
        for_each_row,
        function,
    };
    Ok(vec![Located::new(trigger, cursor.statement())])
}

/// `INSERT OR UPDATE OF a, b`.
fn events(cursor: &mut Cursor) -> Read<TriggerEvents> {
    let mut events = TriggerEvents::default();
    loop {
        match cursor.eat_one_of(&["INSERT", "UPDATE", "DELETE", "TRUNCATE"]) {
            Some("INSERT") => events.insert = true,
            Some("UPDATE") => events.update = true,
            Some("DELETE") => events.delete = true,
            Some(_) => events.truncate = true,
            None => return cursor.expected("INSERT, UPDATE, DELETE or TRUNCATE"),
        }
        if cursor.eat_word("OF") {
            events.update_of.extend(cursor.list(Cursor::name)?);
        }
        if !cursor.eat_word("OR") {
            return Ok(events);
        }
    }
}

/// Deferrability of a constraint trigger.
fn timing(cursor: &mut Cursor) -> Read<Deferral> {
    let never = cursor.eat_words(&["NOT", "DEFERRABLE"]);
    let deferrable = !never && cursor.eat_word("DEFERRABLE");
    if !cursor.eat_word("INITIALLY") {
        return Ok(if deferrable { Deferral::Deferrable } else { Deferral::Never });
    }
    match cursor.eat_one_of(&["IMMEDIATE", "DEFERRED"]) {
        Some("DEFERRED") => Ok(Deferral::Deferred),
        Some(_) if deferrable => Ok(Deferral::Deferrable),
        Some(_) => Ok(Deferral::Never),
        None => cursor.expected("IMMEDIATE or DEFERRED"),
    }
}

/// `REFERENCING OLD TABLE AS o NEW TABLE AS n`, if it stands here.
fn transition_tables(cursor: &mut Cursor) -> Read<bool> {
    if !cursor.eat_word("REFERENCING") {
        return Ok(false);
    }
    while cursor.eat_one_of(&["OLD", "NEW"]).is_some() {
        cursor.expect_word("TABLE")?;
        cursor.eat_word("AS");
        cursor.name()?;
    }
    Ok(true)
}

/// `FOR [EACH] ROW` or `FOR [EACH] STATEMENT`.
fn level(cursor: &mut Cursor) -> Read<bool> {
    if !cursor.eat_word("FOR") {
        return Ok(false);
    }
    cursor.eat_word("EACH");
    match cursor.eat_one_of(&["ROW", "STATEMENT"]) {
        Some(word) => Ok(word == "ROW"),
        None => cursor.expected("ROW or STATEMENT"),
    }
}

/// Reads what follows `CREATE`.
pub(super) fn create_rule(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let or_replace = cursor.eat_words(&["OR", "REPLACE"]);
    cursor.expect_word("RULE")?;
    let name = cursor.name()?;
    cursor.expect_word("AS")?;
    cursor.expect_word("ON")?;
    let event = match cursor.eat_one_of(&["SELECT", "INSERT", "UPDATE", "DELETE"]) {
        Some("INSERT") => Some(DmlKind::Insert),
        Some("UPDATE") => Some(DmlKind::Update),
        Some("DELETE") => Some(DmlKind::Delete),
        Some(_) => None,
        None => return cursor.expected("SELECT, INSERT, UPDATE or DELETE"),
    };
    cursor.expect_word("TO")?;
    let table = cursor.object_name()?;
    let conditional = cursor.eat_word("WHERE");
    if conditional {
        cursor.skip_until("a condition", |cursor| cursor.is_word("DO"))?;
    }
    cursor.expect_word("DO")?;
    let instead = cursor.eat_one_of(&["ALSO", "INSTEAD"]) == Some("INSTEAD") && !conditional;
    let (span, actions) = actions(cursor)?;
    let query = Query::new(span, cursor.masked(span));
    let rule = Rule { event, instead, actions };
    Ok(vec![Located::new(CreateRule { name, table, or_replace, query, rule }, cursor.statement())])
}

/// `NOTHING`, a statement, or several in parentheses; and those of them that change rows.
fn actions(cursor: &mut Cursor) -> Read<(Span, Vec<Dml>)> {
    if cursor.eat_word("NOTHING") {
        return Ok((cursor.last_span().after(), Vec::new()));
    }
    let (tokens, start) = (cursor.rest(), cursor.mark());
    let span = match cursor.is(TokenKind::LeftParen) {
        true => cursor.skip_parentheses()?,
        false => cursor.skip_until("a statement", |_| false)?,
    };
    let tokens = &tokens[..cursor.mark() - start];
    let tokens = match tokens {
        [first, inside @ .., _] if first.kind == TokenKind::LeftParen => inside,
        all => all,
    };
    let statements = tokens.split(|token| token.kind == TokenKind::Semicolon).filter(|statement| !statement.is_empty());
    let read = statements.filter_map(|statement| super::dml::rows(&mut Cursor::new(cursor.source(), statement, span)).ok());
    let changes = read.flatten().filter_map(|located| match located.operation {
        Operation::Dml(dml) => Some(dml),
        _ => None,
    });
    Ok((span, changes.collect()))
}
