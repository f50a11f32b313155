//! Types and domains.

use super::{
    constraint::{attribute, constraint_name},
    data_type::data_type,
    default_expression::default_expression,
    object,
    parameters::parameters,
};
use crate::{
    name::{Name, ObjectName},
    operation::{
        AlterDomain, AlterType, AttributeChange, Constraint, ConstraintKind, CreateDomain, CreateType, DataType, DomainChange,
        Located, TypeChange, TypeDefinition,
    },
    parse::cursor::{Cursor, Read},
    source::TokenKind,
};

/// Reads what follows `CREATE`.
pub(super) fn create_type(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expect_word("TYPE")?;
    let name = cursor.object_name()?;
    let definition = definition(cursor)?;
    Ok(vec![Located::new(CreateType { name, definition }, cursor.statement())])
}

fn definition(cursor: &mut Cursor) -> Read<TypeDefinition> {
    if cursor.at_end() {
        return Ok(TypeDefinition::Other);
    }
    if cursor.is(TokenKind::LeftParen) {
        cursor.skip_parentheses()?;
        return Ok(TypeDefinition::Other);
    }
    cursor.expect_word("AS")?;
    if cursor.eat_word("ENUM") {
        return Ok(TypeDefinition::Enum(cursor.parenthesized(label)?));
    }
    if cursor.eat_word("RANGE") {
        cursor.skip_parentheses()?;
        return Ok(TypeDefinition::Other);
    }
    Ok(TypeDefinition::Composite(cursor.parenthesized(composite_attribute)?))
}

/// An enum's label; a template's placeholder stands for itself.
fn label(cursor: &mut Cursor) -> Read<Name> {
    if cursor.is(TokenKind::Placeholder) { cursor.name() } else { Ok(cursor.string()?.into()) }
}

fn composite_attribute(cursor: &mut Cursor) -> Read<(Name, DataType)> {
    let name = cursor.name()?;
    let data_type = data_type(cursor)?;
    collation(cursor)?;
    Ok((name, data_type))
}

fn collation(cursor: &mut Cursor) -> Read<Option<ObjectName>> {
    if cursor.eat_word("COLLATE") { cursor.object_name().map(Some) } else { Ok(None) }
}

/// Reads what follows `ALTER`.
pub(super) fn alter_type(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let start = cursor.mark();
    cursor.expect_word("TYPE")?;
    let name = cursor.object_name()?;
    let alter = |change| AlterType { name: name.clone(), change };
    if cursor.eat_words(&["ADD", "VALUE"]) {
        return Ok(vec![Located::new(alter(add_value(cursor)?), cursor.statement())]);
    }
    if cursor.eat_words(&["RENAME", "VALUE"]) {
        let from = label(cursor)?;
        cursor.expect_word("TO")?;
        let to = label(cursor)?;
        return Ok(vec![Located::new(alter(TypeChange::RenameValue { from, to }), cursor.statement())]);
    }
    if cursor.is_word("SET") && cursor.peek_at(1).is_some_and(|token| token.kind == TokenKind::LeftParen) {
        cursor.expect_word("SET")?;
        parameters(cursor)?;
        return Ok(vec![Located::new(alter(TypeChange::Other), cursor.statement())]);
    }
    if cursor.is_word_at(1, "ATTRIBUTE") {
        return cursor.list(|cursor| {
            let mark = cursor.mark();
            let change = attribute_change(cursor)?;
            Ok(Located::new(alter(change), cursor.span_since(mark)))
        });
    }
    cursor.rewind(start);
    object::alter(cursor)
}

fn add_value(cursor: &mut Cursor) -> Read<TypeChange> {
    let if_not_exists = cursor.eat_if_not_exists();
    let value = label(cursor)?;
    let placed = cursor.eat_one_of(&["BEFORE", "AFTER"]).is_some();
    let neighbour = if placed { Some(label(cursor)?) } else { None };
    Ok(TypeChange::AddValue { value, if_not_exists, neighbour })
}

fn attribute_change(cursor: &mut Cursor) -> Read<TypeChange> {
    let Some(word) = cursor.eat_one_of(&["ADD", "DROP", "ALTER", "RENAME"]) else {
        return cursor.expected("ADD, DROP, ALTER or RENAME");
    };
    cursor.expect_word("ATTRIBUTE")?;
    let if_exists = word == "DROP" && cursor.eat_if_exists();
    let attribute = cursor.name()?;
    let (change, new_type, to) = match word {
        "ADD" => (AttributeChange::Add, Some(data_type(cursor)?), None),
        "DROP" => (AttributeChange::Drop, None, None),
        "ALTER" => {
            cursor.eat_words(&["SET", "DATA"]);
            cursor.expect_word("TYPE")?;
            (AttributeChange::Type, Some(data_type(cursor)?), None)
        }
        _ => {
            cursor.expect_word("TO")?;
            (AttributeChange::Rename, None, Some(cursor.name()?))
        }
    };
    collation(cursor)?;
    let cascade = cursor.eat_cascade();
    Ok(TypeChange::Attribute { change, attribute, data_type: new_type, to, if_exists, cascade })
}

