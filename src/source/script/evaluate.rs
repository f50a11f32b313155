//! What an expression stands for, told without sending anything.

use std::rc::Rc;

use oxc_ast::ast::{
    Argument, ArrayExpressionElement, BinaryExpression, BinaryOperator, Expression, LogicalExpression, LogicalOperator,
    ObjectExpression, ObjectPropertyKind, TemplateLiteral, UnaryOperator,
};
use oxc_span::GetSpan;

use super::{
    builder::type_named,
    chain::{chain, inner},
    literal::unescaped,
    reader::{Reader, place},
    text::Text,
    tool::Tool,
    value::{Callable, Handle, Object, Value},
};
use crate::source::{Span, origin::Quote};

/// Names of databases that are not PostgreSQL, as scripts compare with them.
const OTHERS: [&str; 10] =
    ["mysql", "mysql2", "mariadb", "sqlite", "sqlite3", "better-sqlite3", "mssql", "oracle", "oracledb", "cockroachdb"];
const OWN: [&str; 4] = ["postgres", "postgresql", "pg", "pgsql"];

impl<'a> Reader<'a> {
    /// What an expression stands for.
    pub(super) fn value(&mut self, expression: &'a Expression<'a>) -> Value<'a> {
        self.deeper(|reader| reader.value_of(inner(expression))).unwrap_or(Value::Unknown)
    }

    fn value_of(&mut self, expression: &'a Expression<'a>) -> Value<'a> {
        match expression {
            Expression::StringLiteral(literal) => Value::Text(self.string(place(literal.span))),
            Expression::TemplateLiteral(template) => Value::Text(self.template(template, Quote::Template)),
            Expression::NumericLiteral(_) | Expression::BigIntLiteral(_) => Value::Number(self.code(expression).replace('_', "")),
            Expression::BooleanLiteral(literal) => Value::Boolean(literal.value),
            Expression::NullLiteral(_) => Value::Null,
            Expression::Identifier(identifier) => self.lookup(identifier.name.as_str()),
            Expression::ArrayExpression(array) => self.list(&array.elements),
            Expression::ObjectExpression(object) => self.object(object),
            Expression::ArrowFunctionExpression(arrow) => Value::Function(Callable::Arrow(arrow)),
            Expression::FunctionExpression(function) => Value::Function(Callable::Function(function)),
            Expression::ClassExpression(class) => Value::Class(class),
            Expression::BinaryExpression(binary) => self.binary(binary),
            Expression::LogicalExpression(logical) => self.logical(logical),
            Expression::ConditionalExpression(condition) => match self.value(&condition.test).is_truthy(self.source) {
                Some(true) => self.value(&condition.consequent),
                Some(false) => self.value(&condition.alternate),
                None => self.either(&condition.consequent, &condition.alternate),
            },
            Expression::AwaitExpression(awaited) => self.value(&awaited.argument),
            Expression::UnaryExpression(unary) => self.unary(unary.operator, &unary.argument),
            Expression::NewExpression(new) => self.new_object(&new.callee, &new.arguments),
            Expression::ThisExpression(_) => self.this.map_or(Value::Unknown, Value::Class),
            Expression::CallExpression(_)
            | Expression::TaggedTemplateExpression(_)
            | Expression::StaticMemberExpression(_)
            | Expression::ComputedMemberExpression(_)
            | Expression::ChainExpression(_) => self.chain_value(&chain(expression)),
            _ => Value::Unknown,
        }
    }

    /// One of two: where both are pieces of SQL, the first that is not empty stands for them.
    fn either(&mut self, one: &'a Expression<'a>, other: &'a Expression<'a>) -> Value<'a> {
        match (self.value(one), self.value(other)) {
            (Value::Sql(one), Value::Sql(other)) if one.shown(self.source).trim().is_empty() => Value::Sql(other),
            (Value::Sql(one), Value::Sql(_)) => Value::Sql(one),
            _ => Value::Unknown,
        }
    }

    /// The text of a string literal.
    fn string(&self, literal: Span) -> Text {
        let quote = if literal.text(self.source).starts_with('\'') { Quote::Single } else { Quote::Double };
        unescaped(self.source, Span::new(literal.start + 1, literal.end.saturating_sub(1)), quote)
    }

    /// The text of a template, with what is known of what it puts in.
    pub(super) fn template(&mut self, template: &'a TemplateLiteral<'a>, quote: Quote) -> Text {
        self.template_with(template, quote, |reader, value, code, at| reader.text_of(value, code, at))
    }

    /// The text of a template; `put_in` says what stands for each expression in it.
    pub(super) fn template_with(
        &mut self,
        template: &'a TemplateLiteral<'a>,
        quote: Quote,
        put_in: impl Fn(&Self, Value<'a>, &'a str, Span) -> Text,
    ) -> Text {
        let mut text = Text::default();
        let starts = template.quasis.iter().skip(1).map(|quasi| quasi.span.start);
        let ends: Vec<u32> = starts.collect();
        for (at, quasi) in template.quasis.iter().enumerate() {
            text.push(unescaped(self.source, place(quasi.span), quote));
            if let (Some(expression), Some(&end)) = (template.expressions.get(at), ends.get(at)) {
                let value = self.value(expression);
                text.push(put_in(self, value, self.code(expression), Span::new(quasi.span.end, end)));
            }
        }
        text
    }

    /// What is put into a text at a place.
    pub(super) fn text_of(&self, value: Value<'a>, code: &str, at: Span) -> Text {
        match value {
            Value::Text(text) | Value::Sql(text) => text.at(self.source, at),
            Value::Number(number) => Text::made(number, at),
            Value::Boolean(truth) => Text::made(truth.to_string(), at),
            Value::List(list) => {
                let known = list.iter().map(|item| match item {
                    Value::Text(text) => text.known(self.source),
                    Value::Number(number) => Some(number.clone()),
                    _ => None,
                });
                known.collect::<Option<Vec<_>>>().map_or_else(|| Text::hole(code, at), |items| Text::made(items.join(","), at))
            }
            _ => Text::hole(code, at),
        }
    }

    fn list(&mut self, elements: &'a [ArrayExpressionElement<'a>]) -> Value<'a> {
        let mut items = Vec::new();
        for element in elements {
            match (element, element.as_expression()) {
                (_, Some(expression)) => items.push(self.value(expression)),
                (ArrayExpressionElement::SpreadElement(spread), _) => match self.value(&spread.argument) {
                    Value::List(list) => items.extend(list.iter().cloned()),
                    _ => return Value::Unknown,
                },
                _ => items.push(Value::Null),
            }
        }
        Value::List(Rc::new(items))
    }

    fn object(&mut self, expression: &'a ObjectExpression<'a>) -> Value<'a> {
        let mut object = Object::default();
        for property in &expression.properties {
            match property {
                ObjectPropertyKind::ObjectProperty(property) => {
                    let computed = || property.key.as_expression().filter(|_| property.computed);
                    let name = match property.key.static_name() {
                        Some(name) => Some(name.into_owned()),
                        None => computed().and_then(|key| match self.value(key) {
                            Value::Text(text) => text.known(self.source),
                            _ => None,
                        }),
                    };
                    let value = self.value(&property.value);
                    match name {
                        Some(name) => object.properties.push((name, value)),
                        None => object.is_open = true,
                    }
                }
                ObjectPropertyKind::SpreadProperty(spread) => match self.value(&spread.argument) {
                    Value::Object(other) => {
                        object.properties.extend(other.properties.iter().cloned());
                        object.is_open |= other.is_open;
                    }
                    _ => object.is_open = true,
                },
            }
        }
        Value::Object(Rc::new(object))
    }

    fn binary(&mut self, binary: &'a BinaryExpression<'a>) -> Value<'a> {
        match binary.operator {
            BinaryOperator::Addition => self.sum(binary),
            BinaryOperator::Equality | BinaryOperator::StrictEquality => self.equal(&binary.left, &binary.right),
            BinaryOperator::Inequality | BinaryOperator::StrictInequality => match self.equal(&binary.left, &binary.right) {
                Value::Boolean(truth) => Value::Boolean(!truth),
                other => other,
            },
            _ => Value::Unknown,
        }
    }

    /// `a + b + c`, if one of them is a text. The chain leans to the left and may be long.
    fn sum(&mut self, binary: &'a BinaryExpression<'a>) -> Value<'a> {
        let mut parts = vec![&binary.right];
        let mut left = inner(&binary.left);
        while let Expression::BinaryExpression(more) = left {
            if more.operator != BinaryOperator::Addition {
                break;
            }
            parts.push(&more.right);
            left = inner(&more.left);
        }
        parts.push(left);
        let mut text = Text::default();
        let mut is_text = false;
        for part in parts.into_iter().rev() {
            let value = self.value(part);
            is_text |= matches!(value, Value::Text(_));
            let at = place(part.span());
            text.push(match (inner(part), value) {
                (Expression::StringLiteral(_) | Expression::TemplateLiteral(_), Value::Text(own)) => own,
                (_, value) => self.text_of(value, self.code(part), at),
            });
        }
        if is_text { Value::Text(text) } else { Value::Unknown }
    }

    /// Whether two values are equal. What is not known, and is compared with the name of a database, is PostgreSQL.
    fn equal(&mut self, left: &'a Expression<'a>, right: &'a Expression<'a>) -> Value<'a> {
        let (left, right) = (self.value(left), self.value(right));
        let known = |value: &Value| match value {
            Value::Text(text) => text.known(self.source),
            Value::Number(number) => Some(number.clone()),
            _ => None,
        };
        match (known(&left), known(&right)) {
            (Some(left), Some(right)) => Value::Boolean(left == right),
            (Some(_), None) if matches!(right, Value::Null) => Value::Boolean(false),
            (None, Some(_)) if matches!(left, Value::Null) => Value::Boolean(false),
            (Some(name), None) | (None, Some(name)) if OTHERS.contains(&name.as_str()) => Value::Boolean(false),
            (Some(name), None) | (None, Some(name)) if OWN.contains(&name.as_str()) => Value::Boolean(true),
            _ => Value::Unknown,
        }
    }

    fn logical(&mut self, logical: &'a LogicalExpression<'a>) -> Value<'a> {
        let left = self.value(&logical.left);
        let truth = left.is_truthy(self.source);
        match (logical.operator, truth) {
            (LogicalOperator::Coalesce, _) if matches!(left, Value::Null) => self.value(&logical.right),
            (LogicalOperator::Coalesce, Some(_)) => left,
            (LogicalOperator::Or, Some(true)) | (LogicalOperator::And, Some(false)) => left,
            (LogicalOperator::Or, Some(false)) | (LogicalOperator::And, Some(true)) => self.value(&logical.right),
            _ => Value::Unknown,
        }
    }

    fn unary(&mut self, operator: UnaryOperator, argument: &'a Expression<'a>) -> Value<'a> {
        match (operator, self.value(argument)) {
            (UnaryOperator::UnaryNegation, Value::Number(number)) => Value::Number(format!("-{number}")),
            (UnaryOperator::LogicalNot, value) => {
                value.is_truthy(self.source).map_or(Value::Unknown, |truth| Value::Boolean(!truth))
            }
            (UnaryOperator::Void, _) => Value::Null,
            _ => Value::Unknown,
        }
    }

    fn new_object(&mut self, callee: &'a Expression<'a>, arguments: &'a [Argument<'a>]) -> Value<'a> {
        let name = match inner(callee) {
            Expression::Identifier(identifier) => identifier.name.as_str(),
            Expression::StaticMemberExpression(member) => member.property.name.as_str(),
            _ => return Value::Unknown,
        };
        match self.lookup(name) {
            Value::Class(class) => Value::Class(class),
            _ => self.named(name, arguments),
        }
    }

    /// Something of a tool by its name.
    pub(super) fn named(&mut self, name: &str, arguments: &'a [Argument<'a>]) -> Value<'a> {
        let arguments = self.values(arguments);
        Value::Named(Rc::new((name.to_owned(), arguments)))
    }

    /// What is given to a call; a spread is not known.
    pub(super) fn values(&mut self, arguments: &'a [Argument<'a>]) -> Vec<Value<'a>> {
        arguments.iter().map(|argument| argument.as_expression().map_or(Value::Unknown, |one| self.value(one))).collect()
    }

    /// A property without a call.
    pub(super) fn member(&self, value: &Value<'a>, name: &str) -> Option<Value<'a>> {
        Some(match (value, name) {
            (Value::Object(_), _) => value.property(name)?.clone(),
            (Value::Class(class), _) => self.class_member(class, name)?,
            (Value::Handle(Handle::Knex), "schema") => Value::Handle(Handle::KnexSchema),
            (Value::Handle(Handle::Knex), "client") => client(),
            (Value::Handle(Handle::Kysely), "schema") => Value::Handle(Handle::KyselySchema),
            (Value::Handle(Handle::QueryInterface), "sequelize") => Value::Handle(Handle::Sequelize),
            (Value::Handle(Handle::Sequelize | Handle::DataTypes), "Sequelize" | "DataTypes") => Value::Handle(Handle::DataTypes),
            (Value::Handle(Handle::QueryRunner), "manager" | "connection" | "dataSource") => Value::Handle(Handle::Client),
            // Umzug gives an object in which what other runners give is the context.
            (Value::Handle(handle), "context") => Value::Handle(*handle),
            (Value::Handle(Handle::Pgm), "db") => Value::Handle(Handle::Client),
            (Value::Unknown, _) if self.tool == Some(Tool::DbMigrate) && type_named(name, self.statement).is_some() => {
                return type_named(name, self.statement);
            }
            (Value::Unknown, _) => match super::reader::well_known(name) {
                known @ Value::Handle(_) => known,
                _ => return None,
            },
            _ => return None,
        })
    }
}

/// `knex.client`, by which scripts tell databases apart: PostgreSQL's.
fn client<'a>() -> Value<'a> {
    let text = |name: &str, text: &'static str| (name.to_owned(), Value::Text(Text::made(text, Span::default())));
    let object = |properties| Value::Object(Rc::new(Object { properties, is_open: true }));
    object(vec![text("dialect", "postgresql"), ("config".to_owned(), object(vec![text("client", "pg")]))])
}
