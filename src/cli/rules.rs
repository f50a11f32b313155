//! `ddlint rules`: all rules.

use std::io;

use anyhow::Result;
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
#[derive(Serialize)]
struct RuleJson {
    id: &'static str,
    summary: &'static str,
    severity: Severity,
    category: Category,
    default: bool,
    since: &'static str,
    sources: &'static [&'static str],
    url: String,
}

/// Lists all rules.
pub fn run(arguments: &RulesArguments, host: &dyn Host) -> Result<u8> {
    print(host, |out| match arguments.format {
        Format::Human => write_table(out),
        Format::Json => {
            let rules: Vec<_> = RULES.iter().map(RuleJson::from).collect();
            serde_json::to_writer_pretty(&mut *out, &rules).map_err(io::Error::from)?;
            writeln!(out)
        }
    })?;
    Ok(CLEAN)
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
