//! What expressions do: calls are followed in the order in which they run, and those that send SQL are taken down.

use oxc_ast::ast::{ArrayExpressionElement, Expression};

use super::{
    chain::{Chain, Link, chain, inner},
    query::BY_ANOTHER_FILE,
    reader::{Reader, TOO_DEEP, place},
    value::{Handle, Value},
};
use crate::source::Span;

/// Methods that call what is given to them once for each value.
const REPEATING: [&str; 8] = ["map", "forEach", "flatMap", "reduce", "filter", "each", "times", "mapSeries"];
/// Methods of a promise.
const AFTERWARDS: [&str; 3] = ["then", "catch", "finally"];

impl<'a> Reader<'a> {
    /// What an expression does.
    pub(super) fn run(&mut self, expression: &'a Expression<'a>) {
        self.run_for(expression);
    }

    /// What an expression does, and what comes of it.
    pub(super) fn run_for(&mut self, expression: &'a Expression<'a>) -> Value<'a> {
        self.deeper(|reader| reader.run_into(inner(expression))).unwrap_or_else(|| {
            self.unread_once(TOO_DEEP, place(oxc_span::GetSpan::span(expression)));
            Value::Unknown
        })
    }

    fn run_into(&mut self, expression: &'a Expression<'a>) -> Value<'a> {
        match expression {
            Expression::AwaitExpression(awaited) => return self.run_for(&awaited.argument),
            Expression::AssignmentExpression(assignment) => self.assign(assignment),
            Expression::SequenceExpression(sequence) => sequence.expressions.iter().for_each(|one| self.run(one)),
            Expression::ConditionalExpression(condition) => {
                self.run(&condition.test);
                match self.value(&condition.test).is_truthy(self.source) {
                    Some(true) => self.run(&condition.consequent),
                    Some(false) => self.run(&condition.alternate),
                    None => self.conditionally(|reader| {
                        reader.run(&condition.consequent);
                        reader.run(&condition.alternate);
                    }),
                }
            }
            Expression::LogicalExpression(logical) => {
                self.run(&logical.left);
                self.conditionally(|reader| reader.run(&logical.right));
            }
            Expression::UnaryExpression(unary) => self.run(&unary.argument),
            Expression::BinaryExpression(binary) => {
                self.run(&binary.right);
                self.run(&binary.left);
            }
            Expression::YieldExpression(yielded) => yielded.argument.iter().for_each(|argument| self.run(argument)),
            Expression::ArrayExpression(array) => {
                for element in &array.elements {
                    match element {
                        ArrayExpressionElement::SpreadElement(spread) => self.run(&spread.argument),
                        other => other.as_expression().into_iter().for_each(|one| self.run_element(one)),
                    }
                }
            }
            Expression::NewExpression(new) => {
                self.run_given(&Link { name: None, arguments: Some(&new.arguments), template: None, span: place(new.span) })
            }
            Expression::Identifier(identifier) => {
                if let Value::Sql(text) = self.lookup(identifier.name.as_str()) {
                    self.send(text, place(identifier.span));
                }
            }
            Expression::CallExpression(_)
            | Expression::TaggedTemplateExpression(_)
            | Expression::ChainExpression(_)
            | Expression::StaticMemberExpression(_)
            | Expression::ComputedMemberExpression(_) => {
                let chain = chain(expression);
                let start = place(oxc_span::GetSpan::span(expression)).start;
                return self.run_chain(&chain, start);
            }
            _ => {}
        }
        Value::Unknown
    }

    /// An element of an array: a promise, or what something else is to call.
    fn run_element(&mut self, element: &'a Expression<'a>) {
        match self.value(element) {
            callable @ (Value::Function(_) | Value::Bound(_)) => self.invoke(&callable, Vec::new()),
            _ => self.run(element),
        }
    }

    /// A chain of calls, and what is to follow once its promise is kept.
    fn run_chain(&mut self, chain: &Chain<'a>, start: u32) -> Value<'a> {
        let is_after = |link: &Link| link.arguments.is_some() && link.name.is_some_and(|name| AFTERWARDS.contains(&name));
        let first = chain.links.iter().position(is_after).unwrap_or(chain.links.len());
        let (now, later) = chain.links.split_at(first);
        let value = self.run_links(chain.root, now, start);
        for link in later {
            for (at, argument) in link.given().iter().filter_map(|argument| argument.as_expression()).enumerate() {
                let callable = self.value(argument);
                if link.name == Some("catch") || at > 0 {
                    let before = std::mem::replace(&mut self.in_handler, true);
                    self.conditionally(|reader| reader.invoke(&callable, Vec::new()));
                    self.in_handler = before;
                } else {
                    self.invoke(&callable, vec![value.clone()]);
                }
            }
        }
        value
    }

    fn run_links(&mut self, root: &'a Expression<'a>, links: &[Link<'a>], start: u32) -> Value<'a> {
        let Some(last) = links.last() else { return self.run_for(root) };
        let whole = Span::new(start, last.span.end);
        let (value, at) = self.resolve(&Chain { root, links: links.to_vec() });
        let rest = &links[at..];
        match (&value, rest) {
            (Value::Function(callable), [link]) if link.name.is_none() && link.arguments.is_some() => {
                let given = self.values(link.given());
                self.run_promises(link);
                self.call(*callable, given);
            }
            (Value::Class(_) | Value::Object(_), [link]) if link.arguments.is_some() => {
                match link.name.and_then(|name| self.member(&value, name)) {
                    Some(Value::Function(callable)) => {
                        let given = self.values(link.given());
                        self.call(callable, given);
                    }
                    _ => return self.run_unknown(root, links, whole),
                }
            }
            (Value::List(_), [link]) if link.name.is_some_and(|name| REPEATING.contains(&name)) => self.run_each(&value, link),
            (Value::List(list), [link]) if link.name == Some("push") => self.push(root, list, link),
            (Value::Handle(handle), rest) if !rest.is_empty() => {
                return match self.run_handle(*handle, rest, whole) {
                    Some(found) => found,
                    None => self.run_unknown(root, links, whole),
                };
            }
            _ => return self.run_unknown(root, links, whole),
        }
        Value::Unknown
    }

    /// Functions given to a call are taken to be called by it, and promises to be kept.
    fn run_given(&mut self, link: &Link<'a>) {
        let repeats = link.name.is_some_and(|name| REPEATING.contains(&name));
        for argument in link.given().iter().filter_map(|argument| argument.as_expression()) {
            match self.value(argument) {
                Value::Function(callable) if repeats => self.repeatedly(|reader| reader.call(callable, Vec::new())),
                callable @ (Value::Function(_) | Value::Bound(_)) => self.invoke(&callable, Vec::new()),
                Value::List(list) if matches!(inner(argument), Expression::Identifier(_)) => {
                    self.invoke_all(&list, place(oxc_span::GetSpan::span(argument)));
                }
                _ => self.run(argument),
            }
        }
    }

    /// What is to follow once a query is done.
    fn run_callbacks(&mut self, link: &Link<'a>) {
        for argument in link.given().iter().skip(1).filter_map(|argument| argument.as_expression()) {
            if let Value::Function(callable) = self.value(argument) {
                self.call(callable, Vec::new());
            }
        }
    }

    /// Promises given to a call of the file's own.
    fn run_promises(&mut self, link: &Link<'a>) {
        for argument in link.given().iter().filter_map(|argument| argument.as_expression()) {
            if matches!(inner(argument), Expression::AwaitExpression(_)) {
                self.run(argument);
            }
        }
    }

    fn run_each(&mut self, list: &Value<'a>, link: &Link<'a>) {
        let callable = link.argument(if link.name == Some("mapSeries") { 1 } else { 0 }).map(|first| self.value(first));
        if let Some(Value::Function(callable)) = callable {
            self.each(list, |reader, item| match link.name {
                Some("reduce") => reader.call(callable, vec![Value::Unknown, item]),
                _ => reader.call(callable, vec![item]),
            });
        }
    }

    /// `list.push(…)`.
    fn push(&mut self, root: &'a Expression<'a>, list: &[Value<'a>], link: &Link<'a>) {
        let Expression::Identifier(identifier) = inner(root) else { return };
        let mut longer = list.to_vec();
        longer.extend(self.values(link.given()));
        self.rebind(identifier.name.as_str(), Value::List(longer.into()));
    }

    /// A chain of which only the names tell what it does.
    fn run_unknown(&mut self, root: &'a Expression<'a>, links: &[Link<'a>], whole: Span) -> Value<'a> {
        if let Value::Sql(text) = self.chain_value(&Chain { root, links: links.to_vec() }) {
            if self.is_sent_by_itself(links) {
                self.send(text, whole);
            }
            return Value::Unknown;
        }
        if let Some((link, before)) = links.split_last()
            && let Some(sent) = self.run_query(link, before, whole)
        {
            self.run_callbacks(link);
            return sent;
        }
        if let (Expression::Identifier(identifier), [link]) = (inner(root), links)
            && self.imported.contains(identifier.name.as_str())
            && self.is_given_connection(link)
        {
            self.unread(BY_ANOTHER_FILE, whole);
        }
        if !matches!(inner(root), Expression::Identifier(_)) {
            match self.value(root) {
                Value::Function(callable) if links.len() == 1 => self.call(callable, Vec::new()),
                _ => self.run(root),
            }
        }
        let of_knex = matches!(self.value(root), Value::Handle(Handle::Knex));
        for link in links {
            if !(of_knex && self.is_given_sql(link)) {
                self.run_given(link);
            }
        }
        Value::Unknown
    }

    /// A piece of a query, which is not sent by itself: `where(knex.raw('…'))`.
    fn is_given_sql(&mut self, link: &Link<'a>) -> bool {
        self.values(link.given()).iter().any(|value| matches!(value, Value::Sql(_)))
    }

    /// What sends SQL is given to a call, and nothing that it calls back.
    fn is_given_connection(&mut self, link: &Link<'a>) -> bool {
        let given = self.values(link.given());
        let sends = |handle: &Handle| !matches!(handle, Handle::Tag | Handle::DataTypes | Handle::Transaction);
        let is_function = |value: &Value| matches!(value, Value::Function(_) | Value::Bound(_));
        link.name.is_none()
            && given.iter().any(|value| matches!(value, Value::Handle(handle) if sends(handle)))
            && !given.iter().any(is_function)
    }

    /// Kysely's and Slonik's SQL is sent only where something executes it.
    fn is_sent_by_itself(&self, links: &[Link<'a>]) -> bool {
        use super::tool::Tool::{Kysely, Slonik};
        let executed = links.last().is_some_and(|link| link.name == Some("execute"));
        executed || !matches!(self.tool, Some(Kysely | Slonik))
    }

    /// What a tool's own objects do; `None` where their names do not tell.
    fn run_handle(&mut self, handle: Handle, rest: &[Link<'a>], whole: Span) -> Option<Value<'a>> {
        if handle == Handle::Pgm && rest.first().is_some_and(|link| link.name == Some("noTransaction")) {
            self.opts_out = true;
            return Some(Value::Unknown);
        }
        let sent = self.run_transaction(handle, rest, whole);
        sent.or_else(|| self.run_given_query(handle, rest, whole)).or_else(|| self.run_builder(handle, rest, whole))
    }

    /// SQL that is given to a call of the tool's, before its builder is asked.
    fn run_given_query(&mut self, handle: Handle, rest: &[Link<'a>], whole: Span) -> Option<Value<'a>> {
        let is_query =
            |link: &&Link| matches!((handle, link.name), (Handle::QueryRunner, Some("query")) | (Handle::Pgm, Some("sql")));
        let [link] = rest else { return None };
        Some(link).filter(is_query)?;
        self.run_query(link, &[], whole)
    }
}
