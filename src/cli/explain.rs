//! `ddlint explain`: a rule's page.

use anyhow::Result;

use super::{CLEAN, arguments::ExplainArguments, host::Host, output::print};
use crate::{report::url, suggest::rule_named};

/// Prints a rule's page.
pub fn run(arguments: &ExplainArguments, host: &dyn Host) -> Result<u8> {
    let rule = rule_named(&arguments.rule).map_err(anyhow::Error::msg)?;
    print(host, |out| {
        writeln!(out, "{} ({}, {}, since {})\n", rule.id, rule.severity.as_str(), rule.category.as_str(), rule.since)?;
        writeln!(out, "{}\n\n{}", rule.page.trim(), url(rule))
    })?;
    Ok(CLEAN)
}
