//! SQL that is given to calls: which methods send what they are given, and what is put in for question marks.

use super::{
    chain::Link,
    reader::Reader,
    text::Text,
    value::{Handle, Value},
};
use crate::source::{Span, split::starts_statement};

/// Methods that send what they are given.
const SENDING: [&str; 24] = [
    "query",
    "raw",
    "runSql",
    "all",
    "addSql",
    "sql",
    "execute",
    "exec",
    "unsafe",
    "none",
    "any",
    "one",
    "many",
    "oneOrNone",
    "manyOrNone",
    "multi",
    "result",
    "executeSql",
    "executeRaw",
    "$executeRaw",
    "$executeRawUnsafe",
    "$queryRaw",
    "$queryRawUnsafe",
    "executeQuery",
];
/// Those of them that send SQL and nothing else, whatever they are called on.
const TELLING: [&str; 8] =
    ["query", "runSql", "addSql", "executeSql", "$executeRaw", "$executeRawUnsafe", "$queryRaw", "$queryRawUnsafe"];

/// Why it cannot be told what a call sends.
pub(super) const MADE_AT_RUN_TIME: &str = "what this call sends is known only when the script runs";
pub(super) const IN_ANOTHER_FILE: &str = "what this call sends is read from another file, which is not looked at";
/// Why nothing is known of a call of another file.
pub(super) const BY_ANOTHER_FILE: &str =
    "this function stands in another file, which is not looked at, and is given the connection";

