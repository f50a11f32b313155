//! Kysely's queries that change rows: source of `kysely` 0.28, `query-compiler/default-query-compiler.js`.

use super::{Call, NotPlain, Sql, dotted, quoted};
use crate::source::script::{chain::Link, reader::Reader, value::Value};

impl<'a> Reader<'a> {
    pub(super) fn kysely_query(&mut self, rest: &[Link<'a>]) -> Option<Sql> {
        if !matches!(rest.first()?.name?, "updateTable" | "deleteFrom" | "insertInto" | "mergeInto" | "replaceInto") {
            return None;
        }
        let calls = self.calls(rest);
        // What is not executed is not sent.
        let (last, calls) = calls.split_last()?;
        last.name.starts_with("execute").then(|| self.changed_rows(calls))
    }

    fn changed_rows(&self, calls: &[Call<'a>]) -> Sql {
        let (first, rest) = calls.split_first().ok_or(NotPlain)?;
        let table = dotted(&self.known(first.given.first())?);
        let is_known = |call: &Call| matches!(call.name, "set" | "values" | "where" | "whereRef" | "returning" | "returningAll");
        if !rest.iter().all(is_known) {
            return Err(NotPlain);
        }
        let filter = if rest.iter().any(|call| call.name.starts_with("where")) { " where ${condition}" } else { "" };
        Ok(vec![match first.name {
            "updateTable" => {
                let sets = rest.iter().filter(|call| call.name == "set");
                let names = sets.map(|call| self.names_set(call)).collect::<Result<Vec<_>, _>>()?.concat();
                let set: Vec<_> = names.iter().map(|name| format!("{} = ${{value}}", quoted(name))).collect();
                format!("update {table} set {}{filter}", set.join(", "))
            }
            "deleteFrom" => format!("delete from {table}{filter}"),
            "insertInto" => {
                let given = rest.iter().find(|call| call.name == "values").and_then(|call| call.given.first());
                let row = given.map(|given| given.items().first().unwrap_or(given));
                let names: Vec<_> = names_of(row)?.iter().map(|name| quoted(name).to_string()).collect();
                let values = vec!["${value}"; names.len()];
                format!("insert into {table} ({}) values ({})", names.join(", "), values.join(", "))
            }
            _ => return Err(NotPlain),
        }])
    }

    /// `set({ name: value })` or `set('name', value)`.
    fn names_set(&self, call: &Call<'a>) -> Result<Vec<String>, NotPlain> {
        match call.given.len() {
            2 => Ok(vec![self.known(call.given.first())?]),
            _ => names_of(call.given.first()),
        }
    }
}

/// The keys of an object of which all are known, and that has some.
fn names_of(value: Option<&Value>) -> Result<Vec<String>, NotPlain> {
    match value {
        Some(Value::Object(object)) if !object.is_open && !object.properties.is_empty() => {
            Ok(object.properties.iter().map(|(name, _)| name.clone()).collect())
        }
        _ => Err(NotPlain),
    }
}
