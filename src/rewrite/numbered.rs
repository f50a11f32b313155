//! A column that numbers its rows, added without a rewrite.

use super::{Part, batches, made_up, not_null};
use crate::{
    name::{Name, ObjectName, quoted},
    operation::Column,
};

/// A `serial` column (`identity` is `None`) or an identity column, of which `identity` is `GENERATED … AS IDENTITY`: a plain column
/// that a sequence numbers, filled in batches.
pub fn numbered(table: &ObjectName, column: &Column, identity: Option<&str>, key: &[Name], version: u16) -> Vec<Part> {
    let (name, columns) = (quoted(&column.name), std::slice::from_ref(&column.name));
    let data_type = &column.data_type;
    let label = if identity.is_some() { "fill_seq" } else { "seq" };
    let own = made_up(table, columns, label);
    let sequence = match table.schema.as_deref().filter(|schema| *schema != "public") {
        Some(schema) => format!("{}.{own}", quoted(schema)),
        None => own,
    };
    let owned = if identity.is_some() { String::new() } else { format!(" OWNED BY {table}.{name}") };
    let literal = sequence.replace('\'', "''");
    let expand = format!(
        "ALTER TABLE {table} ADD COLUMN {name} {data_type};\n\
         CREATE SEQUENCE {sequence} AS {data_type}{owned};\n\
         ALTER TABLE {table} ALTER COLUMN {name} SET DEFAULT nextval('{literal}');"
    );
    let fill = format!("UPDATE {table} SET {name} = nextval('{literal}') WHERE {name} IS NULL AND {{batch}}");
    let mut parts = vec![Part::instant(expand).note("new rows are numbered from now on"), batches(table, key, &fill)];
    parts.extend(not_null(table, &column.name, version));
    if let Some(identity) = identity {
        let (of, column) = (table.to_string().replace('\'', "''"), column.name.replace('\'', "''"));
        let contract = format!(
            "ALTER TABLE {table} ALTER COLUMN {name} DROP DEFAULT, ALTER COLUMN {name} ADD {identity};\n\
             SELECT setval(pg_get_serial_sequence('{of}', '{column}'), nextval('{literal}'));\n\
             DROP SEQUENCE {sequence};"
        );
        parts.push(Part::instant(contract).alone().note("numbers go on where the first sequence stands"));
    }
    parts
}
