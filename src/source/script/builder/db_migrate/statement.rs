//! Statements of db-migrate: what a call sends, or nothing where that is not known.

use super::column::{Primary, column, data_type, default_value, length, pairs};
use crate::source::script::value::Value;

/// What a call sends, in order; `None` where that is not known.
pub(super) fn statements(name: &str, given: &[Value], source: &str) -> Option<Vec<String>> {
    let text = |at: usize| given.get(at).and_then(|value| value.known_text(source));
    let table = text(0)?;
    let alter = format!("ALTER TABLE \"{table}\"");
    Some(match name {
        "createTable" => return create_table(&table, given.get(1)?, source),
        "dropTable" => {
            let if_exists = if given.get(1).is_some_and(|options| options.is_true("ifExists")) { "IF EXISTS " } else { "" };
            vec![format!("DROP TABLE {if_exists}\"{table}\"")]
        }
        "renameTable" => vec![format!("{alter} RENAME TO \"{}\"", text(1)?)],
        "addColumn" => {
            let column = column(&table, &text(1)?, given.get(2)?, Primary::Elsewhere, source)?;
            let added = format!("{alter} ADD COLUMN {}", column.definition);
            [Some(added), column.foreign_key, column.comment].into_iter().flatten().collect()
        }
        "removeColumn" => vec![format!("{alter} DROP COLUMN \"{}\"", text(1)?)],
        "renameColumn" => vec![format!("{alter} RENAME COLUMN \"{}\" TO \"{}\"", text(1)?, text(2)?)],
        "changeColumn" => return change_column(&table, &text(1)?, given.get(2)?, source),
        "addIndex" => vec![add_index(&table, &text(1)?, given.get(2)?, given.get(3), source)?],
        "removeIndex" => vec![format!("DROP INDEX \"{}\"", text(1).unwrap_or(table))],
        "addForeignKey" => {
            let columns = pairs(given.get(3)?, source)?;
            vec![foreign_key(&table, &text(1)?, &text(2)?, &columns, given.get(4), source)?]
        }
        "removeForeignKey" => vec![format!("{alter} DROP CONSTRAINT \"{}\"", text(1)?)],
        "truncate" => vec![format!("TRUNCATE \"{table}\"")],
        "insert" => vec![insert(&table, given, source)?],
        _ => return None,
    })
}

fn create_table(table: &str, options: &Value, source: &str) -> Option<Vec<String>> {
    let is_wrapped = options.property("columns").is_some();
    let Value::Object(columns) = options.property("columns").unwrap_or(options) else { return None };
    if columns.is_open {
        return None;
    }
    let keys: Vec<_> = columns.properties.iter().filter(|(_, spec)| spec.is_true("primaryKey")).map(|(name, _)| name).collect();
    let primary = if keys.len() == 1 { Primary::InColumn } else { Primary::Elsewhere };
    let (mut parts, mut afterwards) = (Vec::new(), Vec::new());
    for (name, spec) in &columns.properties {
        let column = column(table, name, spec, primary, source)?;
        parts.push(column.definition);
        afterwards.extend(column.foreign_key);
        afterwards.extend(column.comment);
    }
    if keys.len() > 1 {
        parts.push(format!("PRIMARY KEY ({})", quoted(keys)));
    }
    let if_not_exists = if is_wrapped && options.is_true("ifNotExists") { "IF NOT EXISTS " } else { "" };
    let mut sent = vec![format!("CREATE TABLE {if_not_exists}\"{table}\" ({})", parts.join(", "))];
    // What was put off last is sent first.
    sent.extend(afterwards.into_iter().rev());
    Some(sent)
}

