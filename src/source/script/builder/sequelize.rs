//! Sequelize's query interface: source of `sequelize` 6.37, `lib/dialects/postgres/query-generator.js`.

use super::{NotPlain, Sql, has_only, listed, literal, properties, quoted};
use crate::source::script::{chain::Link, reader::Reader, value::Value};

/// Methods that only look.
const LOOKING: [&str; 10] = [
    "describeTable",
    "showAllTables",
    "showIndex",
    "tableExists",
    "showAllSchemas",
    "getForeignKeyReferencesForTable",
    "showConstraint",
    "select",
    "rawSelect",
    "quoteIdentifier",
];

/// What a column may say and still be plain.
const COLUMN: [&str; 12] = [
    "type",
    "allowNull",
    "defaultValue",
    "primaryKey",
    "autoIncrement",
    "unique",
    "references",
    "onDelete",
    "onUpdate",
    "comment",
    "field",
    "validate",
];

/// A table's name, with its schema where that is said.
struct Named {
    quoted: String,
    with_schema: String,
    plain: String,
}

impl<'a> Reader<'a> {
    pub(super) fn query_interface(&mut self, rest: &[Link<'a>]) -> Option<Sql> {
        let [link] = rest else { return None };
        let name = link.name?;
        if LOOKING.contains(&name) {
            return Some(Ok(Vec::new()));
        }
        let given = self.values(link.given());
        Some(self.interface_call(name, &given))
    }

    fn interface_call(&self, name: &str, given: &[Value<'a>]) -> Sql {
        let at = |place: usize| given.get(place);
        if matches!(name, "createSchema" | "dropSchema") {
            let schema = quoted(&self.known(at(0))?);
            let sql = if name == "createSchema" {
                format!("CREATE SCHEMA {schema}")
            } else {
                format!("DROP SCHEMA IF EXISTS {schema} CASCADE")
            };
            return Ok(vec![sql]);
        }
        let table = self.table_named(at(0), at(2).or(at(1)))?;
        let quoted_table = &table.quoted;
        let one = |sql: String| Ok(vec![sql]);
        match name {
            "createTable" => self.table(&table, at(1)),
            "dropTable" => {
                let cascade = match at(1) {
                    Some(options) => self.is_true(options.property("cascade"))?,
                    None => false,
                };
                one(format!("DROP TABLE IF EXISTS {quoted_table}{}", if cascade { " CASCADE" } else { "" }))
            }
            "renameTable" => one(format!("ALTER TABLE {quoted_table} RENAME TO {}", quoted(&self.known(at(1))?))),
            "addColumn" => {
                let table = self.table_named(at(0), at(3))?;
                let (column, _) = self.column(at(2).ok_or(NotPlain)?)?;
                one(format!("ALTER TABLE {} ADD COLUMN {} {column}", table.with_schema, quoted(&self.known(at(1))?)))
            }
            "removeColumn" => one(format!("ALTER TABLE {} DROP COLUMN {}", table.with_schema, quoted(&self.known(at(1))?))),
            "renameColumn" => {
                let (from, to) = (quoted(&self.known(at(1))?), quoted(&self.known(at(2))?));
                let table = self.table_named(at(0), None)?;
                one(format!("ALTER TABLE {} RENAME COLUMN {from} TO {to}", table.quoted))
            }
            "changeColumn" => self.change(&self.table_named(at(0), None)?, &self.known(at(1))?, at(2).ok_or(NotPlain)?),
            "addIndex" => self.sequelize_index(&self.table_named(at(0), None)?, at(1), at(2)),
            "removeIndex" => {
                let name = match at(1) {
                    Some(Value::List(_)) => format!("{}_{}", underscored(&table.plain), self.texts(at(1))?.join("_")),
                    other => self.known(other)?,
                };
                let concurrently = at(2).map_or(Ok(false), |options| self.is_true(options.property("concurrently")))?;
                let how = if concurrently { "CONCURRENTLY " } else { "" };
                one(format!("DROP INDEX {how}IF EXISTS {}", quoted(&name)))
            }
            "addConstraint" => self.constraint(&self.table_named(at(0), None)?, at(1).ok_or(NotPlain)?),
            "removeConstraint" => one(format!("ALTER TABLE {quoted_table} DROP CONSTRAINT {}", quoted(&self.known(at(1))?))),
            "bulkDelete" => {
                let all = properties(at(1)).is_ok_and(|filter| filter.is_empty());
                one(format!("DELETE FROM {quoted_table}{}", if all { "" } else { " WHERE ${condition}" }))
            }
            "bulkUpdate" => {
                let set: Vec<_> = properties(at(1))?.iter().map(|(name, _)| format!("{} = ${{value}}", quoted(name))).collect();
                let all = properties(at(2)).is_ok_and(|filter| filter.is_empty());
                one(format!("UPDATE {quoted_table} SET {}{}", set.join(", "), if all { "" } else { " WHERE ${condition}" }))
            }
            "bulkInsert" => {
                let Some(first) = at(1).and_then(|rows| rows.items().first()) else { return Err(NotPlain) };
                let names: Vec<_> = properties(Some(first))?.iter().map(|(name, _)| name.clone()).collect();
                one(format!(
                    "INSERT INTO {quoted_table} ({}) VALUES ({})",
                    listed(&names),
                    vec!["${value}"; names.len()].join(", ")
                ))
            }
            _ => Err(NotPlain),
        }
    }

    /// `'a'`, `{ tableName: 'a', schema: 'b' }`, or a schema in the options.
    fn table_named(&self, value: Option<&Value<'a>>, options: Option<&Value<'a>>) -> Result<Named, NotPlain> {
        let in_options = options.and_then(|options| options.property("schema"));
        let (name, schema) = match value {
            Some(object @ Value::Object(_)) => {
                (self.known(object.property("tableName"))?, self.known_if_given(object.property("schema"))?)
            }
            other => (self.known(other)?, self.known_if_given(in_options)?),
        };
        let full = |schema: &str| format!("{}.{}", quoted(schema), quoted(&name));
        Ok(Named {
            quoted: schema.as_deref().map_or_else(|| quoted(&name), full),
            with_schema: full(schema.as_deref().unwrap_or("public")),
            plain: name,
        })
    }

    fn table(&self, table: &Named, columns: Option<&Value<'a>>) -> Sql {
        let (mut elements, mut keys) = (Vec::new(), Vec::new());
        for (name, value) in properties(columns)? {
            let name = self.known_if_given(value.property("field"))?.unwrap_or_else(|| name.clone());
            let (column, is_key) = self.column(value)?;
            elements.push(format!("{} {column}", quoted(&name)));
            keys.extend(is_key.then_some(name));
        }
        elements.extend((!keys.is_empty()).then(|| format!("PRIMARY KEY ({})", listed(&keys))));
        Ok(vec![format!("CREATE TABLE IF NOT EXISTS {} ({})", table.quoted, elements.join(", "))])
    }

    /// A column without its name, and whether it is part of the primary key.
    fn column(&self, value: &Value<'a>) -> Result<(String, bool), NotPlain> {
        if !matches!(value, Value::Object(_)) {
            return Ok((self.column_type(value)?, false));
        }
        has_only(value, &COLUMN)?;
        let serial = self.is_true(value.property("autoIncrement"))?;
        let mut column = match (self.column_type(value.property("type").ok_or(NotPlain)?)?, serial) {
            (plain, false) => plain,
            (big, true) if big == "BIGINT" => "BIGSERIAL".to_owned(),
            (_, true) => "SERIAL".to_owned(),
        };
        let is_key = self.is_true(value.property("primaryKey"))?;
        if matches!(value.property("allowNull"), Some(Value::Boolean(false))) && !(serial && is_key) {
            column.push_str(" NOT NULL");
        }
        if let Some(default) = value.property("defaultValue") {
            column.push_str(&format!(" DEFAULT {}", self.sequelize_value(default)?));
        }
        column.push_str(if matches!(value.property("unique"), Some(Value::Boolean(true))) { " UNIQUE" } else { "" });
        if let Some(references) = value.property("references") {
            column.push_str(&format!(" REFERENCES {}", self.references(references)?));
        }
        for (property, words) in [("onDelete", "ON DELETE"), ("onUpdate", "ON UPDATE")] {
            if let Some(action) = self.known_if_given(value.property(property))? {
                column.push_str(&format!(" {words} {}", action.to_uppercase()));
            }
        }
        Ok((column, is_key))
    }

    fn references(&self, value: &Value<'a>) -> Result<String, NotPlain> {
        let table = self.table_named(value.property("model").or(value.property("table")), None)?;
        let key = self.known_if_given(value.property("key").or(value.property("field")))?.unwrap_or_else(|| "id".to_owned());
        Ok(format!("{} ({})", table.quoted, quoted(&key)))
    }

    fn sequelize_value(&self, value: &Value<'a>) -> Result<String, NotPlain> {
        Ok(match value {
            Value::Text(text) => literal(&text.known(self.source).ok_or(NotPlain)?),
            Value::Number(number) => number.clone(),
            Value::Boolean(truth) => truth.to_string(),
            Value::Null => "NULL".to_owned(),
            Value::Sql(sql) => sql.shown(self.source),
            Value::Named(named) if named.0 == "fn" && named.1.len() == 1 => format!("{}()", self.known(named.1.first())?),
            Value::Named(named) if named.0 == "NOW" => "now()".to_owned(),
            _ => return Err(NotPlain),
        })
    }

    /// `DataTypes.…`, or a type's own words.
    fn column_type(&self, value: &Value<'a>) -> Result<String, NotPlain> {
        let Value::Named(named) = value else { return self.known(Some(value)) };
        let numbers: Vec<_> =
            named.1.iter().map(|one| self.text_of(one.clone(), "", Default::default()).shown(self.source)).collect();
        let plain = numbers.iter().all(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
        let sized = || if numbers.is_empty() || !plain { String::new() } else { format!("({})", numbers.join(",")) };
        Ok(match named.0.as_str() {
            "STRING" => format!("VARCHAR({})", numbers.first().filter(|_| plain).map_or("255", String::as_str)),
            "CHAR" => format!("CHAR({})", numbers.first().filter(|_| plain).map_or("255", String::as_str)),
            "TEXT" | "INTEGER" | "BIGINT" | "SMALLINT" | "BOOLEAN" | "UUID" | "JSONB" | "JSON" | "CITEXT" | "INET" | "TIME" => {
                named.0.clone()
            }
            "DATE" => "TIMESTAMP WITH TIME ZONE".to_owned(),
            "DATEONLY" => "DATE".to_owned(),
            "DECIMAL" | "NUMERIC" => format!("DECIMAL{}", sized()),
            "FLOAT" if numbers.is_empty() => "FLOAT".to_owned(),
            "REAL" if numbers.is_empty() => "REAL".to_owned(),
            "DOUBLE" => "DOUBLE PRECISION".to_owned(),
            "BLOB" => "BYTEA".to_owned(),
            "ARRAY" => format!("{}[]", self.column_type(named.1.first().ok_or(NotPlain)?)?),
            _ => return Err(NotPlain),
        })
    }

    /// Each part is a statement of its own in one call.
    fn change(&self, table: &Named, name: &str, value: &Value<'a>) -> Sql {
        has_only(value, &["type", "allowNull", "defaultValue", "unique"])?;
        let column = format!("ALTER TABLE {} ALTER COLUMN {}", table.quoted, quoted(name));
        let required = matches!(value.property("allowNull"), Some(Value::Boolean(false)));
        let mut parts = vec![format!("{column} {} NOT NULL", if required { "SET" } else { "DROP" })];
        parts.push(match value.property("defaultValue") {
            Some(default) => format!("{column} SET DEFAULT {}", self.sequelize_value(default)?),
            None => format!("{column} DROP DEFAULT"),
        });
        if self.is_true(value.property("unique"))? {
            parts.push(format!("ALTER TABLE {} ADD UNIQUE ({})", table.quoted, quoted(name)));
        }
        parts.push(format!("{column} TYPE {}", self.column_type(value.property("type").ok_or(NotPlain)?)?));
        Ok(vec![parts.join(";")])
    }

    fn sequelize_index(&self, table: &Named, first: Option<&Value<'a>>, second: Option<&Value<'a>>) -> Sql {
        let options = if matches!(first, Some(Value::List(_))) { second } else { first };
        let option = |name: &str| options.and_then(|options| options.property(name));
        let known =
            ["fields", "name", "unique", "concurrently", "type", "where", "transaction", "using", "indexName", "indicesType"];
        options.map_or(Ok(()), |options| has_only(options, &known))?;
        let fields = if matches!(first, Some(Value::List(_))) { self.texts(first)? } else { self.texts(option("fields"))? };
        let generated = format!("{}_{}", underscored(&table.plain), fields.join("_"));
        let name = self.known_if_given(option("name").or(option("indexName")))?.unwrap_or(generated);
        let kind = self.known_if_given(option("type"))?.is_some_and(|kind| kind.eq_ignore_ascii_case("unique"));
        let unique = if self.is_true(option("unique"))? || kind { "UNIQUE " } else { "" };
        let how = if self.is_true(option("concurrently"))? { "CONCURRENTLY " } else { "" };
        let using = self.known_if_given(option("using"))?.map(|method| format!(" USING {method}")).unwrap_or_default();
        let mut sql = format!("CREATE {unique}INDEX {how}{} ON {}{using} ({})", quoted(&name), table.quoted, listed(&fields));
        if let Some(filter) = option("where") {
            let parts: Result<Vec<_>, _> = properties(Some(filter))?
                .iter()
                .map(|(name, value)| match value {
                    Value::Null => Ok(format!("{} IS NULL", quoted(name))),
                    value => Ok(format!("{} = {}", quoted(name), self.sequelize_value(value)?)),
                })
                .collect();
            sql.push_str(&format!(" WHERE {}", parts?.join(" AND ")));
        }
        Ok(vec![sql])
    }

    fn constraint(&self, table: &Named, options: &Value<'a>) -> Sql {
        let option = |name: &str| options.property(name);
        has_only(options, &["fields", "type", "name", "references", "onDelete", "onUpdate", "transaction"])?;
        let (fields, name) = (listed(&self.texts(option("fields"))?), quoted(&self.known(option("name"))?));
        let mut what = match self.known(option("type"))?.to_lowercase().as_str() {
            "unique" => format!("UNIQUE ({fields})"),
            "primary key" => format!("PRIMARY KEY ({fields})"),
            "foreign key" => {
                format!("FOREIGN KEY ({fields}) REFERENCES {}", self.references(option("references").ok_or(NotPlain)?)?)
            }
            _ => return Err(NotPlain),
        };
        for (property, words) in [("onUpdate", "ON UPDATE"), ("onDelete", "ON DELETE")] {
            if let Some(action) = self.known_if_given(option(property))? {
                what.push_str(&format!(" {words} {}", action.to_uppercase()));
            }
        }
        Ok(vec![format!("ALTER TABLE {} ADD CONSTRAINT {name} {what}", table.quoted)])
    }
}

/// A name as Sequelize puts it before an index's columns.
fn underscored(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}
