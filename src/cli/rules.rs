//! `ddlint rules`: all rules.

use std::io;

use anyhow::Result;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    CLEAN,
    arguments::{Format, RulesArguments},
    host::Host,
    output::print,
};
use crate::{
    diagnostic::{Category, Severity},
    report::url,
    rules::{RULES, Rule},
};

/// A rule as programs read it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Rule", title = "ddlint rules")]
pub struct RuleJson {
    /// Its name.
    id: &'static str,
    /// Its page's title.
    summary: &'static str,
    /// How bad its findings are.
    severity: Severity,
    /// What kind of harm it is about.
    category: Category,
    /// It is on where nothing is said of it.
    default: bool,
    /// The version of ddlint that brought it.
    since: &'static str,
    /// The same rule in other linters.
    sources: &'static [&'static str],
    /// Its page.
    url: String,
}

/// Lists all rules.
pub fn run(arguments: &RulesArguments, host: &dyn Host) -> Result<u8> {
    print(host, |out| match arguments.format {
        Format::Human => write_table(out),
        Format::Json => writeln!(out, "{}", json()?),
    })?;
    Ok(CLEAN)
}

/// All rules for programs.
pub fn json() -> serde_json::Result<String> {
    serde_json::to_string_pretty(&RULES.iter().map(RuleJson::from).collect::<Vec<_>>())
}

fn write_table(out: &mut dyn io::Write) -> io::Result<()> {
    let width = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or_default();
    for rule in RULES {
        let severity = if rule.default { rule.severity.as_str() } else { "off" };
        writeln!(out, "{:width$}  {severity:7}  {:13}  {}", rule.id, rule.category.as_str(), rule.summary)?;
    }
    Ok(())
}

impl From<&Rule> for RuleJson {
    fn from(rule: &Rule) -> Self {
        Self {
            id: rule.id,
            summary: rule.summary,
            severity: rule.severity,
            category: rule.category,
            default: rule.default,
            since: rule.since,
            sources: rule.sources,
            url: url(rule),
        }
    }
}
