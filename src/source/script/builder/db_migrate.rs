//! db-migrate's calls: the SQL that its driver for PostgreSQL sends for them.
//!
//! Source of `db-migrate-base` 2.3.1 and `db-migrate-pg` 1.5.2, `index.js` of both.

mod column;
mod statement;

use super::NOT_PLAIN;
use crate::source::{
    Span,
    script::{
        query::{IN_ANOTHER_FILE, MADE_AT_RUN_TIME},
        reader::Reader,
        text::Text,
        value::Value,
    },
};
use statement::statements;

/// Methods that change nothing.
const QUIET: [&str; 9] =
    ["close", "escape", "escapeString", "escapeDDL", "quoteArr", "quoteDDLArr", "mapDataType", "lookup", "checkDBMS"];
/// Methods that send the SQL that they are given.
const SENDING: [&str; 5] = ["runSql", "all", "allAsync", "runSqlAsync", "_run"];
/// Types by the names of `dbm.dataType`.
const TYPES: [(&str, &str); 17] = [
    ("CHAR", "char"),
    ("STRING", "string"),
    ("TEXT", "text"),
    ("SMALLINT", "smallint"),
    ("BIGINT", "bigint"),
    ("INTEGER", "int"),
    ("SMALL_INTEGER", "smallint"),
    ("BIG_INTEGER", "bigint"),
    ("REAL", "real"),
    ("DATE", "date"),
    ("DATE_TIME", "datetime"),
    ("TIME", "time"),
    ("BLOB", "blob"),
    ("TIMESTAMP", "timestamp"),
    ("BINARY", "binary"),
    ("BOOLEAN", "boolean"),
    ("DECIMAL", "decimal"),
];

/// The type that a name of `dbm.dataType` stands for.
pub(in crate::source::script) fn type_named(name: &str, place: Span) -> Option<Value<'static>> {
    let (_, known) = TYPES.iter().find(|(known, _)| *known == name)?;
    Some(Value::Text(Text::made(*known, place)))
}

impl<'a> Reader<'a> {
    /// A call of the driver, then of the functions given to it.
    pub(in crate::source::script) fn run_db_migrate(&mut self, name: &str, given: &[Value<'a>], whole: Span) {
        if SENDING.contains(&name) {
            self.run_sql(given, whole);
        } else if !QUIET.contains(&name) {
            match statements(name.trim_end_matches("Async"), given, self.source) {
                Some(sent) => sent.into_iter().for_each(|sql| self.send(Text::made(sql, whole), whole)),
                None => self.unread(NOT_PLAIN, whole),
            }
        }
        for value in given {
            self.invoke(value, Vec::new());
        }
    }

    /// `?` is put in as `$1` where anything is given for it.
    fn run_sql(&mut self, given: &[Value<'a>], whole: Span) {
        let has_parameters = given.iter().skip(1).any(|value| !matches!(value, Value::Function(_) | Value::Bound(_)));
        match given.first() {
            Some(Value::Text(text) | Value::Sql(text)) if has_parameters => {
                let mut count = 0;
                let numbered = text.replaced(self.source, |rest| {
                    count += 1;
                    rest.find('?').map(|at| (at, 1, Text::made(format!("${count}"), whole)))
                });
                self.send(numbered, whole);
            }
            Some(Value::Text(text) | Value::Sql(text)) => self.send(text.clone(), whole),
            Some(Value::File) => self.unread(IN_ANOTHER_FILE, whole),
            _ => self.unread(MADE_AT_RUN_TIME, whole),
        }
    }
}
