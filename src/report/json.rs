//! The report for programs: one JSON document, written as it is made.

use std::io::{self, BufWriter, Write as _};

use serde::{Serialize, Serializer};

use super::{
    Place, Sources, VERSION,
    effects::{EffectJson, qualified},
    url,
};
use crate::{
    baseline::Outcome,
    diagnostic::{Category, Diagnostic, Severity},
    dialect::{Dialect, Target},
    fix::{Applicability, Fix},
    lint::Report,
    stats::{Estimate, TableSize, Work},
    usage::{CodePlace, Found, Gone, Usage},
};

/// Writes a report as JSON.
pub fn write(report: &Report, sources: &Sources, out: impl io::Write) -> io::Result<()> {
    // JSON is written in tiny pieces.
    let mut out = BufWriter::with_capacity(64 * 1024, out);
    serde_json::to_writer(&mut out, &ReportJson::new(report, sources)).map_err(io::Error::from)?;
    writeln!(out)?;
    out.flush()
}

/// What `ddlint --format json` prints.
#[derive(Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename = "Report", title = "ddlint report"))]
pub struct ReportJson<'a> {
    /// The version of this format.
    version: u32,
    /// The server that was assumed.
    target: TargetJson,
    /// Counts.
    summary: Summary,
    /// What the baseline left out, and what should go from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<&'a Outcome>,
    /// What was found, in the order of files and places.
    #[cfg_attr(feature = "cli", schemars(with = "Vec<DiagnosticJson>"))]
    diagnostics: Diagnostics<'a>,
}

/// A server.
#[derive(Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename = "Target"))]
pub struct TargetJson {
    /// Its SQL dialect.
    pub dialect: Dialect,
    /// Its major version.
    pub version: u16,
}

/// Counts of a run.
#[derive(Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Summary {
    /// Diagnostics of severity error.
    pub errors: usize,
    /// Diagnostics of severity warning.
    pub warnings: usize,
    /// Diagnostics of severity info.
    pub infos: usize,
    /// Statements in the reported files.
    pub statements: usize,
    /// Those of them that were not understood.
    pub unknown: usize,
    /// Fixes that `--fix` applied; the diagnostics are what is left.
    pub fixed: usize,
}

/// A finding.
#[derive(Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename = "Diagnostic"))]
pub struct DiagnosticJson<'a> {
    /// The rule's name.
    rule: &'static str,
    /// How bad it is.
    severity: Severity,
    /// What kind of harm it is.
    category: Category,
    /// The file as it was named.
    path: &'a str,
    /// The place.
    span: Place,
    /// What happens.
    message: &'a str,
    /// What to do.
    help: Option<&'a str>,
    /// Statements that do the same safely, ready to paste.
    #[serde(skip_serializing_if = "Option::is_none")]
    rewrite: Option<String>,
    /// Further places in the same file.
    labels: Vec<LabelJson<'a>>,
    /// What the statement does, relation by relation.
    effects: Vec<EffectJson>,
    /// How long that may take on the tables whose size `--stats` told, but for tiny ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    estimates: Vec<EstimateJson>,
    /// Where the code of `--code` still names what goes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    usages: Vec<UsageJson<'a>>,
    /// An edit that mends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixJson<'a>>,
    /// The rule's page.
    url: String,
}

/// How long work on one table may take.
#[derive(Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename = "Estimate"))]
pub struct EstimateJson {
    /// The table with its schema.
    relation: String,
    /// How large it is.
    #[serde(flatten)]
    size: TableSize,
    /// What is done.
    work: Work,
    /// The least seconds that are to be expected.
    least_seconds: f64,
    /// The most.
    most_seconds: f64,
}

/// Where code still names a table or column that goes.
#[derive(Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename = "Usage"))]
pub struct UsageJson<'a> {
    /// The table with its schema.
    relation: String,
    /// The column; null where the table itself goes.
    column: Option<&'a str>,
    /// The word is too common to be looked for.
    too_common: bool,
    /// How many places there are.
    count: usize,
    /// The first of them.
    places: &'a [CodePlace],
}

