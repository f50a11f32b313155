//! What Knex's table builder makes of columns, keys and indexes.

use super::{Call, NotPlain, dotted, has_only, listed, literal, quoted};
use crate::source::script::{reader::Reader, value::Value};

/// A table that is made or changed.
pub(super) struct Table {
    name: String,
    plain: String,
    schema: Option<String>,
    columns: Vec<String>,
    constraints: Vec<String>,
    after: Vec<String>,
    changed: Vec<String>,
    comments: Vec<String>,
}

impl Table {
    pub(super) fn new(schema: Option<&str>, name: &str) -> Self {
        let full = schema.map_or_else(|| dotted(name), |schema| format!("{}.{}", quoted(schema), quoted(name)));
        let [columns, constraints, after, changed, comments] = Default::default();
        Self {
            name: full,
            plain: name.to_owned(),
            schema: schema.map(str::to_owned),
            columns,
            constraints,
            after,
            changed,
            comments,
        }
    }

    pub(super) fn created(self, create: &str) -> Vec<String> {
        // A key of its own takes the place of the number's.
        let has_key = self.constraints.iter().any(|constraint| constraint.contains(" primary key ("));
        let column = |column: String| if has_key { column.replace("serial primary key", "serial") } else { column };
        let elements: Vec<_> = self.columns.into_iter().map(column).chain(self.constraints).collect();
        let table = format!("{create} {} ({})", self.name, elements.join(", "));
        std::iter::once(table).chain(self.comments).chain(self.changed).chain(self.after).collect()
    }

    pub(super) fn altered(self) -> Vec<String> {
        let added: Vec<_> = self.columns.iter().map(|column| format!("add column {column}")).collect();
        let table = format!("alter table {} {}", self.name, added.join(", "));
        let keys = self.constraints.iter().map(|constraint| format!("alter table {} add {constraint}", self.name));
        let first = (!added.is_empty()).then_some(table);
        first.into_iter().chain(self.comments).chain(self.changed).chain(keys).chain(self.after).collect()
    }

    /// The name that Knex gives to a key or an index.
    fn named(&self, columns: &[String], kind: &str) -> String {
        format!("{}_{}_{kind}", self.plain.replace(['.', '-'], "_"), columns.join("_")).to_lowercase()
    }

