//! `knex.schema`: source of `knex` 3.3, `lib/dialects/postgres/schema`.

use super::{NotPlain, Sql, dotted, knex_table::Table, quoted};
use crate::source::script::{
    chain::Link,
    reader::Reader,
    value::{Handle, Value},
};

/// Methods that only look.
const LOOKING: [&str; 3] = ["hasTable", "hasColumn", "then"];

impl<'a> Reader<'a> {
    pub(super) fn knex_schema(&mut self, rest: &[Link<'a>]) -> Option<Sql> {
        let calls = self.calls(rest);
        if calls.iter().any(|call| LOOKING.contains(&call.name)) {
            return Some(Ok(Vec::new()));
        }
        let mut schema: Option<String> = None;
        let mut statements = Vec::new();
        for call in calls {
            let named = self.known(call.given.first());
            let of_schema = |name: &str| match &schema {
                Some(schema) => format!("{}.{}", quoted(schema), quoted(name)),
                None => dotted(name),
            };
            let sent = match (call.name, named) {
                (_, Err(NotPlain)) if call.name != "raw" => Err(NotPlain),
                ("withSchema", Ok(name)) => {
                    schema = Some(name);
                    continue;
                }
                ("createTable" | "createTableIfNotExists" | "alterTable" | "table", Ok(name)) => {
                    self.knex_table(schema.as_deref(), &name, &call.given, call.name)
                }
                ("renameTable", Ok(name)) => self
                    .known(call.given.get(1))
                    .map(|to| vec![format!("alter table {} rename to {}", of_schema(&name), quoted(&to))]),
                ("dropTable", Ok(name)) => Ok(vec![format!("drop table {}", of_schema(&name))]),
                ("dropTableIfExists", Ok(name)) => Ok(vec![format!("drop table if exists {}", of_schema(&name))]),
                ("createSchema", Ok(name)) => Ok(vec![format!("create schema {}", quoted(&name))]),
                ("createSchemaIfNotExists", Ok(name)) => Ok(vec![format!("create schema if not exists {}", quoted(&name))]),
                ("dropSchema", Ok(name)) => Ok(vec![format!("drop schema {}", quoted(&name))]),
                ("dropSchemaIfExists", Ok(name)) => Ok(vec![format!("drop schema if exists {}", quoted(&name))]),
                ("raw", Ok(sql)) if call.given.len() == 1 => Ok(vec![sql]),
                ("dropView", Ok(name)) => Ok(vec![format!("drop view {}", of_schema(&name))]),
                ("dropViewIfExists", Ok(name)) => Ok(vec![format!("drop view if exists {}", of_schema(&name))]),
                _ => Err(NotPlain),
            };
            match sent {
                Ok(sent) => statements.extend(sent),
                Err(NotPlain) => return Some(Err(NotPlain)),
            }
        }
        Some(Ok(statements))
    }

    fn knex_table(&mut self, schema: Option<&str>, name: &str, given: &[Value<'a>], how: &str) -> Sql {
        let Some(Value::Function(callable)) = given.get(1) else { return Err(NotPlain) };
        let chains = self.recorded(*callable);
        let mut table = Table::new(schema, name);
        for chain in &chains {
            table.take(chain, self)?;
        }
        Ok(match how {
            "createTable" => table.created("create table"),
            "createTableIfNotExists" => table.created("create table if not exists"),
            _ => table.altered(),
        })
    }

    /// Knex's query builder, which changes rows: `knex('users').update({…})`.
    pub(in crate::source::script) fn knex_query(&mut self, handle: Handle, rest: &[Link<'a>]) -> Option<Sql> {
        let first = rest.first()?;
        let is_query = handle == Handle::Knex && (first.name.is_none() || matches!(first.name, Some("table" | "from" | "into")));
        let calls = if is_query { self.calls(rest) } else { return None };
        let table = self.known(calls.first()?.given.first());
        let filtered = calls.iter().any(|call| call.name.to_ascii_lowercase().contains("where"));
        let filter = if filtered { " where ${condition}" } else { "" };
        let change = calls.iter().find(|call| {
            matches!(
                call.name,
                "update" | "del" | "delete" | "insert" | "truncate" | "upsert" | "increment" | "decrement" | "batchInsert"
            )
        });
        let Some(change) = change else { return Some(Ok(Vec::new())) };
        let Ok(table) = table else { return Some(Err(NotPlain)) };
        let table = dotted(&table);
        Some(match (change.name, change.given.first()) {
            ("update", Some(Value::Object(object))) if !object.is_open && calls.iter().all(|call| call.name != "join") => {
                let set: Vec<_> = object.properties.iter().map(|(name, _)| format!("{} = ${{value}}", quoted(name))).collect();
                Ok(vec![format!("update {table} set {}{filter}", set.join(", "))])
            }
            ("del" | "delete", _) if calls.iter().all(|call| call.name != "join") => {
                Ok(vec![format!("delete from {table}{filter}")])
            }
            ("truncate", _) => Ok(vec![format!("truncate {table} restart identity")]),
            ("insert", Some(Value::Object(object))) if !object.is_open => {
                let names: Vec<_> = object.properties.iter().map(|(name, _)| quoted(name)).collect();
                let values = vec!["${value}"; names.len()];
                Ok(vec![format!("insert into {table} ({}) values ({})", names.join(", "), values.join(", "))])
            }
            _ => Err(NotPlain),
        })
    }
}
