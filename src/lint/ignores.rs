//! Comments that silence findings: which are in force, and which were never needed.

use crate::{
    diagnostic::Diagnostic,
    fix::Fix,
    rules::{self, Finding, Rule},
    source::{
        Span, Statement,
        comment::{self, Directive, IgnoreScope, Tool},
    },
};

/// The ignore comments of one file, in order.
#[derive(Debug, Default)]
pub(super) struct Ignores {
    entries: Vec<Entry>,
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
}

impl Ignores {
    /// The comments that cover a whole file; those of statements come with [`Ignores::enter`].
    pub(super) fn of_file(text: &str) -> Self {
        let whole = Span::new(0, text.len() as u32);
        let directives = comment::directives(text, whole);
        let file = directives.iter().filter(|directive| directive.scope == IgnoreScope::File);
        Self { entries: file.flat_map(|directive| entries(text, directive, Some(whole))).collect() }
    }

    /// The comments before, in and behind a statement cover all of it.
    pub(super) fn enter(&mut self, text: &str, statement: &Statement) {
        let around = Span::new(statement.leading.start, statement.trailing.end.max(statement.span.end));
        for directive in comment::directives(text, around) {
            if directive.scope == IgnoreScope::Statement {
                self.entries.extend(entries(text, &directive, Some(statement.span)));
            }
        }
    }

    /// Whether a comment silences this finding; it has then been of use.
    pub(super) fn covers(&mut self, diagnostic: &Diagnostic) -> bool {
        let mut covered = false;
        for entry in &mut self.entries {
            let here = entry.covers.is_some_and(|span| span.contains(diagnostic.statement));
            if here && entry.names(diagnostic.rule) {
                entry.used = true;
                covered = true;
            }
        }
        covered
    }

    /// Comments that name no known rule, and comments that silenced nothing. Squawk's are left to Squawk.
    pub(super) fn complaints(self) -> Vec<(&'static str, Finding)> {
        let own = self.entries.into_iter().filter(|entry| entry.tool == Tool::Ddlint && !entry.used);
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
        .collect()
    }
}

impl Entry {
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
        Entry { tool, name, place, covers, whole_file, removal, used: false }
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
