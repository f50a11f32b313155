//! Examples of pages that are about names of files: a fence `files` lists them, and the command line is run on them.
//!
//! Each line is a path and, behind two spaces, the file's only line. `+` before it: the file is new since the last release; `~`: it was
//! changed since.

use std::fmt::Write;

use ddlint::rules::Rule;
use serde_json::Value;

use crate::project::Project;

/// What people see.
pub fn shown(rule: &Rule, files: &str) -> String {
    let (project, arguments) = written(rule, files);
    let out = project.run(&format!("--quiet {arguments}")).out;
    out.trim().lines().fold(String::new(), |mut shown, line| {
        writeln!(shown, "{}", line.trim_end()).unwrap();
        shown
    })
}

/// The rules and messages of what is found.
pub fn found(rule: &Rule, files: &str) -> Vec<(String, String)> {
    let (project, arguments) = written(rule, files);
    let ran = project.run(&format!("--format json {arguments}"));
    let report: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.err));
    let text = |found: &Value, key: &str| found[key].as_str().unwrap().to_owned();
    report["diagnostics"].as_array().unwrap().iter().map(|found| (text(found, "rule"), text(found, "message"))).collect()
}

/// The files, and what ddlint is given.
fn written(rule: &Rule, files: &str) -> (Project, String) {
    let project = Project::new(&[("ddlint.toml", "[assume]\nlock_timeout = '2s'\n")]);
    let mut arguments = format!("--rule {}={}", rule.id, rule.severity.as_str());
    let lines = files.lines().map(|line| {
        let (mark, rest) = line.split_at(line.find(|letter| !matches!(letter, '+' | '~' | ' ')).unwrap());
        let (path, text) = rest.split_once("  ").unwrap_or((rest, ""));
        (mark.trim(), path.trim(), format!("{}\n", text.trim()))
    });
    let lines: Vec<_> = lines.collect();
    for (mark, path, text) in lines.iter().filter(|(mark, ..)| *mark != "+") {
        project.write(path, if *mark == "~" { "SELECT 1;\n" } else { text.as_str() });
    }
    if lines.iter().any(|(mark, ..)| !mark.is_empty()) {
        ["init", "add .", "commit -m released", "tag released"].into_iter().for_each(|command| project.git(command));
        lines.iter().for_each(|(_, path, text)| project.write(path, text));
        arguments.push_str(" --since released");
    }
    (project, arguments)
}
