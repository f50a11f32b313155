//! The tools' own builders, lowered to the very SQL that they send; what is not plain is not.

mod db_migrate;
mod knex;
mod knex_table;
mod kysely;
mod kysely_query;
mod node_pg_migrate;
mod sequelize;
mod typeorm;

use super::{
    chain::Link,
    reader::Reader,
    text::Text,
    tool::Tool,
    value::{Callable, Handle, Value},
};
use crate::source::Span;
pub(super) use db_migrate::type_named;

/// Why nothing is known of a builder's call.
pub(super) const NOT_PLAIN: &str = "what this call of the builder sends is not plain from its words";

/// Something that a builder is given which is not plain.
#[derive(Debug, Clone, Copy)]
pub(super) struct NotPlain;

/// The statements of a call.
type Sql = Result<Vec<String>, NotPlain>;

/// A call of a builder's method.
#[derive(Debug, Clone)]
pub(super) struct Call<'a> {
    /// The method.
    pub name: &'a str,
    /// What is given to it.
    pub given: Vec<Value<'a>>,
}

impl<'a> Reader<'a> {
    /// What a builder's call sends; `None` where it belongs to no builder.
    pub(super) fn run_builder(&mut self, handle: Handle, rest: &[Link<'a>], whole: Span) -> Option<Value<'a>> {
        if handle == Handle::Builder {
            let calls = self.calls(rest);
            self.recorded.push(calls);
            // What is done only sometimes leaves the whole call unclear.
            self.uncertain += u32::from(self.conditions + u32::from(self.loops) > self.around_builder);
            return Some(Value::Unknown);
        }
        if let (Handle::DbMigrate, [Link { name: Some(name), arguments: Some(_), .. }]) = (handle, rest) {
            let given = self.values(rest[0].given());
            self.run_db_migrate(name, &given, whole);
            return Some(Value::Unknown);
        }
        let before = self.uncertain;
        let sent = match handle {
            Handle::Knex => self.knex_query(handle, rest)?,
            Handle::KnexSchema => self.knex_schema(rest)?,
            Handle::QueryInterface => self.query_interface(rest)?,
            Handle::QueryRunner => self.query_runner(rest)?,
            Handle::Pgm => self.pgm(rest)?,
            Handle::KyselySchema => self.kysely_schema(rest)?,
            Handle::Kysely => self.kysely_query(rest)?,
            Handle::Client if self.tool == Some(Tool::Typeorm) => changes_entities(rest).then_some(Err(NotPlain))?,
            _ => return None,
        };
        match sent {
            Ok(statements) if self.uncertain == before => {
                statements.into_iter().for_each(|sql| self.send(Text::made(sql, whole), whole));
            }
            _ => self.unread(NOT_PLAIN, whole),
        }
        Some(Value::Unknown)
    }

    /// Links as calls; a property is a call that is given nothing.
    fn calls(&mut self, links: &[Link<'a>]) -> Vec<Call<'a>> {
        let call = |link: &Link<'a>| Call { name: link.name.unwrap_or_default(), given: self.values(link.given()) };
        links.iter().map(call).collect()
    }

    /// The chains of calls on what a function is given.
    fn recorded(&mut self, callable: Callable<'a>) -> Vec<Vec<Call<'a>>> {
        let outer = std::mem::take(&mut self.recorded);
        let around = std::mem::replace(&mut self.around_builder, self.conditions + u32::from(self.loops));
        self.call(callable, vec![Value::Handle(Handle::Builder)]);
        self.around_builder = around;
        std::mem::replace(&mut self.recorded, outer)
    }

    /// A text that is known.
    fn known(&self, value: Option<&Value<'a>>) -> Result<String, NotPlain> {
        match value {
            Some(Value::Text(text)) => text.known(self.source).ok_or(NotPlain),
            _ => Err(NotPlain),
        }
    }

    /// A text or several.
    fn texts(&self, value: Option<&Value<'a>>) -> Result<Vec<String>, NotPlain> {
        match value {
            Some(Value::List(list)) => list.iter().map(|item| self.known(Some(item))).collect(),
            other => Ok(vec![self.known(other)?]),
        }
    }

    /// A text where something is given.
    fn known_if_given(&self, value: Option<&Value<'a>>) -> Result<Option<String>, NotPlain> {
        match value {
            None | Some(Value::Null) => Ok(None),
            other => self.known(other).map(Some),
        }
    }

    /// Whether something is said to be so.
    fn is_true(&self, value: Option<&Value<'a>>) -> Result<bool, NotPlain> {
        value.map_or(Ok(false), |value| value.is_truthy(self.source).ok_or(NotPlain))
    }
}

/// Whether TypeORM's `EntityManager`, or a repository or query builder of it, changes rows: of which table is not in the script.
fn changes_entities(rest: &[Link]) -> bool {
    const CHANGES: [&str; 12] = [
        "update",
        "delete",
        "insert",
        "save",
        "remove",
        "upsert",
        "softDelete",
        "softRemove",
        "restore",
        "increment",
        "decrement",
        "clear",
    ];
    rest.iter().any(|link| !link.is_property() && link.name.is_some_and(|name| CHANGES.contains(&name)))
}

/// An object all of whose keys are among these.
fn has_only<'a>(value: &Value<'a>, known: &[&str]) -> Result<(), NotPlain> {
    match value {
        Value::Object(object) if !object.is_open => {
            if object.properties.iter().all(|(name, _)| known.contains(&name.as_str())) {
                Ok(())
            } else {
                Err(NotPlain)
            }
        }
        Value::Null => Ok(()),
        _ => Err(NotPlain),
    }
}

/// The properties of an object of which all are known.
fn properties<'v, 'a>(value: Option<&'v Value<'a>>) -> Result<&'v [(String, Value<'a>)], NotPlain> {
    match value {
        Some(Value::Object(object)) if !object.is_open => Ok(&object.properties),
        None | Some(Value::Null) => Ok(&[]),
        _ => Err(NotPlain),
    }
}

/// `"a"`.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// `"a"."b"` of `a.b`.
fn dotted(name: &str) -> String {
    name.split('.').map(quoted).collect::<Vec<_>>().join(".")
}

/// `"a", "b"`.
fn listed(names: &[String]) -> String {
    names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
}

/// `'a'`.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
