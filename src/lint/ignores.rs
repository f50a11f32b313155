//! Comments that silence findings: which are in force, and which were never needed.

use jiff::civil::Date;

use crate::{
    diagnostic::{Diagnostic, Label},
    fix::Fix,
    rules::{self, Finding, Rule},
    source::{
        Document, Section, Span, Statement,
        comment::{self, Directive, IgnoreScope, Tool},
        script::is_script,
    },
};

/// Only a run that knows what is new (`--since`) reports these: in others a comment that names one is no mistake.
const OF_SOME_RUNS: [&str; 2] = ["released-file-changed", "version-before-released"];

/// The ignore comments of one file, in order.
#[derive(Debug, Default)]
pub(super) struct Ignores {
    entries: Vec<Entry>,
    /// Comments that say nothing of why.
    without_reason: Vec<Span>,
}

/// One rule (or all of them) in one ignore comment.
#[derive(Debug)]
struct Entry {
    tool: Tool,
    /// The name as written; empty where the comment names none.
    name: String,
    place: Span,
    /// Where findings are covered; `None` until its statement is met.
    covers: Option<Span>,
    whole_file: bool,
    /// What goes if the entry is taken out; `None` where more than this comment would.
    removal: Option<Span>,
    used: bool,
    /// The comment, its last day as it is written, and its reason.
    comment: Span,
    until: Option<String>,
    reason: Option<String>,
}

/// A finding is silenced; by a comment that gives this reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Silenced {
    pub(super) reason: Option<String>,
}

impl Ignores {
    /// The comments that cover a whole file; those of statements come with [`Ignores::enter`].
    pub(super) fn of_file(document: &Document) -> Self {
        let (text, whole) = (&*document.text, Span::new(0, document.text.len() as u32));
        let directives = match is_script(&document.path) {
            true => comment::directives_of(text, &document.comments(whole)),
            false => comment::directives(text, whole),
        };
        let mut ignores = Self::default();
        ignores.add(text, directives.iter().filter(|directive| directive.scope == IgnoreScope::File), whole);
        ignores
    }

    /// The comments before, in and behind a statement, and those around the code that sends it, cover all of it.
    pub(super) fn enter(&mut self, document: &Document, statement: &Statement, section: &Section) {
        let (text, covered) = (&*document.text, document.place(statement.span));
        let around = Span::new(statement.leading.start, statement.trailing.end.max(statement.span.end));
        let mut directives = comment::directives(text, around);
        directives.retain(|directive| document.place(directive.span) == directive.span);
        let known = |directive: &Directive| self.entries.iter().any(|entry| entry.comment == directive.span);
        let code = comment::directives_of(text, &document.comments(section.flow.place));
        let (again, new): (Vec<_>, Vec<_>) = code.into_iter().partition(known);
        directives.extend(new);
        for entry in self.entries.iter_mut().filter(|entry| again.iter().any(|directive| directive.span == entry.comment)) {
            entry.covers = entry.covers.map(|covers| Span::new(covers.start.min(covered.start), covers.end.max(covered.end)));
        }
        self.add(text, directives.iter().filter(|directive| directive.scope == IgnoreScope::Statement), covered);
    }

    fn add<'a>(&mut self, text: &str, directives: impl Iterator<Item = &'a Directive<'a>>, covers: Span) {
        for directive in directives {
            self.entries.extend(entries(text, directive, Some(covers)));
            let silent = directive.tool == Tool::Ddlint && directive.reason.is_none();
            self.without_reason.extend(silent.then_some(directive.span));
        }
    }

    /// Whether a comment silences this finding; it has then been of use. One that had its day is shown beside the finding.
    pub(super) fn covers(&mut self, diagnostic: &mut Diagnostic, today: Option<Date>) -> Option<Silenced> {
        let mut covered: Option<Silenced> = None;
        for entry in &mut self.entries {
            let here = entry.covers.is_some_and(|span| span.contains(diagnostic.statement));
            if here && entry.names(diagnostic.rule) {
                entry.used = true;
                match entry.expiry(today) {
                    None => {
                        let reason = covered.and_then(|known| known.reason).or_else(|| entry.reason.clone());
                        covered = Some(Silenced { reason });
                    }
                    Some(message) => diagnostic.labels.push(Label { span: entry.comment, message }),
                }
            }
        }
        covered
    }

    /// Comments that name no known rule, that silenced nothing, or that give no reason. Squawk's are left to Squawk.
    pub(super) fn complaints(self) -> Vec<(&'static str, Finding)> {
        let silent = self.without_reason.into_iter().map(|comment| {
            let finding = Finding::at(comment, "this comment does not say why").help("write the reason behind a colon");
            ("ignore-without-reason", finding)
        });
        let is_idle = |entry: &Entry| !entry.used && !OF_SOME_RUNS.contains(&entry.name.as_str());
        let own = self.entries.into_iter().filter(|entry| entry.tool == Tool::Ddlint && is_idle(entry));
        own.map(|entry| match rules::rule(&entry.name) {
            None if !entry.name.is_empty() => {
                ("unknown-rule", Finding::at(entry.place, format!("there is no rule `{}`", entry.name)))
            }
            _ => {
                let what = if entry.whole_file { "file" } else { "statement" };
                let subject = if entry.name.is_empty() { "nothing".to_owned() } else { format!("no `{}`", entry.name) };
                let message = format!("this comment ignores {subject}: the {what} has no such finding");
                let fix = entry.removal.map(|span| Fix::replace(span, "").title("remove it"));
                ("unused-ignore", Finding::at(entry.place, message).help("remove the comment").maybe_fix(fix))
            }
        })
        .chain(silent)
        .collect()
    }
}

impl Entry {
    /// Why it no longer silences anything, if that is so.
    fn expiry(&self, today: Option<Date>) -> Option<String> {
        let until = self.until.as_deref()?;
        match until.parse::<Date>() {
            Err(_) => Some(format!("`{until}` is no date; write it like until=2030-01-31")),
            Ok(day) => today.is_some_and(|today| day < today).then(|| format!("ignored until {until}, which is over")),
        }
    }

    fn names(&self, rule: &'static Rule) -> bool {
        match self.tool {
            _ if self.name.is_empty() => true,
            Tool::Ddlint => self.name == rule.id,
            Tool::Squawk => rule.sources.iter().any(|source| source.strip_prefix("squawk/") == Some(self.name.as_str())),
        }
    }
}

fn entries(text: &str, directive: &Directive, covers: Option<Span>) -> Vec<Entry> {
    let whole_file = directive.scope == IgnoreScope::File;
    let entry = |place, name: &str, removal| {
        let (tool, name) = (directive.tool, name.to_owned());
        let (comment, until) = (directive.span, directive.until.map(str::to_owned));
        let reason = directive.reason.map(str::to_owned);
        Entry { tool, name, place, covers, whole_file, removal, used: false, comment, until, reason }
    };
    let whole = || comment::whole_comment(text, directive.span);
    match directive.rules.as_slice() {
        [] => vec![entry(directive.span, "", whole())],
        [(place, name)] => vec![entry(*place, name, whole())],
        rules => {
            let removal = |at: usize| match (rules.get(at + 1), at.checked_sub(1).and_then(|at| rules.get(at))) {
                (Some((next, _)), _) => Some(Span::new(rules[at].0.start, next.start)),
                (None, Some((before, _))) => Some(Span::new(before.end, rules[at].0.end)),
                (None, None) => None,
            };
            rules.iter().enumerate().map(|(at, (place, name))| entry(*place, name, removal(at))).collect()
        }
    }
}