/// A further place.
#[derive(Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename = "Label"))]
pub struct LabelJson<'a> {
    /// The place.
    span: Place,
    /// What is there.
    message: &'a str,
}

/// An edit that mends a finding.
#[derive(Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename = "Fix"))]
pub struct FixJson<'a> {
    /// What it does.
    title: &'a str,
    /// How far it may be trusted.
    applicability: Applicability,
    /// Replacements, in order of place.
    edits: Vec<EditJson<'a>>,
}

/// A replacement.
#[derive(Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename = "Edit"))]
pub struct EditJson<'a> {
    /// What is replaced; empty for an insertion.
    span: Place,
    /// What is put there.
    replacement: &'a str,
}

struct Diagnostics<'a> {
    report: &'a Report,
    sources: &'a Sources<'a>,
}

impl Serialize for Diagnostics<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.report.diagnostics.iter().map(|diagnostic| DiagnosticJson::new(diagnostic, self.sources)))
    }
}

impl<'a> ReportJson<'a> {
    fn new(report: &'a Report, sources: &'a Sources) -> Self {
        Self {
            version: VERSION,
            target: report.target.into(),
            summary: Summary {
                errors: report.count(Severity::Error),
                warnings: report.count(Severity::Warning),
                infos: report.count(Severity::Info),
                statements: report.statements,
                unknown: report.unknown,
                fixed: report.fixed,
            },
            baseline: report.baseline.as_ref(),
            diagnostics: Diagnostics { report, sources },
        }
    }
}

impl<'a> From<&'a Usage> for UsageJson<'a> {
    fn from(usage: &'a Usage) -> Self {
        let Gone { table, column } = &usage.gone;
        let (too_common, count, places) = match &usage.found {
            Found::TooCommon => (true, 0, &[][..]),
            Found::Places { first, count, .. } => (false, *count, first.as_slice()),
        };
        Self { relation: qualified(table), column: column.as_deref(), too_common, count, places }
    }
}

impl From<&Estimate> for EstimateJson {
    fn from(estimate: &Estimate) -> Self {
        let (least_seconds, most_seconds) = estimate.seconds();
        let Estimate { relation, size, work } = estimate;
        Self { relation: qualified(relation), size: *size, work: *work, least_seconds, most_seconds }
    }
}

impl From<Target> for TargetJson {
    fn from(target: Target) -> Self {
        Self { dialect: target.dialect, version: target.version }
    }
}

impl<'a> DiagnosticJson<'a> {
    fn new(diagnostic: &'a Diagnostic, sources: &Sources) -> Self {
        let place = |span| sources.place(&diagnostic.path, span);
        Self {
            rule: diagnostic.rule.id,
            severity: diagnostic.severity,
            category: diagnostic.rule.category,
            path: &diagnostic.path,
            span: place(diagnostic.span),
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            rewrite: diagnostic.rewrite.as_ref().map(ToString::to_string),
            labels: diagnostic
                .labels
                .iter()
                .map(|label| LabelJson { span: place(label.span), message: &label.message })
                .collect(),
            effects: diagnostic.effects.iter().map(EffectJson::from).collect(),
            estimates: diagnostic.estimates.iter().map(EstimateJson::from).collect(),
            usages: diagnostic.usages.iter().map(UsageJson::from).collect(),
            fix: diagnostic.fix.as_ref().map(|fix| FixJson::new(fix, place)),
            url: url(diagnostic.rule),
        }
    }
}

impl<'a> FixJson<'a> {
    fn new(fix: &'a Fix, place: impl Fn(crate::source::Span) -> Place) -> Self {
        let edits = fix.edits.iter().map(|edit| EditJson { span: place(edit.span), replacement: &edit.replacement }).collect();
        Self { title: &fix.title, applicability: fix.applicability, edits }
    }
}
