//! A finding with all that the engine stamps on it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    effects::RelationEffect,
    fix::Fix,
    rewrite::Rewrite,
    rules::Rule,
    source::Span,
    stats::Estimate,
    usage::{Gone, Usage},
};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Advice.
    Info,
    /// Depends on the table's size or use.
    Warning,
    /// Can stop traffic, lose data, or fail.
    Error,
}

/// What kind of harm it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// Somebody waits for a lock.
    Locking,
    /// A table is written anew.
    Rewrite,
    /// Data is gone.
    DataLoss,
    /// The running application breaks.
    Compatibility,
    /// Transactions and settings.
    Transaction,
    /// It does not do what it seems to.
    Correctness,
    /// Too many rows at once.
    Batching,
    /// Somebody sees or may do too much.
    Security,
    /// House rules.
    Convention,
}

/// A finding of a rule, placed in a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// The rule.
    pub rule: &'static Rule,
    /// The rule's severity, or the configuration's.
    pub severity: Severity,
    /// The file as it was named.
    pub path: Arc<str>,
    /// The place, in bytes of the original input.
    pub span: Span,
    /// The whole statement's place.
    pub statement: Span,
    /// What happens, in the present tense, without a full stop.
    pub message: String,
    /// What to do, as a command.
    pub help: Option<String>,
    /// Statements that do the same safely, part by part.
    pub rewrite: Option<Rewrite>,
    /// Further places.
    pub labels: Vec<Label>,
    /// What the operation does, relation by relation.
    pub effects: Vec<RelationEffect>,
    /// How long that may take on the tables whose size is known.
    pub estimates: Vec<Estimate>,
    /// What is no longer there by its name.
    pub gone: Vec<Gone>,
    /// Where the application's code still names that, if it was looked up.
    pub usages: Vec<Usage>,
    /// An edit that mends it.
    pub fix: Option<Fix>,
}

/// A further place that explains a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place, in the same file.
    pub span: Span,
    /// What is there.
    pub message: String,
}

/// A finding that is not reported, as the project wants it so.
#[derive(Debug, Clone, PartialEq)]
pub struct Suppressed {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// What keeps it out of reports.
    pub by: SuppressedBy,
    /// Why, where that is said.
    pub reason: Option<String>,
}

/// What keeps a finding out of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuppressedBy {
    /// An ignore comment.
    Comment,
    /// The baseline.
    Baseline,
}

impl Severity {
    /// The name used in configuration and reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl Category {
    /// The name used in pages and reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Category::Locking => "locking",
            Category::Rewrite => "rewrite",
            Category::DataLoss => "data-loss",
            Category::Compatibility => "compatibility",
            Category::Transaction => "transaction",
            Category::Correctness => "correctness",
            Category::Batching => "batching",
            Category::Security => "security",
            Category::Convention => "convention",
        }
    }
}
