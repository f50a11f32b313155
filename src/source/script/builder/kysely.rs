//! Kysely's schema builder: source of `kysely` 0.28, `query-compiler/default-query-compiler.js`.

use super::{Call, NotPlain, Sql, dotted, listed, literal, quoted};
use crate::source::script::{
    chain::Link,
    reader::Reader,
    value::{Callable, Value},
};

impl<'a> Reader<'a> {
    pub(super) fn kysely_schema(&mut self, rest: &[Link<'a>]) -> Option<Sql> {
        let callbacks: Vec<_> = rest.iter().map(|link| self.callback(link)).collect();
        let calls = self.calls(rest);
        // What is not executed is not sent.
        let (last, calls) = calls.split_last().filter(|(last, _)| last.name == "execute")?;
        debug_assert_eq!(last.name, "execute");
        let mut steps: Vec<Step> = calls.iter().zip(callbacks).map(|(call, inner)| Step { call, inner }).collect();
        let mut schema = None;
        if let Some(first) = steps.first().filter(|step| step.call.name == "withSchema") {
            schema = self.known(first.call.given.first()).ok();
            steps.remove(0);
        }
        let in_schema = |name: String| match &schema {
            Some(schema) if !name.contains('.') => format!("{}.{}", quoted(schema), quoted(&name)),
            _ => dotted(&name),
        };
        Some(self.kysely_call(&steps, &in_schema))
    }

    /// The calls on what a function among the arguments is given.
    fn callback(&mut self, link: &Link<'a>) -> Vec<Call<'a>> {
        let function =
            link.given().iter().filter_map(|argument| argument.as_expression()).find_map(|one| match self.value(one) {
                Value::Function(callable) => Some(callable),
                _ => None,
            });
        let chains = function.map(|callable: Callable<'a>| self.recorded(callable)).unwrap_or_default();
        chains.into_iter().flatten().collect()
    }

    fn kysely_call(&self, steps: &[Step<'_, 'a>], in_schema: &dyn Fn(String) -> String) -> Sql {
        let (first, rest) = steps.split_first().ok_or(NotPlain)?;
        let name = in_schema(self.known(first.call.given.first())?);
        let has = |word: &str| rest.iter().any(|step| step.call.name == word);
        let only = |known: &[&str]| if rest.iter().all(|step| known.contains(&step.call.name)) { Ok(()) } else { Err(NotPlain) };
        let exists = if has("ifExists") { "if exists " } else { "" };
        let missing = if has("ifNotExists") { "if not exists " } else { "" };
        let cascade = if has("cascade") { " cascade" } else { "" };
        match first.call.name {
            "createTable" => self.kysely_table(&name, missing, rest, in_schema),
            "alterTable" => self.kysely_alter(&name, rest, in_schema),
            "createIndex" => self.kysely_index(&name, missing, rest, in_schema),
            "dropTable" | "dropIndex" | "dropType" | "dropSchema" | "dropView" => {
                only(&["ifExists", "cascade"])?;
                let kind = first.call.name.trim_start_matches("drop").to_lowercase();
                Ok(vec![format!("drop {kind} {exists}{name}{cascade}")])
            }
            "createSchema" => {
                only(&["ifNotExists"])?;
                Ok(vec![format!("create schema {missing}{name}")])
            }
            "createType" => {
                only(&["asEnum"])?;
                let labels = self.texts(rest.first().and_then(|step| step.call.given.first()))?;
                let labels: Vec<_> = labels.iter().map(|label| literal(label)).collect();
                Ok(vec![format!("create type {name} as enum ({})", labels.join(", "))])
            }
            _ => Err(NotPlain),
        }
    }

    fn kysely_table(&self, name: &str, missing: &str, rest: &[Step<'_, 'a>], in_schema: &dyn Fn(String) -> String) -> Sql {
        let (mut columns, mut constraints, mut temporary) = (Vec::new(), Vec::new(), "");
        for step in rest {
            match step.call.name {
                "ifNotExists" => {}
                "temporary" => temporary = "temporary ",
                "addColumn" => columns.push(self.kysely_column(step, in_schema)?),
                _ => constraints.push(self.kysely_constraint(step, in_schema)?),
            }
        }
        columns.append(&mut constraints);
        Ok(vec![format!("create {temporary}table {missing}{name} ({})", columns.join(", "))])
    }

    fn kysely_alter(&self, name: &str, rest: &[Step<'_, 'a>], in_schema: &dyn Fn(String) -> String) -> Sql {
        let actions = rest.iter().map(|step| {
            let given = |at: usize| step.call.given.get(at);
            Ok(match step.call.name {
                "addColumn" => format!("add column {}", self.kysely_column(step, in_schema)?),
                "dropColumn" => format!("drop column {}", quoted(&self.known(given(0))?)),
                "renameColumn" => {
                    format!("rename column {} to {}", quoted(&self.known(given(0))?), quoted(&self.known(given(1))?))
                }
                "renameTo" => format!("rename to {}", in_schema(self.known(given(0))?)),
                "setSchema" => format!("set schema {}", quoted(&self.known(given(0))?)),
                "dropConstraint" if step.inner.is_empty() => format!("drop constraint {}", quoted(&self.known(given(0))?)),
                "alterColumn" => format!("alter column {} {}", quoted(&self.known(given(0))?), self.kysely_change(&step.inner)?),
                _ => format!("add {}", self.kysely_constraint(step, in_schema)?),
            })
        });
        let actions = actions.collect::<Result<Vec<String>, NotPlain>>()?;
        if actions.is_empty() { Err(NotPlain) } else { Ok(vec![format!("alter table {name} {}", actions.join(", "))]) }
    }

    fn kysely_change(&self, calls: &[Call<'a>]) -> Result<String, NotPlain> {
        let [call] = calls else { return Err(NotPlain) };
        Ok(match call.name {
            "setNotNull" => "set not null".to_owned(),
            "dropNotNull" => "drop not null".to_owned(),
            "dropDefault" => "drop default".to_owned(),
            "setDefault" => format!("set default {}", self.kysely_value(call.given.first())?),
            "setDataType" => format!("type {}", self.kysely_type(call.given.first())?),
            _ => return Err(NotPlain),
        })
    }

    /// A column: what it says stands in an order of its own, as Kysely writes it.
    fn kysely_column(&self, step: &Step<'_, 'a>, in_schema: &dyn Fn(String) -> String) -> Result<String, NotPlain> {
        let (name, data_type) = (self.known(step.call.given.first())?, self.kysely_type(step.call.given.get(1))?);
        let mut parts = vec![String::new(); 5];
        for call in &step.inner {
            match call.name {
                "defaultTo" => parts[0] = format!(" default {}", self.kysely_value(call.given.first())?),
                "notNull" => parts[1] = " not null".to_owned(),
                "unique" => parts[2] = " unique".to_owned(),
                "primaryKey" => parts[3] = " primary key".to_owned(),
                "references" => {
                    let target = self.known(call.given.first())?;
                    let (table, column) = target.rsplit_once('.').ok_or(NotPlain)?;
                    parts[4] =
                        format!(" references {} ({}){}", in_schema(table.to_owned()), quoted(column), self.actions(&step.inner)?);
                }
                "onDelete" | "onUpdate" => {}
                _ => return Err(NotPlain),
            }
        }
        Ok(format!("{} {data_type}{}", quoted(&name), parts.concat()))
    }

    fn actions(&self, calls: &[Call<'a>]) -> Result<String, NotPlain> {
        let mut text = String::new();
        for (name, words) in [("onDelete", "on delete"), ("onUpdate", "on update")] {
            if let Some(call) = calls.iter().find(|call| call.name == name) {
                text.push_str(&format!(" {words} {}", self.known(call.given.first())?));
            }
        }
        Ok(text)
    }

    fn kysely_constraint(&self, step: &Step<'_, 'a>, in_schema: &dyn Fn(String) -> String) -> Result<String, NotPlain> {
        let given = |at: usize| step.call.given.get(at);
        let columns = |at: usize| self.texts(given(at)).map(|names| listed(&names));
        let name = quoted(&self.known(given(0))?);
        let known =
            |names: &[&str]| if step.inner.iter().all(|call| names.contains(&call.name)) { Ok(()) } else { Err(NotPlain) };
        let what = match step.call.name {
            "addUniqueConstraint" => known(&[]).and(columns(1)).map(|columns| format!("unique ({columns})")),
            "addPrimaryKeyConstraint" => known(&[]).and(columns(1)).map(|columns| format!("primary key ({columns})")),
            "addCheckConstraint" => match given(1) {
                Some(Value::Sql(sql)) => Ok(format!("check ({})", sql.shown(self.source))),
                _ => Err(NotPlain),
            },
            "addForeignKeyConstraint" => {
                known(&["onDelete", "onUpdate"])?;
                let (table, referenced) = (in_schema(self.known(given(2))?), columns(3)?);
                Ok(format!("foreign key ({}) references {table} ({referenced}){}", columns(1)?, self.actions(&step.inner)?))
            }
            _ => Err(NotPlain),
        };
        Ok(format!("constraint {name} {}", what?))
    }

    fn kysely_index(&self, name: &str, missing: &str, rest: &[Step<'_, 'a>], in_schema: &dyn Fn(String) -> String) -> Sql {
        let (mut table, mut keys, mut unique, mut using) = (None, Vec::new(), "", String::new());
        for step in rest {
            let first = step.call.given.first();
            match step.call.name {
                "on" => table = Some(in_schema(self.known(first)?)),
                "column" | "columns" => keys.extend(self.texts(first)?.iter().map(|column| match column.split_once(' ') {
                    Some((column, order)) => format!("{} {order}", quoted(column)),
                    None => quoted(column),
                })),
                "expression" => match first {
                    Some(Value::Sql(sql)) => keys.push(format!("({})", sql.shown(self.source))),
                    _ => return Err(NotPlain),
                },
                "unique" => unique = "unique ",
                "using" => using = format!(" using {}", self.known(first)?),
                "ifNotExists" => {}
                _ => return Err(NotPlain),
            }
        }
        Ok(vec![format!("create {unique}index {missing}{name} on {}{using} ({})", table.ok_or(NotPlain)?, keys.join(", "))])
    }

    fn kysely_value(&self, value: Option<&Value<'a>>) -> Result<String, NotPlain> {
        Ok(match value {
            Some(Value::Text(text)) => literal(&text.known(self.source).ok_or(NotPlain)?),
            Some(Value::Number(number)) => number.clone(),
            Some(Value::Boolean(truth)) => truth.to_string(),
            Some(Value::Null) => "null".to_owned(),
            Some(Value::Sql(sql)) => sql.shown(self.source),
            _ => return Err(NotPlain),
        })
    }

    fn kysely_type(&self, value: Option<&Value<'a>>) -> Result<String, NotPlain> {
        match value {
            Some(Value::Sql(sql)) => Ok(sql.shown(self.source)),
            other => self.known(other),
        }
    }
}

/// A call on the schema builder with the calls on what its function is given.
struct Step<'c, 'a> {
    call: &'c Call<'a>,
    inner: Vec<Call<'a>>,
}
