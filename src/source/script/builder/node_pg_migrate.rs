//! node-pg-migrate's `pgm`: source of `node-pg-migrate` 9.0, `operations`.

use super::{NotPlain, Sql, has_only, listed, properties, quoted};
use crate::source::script::{chain::Link, reader::Reader, value::Value};

/// What a column may say and still be plain.
const COLUMN: [&str; 12] = [
    "type",
    "notNull",
    "default",
    "primaryKey",
    "unique",
    "references",
    "onDelete",
    "onUpdate",
    "check",
    "comment",
    "collation",
    "referencesConstraintName",
];

impl<'a> Reader<'a> {
    pub(super) fn pgm(&mut self, rest: &[Link<'a>]) -> Option<Sql> {
        let [link] = rest else { return None };
        let name = link.name?;
        if matches!(name, "noTransaction" | "func") {
            return Some(Ok(Vec::new()));
        }
        let given = self.values(link.given());
        Some(self.pgm_call(name, &given))
    }

    fn pgm_call(&self, name: &str, given: &[Value<'a>]) -> Sql {
        let at = |place: usize| given.get(place);
        let option = |place: usize, name: &str| at(place).and_then(|options| options.property(name));
        let flag =
            |place: usize, name: &str, words: &'static str| Ok(if self.is_true(option(place, name))? { words } else { "" });
        let first = || self.pg_name(at(0));
        let one = |sql: String| Ok(vec![sql]);
        match name {
            "createTable" => self.pg_table(&first()?, at(1), at(2)),
            "dropTable" => {
                one(format!("DROP TABLE {}{}{}", flag(1, "ifExists", "IF EXISTS ")?, first()?, flag(1, "cascade", " CASCADE")?))
            }
            "renameTable" => one(format!("ALTER TABLE {} RENAME TO {}", first()?, self.pg_name(at(1))?)),
            "addColumns" | "addColumn" => {
                let how = flag(2, "ifNotExists", "IF NOT EXISTS ")?;
                let columns = self.pg_columns(at(1))?.into_iter().map(|column| format!("ADD {how}{column}"));
                one(format!("ALTER TABLE {} {}", first()?, columns.collect::<Vec<_>>().join(", ")))
            }
            "dropColumns" | "dropColumn" => {
                let how = flag(2, "ifExists", "IF EXISTS ")?;
                let cascade = flag(2, "cascade", " CASCADE")?;
                let columns = self.texts(at(1))?.into_iter().map(|column| format!("DROP {how}{}{cascade}", quoted(&column)));
                one(format!("ALTER TABLE {} {}", first()?, columns.collect::<Vec<_>>().join(", ")))
            }
            "alterColumn" => self.pg_alter(&first()?, &self.known(at(1))?, at(2).ok_or(NotPlain)?),
            "renameColumn" => {
                one(format!("ALTER TABLE {} RENAME {} TO {}", first()?, quoted(&self.known(at(1))?), quoted(&self.known(at(2))?)))
            }
            "createIndex" | "addIndex" => self.pg_index(at(0), at(1), at(2)),
            "dropIndex" => {
                let name = self.pg_index_name(at(0), at(1), at(2))?;
                let how = flag(2, "concurrently", "CONCURRENTLY ")?;
                one(format!("DROP INDEX {how}{}{name}{}", flag(2, "ifExists", "IF EXISTS ")?, flag(2, "cascade", " CASCADE")?))
            }
            "addConstraint" | "createConstraint" => {
                let name = self.known_if_given(at(1))?.map(|name| format!("CONSTRAINT {} ", quoted(&name))).unwrap_or_default();
                let table = first()?;
                one(format!("ALTER TABLE {table} ADD {name}{}", self.pg_constraint(at(2).ok_or(NotPlain)?)?))
            }
            "dropConstraint" => {
                let how = flag(2, "ifExists", "IF EXISTS ")?;
                let name = quoted(&self.known(at(1))?);
                one(format!("ALTER TABLE {} DROP CONSTRAINT {how}{name}{}", first()?, flag(2, "cascade", " CASCADE")?))
            }
            "renameConstraint" => {
                let (from, to) = (quoted(&self.known(at(1))?), quoted(&self.known(at(2))?));
                one(format!("ALTER TABLE {} RENAME CONSTRAINT {from} TO {to}", first()?))
            }
            "createType" | "addType" if matches!(at(1), Some(Value::List(_))) => {
                let labels: Vec<_> = self.texts(at(1))?.iter().map(|label| dollar_quoted(label)).collect();
                one(format!("CREATE TYPE {} AS ENUM ({})", first()?, labels.join(", ")))
            }
            "addTypeValue" if option(2, "before").is_none() && option(2, "after").is_none() => {
                let how = flag(2, "ifNotExists", "IF NOT EXISTS ")?;
                one(format!("ALTER TYPE {} ADD VALUE {how}{}", first()?, dollar_quoted(&self.known(at(1))?)))
            }
            "dropType" | "dropSchema" | "dropView" => {
                let kind = name.trim_start_matches("drop").to_uppercase();
                one(format!("DROP {kind} {}{}{}", flag(1, "ifExists", "IF EXISTS ")?, first()?, flag(1, "cascade", " CASCADE")?))
            }
            "createExtension" | "addExtension" => {
                let how = flag(1, "ifNotExists", "IF NOT EXISTS ")?;
                let all = self.texts(at(0))?;
                Ok(all.iter().map(|name| format!("CREATE EXTENSION {how}{}", quoted(name))).collect())
            }
            "createSchema" => one(format!("CREATE SCHEMA {}{}", flag(1, "ifNotExists", "IF NOT EXISTS ")?, first()?)),
            _ => Err(NotPlain),
        }
    }

    /// `'a'`, `{ schema: 'a', name: 'b' }`.
    fn pg_name(&self, value: Option<&Value<'a>>) -> Result<String, NotPlain> {
        match value {
            Some(object @ Value::Object(_)) => {
                let name = quoted(&self.known(object.property("name"))?);
                let schema = self.known_if_given(object.property("schema"))?;
                Ok(schema.map_or(name.clone(), |schema| format!("{}.{name}", quoted(&schema))))
            }
            other => Ok(quoted(&self.known(other)?)),
        }
    }

    fn pg_table(&self, name: &str, columns: Option<&Value<'a>>, options: Option<&Value<'a>>) -> Sql {
        let option = |name: &str| options.and_then(|options| options.property(name));
        options.map_or(Ok(()), |options| has_only(options, &["ifNotExists", "temporary", "unlogged", "constraints"]))?;
        let mut elements = self.pg_columns(columns)?;
        if let Some(constraints) = option("constraints") {
            elements.push(self.pg_constraint(constraints)?);
        }
        let temporary = if self.is_true(option("temporary"))? { " TEMPORARY" } else { "" };
        let unlogged = if self.is_true(option("unlogged"))? { " UNLOGGED" } else { "" };
        let how = if self.is_true(option("ifNotExists"))? { " IF NOT EXISTS" } else { "" };
        Ok(vec![format!("CREATE{temporary}{unlogged} TABLE{how} {name} ( {} )", elements.join(", "))])
    }

    fn pg_columns(&self, columns: Option<&Value<'a>>) -> Result<Vec<String>, NotPlain> {
        let Some(Value::Object(_)) = columns else { return Err(NotPlain) };
        let column = |(name, value): &(String, Value<'a>)| Ok(format!("{} {}", quoted(name), self.pg_column(value)?));
        properties(columns)?.iter().map(column).collect()
    }

    fn pg_column(&self, value: &Value<'a>) -> Result<String, NotPlain> {
        if let Value::Text(_) = value {
            return self.pg_shorthand(&self.known(Some(value))?);
        }
        has_only(value, &COLUMN)?;
        let mut column = self.pg_shorthand(&self.known(value.property("type"))?)?;
        if let Some(collation) = self.known_if_given(value.property("collation"))? {
            column.push_str(&format!(" COLLATE {collation}"));
        }
        if let Some(default) = value.property("default") {
            column.push_str(&format!(" DEFAULT {}", self.pg_value(default)?));
        }
        for (property, words) in [("unique", " UNIQUE"), ("primaryKey", " PRIMARY KEY"), ("notNull", " NOT NULL")] {
            // A name makes a constraint of its own.
            if self.is_true(value.property(property))? {
                column.push_str(words);
            }
        }
        if let Some(check) = self.known_if_given(value.property("check"))? {
            column.push_str(&format!(" CHECK ({check})"));
        }
        if value.property("references").is_some() {
            column.push_str(&format!(" {}", self.pg_references(value)?));
        }
        Ok(column)
    }

    /// `id`, the shorthands of the file, and the short names of types.
    fn pg_shorthand(&self, name: &str) -> Result<String, NotPlain> {
        if let Some(shorthand) = self.lookup("shorthands").property(name).or(self.shorthands.property(name)) {
            return self.pg_column(shorthand);
        }
        Ok(match name {
            "id" => "serial PRIMARY KEY",
            "int" | "string" | "float" | "double" | "datetime" | "bool" => match name {
                "int" => "integer",
                "string" => "text",
                "float" => "real",
                "double" => "double precision",
                "datetime" => "timestamp",
                _ => "boolean",
            },
            other => other,
        }
        .to_owned())
    }

    fn pg_references(&self, value: &Value<'a>) -> Result<String, NotPlain> {
        let referenced = match value.property("references") {
            Some(Value::Text(_)) => self.known(value.property("references"))?,
            other => self.pg_name(other)?,
        };
        // A name without quotes and columns is quoted.
        let plain = referenced.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let mut text = format!("REFERENCES {}", if plain { quoted(&referenced) } else { referenced });
        for (property, words) in [("onDelete", "ON DELETE"), ("onUpdate", "ON UPDATE")] {
            if let Some(action) = self.known_if_given(value.property(property))? {
                text.push_str(&format!(" {words} {action}"));
            }
        }
        Ok(text)
    }

    fn pg_value(&self, value: &Value<'a>) -> Result<String, NotPlain> {
        Ok(match value {
            Value::Text(text) => dollar_quoted(&text.known(self.source).ok_or(NotPlain)?),
            Value::Number(number) => number.clone(),
            Value::Boolean(truth) => truth.to_string(),
            Value::Null => "NULL".to_owned(),
            Value::Sql(sql) => sql.shown(self.source),
            _ => return Err(NotPlain),
        })
    }

    fn pg_alter(&self, table: &str, column: &str, options: &Value<'a>) -> Sql {
        has_only(options, &["type", "notNull", "allowNull", "default", "using", "collation"])?;
        let mut actions = Vec::new();
        if let Some(default) = options.property("default") {
            actions.push(match default {
                Value::Null => "DROP DEFAULT".to_owned(),
                default => format!("SET DEFAULT {}", self.pg_value(default)?),
            });
        }
        if let Some(data_type) = self.known_if_given(options.property("type"))? {
            let using =
                self.known_if_given(options.property("using"))?.map(|using| format!(" USING {using}")).unwrap_or_default();
            let collation = self.known_if_given(options.property("collation"))?;
            let collation = collation.map(|collation| format!(" COLLATE {collation}")).unwrap_or_default();
            actions.push(format!("SET DATA TYPE {}{collation}{using}", self.pg_shorthand(&data_type)?));
        }
        match (options.property("notNull"), options.property("allowNull")) {
            (Some(Value::Boolean(true)), _) | (_, Some(Value::Boolean(false))) => actions.push("SET NOT NULL".to_owned()),
            (Some(Value::Boolean(false)), _) | (_, Some(Value::Boolean(true))) => actions.push("DROP NOT NULL".to_owned()),
            (None, None) => {}
            _ => return Err(NotPlain),
        }
        let actions: Vec<_> = actions.into_iter().map(|action| format!("ALTER {} {action}", quoted(column))).collect();
        if actions.is_empty() { Err(NotPlain) } else { Ok(vec![format!("ALTER TABLE {table} {}", actions.join(", "))]) }
    }

    fn pg_index(&self, table: Option<&Value<'a>>, columns: Option<&Value<'a>>, options: Option<&Value<'a>>) -> Sql {
        let option = |name: &str| options.and_then(|options| options.property(name));
        options
            .map_or(Ok(()), |options| has_only(options, &["name", "unique", "where", "concurrently", "ifNotExists", "method"]))?;
        let flag = |name: &str, words: &'static str| Ok(if self.is_true(option(name))? { words } else { "" });
        let named = self.pg_index_name(table, columns, options)?.rsplit('.').next().unwrap_or_default().to_owned();
        let method = self.known_if_given(option("method"))?.map(|method| format!(" USING {method}")).unwrap_or_default();
        let filter = self.known_if_given(option("where"))?.map(|filter| format!(" WHERE {filter}")).unwrap_or_default();
        let (unique, how) = (flag("unique", "UNIQUE ")?, flag("concurrently", "CONCURRENTLY ")?);
        let exists = flag("ifNotExists", "IF NOT EXISTS ")?;
        let keys: Vec<_> = self.texts(columns)?.iter().map(|column| index_key(column)).collect();
        Ok(vec![format!(
            "CREATE {unique}INDEX {how}{exists}{named} ON {}{method} ({}){filter}",
            self.pg_name(table)?,
            keys.join(", ")
        )])
    }

    /// The index's name, with its table's schema.
    fn pg_index_name(
        &self,
        table: Option<&Value<'a>>,
        columns: Option<&Value<'a>>,
        options: Option<&Value<'a>>,
    ) -> Result<String, NotPlain> {
        let option = |name: &str| options.and_then(|options| options.property(name));
        let (plain, schema) = match table {
            Some(object @ Value::Object(_)) => {
                (self.known(object.property("name"))?, self.known_if_given(object.property("schema"))?)
            }
            other => (self.known(other)?, None),
        };
        let name = match self.known_if_given(option("name"))? {
            Some(name) => name,
            None => {
                let letters = |column: &String| column.replace(|letter: char| !letter.is_alphanumeric() && letter != '_', "");
                let columns: Vec<_> = self.texts(columns)?.iter().map(letters).collect();
                let unique = if self.is_true(option("unique"))? { "_unique" } else { "" };
                format!("{plain}_{}{unique}_index", columns.join("_"))
            }
        };
        Ok(schema.map_or_else(|| quoted(&name), |schema| format!("{}.{}", quoted(&schema), quoted(&name))))
    }

    fn pg_constraint(&self, value: &Value<'a>) -> Result<String, NotPlain> {
        if let Value::Text(_) = value {
            return self.known(Some(value));
        }
        let Some((kind, what)) =
            properties(Some(value))?.first().filter(|_| properties(Some(value)).is_ok_and(|all| all.len() == 1))
        else {
            return Err(NotPlain);
        };
        Ok(match (kind.as_str(), what) {
            ("check", text) => format!("CHECK ({})", self.known(Some(text))?),
            ("unique", columns) => format!("UNIQUE ({})", listed(&self.texts(Some(columns))?)),
            ("primaryKey", columns) => format!("PRIMARY KEY ({})", listed(&self.texts(Some(columns))?)),
            ("foreignKeys", key @ Value::Object(_)) => {
                has_only(key, &["columns", "references", "onDelete", "onUpdate"])?;
                format!("FOREIGN KEY ({}) {}", listed(&self.texts(key.property("columns"))?), self.pg_references(key)?)
            }
            _ => return Err(NotPlain),
        })
    }
}

/// A column, or an expression.
fn index_key(column: &str) -> String {
    let is_name = column.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_name { quoted(column) } else { column.to_owned() }
}

fn dollar_quoted(text: &str) -> String {
    format!("$pga${text}$pga$")
}
