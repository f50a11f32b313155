//! Columns of db-migrate: what an object, or the name of a type, says of one.

use super::statement::foreign_key;
use crate::source::script::value::Value;

/// A column as it is defined, and what is sent once it is there.
pub(super) struct Column {
    /// Name, type and constraints.
    pub definition: String,
    /// Its comment.
    pub comment: Option<String>,
    /// Its foreign key.
    pub foreign_key: Option<String>,
}

/// Where a primary key is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Primary {
    /// In the column.
    InColumn,
    /// Behind all columns, or nowhere.
    Elsewhere,
}

/// The column of a table that a value describes; `None` where that is not known.
pub(super) fn column(table: &str, name: &str, spec: &Value, primary: Primary, source: &str) -> Option<Column> {
    let said = match spec {
        Value::Object(object) if !object.is_open => spec.property("type")?.known_text(source)?,
        other => other.known_text(source)?,
    };
    let (kind, has_zone) = match said.as_str() {
        "timetz" => ("time", true),
        "timestamptz" => ("timestamp", true),
        other => (other, false),
    };
    let is_key = spec.is_true("primaryKey");
    let is_serial = is_key && spec.is_true("autoIncrement");
    let type_name = if is_serial { String::new() } else { data_type(kind) };
    let mut parts = vec![type_name + &length(spec, source)?];
    let mut part = |holds: bool, text: &str| parts.extend(holds.then(|| text.to_owned()));
    part(has_zone || spec.is_true("timezone"), "WITH TIME ZONE");
    part(is_serial, if kind == "bigint" { "BIGSERIAL" } else { "SERIAL" });
    part(is_key && primary == Primary::InColumn, "PRIMARY KEY");
    part(matches!(spec.property("notNull"), Some(Value::Boolean(true))), "NOT NULL");
    part(spec.is_true("unique"), "UNIQUE");
    if let Some(value) = spec.property("defaultValue") {
        parts.push(format!("DEFAULT {}", default_value(value, source)?));
    }
    let comment = spec.property("comment").and_then(|comment| comment.known_text(source));
    let comment = comment.map(|comment| format!("COMMENT on COLUMN {table}.{name} IS '{comment}'"));
    let foreign_key = match spec.property("foreignKey") {
        Some(key @ Value::Object(_)) => Some(column_key(table, name, key, source)?),
        _ => None,
    };
    let quoted = if name.starts_with('"') { name.to_owned() } else { format!("\"{name}\"") };
    Some(Column { definition: format!("{quoted} {}", parts.join(" ")), comment, foreign_key })
}

/// The name that the driver gives to a type.
pub(super) fn data_type(name: &str) -> String {
    match name {
        "string" => "VARCHAR".to_owned(),
        "int" => "INTEGER".to_owned(),
        "datetime" => "TIMESTAMP".to_owned(),
        "blob" => "BYTEA".to_owned(),
        other => other.to_uppercase(),
    }
}

/// ` (20)`, or nothing.
pub(super) fn length(spec: &Value, source: &str) -> Option<String> {
    match spec.property("length") {
        None | Some(Value::Null | Value::Boolean(false)) => Some(String::new()),
        Some(length) => length.as_written(source).map(|length| format!(" ({length})")),
    }
}

/// A default as it is written behind `DEFAULT`; one that is known only when the script runs is a placeholder.
pub(super) fn default_value(value: &Value, source: &str) -> Option<String> {
    Some(match value {
        Value::Text(_) => format!("'{}'", value.known_text(source).unwrap_or_else(|| "${value}".to_owned())),
        // Nothing is written for it, which the server refuses.
        Value::Null => String::new(),
        Value::Unknown => "${value}".to_owned(),
        // `new String('now()')` is no string to the driver, and not quoted.
        Value::Named(named) if named.0 == "String" => named.1.first()?.known_text(source)?,
        Value::Object(_) => match (value.property("raw"), value.property("special")) {
            (Some(raw), _) => raw.known_text(source)?,
            (_, Some(special)) => special.known_text(source).filter(|name| name == "CURRENT_TIMESTAMP")?,
            _ => return None,
        },
        other => other.as_written(source)?,
    })
}

fn column_key(table: &str, name: &str, key: &Value, source: &str) -> Option<String> {
    let text = |what: &str| key.property(what)?.known_text(source);
    let columns = match key.property("mapping")? {
        mapping @ Value::Object(_) => pairs(mapping, source)?,
        other => vec![(name.to_owned(), other.known_text(source)?)],
    };
    foreign_key(table, &text("table")?, &text("name")?, &columns, key.property("rules"), source)
}

/// Columns with the ones that they refer to.
pub(super) fn pairs(mapping: &Value, source: &str) -> Option<Vec<(String, String)>> {
    let Value::Object(mapping) = mapping else { return None };
    mapping.properties.iter().map(|(own, other)| Some((own.clone(), other.known_text(source)?))).collect()
}