impl<'a> Reader<'a> {
    /// A call that may send what it is given.
    pub(super) fn run_query(&mut self, link: &Link<'a>, before: &[Link<'a>], whole: Span) -> Option<Value<'a>> {
        let name = link.name?;
        if !SENDING.contains(&name) {
            return None;
        }
        if let Some(template) = link.template {
            let text = self.template(template, crate::source::origin::Quote::Template);
            self.send(text, whole);
            return Some(Value::Unknown);
        }
        let first = link.argument(0)?;
        let telling = TELLING.contains(&name) || name == "raw" && before.last().is_none_or(|before| before.name != Some("qs"));
        match self.value(first) {
            Value::Text(text) if telling || starts_statement(&text.shown(self.source)) => {
                let text = self.bound(text, link);
                self.send(text, whole);
            }
            Value::Sql(text) => self.send(text, whole),
            // pg's `{ text: '…', values: […] }`, and what Slonik's tags give.
            object @ Value::Object(_) => match object.property("text").or(object.property("sql")).or(object.property("query")) {
                Some(Value::Text(text)) => self.send(text.clone(), whole),
                _ => return None,
            },
            Value::List(list) if telling => {
                for item in list.iter() {
                    match item {
                        Value::Text(text) => self.send(text.clone(), whole),
                        _ => self.unread(MADE_AT_RUN_TIME, whole),
                    }
                }
            }
            Value::File if telling => self.unread(IN_ANOTHER_FILE, whole),
            Value::Unknown | Value::Named(_) if telling => self.unread(MADE_AT_RUN_TIME, whole),
            _ => return None,
        }
        Some(Value::Unknown)
    }

    /// Transactions that the script opens and ends itself.
    pub(super) fn run_transaction(&mut self, handle: Handle, rest: &[Link<'a>], whole: Span) -> Option<Value<'a>> {
        let (first, last) = (rest.first()?, rest.last()?);
        let opens = match handle {
            Handle::QueryRunner => first.name == Some("startTransaction"),
            Handle::Knex | Handle::Sequelize | Handle::Kysely => first.name == Some("transaction"),
            Handle::Client => matches!(first.name, Some("transaction" | "$transaction" | "tx" | "begin")),
            _ => false,
        };
        let ends = match (handle, first.name) {
            (Handle::QueryRunner, Some("commitTransaction")) | (Handle::Transaction | Handle::Knex, Some("commit")) => {
                Some("COMMIT")
            }
            (Handle::QueryRunner, Some("rollbackTransaction")) | (Handle::Transaction | Handle::Knex, Some("rollback")) => {
                Some("ROLLBACK")
            }
            _ => None,
        };
        if let Some(end) = ends {
            // What is taken back only after an error is no matter to what runs without one.
            if !self.in_handler {
                self.send(Text::made(end, whole), whole);
            }
            return Some(Value::Unknown);
        }
        if !opens {
            return None;
        }
        let callback = last.given().iter().filter_map(|argument| argument.as_expression());
        let callback = callback.map(|argument| self.value(argument)).find_map(|value| match value {
            Value::Function(callable) => Some(callable),
            _ => None,
        });
        let own = self.commits_each || handle == Handle::QueryRunner;
        if own {
            self.send(Text::made("BEGIN", first.span), whole);
        }
        let inside = if handle == Handle::Sequelize { Handle::Transaction } else { handle };
        if let Some(callable) = callback {
            self.call(callable, vec![Value::Handle(inside)]);
            if own {
                self.send(Text::made("COMMIT", first.span), whole);
            }
        }
        Some(Value::Handle(inside))
    }

    /// SQL with what is given for its question marks (Knex) and names (Knex, Sequelize) put in.
    pub(super) fn bound(&mut self, text: Text, link: &Link<'a>) -> Text {
        let Some(second) = link.argument(1) else { return text };
        let at = super::reader::place(oxc_span::GetSpan::span(second));
        let given = match self.value(second) {
            Value::Object(object) => match Value::Object(object.clone()).property("replacements") {
                Some(replacements) => replacements.clone(),
                None => Value::Object(object),
            },
            other => other,
        };
        match &given {
            Value::List(list) => {
                let mut values = list.iter();
                text.replaced(self.source, |rest| {
                    question_mark(rest).map(|(start, length)| {
                        let value = values.next().cloned().unwrap_or(Value::Unknown);
                        (start, length, self.put_in(value, length == 2, at))
                    })
                })
            }
            Value::Object(object) if !object.properties.is_empty() => text.replaced(self.source, |rest| {
                let (start, length, is_name, value) = match link.name {
                    Some("sql") => braced(rest, &given)?,
                    _ => named(rest, &given)?,
                };
                Some((start, length, self.put_in(value, is_name, at)))
            }),
            _ => text,
        }
    }

    /// A value as SQL.
    fn put_in(&self, value: Value<'a>, is_name: bool, at: Span) -> Text {
        match value {
            Value::Text(text) => match (text.known(self.source), is_name) {
                (Some(name), true) => {
                    let parts: Vec<_> = name.split('.').map(|part| format!("\"{}\"", part.replace('"', "\"\""))).collect();
                    Text::made(parts.join("."), at)
                }
                (Some(known), false) => Text::made(format!("'{}'", known.replace('\'', "''")), at),
                (None, _) => Text::hole("value", at),
            },
            Value::Null => Text::made("NULL", at),
            Value::Unknown => Text::hole("value", at),
            other => self.text_of(other, "value", at),
        }
    }
}

/// The next `?`, or `??` for a name, outside quotes.
fn question_mark(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let at = (0..bytes.len()).find(|&at| bytes[at] == b'?' && (at == 0 || bytes[at - 1] != b'\\'))?;
    Some((at, if bytes.get(at + 1) == Some(&b'?') { 2 } else { 1 }))
}

/// The next `{name}` that the object has: what node-pg-migrate puts in is a name of the database.
fn braced<'a>(text: &str, given: &Value<'a>) -> Option<(usize, usize, bool, Value<'a>)> {
    text.match_indices('{').find_map(|(at, _)| {
        let length = text[at..].find('}')?;
        Some((at, length + 1, true, given.property(&text[at + 1..at + length])?.clone()))
    })
}

/// The next `:name`, or `:name:` for a name of a database, that the object has.
fn named<'a>(text: &str, given: &Value<'a>) -> Option<(usize, usize, bool, Value<'a>)> {
    let bytes = text.as_bytes();
    for (at, _) in text.match_indices(':') {
        if at > 0 && bytes[at - 1] == b':' {
            continue;
        }
        let length = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        if let Some(value) = given.property(&text[at + 1..at + 1 + length]).filter(|_| length > 0) {
            let is_name = bytes.get(at + 1 + length) == Some(&b':') && bytes.get(at + 2 + length) != Some(&b':');
            return Some((at, 1 + length + usize::from(is_name), is_name, value.clone()));
        }
    }
    None
}