/// A change of a column is several statements: `NOT NULL` and the default are set or dropped whatever is said of them.
fn change_column(table: &str, name: &str, spec: &Value, source: &str) -> Option<Vec<String>> {
    if !matches!(spec, Value::Object(object) if !object.is_open) {
        return None;
    }
    let change = format!("ALTER TABLE \"{table}\" ALTER COLUMN \"{name}\"");
    let is_required = matches!(spec.property("notNull"), Some(Value::Boolean(true)));
    let mut sent = vec![format!("{change} {} NOT NULL", if is_required { "SET" } else { "DROP" })];
    let constraint = format!("CONSTRAINT \"{table}_{name}_key\"");
    match spec.property("unique") {
        Some(Value::Boolean(true)) => sent.push(format!("ALTER TABLE \"{table}\" ADD {constraint} UNIQUE (\"{name}\")")),
        Some(Value::Boolean(false)) => sent.push(format!("ALTER TABLE \"{table}\" DROP {constraint}")),
        _ => {}
    }
    sent.push(match spec.property("defaultValue") {
        Some(Value::Null) => format!("{change} SET DEFAULT null"),
        Some(value) => format!("{change} SET DEFAULT {}", default_value(value, source)?),
        None => format!("{change} DROP DEFAULT"),
    });
    if let Some(kind) = spec.property("type") {
        let kind = data_type(&kind.known_text(source)?);
        let using = match spec.property("using") {
            Some(using) => using.known_text(source)?,
            None => format!("USING \"{name}\"::{kind}"),
        };
        sent.push(format!("{change} TYPE {kind}{} {using}", length(spec, source)?));
    }
    Some(sent)
}

fn add_index(table: &str, name: &str, columns: &Value, unique: Option<&Value>, source: &str) -> Option<String> {
    let columns = match columns {
        Value::List(list) => list.iter().map(|column| column.known_text(source)).collect::<Option<Vec<_>>>()?,
        other => vec![other.known_text(source)?],
    };
    let is_unique = match unique {
        // Whatever is called when it is done.
        None | Some(Value::Function(_) | Value::Bound(_) | Value::Unknown) => false,
        Some(value) => value.is_truthy(source)?,
    };
    let unique = if is_unique { "UNIQUE " } else { "" };
    Some(format!("CREATE {unique}INDEX \"{name}\" ON \"{table}\" ({})", quoted(&columns)))
}

/// A foreign key with its own and the other columns.
pub(super) fn foreign_key(
    table: &str,
    other: &str,
    name: &str,
    columns: &[(String, String)],
    rules: Option<&Value>,
    source: &str,
) -> Option<String> {
    let rule = |event: &str| match rules.and_then(|rules| rules.property(event)) {
        Some(rule) => rule.known_text(source),
        None => Some("NO ACTION".to_owned()),
    };
    let (own, others) = (quoted(columns.iter().map(|(own, _)| own)), quoted(columns.iter().map(|(_, other)| other)));
    let (on_delete, on_update) = (rule("onDelete")?, rule("onUpdate")?);
    Some(format!(
        "ALTER TABLE \"{table}\" ADD CONSTRAINT \"{name}\" FOREIGN KEY ({own}) REFERENCES \"{other}\" ({others}) \
         ON DELETE {on_delete} ON UPDATE {on_update}"
    ))
}

/// A row; values that are known only when the script runs are placeholders.
fn insert(table: &str, given: &[Value], source: &str) -> Option<String> {
    let (columns, values): (Vec<String>, Vec<&Value>) = match (given.get(1)?, given.get(2)) {
        (Value::List(columns), Some(Value::List(values))) => {
            (columns.iter().map(|column| column.known_text(source)).collect::<Option<_>>()?, values.iter().collect())
        }
        (Value::Object(row), _) if !row.is_open => row.properties.iter().map(|(name, value)| (name.clone(), value)).unzip(),
        _ => return None,
    };
    let value = |value: &&Value| match value {
        Value::Text(text) => text.known(source).map(|known| format!("'{}'", known.replace('\'', "''"))),
        other => other.as_written(source),
    };
    let values: Vec<_> = values.iter().map(|one| value(one).unwrap_or_else(|| "${value}".to_owned())).collect();
    Some(format!("INSERT INTO \"{table}\" ({}) VALUES ({})", quoted(&columns).replace(", ", ","), values.join(",")))
}

fn quoted<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> String {
    let names: Vec<_> = names.into_iter().map(|name| format!("\"{}\"", name.as_ref())).collect();
    names.join(", ")
}
