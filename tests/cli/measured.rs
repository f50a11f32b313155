//! What ddlint's plan says of migrations is what their tools did with them: `tests/frameworks` ran them.

use std::collections::BTreeMap;

use ddlint::source::framework;
use serde::Deserialize;
use serde_json::Value;

use crate::project::Project;

/// What a tool did with a few migrations.
#[derive(Deserialize)]
struct Measured {
    tool: String,
    case: String,
    opted_out: bool,
    files: BTreeMap<String, String>,
    error: Option<String>,
    there: Vec<String>,
}

/// What the plan says of the same: the server's refusal, and what is there when all is over.
#[derive(Debug, Default, PartialEq, Eq)]
struct Foretold {
    refused: Option<String>,
    there: Vec<String>,
}

#[test]
fn the_plan_foretells_what_each_tool_does() {
    let measured: Vec<Measured> = serde_json::from_str(include_str!("../frameworks/measured.json")).unwrap();
    let told = measured.iter().filter(|one| framework::named(&one.tool).is_some());
    assert!(told.clone().count() > 80);
    for one in told {
        let files: Vec<_> = one.files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let foretold = foretell(&Project::new(&files), one);
        let what = format!("{} {}, opted out: {}", one.tool, one.case, one.opted_out);
        assert_eq!(foretold.there, one.there, "{what}: {foretold:?}, {:?}", one.error);
        // Where a tool's own COMMIT fails, it complains in its own words after the server was content, or of what the server said.
        let words = one.error.as_deref().filter(|words| words.contains("cannot run") || words.contains("already exists"));
        if words.is_some() || one.error.is_none() {
            assert_eq!(foretold.refused.as_deref(), words, "{what}");
        }
    }
}

fn foretell(project: &Project, measured: &Measured) -> Foretold {
    let deploys = |path: &&String| {
        (path.ends_with(".sql") || path.ends_with(".js")) && !path.ends_with("down.sql") && !path.starts_with("revert/")
    };
    let files: Vec<&str> = measured.files.keys().filter(deploys).map(String::as_str).collect();
    let said = |command: &str| -> Value {
        let ran = project.run(&format!("{command} --format json {}", files.join(" ")));
        assert_eq!(ran.err, "", "{}", measured.tool);
        serde_json::from_str(&ran.out).unwrap()
    };
    let history = &said("frameworks")["histories"][0];
    assert_eq!(history["framework"], measured.tool.as_str());
    let mut run = Run { one: history["one_transaction"] == true, ..Run::default() };
    for file in said("plan --target-version 15")["files"].as_array().unwrap() {
        run.file(file);
    }
    run.end()
}

/// A run as the plan tells it, to the statement that the server refuses.
#[derive(Default)]
struct Run {
    /// All files are one transaction.
    one: bool,
    transaction: Option<u64>,
    /// What the open transaction made.
    open: Vec<String>,
    foretold: Foretold,
}

impl Run {
    fn file(&mut self, file: &Value) {
        if !self.one {
            self.commit();
        }
        for statement in file["statements"].as_array().unwrap() {
            if self.foretold.refused.is_some() {
                return;
            }
            let transaction = statement["transaction"].as_u64();
            if self.transaction.is_some() && self.transaction != transaction {
                self.commit();
            }
            self.transaction = transaction;
            self.foretold.refused = statement["fails"]["message"].as_str().map(str::to_owned);
            let summary = statement["summary"].as_str().unwrap();
            let made = ["CREATE TABLE ", "CREATE INDEX CONCURRENTLY "].iter().find_map(|create| summary.strip_prefix(create));
            self.open.extend(made.and_then(|rest| rest.split(' ').next()).map(str::to_owned));
        }
    }

    fn commit(&mut self) {
        self.transaction = None;
        if self.foretold.refused.is_none() {
            self.foretold.there.append(&mut self.open);
        }
    }

    fn end(mut self) -> Foretold {
        self.commit();
        self.foretold.there.sort();
        self.foretold
    }
}
