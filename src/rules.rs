//! Rules: what is worth telling of an operation and its effects.
//!
//! A rule is a page (`rules/<rule>.md`) and a function (`src/rules/<rule>.rs`); `build.rs` makes the table `RULES` of both.

use crate::{
    catalog::Catalog,
    diagnostic::{Category, Label, Severity},
    dialect::Target,
    effects::{Effects, LockMode},
    fix::Fix,
    name::ObjectName,
    operation::{Context, Located, Operation},
    session::Session,
    source::Span,
};

/// An operation with all that is true just before it runs.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// What is about to happen.
    pub operation: &'a Operation,
    /// Its own words: the statement, or one sub-command of it.
    pub span: Span,
    /// The procedural code around it.
    pub context: Context,
    /// The whole statement.
    pub statement: Span,
    /// All operations of the statement, this one among them.
    pub siblings: &'a [Located],
    /// The document's text.
    pub text: &'a str,
    /// What it will do.
    pub effects: &'a Effects,
    /// What exists.
    pub catalog: &'a Catalog,
    /// What is in force.
    pub session: &'a Session,
    /// Locks that earlier statements of the same transaction took and that are still held.
    pub held: &'a [HeldLock],
    /// The server it will run on.
    pub target: Target,
}

/// A lock that is held until the transaction ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldLock {
    /// The relation, qualified by its schema.
    pub relation: ObjectName,
    /// The strongest mode so far.
    pub lock: LockMode,
    /// The statement that took that mode.
    pub since: Span,
    /// The relation was there before this file.
    pub existing: bool,
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The place.
    pub span: Span,
    /// What happens, in the present tense, without a full stop: "writes to `users` wait until the index is built".
    pub message: String,
    /// What to do, as a command.
    pub help: Option<String>,
    /// Statements that do the same safely, ready to paste.
    pub rewrite: Option<String>,
    /// Further places.
    pub labels: Vec<Label>,
    /// An edit that mends it.
    pub fix: Option<Fix>,
    /// A milder severity than the rule's own, where this case deserves one.
    pub severity: Option<Severity>,
}

/// A rule as its page describes it.
#[derive(Debug)]
pub struct Rule {
    /// The page's file stem, such as `drop-table`.
    pub id: &'static str,
    /// The page's title.
    pub summary: &'static str,
    /// Its severity where nothing else is configured.
    pub severity: Severity,
    /// What kind of harm it is about.
    pub category: Category,
    /// On where nothing else is configured.
    pub default: bool,
    /// Reported once in a run, at the first place.
    pub once: bool,
    /// The version of ddlint that brought it.
    pub since: &'static str,
    /// The same rule in other linters, as `tool/rule`.
    pub sources: &'static [&'static str],
    /// The page, in Markdown, without its front matter.
    pub page: &'static str,
    /// Looks at one step; `None` for what the engine itself reports.
    pub check: Option<fn(&Step) -> Option<Finding>>,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Finding {
    /// A finding at a place.
    pub fn at(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: None, rewrite: None, labels: Vec::new(), fix: None, severity: None }
    }

    /// With a command that says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With statements that do the same safely.
    pub fn rewrite(mut self, rewrite: impl Into<String>) -> Self {
        self.rewrite = Some(rewrite.into());
        self
    }

    /// With a further place.
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    /// Milder than the rule's own severity.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// With an edit.
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

impl Step<'_> {
    /// The operation's own text.
    pub fn words(&self) -> &str {
        self.span.text(self.text)
    }
}

/// The rule of this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));
