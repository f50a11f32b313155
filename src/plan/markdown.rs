//! The plan as Markdown: a table a file, for the summary of a pipeline's job.

use std::{fmt::Write as _, io};

use super::{FilePlan, Plan, StatementPlan, TransactionKind, words};
use crate::report::{
    Source, Sources,
    markdown::{Code, prose},
    summary::counted,
};

/// Services cut what is longer than a megabyte; nobody reads so much.
const LONGEST: usize = 60_000;

/// Writes the files that do something; statements beyond what fits are counted only.
pub fn write(plan: &Plan, sources: &Sources, mut out: impl io::Write) -> io::Result<()> {
    let statements: usize = plan.files.iter().map(|file| file.statements.len()).sum();
    let (tables, files) = (counted(statements, "statement"), counted(plan.files.len(), "file"));
    let mut written = format!("### ddlint: what is locked by {tables} in {files}\n");
    let mut left_out = 0;
    for file in plan.files.iter().filter(|file| !file.statements.is_empty()) {
        left_out += table(file, sources.get(&file.path), &mut written);
    }
    if left_out > 0 {
        let _ = write!(written, "\n{} did not fit in here.\n", counted(left_out, "more statement"));
    }
    out.write_all(written.as_bytes())
}

/// A file's table; how many statements did not fit.
fn table(file: &FilePlan, source: Option<&Source>, written: &mut String) -> usize {
    let line = |statement: &StatementPlan| source.map_or(1, |source| source.place(statement.span).line);
    let lines: Vec<u32> = file.statements.iter().map(line).collect();
    if written.len() > LONGEST {
        return file.statements.len();
    }
    let _ = write!(written, "\n{}\n\n| line | statement | what it does | still locked |\n|--:|---|---|---|\n", Code(&file.path));
    for (index, statement) in file.statements.iter().enumerate() {
        if written.len() > LONGEST {
            return file.statements.len() - index;
        }
        let (done, held) = (cell(&words::done(statement)), cell(&words::held(file, index, &lines)));
        let mark = mark(file, index);
        let _ = writeln!(written, "| {}{mark} | {} | {done} | {held} |", lines[index], code(&statement.summary));
    }
    0
}

/// The statements that commit together: `┌`, `│`, `└`.
fn mark(file: &FilePlan, index: usize) -> &'static str {
    let shared = file.transactions.get(file.statements[index].transaction);
    match shared.filter(|shared| shared.kind != TransactionKind::Autocommit && shared.start_statement < shared.end_statement) {
        None => "",
        Some(shared) if shared.start_statement == index => " ┌",
        Some(shared) if shared.end_statement == index => " └",
        Some(_) => " │",
    }
}

fn cell(lines: &[String]) -> String {
    let lines: Vec<_> = lines.iter().map(|line| piped(&prose(line))).collect();
    lines.join("<br>")
}

/// Code within a table, in which a bar ends the cell even between backticks.
fn code(text: &str) -> String {
    piped(&Code(text).to_string())
}

/// With bars that end no cell; those outside of code are escaped already.
fn piped(text: &str) -> String {
    text.replace("\\|", "|").replace('|', "\\|")
}