    /// One chain of calls on the builder.
    pub(super) fn take(&mut self, chain: &[Call], reader: &Reader) -> Result<(), NotPlain> {
        let (first, rest) = chain.split_first().ok_or(NotPlain)?;
        let columns = || reader.texts(first.given.first());
        let name = |kind: &str, columns: &[String], at: usize| {
            reader.known_if_given(first.given.get(at)).map(|name| name.unwrap_or_else(|| self.named(columns, kind)))
        };
        let table = &self.name;
        let alter = |what: String| format!("alter table {table} {what}");
        let plain = match first.name {
            "primary" => {
                let name = reader.known_if_given(first.given.get(1))?.unwrap_or_else(|| format!("{}_pkey", self.plain));
                self.constraints.push(format!("constraint {} primary key ({})", quoted(&name), listed(&columns()?)));
                rest.is_empty()
            }
            "unique" | "index" => {
                let columns = columns()?;
                let name = match first.given.get(1) {
                    Some(options @ Value::Object(_)) => {
                        has_only(options, &["indexName"])?;
                        reader.known(options.property("indexName"))?
                    }
                    _ => name(first.name, &columns, 1)?,
                };
                return self.key(first, columns, name, rest);
            }
            "foreign" => {
                let columns = columns()?;
                let name = name("foreign", &columns, 1)?;
                let key = foreign(&columns, &name, rest, reader)?;
                self.after.push(alter(format!("add {key}")));
                true
            }
            "dropColumn" | "dropColumns" => {
                let all = match first.given.first() {
                    Some(Value::List(_)) => columns()?,
                    _ => first.given.iter().map(|one| reader.known(Some(one))).collect::<Result<_, _>>()?,
                };
                let drops: Vec<_> = all.iter().map(|column| format!("drop column {}", quoted(column))).collect();
                self.after.push(alter(drops.join(", ")));
                rest.is_empty()
            }
            "dropTimestamps" => {
                self.after.push(alter("drop column \"created_at\", drop column \"updated_at\"".to_owned()));
                first.given.is_empty()
            }
            "renameColumn" => {
                let (from, to) = (reader.known(first.given.first())?, reader.known(first.given.get(1))?);
                self.after.push(alter(format!("rename {} to {}", quoted(&from), quoted(&to))));
                rest.is_empty()
            }
            "dropForeign" | "dropUnique" => {
                let kind = if first.name == "dropForeign" { "foreign" } else { "unique" };
                let name = name(kind, &columns()?, 1)?;
                self.after.push(alter(format!("drop constraint {}", quoted(&name))));
                rest.is_empty()
            }
            "dropIndex" => {
                let name = name("index", &columns()?, 1)?;
                let schema = self.schema.as_ref().map(|schema| quoted(schema) + ".").unwrap_or_default();
                self.after.push(format!("drop index {schema}{}", quoted(&name)));
                rest.is_empty()
            }
            "dropPrimary" => {
                let name = reader.known_if_given(first.given.first())?.unwrap_or_else(|| format!("{}_pkey", self.plain));
                self.after.push(alter(format!("drop constraint {}", quoted(&name))));
                rest.is_empty()
            }
            "setNullable" | "dropNullable" => {
                let what = if first.name == "setNullable" { "drop not null" } else { "set not null" };
                self.after.push(alter(format!("alter column {} {what}", quoted(&reader.known(first.given.first())?))));
                rest.is_empty()
            }
            "comment" => {
                self.comments.push(format!("comment on table {table} is {}", literal(&reader.known(first.given.first())?)));
                rest.is_empty()
            }
            "timestamps" => return self.timestamps(first, reader),
            _ => return self.column(first, rest, reader),
        };
        if plain { Ok(()) } else { Err(NotPlain) }
    }

    /// A unique key or an index, perhaps of some rows only; other options are not plain.
    fn key(&mut self, first: &Call, columns: Vec<String>, name: String, rest: &[Call]) -> Result<(), NotPlain> {
        let filter = match first.given.get(2) {
            None => "",
            Some(options) if first.name == "index" && options.property("predicate").is_some() => {
                has_only(options, &["predicate"])?;
                " where ${condition}"
            }
            Some(_) => return Err(NotPlain),
        };
        if !rest.is_empty() || first.given.len() > 3 {
            return Err(NotPlain);
        }
        let (table, name, columns) = (&self.name, quoted(&name), listed(&columns));
        self.after.push(match first.name {
            "unique" => format!("alter table {table} add constraint {name} unique ({columns})"),
            _ => format!("create index {name} on {table} ({columns}){filter}"),
        });
        Ok(())
    }

    fn timestamps(&mut self, first: &Call, reader: &Reader) -> Result<(), NotPlain> {
        let (given, camel) = match first.given.first() {
            Some(object @ Value::Object(_)) => (object.property("defaultToNow"), object.property("useCamelCase")),
            _ => (first.given.get(1), first.given.get(2)),
        };
        let now = if reader.is_true(given)? { " not null default CURRENT_TIMESTAMP" } else { "" };
        let names = if reader.is_true(camel)? { ["createdAt", "updatedAt"] } else { ["created_at", "updated_at"] };
        self.columns.extend(names.map(|name| format!("{} timestamptz{now}", quoted(name))));
        Ok(())
    }

