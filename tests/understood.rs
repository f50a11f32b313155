//! How many of the measured statements, and of those of real migrations, the PostgreSQL reader understands.
//!
//! Both collections lie beside the repository; where they are absent this says so and passes.

use std::{
    fs,
    path::{Path, PathBuf},
};

use ddlint::{dialect::Target, operation::Operation, parse, source::Span};
use serde_json::Value;

/// At most one statement in a thousand may be not understood.
const SHARE: f64 = 0.999;

#[test]
fn measured_statements_are_understood() {
    let Some(truth) = truth() else { return println!("skipped: no shared/truth beside the repository") };
    let mut count = Count::default();
    for case in json(&truth.join("locks.json")).as_array().expect("a list") {
        let prepare = case["prepare"].as_array().expect("a list").iter().filter_map(Value::as_str);
        prepare.chain([text(case, "sql")]).for_each(|sql| count.statement(sql));
    }
    count.assert("locks.json");
}

#[test]
fn real_migrations_are_understood() {
    let Some(truth) = truth() else { return println!("skipped: no shared/truth beside the repository") };
    let mut count = Count::default();
    for entry in fs::read_dir(truth.join("replay")).expect("readable") {
        let log = entry.expect("readable").path();
        if log.extension().is_some_and(|extension| extension == "jsonl") {
            replay(&log, &mut count);
        }
    }
    count.assert("replay");
}

/// Every statement that the log names, cut out of its file.
fn replay(log: &Path, count: &mut Count) {
    for line in fs::read_to_string(log).expect("readable").lines() {
        let statement: Value = serde_json::from_str(line).expect("JSON");
        let file = fs::read(log.with_extension("").join(text(&statement, "file"))).expect("readable");
        let at = |key: &str| statement[key].as_u64().expect("an offset") as usize;
        count.statement(std::str::from_utf8(&file[at("byte_start")..at("byte_end")]).expect("UTF-8"));
    }
}

fn truth() -> Option<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|folder| folder.join("shared/truth")).find(|truth| truth.is_dir())
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).expect("readable")).expect("JSON")
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().expect("a string")
}

#[derive(Default)]
struct Count {
    statements: usize,
    unknown: usize,
}

impl Count {
    fn statement(&mut self, sql: &str) {
        let operations = parse::parse(sql, Span::new(0, sql.len() as u32), Target::default(), &mut Vec::new());
        let reason = operations.iter().find_map(|located| match &located.operation {
            Operation::Unknown(unknown) => Some(unknown.reason.clone()),
            Operation::Do(block) if !block.understood => Some("a part of the block is not understood".into()),
            _ => None,
        });
        self.statements += 1;
        if let Some(reason) = reason {
            self.unknown += 1;
            println!("{reason}: {sql}");
        }
    }

    fn assert(&self, name: &str) {
        println!("{name}: {} of {} statements not understood", self.unknown, self.statements);
        let share = 1.0 - self.unknown as f64 / self.statements as f64;
        assert!(share >= SHARE, "{name}: only {share:.4} of {} statements are understood", self.statements);
    }
}