/// Reads what follows `CREATE`.
pub(super) fn create_domain(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expect_word("DOMAIN")?;
    let name = cursor.object_name()?;
    cursor.eat_word("AS");
    let base = data_type(cursor)?;
    let mut domain = CreateDomain { name, base, not_null: false, default: None, checks: Vec::new() };
    while !cursor.at_end() {
        domain_option(cursor, &mut domain)?;
    }
    Ok(vec![Located::new(domain, cursor.statement())])
}

fn domain_option(cursor: &mut Cursor, domain: &mut CreateDomain) -> Read<()> {
    let mark = cursor.mark();
    let name = constraint_name(cursor)?;
    if cursor.eat_word("DEFAULT") {
        domain.default = Some(default_expression(cursor)?);
    } else if cursor.eat_words(&["NOT", "NULL"]) {
        domain.not_null = true;
    } else if cursor.eat_word("CHECK") {
        let mut check = Constraint::new(ConstraintKind::Check(cursor.expression_in_parentheses()?), cursor.span_since(mark));
        check.name = name;
        domain.checks.push(check);
    } else if !cursor.eat_word("NULL") && collation(cursor)?.is_none() {
        return cursor.expected("CHECK, DEFAULT, NOT NULL, NULL or COLLATE");
    }
    Ok(())
}

/// Reads what follows `ALTER`.
pub(super) fn alter_domain(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let start = cursor.mark();
    cursor.expect_word("DOMAIN")?;
    let name = cursor.object_name()?;
    let is_alike = cursor.is_word("OWNER") || cursor.is_words(&["RENAME", "TO"]) || cursor.is_words(&["SET", "SCHEMA"]);
    if is_alike {
        cursor.rewind(start);
        return object::alter(cursor);
    }
    let change = domain_change(cursor)?;
    Ok(vec![Located::new(AlterDomain { name, change }, cursor.statement())])
}

fn domain_change(cursor: &mut Cursor) -> Read<DomainChange> {
    if cursor.eat_word("ADD") {
        return added_constraint(cursor).map(DomainChange::AddConstraint);
    }
    if cursor.eat_words(&["DROP", "CONSTRAINT"]) {
        let if_exists = cursor.eat_if_exists();
        let name = cursor.name()?;
        cursor.eat_cascade();
        return Ok(DomainChange::DropConstraint { name, if_exists });
    }
    if cursor.eat_words(&["VALIDATE", "CONSTRAINT"]) {
        return cursor.name().map(DomainChange::ValidateConstraint);
    }
    if cursor.eat_words(&["RENAME", "CONSTRAINT"]) {
        let from = cursor.name()?;
        cursor.expect_word("TO")?;
        return Ok(DomainChange::RenameConstraint { from, to: cursor.name()? });
    }
    if cursor.eat_words(&["SET", "DEFAULT"]) {
        return cursor.expression_until(|_| false).map(DomainChange::SetDefault);
    }
    let changes: [(&[&str], DomainChange); 3] = [
        (&["SET", "NOT", "NULL"], DomainChange::SetNotNull),
        (&["DROP", "NOT", "NULL"], DomainChange::DropNotNull),
        (&["DROP", "DEFAULT"], DomainChange::DropDefault),
    ];
    match changes.into_iter().find(|(words, _)| cursor.eat_words(words)) {
        Some((_, change)) => Ok(change),
        None => cursor.expected("a change of the domain"),
    }
}

fn added_constraint(cursor: &mut Cursor) -> Read<Constraint> {
    let mark = cursor.mark();
    let name = constraint_name(cursor)?;
    let kind = if cursor.eat_words(&["NOT", "NULL"]) {
        ConstraintKind::NotNull(Name::default())
    } else {
        cursor.expect_word("CHECK")?;
        ConstraintKind::Check(cursor.expression_in_parentheses()?)
    };
    let mut constraint = Constraint::new(kind, cursor.span_since(mark));
    constraint.name = name;
    while attribute(cursor, &mut constraint)? {}
    constraint.span = cursor.span_since(mark);
    Ok(constraint)
}