    fn column(&mut self, first: &Call, rest: &[Call], reader: &Reader) -> Result<(), NotPlain> {
        let name = match reader.known_if_given(first.given.first())? {
            Some(name) => name,
            None if matches!(first.name, "increments" | "bigIncrements") => "id".to_owned(),
            None => return Err(NotPlain),
        };
        let data_type = data_type(first, &name, reader)?;
        let (mut null, mut default, mut alter) = ("", String::new(), None);
        let columns = [name.clone()];
        for (at, call) in rest.iter().enumerate() {
            match call.name {
                "notNullable" => null = " not null",
                "nullable" => {
                    null = if call.given.first().is_some_and(|one| matches!(one, Value::Boolean(false))) {
                        " not null"
                    } else {
                        " null"
                    }
                }
                "defaultTo" => default = format!(" default {}", default_value(call.given.first(), reader)?),
                "unsigned" | "first" | "after" => {}
                "alter" => alter = Some(Altered::of(call.given.first(), reader)?),
                "primary" => {
                    let name = reader.known_if_given(call.given.first())?.unwrap_or_else(|| format!("{}_pkey", self.plain));
                    self.constraints.push(format!("constraint {} primary key ({})", quoted(&name), listed(&columns)));
                }
                "unique" | "index" => {
                    let given = reader.known_if_given(call.given.first())?;
                    let name = given.unwrap_or_else(|| self.named(&columns, call.name));
                    self.key(call, columns.to_vec(), name, &[])?;
                }
                "comment" => {
                    let text = literal(&reader.known(call.given.first())?);
                    self.comments.push(format!("comment on column {}.{} is {text}", self.name, quoted(&name)));
                }
                "references" | "inTable" | "onDelete" | "onUpdate" | "withKeyName" | "deferrable" => {
                    if call.name == "references" {
                        let key = foreign(&columns, &self.named(&columns, "foreign"), &rest[at..], reader)?;
                        self.after.push(format!("alter table {} add {key}", self.name));
                    }
                }
                _ => return Err(NotPlain),
            }
        }
        if let Some(alter) = alter {
            self.change(&name, &data_type, null, &default, alter);
        } else {
            self.columns.push(format!("{} {data_type}{null}{default}", quoted(&name)));
        }
        Ok(())
    }

    /// `alter()`: the column as it is described, whatever it was.
    fn change(&mut self, name: &str, data_type: &str, null: &str, default: &str, alter: Altered) {
        let column = format!("alter table {} alter column {}", self.name, quoted(name));
        self.changed.push(format!("{column} drop default"));
        self.changed.extend(alter.null.then(|| format!("{column} drop not null")));
        self.changed.extend(alter.data_type.then(|| format!("{column} type {data_type} using ({}::{data_type})", quoted(name))));
        self.changed.extend((!default.is_empty()).then(|| format!("{column} set{default}")));
        self.changed.extend((alter.null && null == " not null").then(|| format!("{column} set not null")));
    }
}

/// What `alter()` changes of a column besides its default.
#[derive(Clone, Copy)]
struct Altered {
    null: bool,
    data_type: bool,
}

impl Altered {
    /// `alter({ alterNullable: false })`.
    fn of<'a>(options: Option<&Value<'a>>, reader: &Reader<'a>) -> Result<Self, NotPlain> {
        options.map_or(Ok(()), |options| has_only(options, &["alterNullable", "alterType"]))?;
        let is = |name: &str| match options.and_then(|options| options.property(name)) {
            Some(value) => reader.is_true(Some(value)),
            None => Ok(true),
        };
        Ok(Self { null: is("alterNullable")?, data_type: is("alterType")? })
    }
}

