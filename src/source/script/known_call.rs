//! What chains of properties and calls stand for where that is known without running them.

use std::rc::Rc;

use super::{
    chain::{Chain, Link},
    reader::Reader,
    text::Text,
    tool::Tool,
    value::{Bound, Callable, Handle, Value},
};
use crate::source::origin::Quote;

impl<'a> Reader<'a> {
    /// What a chain stands for.
    pub(super) fn chain_value(&mut self, chain: &Chain<'a>) -> Value<'a> {
        let (mut value, mut at) = self.resolve(chain);
        while let Some(link) = chain.links.get(at) {
            // A column's type may be followed by more of it: `DataTypes.INTEGER.UNSIGNED`.
            value = self.linked(value, link);
            at += 1;
        }
        value
    }

    /// The first part of a chain that is known without a call, and how many links belong to it.
    pub(super) fn resolve(&mut self, chain: &Chain<'a>) -> (Value<'a>, usize) {
        let mut value = self.value(chain.root);
        for (at, link) in chain.links.iter().enumerate() {
            let Some(next) = link.name.filter(|_| link.is_property()).and_then(|name| self.member(&value, name)) else {
                return (value, at);
            };
            value = next;
        }
        (value, chain.links.len())
    }

    fn linked(&mut self, value: Value<'a>, link: &Link<'a>) -> Value<'a> {
        let name = link.name.unwrap_or_default();
        if name.starts_with("readFile") {
            return Value::File;
        }
        match value {
            Value::Text(text) => self.of_text(text, name, link),
            Value::List(list) => self.of_list(&list, name, link),
            Value::Sql(text) => match (name, link.template) {
                // Slonik's `sql.type(…)` and `sql.typeAlias(…)`.
                (_, Some(template)) => Value::Sql(self.template(template, Quote::Template)),
                _ => Value::Sql(text),
            },
            Value::File => Value::File,
            Value::Function(callable) if link.name.is_none() => self.result(callable, link),
            Value::Function(_) | Value::Bound(_) if name == "bind" && link.arguments.is_some() => self.bound_with(value, link),
            Value::Handle(Handle::DbMigrate) if link.is_property() => {
                Value::Bound(Rc::new(Bound { of: value, name: link.name, given: Vec::new(), place: link.span }))
            }
            Value::Handle(Handle::Tag) => self.of_tag(name, link),
            Value::Handle(Handle::DataTypes | Handle::Sequelize) => match name {
                "literal" => self.sql_given(link),
                _ => self.named(name, link.given()),
            },
            Value::Handle(Handle::Knex) => match name {
                "raw" => self.sql_given(link),
                "fn" => Value::Named(Rc::new(("fn".to_owned(), Vec::new()))),
                _ => Value::Unknown,
            },
            Value::Handle(Handle::Pgm) if name == "func" => self.sql_given(link),
            Value::Named(named) if named.0 == "fn" && named.1.is_empty() && !link.is_property() => match name {
                "now" => Value::Sql(Text::made("CURRENT_TIMESTAMP", link.span)),
                "uuid" => Value::Sql(Text::made("gen_random_uuid()", link.span)),
                _ => Value::Unknown,
            },
            Value::Named(named) if link.is_property() => Value::Named(named),
            Value::Named(named) => self.named(&named.0, link.given()),
            Value::Unknown if matches!(name, "map" | "flatMap") && self.puts_together() => self.of_several(link),
            Value::Unknown if name == "raw" && link.template.is_some() => self.of_tag(name, link),
            Value::Class(_) if link.arguments.is_some() => match self.member(&value, name) {
                Some(Value::Function(callable)) => self.result(callable, link),
                _ => Value::Unknown,
            },
            _ => Value::Unknown,
        }
    }

    /// Pieces of SQL are put into others, and none is sent where it stands.
    fn puts_together(&self) -> bool {
        matches!(self.tool, Some(Tool::Kysely | Tool::Slonik))
    }

