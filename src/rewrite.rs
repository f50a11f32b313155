//! Safe ways to write a risky statement, as SQL with the user's own names: parts that several rules share.

use std::fmt::Write;

use crate::name::{Name, ObjectName, quoted};

/// Statements in the order in which they work, each part under a comment that says where it runs.
pub fn parts(parts: &[(&str, String)]) -> String {
    let mut sql = String::new();
    for (at, (place, statements)) in parts.iter().enumerate() {
        let number = if parts.len() > 1 { format!("{}. ", at + 1) } else { String::new() };
        // Writing to a String cannot fail.
        let _ = writeln!(sql, "-- {number}{place}\n{}", statements.trim_end());
    }
    sql.truncate(sql.trim_end().len());
    sql
}

/// A name for a new object of a table, as the server would make one up: `users_email_check`, 63 bytes at most.
pub fn made_up(table: &ObjectName, columns: &[Name], kind: &str) -> String {
    let mut name = table.name.to_string();
    columns.iter().for_each(|column| name = format!("{name}_{column}"));
    let room = 62 - kind.len().min(61);
    let end = (0..=room.min(name.len())).rev().find(|&at| name.is_char_boundary(at)).unwrap_or(0);
    name.truncate(end);
    quoted(&format!("{name}_{kind}")).to_string()
}

/// The ways to NOT NULL that read the table without making anybody wait.
pub fn not_null(table: &ObjectName, column: &Name, version: u16) -> [(&'static str, String); 3] {
    let (kind, demand) = match version {
        18.. => ("not_null", format!("NOT NULL {}", quoted(column))),
        _ => ("not_null", format!("CHECK ({} IS NOT NULL)", quoted(column))),
    };
    let name = made_up(table, std::slice::from_ref(column), kind);
    let last = match version {
        18.. => String::from("-- nothing: the column is NOT NULL"),
        _ => format!(
            "ALTER TABLE {table} ALTER COLUMN {} SET NOT NULL;\nALTER TABLE {table} DROP CONSTRAINT {name};",
            quoted(column)
        ),
    };
    [
        ("new rows are checked from now on", format!("ALTER TABLE {table} ADD CONSTRAINT {name} {demand} NOT VALID;")),
        ("a transaction of its own: reads and writes go on", format!("ALTER TABLE {table} VALIDATE CONSTRAINT {name};")),
        ("a transaction of its own: nothing is read, the constraint is proof", last),
    ]
}

/// A constraint that is added without a scan, then proven while reads and writes go on.
pub fn validated_later(table: &ObjectName, add: &str, name: &str) -> String {
    parts(&[
        ("no row is read", format!("ALTER TABLE {table} {add} NOT VALID;")),
        ("a transaction of its own: reads and writes go on", format!("ALTER TABLE {table} VALIDATE CONSTRAINT {name};")),
    ])
}

/// A loop over a table by its key; each turn is a transaction of its own. `statement` is an `UPDATE` or `DELETE` whose
/// `WHERE` is made of the batch's bounds, put in place of `{batch}`.
pub fn batches(table: &ObjectName, key: Option<&Name>, statement: &str) -> String {
    let column = quoted(key.map_or("id", Name::as_str)).to_string();
    let bounds = format!("{column} >= batch_start AND (batch_end IS NULL OR {column} < batch_end)");
    let unknown = if key.is_none() { "-- put the table's key in place of `id`\n" } else { "" };
    format!(
        "{unknown}DO $$\n\
         DECLARE\n    \
             batch_start {table}.{column}%TYPE := (SELECT {column} FROM {table} ORDER BY {column} LIMIT 1);\n    \
             batch_end {table}.{column}%TYPE;\n\
         BEGIN\n    \
             WHILE batch_start IS NOT NULL LOOP\n        \
                 batch_end := (SELECT {column} FROM {table} WHERE {column} >= batch_start ORDER BY {column} OFFSET 5000 LIMIT 1);\n        \
                 {};\n        \
                 COMMIT;\n        \
                 batch_start := batch_end;\n    \
             END LOOP;\n\
         END $$;",
        statement.replace("{batch}", &bounds)
    )
}