/// `constraint … foreign key … references …`.
fn foreign(columns: &[String], name: &str, calls: &[Call], reader: &Reader) -> Result<String, NotPlain> {
    let find = |name: &str| calls.iter().find(|call| call.name == name).and_then(|call| call.given.first());
    let mut referenced = reader.texts(find("references"))?;
    let table = match reader.known_if_given(find("inTable"))? {
        Some(table) => table,
        None => {
            let (table, column) = referenced.first().and_then(|name| name.rsplit_once('.')).ok_or(NotPlain)?;
            let table = table.to_owned();
            referenced = vec![column.to_owned()];
            table
        }
    };
    let name = reader.known_if_given(find("withKeyName"))?.unwrap_or_else(|| name.to_owned());
    let mut key = format!(
        "constraint {} foreign key ({}) references {} ({})",
        quoted(&name),
        listed(columns),
        dotted(&table),
        listed(&referenced)
    );
    for (call, words) in [("onDelete", "on delete"), ("onUpdate", "on update")] {
        if let Some(action) = reader.known_if_given(find(call))? {
            key.push_str(&format!(" {words} {action}"));
        }
    }
    let known = [
        "references",
        "inTable",
        "onDelete",
        "onUpdate",
        "withKeyName",
        "notNullable",
        "nullable",
        "unsigned",
        "index",
        "unique",
        "defaultTo",
        "primary",
        "alter",
        "comment",
    ];
    if calls.iter().all(|call| known.contains(&call.name)) { Ok(key) } else { Err(NotPlain) }
}

fn default_value(value: Option<&Value>, reader: &Reader) -> Result<String, NotPlain> {
    Ok(match value {
        Some(Value::Text(text)) => literal(&text.known(reader.source).ok_or(NotPlain)?),
        Some(Value::Number(number)) => literal(number),
        Some(Value::Boolean(truth)) => literal(if *truth { "1" } else { "0" }),
        Some(Value::Sql(sql)) => sql.shown(reader.source),
        Some(Value::Null) => "null".to_owned(),
        _ => return Err(NotPlain),
    })
}

/// The type of a column: source of `knex`, `lib/dialects/postgres/schema/pg-columncompiler.js`.
fn data_type(call: &Call, column: &str, reader: &Reader) -> Result<String, NotPlain> {
    let number = |at: usize| match call.given.get(at) {
        Some(Value::Number(number)) => Ok(Some(number.clone())),
        None | Some(Value::Null) => Ok(None),
        _ => Err(NotPlain),
    };
    let option = |name: &str| call.given.get(1).and_then(|options| options.property(name));
    let key = || match option("primaryKey") {
        Some(Value::Boolean(false)) => "",
        _ => " primary key",
    };
    Ok(match call.name {
        "increments" => format!("serial{}", key()),
        "bigIncrements" | "bigincrements" => format!("bigserial{}", key()),
        "integer" | "int" | "mediumint" => "integer".to_owned(),
        "tinyint" | "smallint" => "smallint".to_owned(),
        "bigInteger" | "biginteger" | "bigint" => "bigint".to_owned(),
        "string" | "varchar" => format!("varchar({})", number(1)?.unwrap_or_else(|| "255".to_owned())),
        "text" | "json" | "jsonb" | "uuid" | "date" | "time" | "boolean" if call.given.len() < 3 => call.name.to_owned(),
        "bool" => "boolean".to_owned(),
        "float" => "real".to_owned(),
        "double" => "double precision".to_owned(),
        "binary" => "bytea".to_owned(),
        "decimal" => {
            let (precision, scale) = (number(1)?.unwrap_or_else(|| "8".to_owned()), number(2)?.unwrap_or_else(|| "2".to_owned()));
            format!("decimal({precision}, {scale})")
        }
        "timestamp" | "datetime" | "dateTime" | "timestamptz" => {
            let without =
                matches!(call.given.get(1), Some(Value::Boolean(true))) || matches!(option("useTz"), Some(Value::Boolean(false)));
            let precision = match option("precision") {
                Some(Value::Number(number)) => format!("({number})"),
                _ => String::new(),
            };
            format!("{}{precision}", if without { "timestamp" } else { "timestamptz" })
        }
        "enu" | "enum" if call.given.len() == 2 => {
            let values: Vec<_> = reader.texts(call.given.get(1))?.iter().map(|value| literal(value)).collect();
            format!("text check ({} in ({}))", quoted(column), values.join(", "))
        }
        "specificType" => reader.known(call.given.get(1))?,
        _ => return Err(NotPlain),
    })
}
