//! TypeORM's query runner: source of `typeorm` 1.1, `driver/postgres/PostgresQueryRunner.js`. Names that it makes of a hash are left
//! to the server.

use super::{NotPlain, Sql, dotted, has_only, listed, properties, quoted};
use crate::source::script::{chain::Link, reader::Reader, value::Value};

/// What a column may say and still be plain.
const COLUMN: [&str; 17] = [
    "name",
    "type",
    "length",
    "precision",
    "scale",
    "isNullable",
    "isPrimary",
    "isGenerated",
    "generationStrategy",
    "isUnique",
    "default",
    "isArray",
    "comment",
    "charset",
    "collation",
    "unsigned",
    "enumName",
];

impl<'a> Reader<'a> {
    pub(super) fn query_runner(&mut self, rest: &[Link<'a>]) -> Option<Sql> {
        let [link] = rest else { return None };
        let name = link.name?;
        let looks = ["has", "get", "connect", "release", "is", "load", "clearSql", "enableSql", "disableSql"];
        if looks.iter().any(|word| name.starts_with(word)) {
            return Some(Ok(Vec::new()));
        }
        let given = self.values(link.given());
        Some(self.runner_call(name, &given))
    }

    fn runner_call(&self, name: &str, given: &[Value<'a>]) -> Sql {
        let at = |place: usize| given.get(place);
        let if_not_exists = |place: usize| self.is_true(at(place));
        let table = || self.table_name(at(0));
        match name {
            "createTable" => self.new_table(at(0), if_not_exists(1)?),
            "dropTable" => {
                let how = if self.is_true(at(1))? { "IF EXISTS " } else { "" };
                Ok(vec![format!("DROP TABLE {how}{}", table()?)])
            }
            "renameTable" => Ok(vec![format!("ALTER TABLE {} RENAME TO {}", table()?, quoted(&self.known(at(1))?))]),
            "addColumn" | "addColumns" => {
                let columns = at(1).map(|one| if one.items().is_empty() { std::slice::from_ref(one) } else { one.items() });
                columns
                    .ok_or(NotPlain)?
                    .iter()
                    .map(|column| self.added(&table()?, column))
                    .collect::<Result<Vec<_>, _>>()
                    .map(|all| all.concat())
            }
            "dropColumn" | "dropColumns" => {
                let names = self.column_names(at(1))?;
                let table = table()?;
                Ok(names.iter().map(|name| format!("ALTER TABLE {table} DROP COLUMN {}", quoted(name))).collect())
            }
            "renameColumn" => {
                let (from, to) = (self.column_names(at(1))?, self.column_names(at(2))?);
                let [from, to] = [from.first(), to.first()].map(|name| name.map(|name| quoted(name)).unwrap_or_default());
                Ok(vec![format!("ALTER TABLE {} RENAME COLUMN {from} TO {to}", table()?)])
            }
            "createIndex" => Ok(vec![self.index(&table()?, object(at(1))?)?]),
            "createIndices" => self.each_of(at(1), |one| self.index(&table()?, object(Some(one))?)),
            "createForeignKey" => Ok(vec![format!("ALTER TABLE {} ADD {}", table()?, self.foreign_key(object(at(1))?, "")?)]),
            "createForeignKeys" => self
                .each_of(at(1), |one| Ok(format!("ALTER TABLE {} ADD {}", table()?, self.foreign_key(object(Some(one))?, "")?))),
            "createUniqueConstraint" => {
                let unique = object(at(1))?;
                let columns = listed(&self.texts(unique.property("columnNames"))?);
                Ok(vec![format!("ALTER TABLE {} ADD {}UNIQUE ({columns})", table()?, self.constraint_name(unique)?)])
            }
            "createCheckConstraint" => {
                let check = object(at(1))?;
                let expression = self.known(check.property("expression"))?;
                Ok(vec![format!("ALTER TABLE {} ADD {}CHECK ({expression})", table()?, self.constraint_name(check)?)])
            }
            "dropForeignKey" | "dropUniqueConstraint" | "dropCheckConstraint" => {
                Ok(vec![format!("ALTER TABLE {} DROP CONSTRAINT {}", table()?, quoted(&self.known(at(1))?))])
            }
            "dropIndex" => Ok(vec![format!("DROP INDEX {}", quoted(&self.known(at(1))?))]),
            "clearTable" => Ok(vec![format!("TRUNCATE TABLE {}", table()?)]),
            "createSchema" => {
                let how = if if_not_exists(1)? { "IF NOT EXISTS " } else { "" };
                Ok(vec![format!("CREATE SCHEMA {how}{}", quoted(&self.known(at(0))?))])
            }
            "dropSchema" => {
                let how = if self.is_true(at(1))? { "IF EXISTS " } else { "" };
                let cascade = if self.is_true(at(2))? { " CASCADE" } else { "" };
                Ok(vec![format!("DROP SCHEMA {how}{}{cascade}", quoted(&self.known(at(0))?))])
            }
            _ => Err(NotPlain),
        }
    }

    fn each_of(&self, list: Option<&Value<'a>>, made: impl Fn(&Value<'a>) -> Result<String, NotPlain>) -> Sql {
        match list {
            Some(Value::List(list)) => list.iter().map(made).collect(),
            _ => Err(NotPlain),
        }
    }

    fn table_name(&self, value: Option<&Value<'a>>) -> Result<String, NotPlain> {
        match value {
            Some(Value::Named(_)) => Ok(dotted(&self.known(object(value)?.property("name"))?)),
            other => Ok(dotted(&self.known(other)?)),
        }
    }

    /// Names of columns, or columns.
    fn column_names(&self, value: Option<&Value<'a>>) -> Result<Vec<String>, NotPlain> {
        let name = |one: &Value<'a>| match one {
            Value::Named(_) | Value::Object(_) => self.known(object(Some(one))?.property("name")),
            other => self.known(Some(other)),
        };
        match value {
            Some(Value::List(list)) => list.iter().map(name).collect(),
            Some(one) => Ok(vec![name(one)?]),
            None => Err(NotPlain),
        }
    }