    /// What becomes of each item of an array of which nothing is known.
    fn of_several(&mut self, link: &Link<'a>) -> Value<'a> {
        match link.argument(0).map(|first| self.value(first)) {
            Some(Value::Function(callable)) => match self.shaped(callable, vec![Value::Unknown]) {
                Value::Sql(text) | Value::Several(text) => Value::Several(text),
                _ => Value::Unknown,
            },
            _ => Value::Unknown,
        }
    }

    /// `sql.join(list, between)`: of a list that is not known, one item stands for all.
    fn joined(&mut self, list: &Value<'a>, link: &Link<'a>) -> Value<'a> {
        let between = match link.argument(1).map(|second| self.value(second)) {
            Some(Value::Sql(text) | Value::Text(text)) => text,
            Some(_) => return Value::Unknown,
            None => Text::made(", ", link.span),
        };
        let mut whole = Text::default();
        match list {
            Value::Several(text) => whole = text.clone(),
            Value::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    whole.push(if at > 0 { between.clone() } else { Text::default() });
                    match item {
                        Value::Sql(text) | Value::Several(text) => whole.push(text.clone()),
                        _ => whole.push(Text::hole("value", link.span)),
                    }
                }
            }
            _ => return Value::Unknown,
        }
        Value::Sql(whole)
    }

    /// SQL that is given to a call, with what is put in for its question marks.
    fn sql_given(&mut self, link: &Link<'a>) -> Value<'a> {
        let Some(Value::Text(text)) = link.argument(0).map(|first| self.value(first)) else { return Value::Unknown };
        Value::Sql(self.bound(text, link))
    }

    fn of_tag(&mut self, name: &str, link: &Link<'a>) -> Value<'a> {
        if let Some(template) = link.template {
            let quote = if name == "raw" { Quote::Raw } else { Quote::Template };
            return Value::Sql(self.template_with(template, quote, Self::parameter));
        }
        if matches!(name, "type" | "typeAlias") {
            return Value::Handle(Handle::Tag);
        }
        let first = link.argument(0).map(|first| self.value(first));
        let names = |reader: &mut Self, values: Vec<Value<'a>>| {
            let known = values.iter().map(|value| match value {
                Value::Text(text) => text.known(reader.source),
                _ => None,
            });
            known.collect::<Option<Vec<_>>>()
        };
        match (name, first) {
            ("raw" | "unsafe", Some(Value::Text(text))) => Value::Sql(text),
            ("join", Some(list)) => self.joined(&list, link),
            ("ref" | "table" | "id" | "identifier", Some(first)) => {
                let values = if first.items().is_empty() { self.values(link.given()) } else { first.items().to_vec() };
                let parts = names(self, values).unwrap_or_default();
                let dotted = parts.iter().flat_map(|part| part.split('.'));
                let quoted: Vec<_> = dotted.map(|part| format!("\"{}\"", part.replace('"', "\"\""))).collect();
                if quoted.is_empty() { Value::Unknown } else { Value::Sql(Text::made(quoted.join("."), link.span)) }
            }
            ("lit" | "literal" | "val", Some(Value::Text(text))) => match text.known(self.source) {
                Some(known) => Value::Sql(Text::made(format!("'{}'", known.replace('\'', "''")), link.span)),
                None => Value::Unknown,
            },
            ("lit" | "literal" | "val", Some(number @ Value::Number(_))) => number,
            _ => Value::Unknown,
        }
    }

    /// What a tag of SQL makes of a value: a parameter, but for SQL itself.
    fn parameter(&self, value: Value<'a>, code: &'a str, at: crate::source::Span) -> Text {
        match value {
            Value::Sql(_) | Value::Number(_) => self.text_of(value, code, at),
            _ => Text::hole(code, at),
        }
    }

    fn of_text(&mut self, text: Text, name: &str, link: &Link<'a>) -> Value<'a> {
        let changed = |change: fn(&str) -> String, reader: &Self| match text.known(reader.source) {
            Some(known) => Value::Text(Text::made(change(&known), link.span)),
            None => Value::Unknown,
        };
        match name {
            "trim" | "trimStart" | "trimEnd" | "toString" | "valueOf" => Value::Text(text),
            "split" => {
                let between = link.argument(0).map(|first| self.value(first));
                let (Some(text), Some(Value::Text(between))) = (text.known(self.source), between) else { return Value::Unknown };
                let Some(between) = between.known(self.source) else { return Value::Unknown };
                let parts = text.split(&between).filter(|part| !between.is_empty() || !part.is_empty());
                let parts = parts.map(|part| Value::Text(Text::made(part, link.span)));
                Value::List(Rc::new(parts.collect()))
            }
            "includes" | "startsWith" | "endsWith" => {
                let part = link.argument(0).map(|first| self.value(first));
                let (Some(text), Some(Value::Text(part))) = (text.known(self.source), part) else { return Value::Unknown };
                let Some(part) = part.known(self.source) else { return Value::Unknown };
                Value::Boolean(match name {
                    "includes" => text.contains(&part),
                    "startsWith" => text.starts_with(&part),
                    _ => text.ends_with(&part),
                })
            }
            "toUpperCase" => changed(str::to_uppercase, self),
            "toLowerCase" => changed(str::to_lowercase, self),
            "concat" => {
                let mut whole = text;
                for argument in link.given() {
                    let Some(Value::Text(more)) = argument.as_expression().map(|one| self.value(one)) else {
                        return Value::Unknown;
                    };
                    whole.push(more);
                }
                Value::Text(whole)
            }
            _ => Value::Unknown,
        }
    }

    fn of_list(&mut self, list: &Rc<Vec<Value<'a>>>, name: &str, link: &Link<'a>) -> Value<'a> {
        match name {
            "join" => {
                let between = match link.argument(0).map(|first| self.value(first)) {
                    Some(Value::Text(text)) => text.known(self.source),
                    None => Some(",".to_owned()),
                    Some(_) => None,
                };
                let Some(between) = between else { return Value::Unknown };
                let mut whole = Text::default();
                for (at, item) in list.iter().enumerate() {
                    if at > 0 {
                        whole.push(Text::made(between.as_str(), link.span));
                    }
                    match item {
                        Value::Text(text) => whole.push(text.clone()),
                        other => whole.push(self.text_of(other.clone(), "item", link.span)),
                    }
                }
                Value::Text(whole)
            }
            "map" => {
                let Some(Value::Function(callable)) = link.argument(0).map(|first| self.value(first)) else {
                    return Value::Unknown;
                };
                let mapped = list.iter().map(|item| self.applied(callable, vec![item.clone()]));
                Value::List(Rc::new(mapped.collect()))
            }
            _ => Value::Unknown,
        }
    }

    /// What a function gives back where it is a single expression.
    fn result(&mut self, callable: Callable<'a>, link: &Link<'a>) -> Value<'a> {
        let values = self.values(link.given());
        self.applied(callable, values)
    }
}
