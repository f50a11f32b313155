//! The report as SARIF 2.1.0, which code scanning services read: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>.

mod result;

use std::{collections::BTreeMap, io};

use result::SarifResult;
use serde::Serialize;

use super::{Sources, fingerprint::of_report, url};
use crate::{
    diagnostic::{Category, Diagnostic, Severity, SuppressedBy},
    lint::Report,
    rules::Rule,
};

/// Writes one log with one run.
pub fn write<'a>(report: &'a Report, sources: &Sources, mut out: impl io::Write) -> io::Result<()> {
    let suppressed = || report.suppressed.iter().map(|suppressed| &suppressed.diagnostic);
    let all = report.diagnostics.iter().chain(suppressed());
    let named: BTreeMap<_, _> = all.map(|diagnostic| (diagnostic.rule.id, diagnostic.rule)).collect();
    let index: BTreeMap<_, _> = named.keys().enumerate().map(|(index, id)| (*id, index)).collect();
    let (known, known_suppressed) = of_report(report, sources);
    let result = |diagnostic: &'a Diagnostic, fingerprint| {
        let index = index.get(diagnostic.rule.id).copied().unwrap_or_default();
        SarifResult::new(diagnostic, index, fingerprint, sources)
    };
    // The format wants these properties in all results of a run or in none.
    let (with_states, with_suppressions) = (report.baseline.is_some(), !report.suppressed.is_empty());
    let results = report.diagnostics.iter().zip(known).map(|(diagnostic, fingerprint)| {
        let suppressions = with_suppressions.then(Vec::new);
        result(diagnostic, fingerprint).known(with_states.then_some("new"), suppressions)
    });
    let hidden = report.suppressed.iter().zip(known_suppressed).map(|(suppressed, fingerprint)| {
        let state = if suppressed.by == SuppressedBy::Baseline { "unchanged" } else { "new" };
        result(&suppressed.diagnostic, fingerprint).known(with_states.then_some(state), Some(vec![suppressed.into()]))
    });
    let driver = Driver {
        name: "ddlint",
        semantic_version: env!("CARGO_PKG_VERSION"),
        information_uri: "https://ddlint.dev",
        rules: named.into_values().map(RuleDescriptor::from).collect(),
    };
    let run = Run {
        tool: Tool { driver },
        column_kind: "unicodeCodePoints",
        newline_sequences: ["\r\n", "\n", "\r"],
        results: results.chain(hidden).collect(),
    };
    let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    serde_json::to_writer(&mut out, &Log { schema, version: "2.1.0", runs: [run] }).map_err(io::Error::from)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    newline_sequences: [&'static str; 3],
    results: Vec<SarifResult<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    information_uri: &'static str,
    rules: Vec<RuleDescriptor>,
}

/// A rule, with its page as help.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RuleDescriptor {
    id: &'static str,
    short_description: Text<'static>,
    help: Help,
    help_uri: String,
    default_configuration: Configuration,
    properties: Properties,
}

#[derive(Serialize)]
struct Text<'a> {
    text: &'a str,
}

#[derive(Serialize)]
struct Help {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Properties {
    tags: [Category; 1],
}

impl From<&'static Rule> for RuleDescriptor {
    fn from(rule: &'static Rule) -> Self {
        let page = rule.page.trim();
        Self {
            id: rule.id,
            short_description: Text { text: rule.summary },
            help: Help { text: page, markdown: page },
            help_uri: url(rule),
            default_configuration: Configuration { level: level(rule.severity) },
            properties: Properties { tags: [rule.category] },
        }
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