    fn new_table(&self, value: Option<&Value<'a>>, if_not_exists: bool) -> Sql {
        let table = object(value)?;
        has_only(table, &["name", "columns", "foreignKeys", "indices", "uniques", "checks", "schema"])?;
        let name = dotted(&self.known(table.property("name"))?);
        let (mut elements, mut uniques, mut keys, mut after) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for column in table.property("columns").ok_or(NotPlain)?.items() {
            let column = object(Some(column))?;
            elements.push(self.column_of(column)?);
            let name = self.known(column.property("name"))?;
            uniques.extend(self.is_true(column.property("isUnique"))?.then(|| format!("UNIQUE ({})", quoted(&name))));
            keys.extend(self.is_true(column.property("isPrimary"))?.then_some(name));
        }
        for unique in table.property("uniques").map(Value::items).unwrap_or_default() {
            let unique = object(Some(unique))?;
            let columns = listed(&self.texts(unique.property("columnNames"))?);
            uniques.push(format!("{}UNIQUE ({columns})", self.constraint_name(unique)?));
        }
        elements.append(&mut uniques);
        for check in table.property("checks").map(Value::items).unwrap_or_default() {
            let check = object(Some(check))?;
            elements.push(format!("{}CHECK ({})", self.constraint_name(check)?, self.known(check.property("expression"))?));
        }
        for key in table.property("foreignKeys").map(Value::items).unwrap_or_default() {
            elements.push(self.foreign_key(object(Some(key))?, " ")?);
        }
        elements.extend((!keys.is_empty()).then(|| format!("PRIMARY KEY ({})", listed(&keys))));
        for index in table.property("indices").map(Value::items).unwrap_or_default() {
            after.push(self.index(&name, object(Some(index))?)?);
        }
        // It asks the server before, so that nothing is sent where the table is there.
        let how = if if_not_exists { "IF NOT EXISTS " } else { "" };
        let create = format!("CREATE TABLE {how}{name} ({})", elements.join(", "));
        Ok(std::iter::once(create).chain(after).collect())
    }

    fn added(&self, table: &str, column: &Value<'a>) -> Sql {
        let column = object(Some(column))?;
        if self.is_true(column.property("isPrimary"))? {
            return Err(NotPlain);
        }
        let mut statements = vec![format!("ALTER TABLE {table} ADD {}", self.column_of(column)?)];
        if self.is_true(column.property("isUnique"))? {
            let name = quoted(&self.known(column.property("name"))?);
            statements.push(format!("ALTER TABLE {table} ADD UNIQUE ({name})"));
        }
        Ok(statements)
    }

