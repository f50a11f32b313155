//! A loop over a table by its key, each turn in a transaction of its own.

use super::{Part, PartKind};
use crate::name::{Name, ObjectName, quoted};

/// How many rows a batch has where nothing else is configured.
pub const BATCH_ROWS: u32 = 5000;

/// Runs a statement over all of a table in batches. `statement` is an `UPDATE` or `DELETE` whose `WHERE` is made of the batch's
/// bounds, put in place of `{batch}`. Without a key `id` is written, and said to be a guess.
pub fn batches(table: &ObjectName, key: &[Name], statement: &str) -> Part {
    let part = |kind, sql: String| {
        let part = Part::online(sql).outside().note("each batch commits by itself");
        Part { kind, ..part }
    };
    match key {
        [] => {
            let part = part(PartKind::ByHand, by_column(table, "id", statement));
            part.note("each batch commits by itself; put the table's key in place of id")
        }
        [column] => part(PartKind::Loop, by_column(table, column, statement)),
        columns => part(PartKind::Loop, by_columns(table, columns, statement)),
    }
}

fn by_column(table: &ObjectName, column: &str, statement: &str) -> String {
    let column = quoted(column).to_string();
    let bounds = format!("{column} >= batch_start AND (batch_end IS NULL OR {column} < batch_end)");
    format!(
        "DO $$\n\
         DECLARE\n    \
             batch_start {table}.{column}%TYPE := (SELECT {column} FROM {table} ORDER BY {column} LIMIT 1);\n    \
             batch_end {table}.{column}%TYPE;\n\
         BEGIN\n    \
             WHILE batch_start IS NOT NULL LOOP\n        \
                 batch_end := (SELECT {column} FROM {table} WHERE {column} >= batch_start ORDER BY {column} OFFSET {BATCH_ROWS} LIMIT 1);\n        \
                 {};\n        \
                 COMMIT;\n        \
                 batch_start := batch_end;\n    \
             END LOOP;\n\
         END $$;",
        statement.replace("{batch}", &bounds)
    )
}

/// Rows are compared by all columns of the key at once.
fn by_columns(table: &ObjectName, columns: &[Name], statement: &str) -> String {
    let row = |of: &str| columns.iter().map(|column| format!("{of}{}", quoted(column))).collect::<Vec<_>>().join(", ");
    let (key, start, end) = (row(""), row("batch_start."), row("batch_end."));
    let first = columns.first().map(|column| quoted(column).to_string()).unwrap_or_default();
    let bounds = format!("({key}) >= ({start}) AND (batch_end.{first} IS NULL OR ({key}) < ({end}))");
    format!(
        "DO $$\n\
         DECLARE\n    \
             batch_start record;\n    \
             batch_end record;\n\
         BEGIN\n    \
             SELECT {key} INTO batch_start FROM {table} ORDER BY {key} LIMIT 1;\n    \
             WHILE batch_start.{first} IS NOT NULL LOOP\n        \
                 SELECT {key} INTO batch_end FROM {table} WHERE ({key}) >= ({start}) ORDER BY {key} OFFSET {BATCH_ROWS} LIMIT 1;\n        \
                 {};\n        \
                 COMMIT;\n        \
                 batch_start := batch_end;\n    \
             END LOOP;\n\
         END $$;",
        statement.replace("{batch}", &bounds)
    )
}