    fn column_of(&self, column: &Value<'a>) -> Result<String, NotPlain> {
        has_only(column, &COLUMN)?;
        let mut text = quoted(&self.known(column.property("name"))?);
        let data_type = self.known(column.property("type"))?;
        let strategy = self.known_if_given(column.property("generationStrategy"))?;
        let generated = self.is_true(column.property("isGenerated"))? && strategy.as_deref() != Some("uuid");
        match data_type.as_str() {
            "enum" | "simple-enum" => return Err(NotPlain),
            "bigint" | "int8" if generated => text.push_str(" BIGSERIAL"),
            _ if generated => text.push_str(" SERIAL"),
            plain => text.push_str(&format!(" {plain}{}", self.size(column)?)),
        }
        if !self.is_true(column.property("isNullable"))? {
            text.push_str(" NOT NULL");
        }
        match column.property("default") {
            Some(Value::Null) | None => {}
            Some(value @ (Value::Text(_) | Value::Number(_) | Value::Boolean(_))) => {
                let default = self.text_of(value.clone(), "", Default::default()).known(self.source).ok_or(NotPlain)?;
                text.push_str(&format!(" DEFAULT {default}"));
            }
            Some(_) => return Err(NotPlain),
        }
        if strategy.as_deref() == Some("uuid") {
            text.push_str(" DEFAULT uuid_generate_v4()");
        }
        Ok(text)
    }

    /// `(20)`, `(12,4)`, ` array`.
    fn size(&self, column: &Value<'a>) -> Result<String, NotPlain> {
        let part = |name: &str| match column.property(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Number(number)) => Ok(Some(number.clone())),
            Some(text) => self.known(Some(text)).map(|text| Some(text).filter(|text| !text.is_empty())),
        };
        let size = match (part("length")?, part("precision")?, part("scale")?) {
            (Some(length), _, _) => format!("({length})"),
            (None, Some(precision), Some(scale)) => format!("({precision},{scale})"),
            (None, Some(precision), None) => format!("({precision})"),
            (None, None, _) => String::new(),
        };
        Ok(size + if self.is_true(column.property("isArray"))? { " array" } else { "" })
    }

    fn index(&self, table: &str, index: &Value<'a>) -> Result<String, NotPlain> {
        has_only(index, &["name", "columnNames", "isUnique", "where", "isConcurrent", "isSpatial"])?;
        let unique = if self.is_true(index.property("isUnique"))? { "UNIQUE " } else { "" };
        let how = if self.is_true(index.property("isConcurrent"))? { " CONCURRENTLY" } else { "" };
        let name = self.known_if_given(index.property("name"))?.map(|name| format!(" {}", quoted(&name))).unwrap_or_default();
        let filter = self.known_if_given(index.property("where"))?.map(|filter| format!(" WHERE {filter}")).unwrap_or_default();
        let columns = listed(&self.texts(index.property("columnNames"))?);
        Ok(format!("CREATE {unique}INDEX{how}{name} ON {table} ({columns}){filter}"))
    }

    fn foreign_key(&self, key: &Value<'a>, space: &str) -> Result<String, NotPlain> {
        let (columns, referenced) =
            (self.texts(key.property("columnNames"))?, self.texts(key.property("referencedColumnNames"))?);
        let table = dotted(&self.known(key.property("referencedTableName"))?);
        let (columns, referenced) = (listed(&columns), listed(&referenced));
        let mut text = format!("{}FOREIGN KEY ({columns}) REFERENCES {table}{space}({referenced})", self.constraint_name(key)?);
        for (property, words) in [("onDelete", "ON DELETE"), ("onUpdate", "ON UPDATE")] {
            if let Some(action) = self.known_if_given(key.property(property))? {
                text.push_str(&format!(" {words} {action}"));
            }
        }
        if let Some(deferrable) = self.known_if_given(key.property("deferrable"))? {
            text.push_str(&format!(" DEFERRABLE {deferrable}"));
        }
        Ok(text)
    }

    fn constraint_name(&self, object: &Value<'a>) -> Result<String, NotPlain> {
        let name = self.known_if_given(object.property("name"))?;
        Ok(name.map(|name| format!("CONSTRAINT {} ", quoted(&name))).unwrap_or_default())
    }
}

/// What `new Table({…})` is given, or the object itself.
fn object<'v, 'a>(value: Option<&'v Value<'a>>) -> Result<&'v Value<'a>, NotPlain> {
    let object = match value {
        Some(Value::Named(named)) => named.1.first(),
        other => other,
    };
    properties(object)?;
    object.ok_or(NotPlain)
}
