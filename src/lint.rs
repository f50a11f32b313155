//! The fold: every statement of the history in order, each step shown to every rule, then applied to the catalog.

mod fences;
mod ignores;
mod options;
mod tables;
mod way_back;

use std::{borrow::Cow, sync::Arc};

use fences::Fences;
use ignores::{Ignores, Silenced};
pub use options::{AssumedTransaction, Options};
pub use tables::Tables;

use crate::{
    baseline::Outcome,
    catalog::Catalog,
    diagnostic::{Diagnostic, Severity, Suppressed, SuppressedBy},
    dialect::Target,
    effects::{Effects, RelationEffect},
    fix::Fix,
    fold::{Seen, Visitor, WayBack, fold},
    operation::{DoBlock, Located, Operation},
    remark::Remark,
    remedy::Remedy,
    rewrite::BATCH_ROWS,
    rules::{Finding, RULES, Rule, Step},
    source::{Document, Runner, Section, Span, StatementKind, foreign},
    step::Ahead,
    timeline::Timeline,
    usage::Gone,
    wording::named_at_run_time,
};

/// One file as it was read, with its part in this run.
#[derive(Debug, Clone, Default)]
pub struct File<'a> {
    /// The path as the user named it.
    pub path: Arc<str>,
    /// Its bytes, as they are.
    pub bytes: &'a [u8],
    /// Older history: it is folded, and nothing in it is reported.
    pub history: bool,
    /// What runs it.
    pub runner: Runner,
    /// What is to be told of it as a whole.
    pub remarks: &'a [Remark],
    /// The file that undoes it, where that is a file of its own: its path and its bytes.
    pub down: Option<(Arc<str>, &'a [u8])>,
}

/// What a run found.
#[derive(Debug, Clone)]
pub struct Report {
    /// The server.
    pub target: Target,
    /// In the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// What was found, and is not reported.
    pub suppressed: Vec<Suppressed>,
    /// Statements in the reported files.
    pub statements: usize,
    /// Those of them that were not understood.
    pub unknown: usize,
    /// Reported files.
    pub files: usize,
    /// Fixes that were applied before this report was made.
    pub fixed: usize,
    /// What a baseline left out, where there is one.
    pub baseline: Option<Outcome>,
}

impl Report {
    /// How many diagnostics are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}

/// Lints files in the order given: the history first, as it was deployed.
pub fn lint(files: &[File], options: &Options) -> Report {
    let mut linter = Linter::new(options);
    fold(files, options, &mut linter);
    linter.report()
}

/// What the server refuses does nothing else, so no other rule has a say.
const REFUSED: &str = "will-fail";

/// Of a file for another database nothing else is told.
const FOREIGN: &str = "foreign-dialect";

fn foreign(database: &str, place: Span) -> Foreign {
    let message = format!("this file is for {database}: nothing in it is checked");
    Foreign { finding: Finding::at(place, message).help("leave it out: `exclude` in ddlint.toml"), of_history: false }
}

/// What is told instead of everything else.
struct Foreign {
    finding: Finding,
    /// It holds for all files of the history: it is told at the first.
    of_history: bool,
}

/// The rules that are on, and what they found.
struct Linter<'a> {
    options: &'a Options,
    rules: Vec<(&'static Rule, Severity)>,
    told_once: Vec<&'static str>,
    ignores: Ignores,
    fences: Fences,
    /// The other database that the file is for, as it is told.
    foreign: Option<Foreign>,
    /// The history is for another database, and that is told.
    foreign_told: bool,
    /// Before the file: how many statements were not understood, and how many rules had told what they tell once.
    before: (usize, usize),
    /// What was read ahead in the file.
    ahead: Ahead,
    /// What the file that is being read shows, and what those before it showed.
    found: Vec<Found>,
    doubtful: Vec<Found>,
    report: Report,
}

/// What a file shows.
struct Found {
    diagnostic: Diagnostic,
    /// What may still make it moot.
    remedy: Option<Remedy>,
    /// A comment keeps it out of the report.
    silenced: Option<Silenced>,
}

impl<'a> Linter<'a> {
    fn new(options: &'a Options) -> Self {
        let rules = RULES.iter().filter_map(|rule| Some((rule, options.severity(rule)?))).collect();
        let report = Report {
            target: options.target,
            diagnostics: Vec::new(),
            suppressed: Vec::new(),
            statements: 0,
            unknown: 0,
            files: 0,
            fixed: 0,
            baseline: None,
        };
        Self {
            options,
            rules,
            told_once: Vec::new(),
            ignores: Ignores::default(),
            fences: Fences::default(),
            foreign: None,
            foreign_told: false,
            before: (0, 0),
            ahead: Ahead::default(),
            found: Vec::new(),
            doubtful: Vec::new(),
            report,
        }
    }

    fn report(self) -> Report {
        self.report
    }

    /// A diagnostic of a rule that the engine itself reports.
    fn engine(&mut self, rule: &'static str, document: &Document, finding: Finding) {
        let Some(&(rule, severity)) = self.rules.iter().find(|(known, _)| known.id == rule) else { return };
        let statement = finding.span;
        let mut diagnostic = diagnostic(rule, severity, document, statement, finding, Vec::new());
        let silenced = self.ignores.covers(&mut diagnostic, self.options.today);
        self.found.push(Found { diagnostic, remedy: None, silenced });
    }

    fn not_understood(&mut self, seen: &Seen) {
        let is_unknown = |located: &Located| matches!(located.operation, Operation::Unknown(_));
        let unknown = seen.operations.iter().any(is_unknown);
        if self.fences.is_told(seen.statement.span, unknown) {
            return;
        }
        let span = seen.statement.span;
        if unknown && self.foreign.is_none() {
            self.foreign = foreign::by_words(span.text(&seen.document.text)).map(|database| foreign(database, span));
        }
        let mut said = false;
        for located in seen.operations {
            let (rule, message) = match &located.operation {
                Operation::Unknown(_) if seen.statement.kind == StatementKind::Unterminated => {
                    ("unterminated-quote", "a quote or comment is never closed".to_owned())
                }
                Operation::Unknown(unknown) => ("not-understood", format!("not understood: {}", unknown.reason)),
                Operation::Do(DoBlock { understood: false, .. }) => {
                    ("not-understood", "not all of the code in this block is understood".to_owned())
                }
                _ => continue,
            };
            said = true;
            let mut finding = Finding::at(located.span, message);
            in_document(&mut finding, seen);
            self.engine(rule, seen.document, finding);
        }
        self.report.unknown += usize::from(said);
    }

    fn check(&mut self, seen: &Seen, located: &Located, effects: &Effects, timeline: &Timeline, refused: bool) {
        let step = Step {
            operation: &located.operation,
            span: located.span,
            context: located.context,
            statement: seen.statement.span,
            section: seen.section,
            siblings: seen.operations,
            text: seen.text,
            effects,
            catalog: seen.catalog,
            session: seen.session,
            timeline,
            target: self.options.target,
            ahead: &self.ahead,
        };
        for &(rule, severity) in self.rules.iter().filter(|(rule, _)| !refused || rule.id == REFUSED) {
            let Some(mut finding) = rule.check.and_then(|check| check(&step)) else { continue };
            if self.options.batch_rows != BATCH_ROWS {
                finding.rewrite = finding.rewrite.map(|rewrite| rewrite.in_batches_of(self.options.batch_rows));
            }
            finding.fix = finding.fix.or_else(|| step.fix_by(finding.rewrite.as_ref()?));
            in_document(&mut finding, seen);
            if self.options.tables.allow(rule, &located.operation, seen.catalog) {
                continue;
            }
            let severity = self.options.tables.severity(rule, severity, effects);
            if located.context.dynamic {
                finding.message = named_at_run_time(&finding.message);
            }
            if rule.once && self.told_once.contains(&rule.id) {
                continue;
            }
            let remedy = finding.unless.take();
            let statement = seen.document.place(seen.statement.span);
            let mut diagnostic = diagnostic(rule, severity, seen.document, statement, finding, effects.relations.clone());
            diagnostic.gone = Gone::of(rule.id, &located.operation, seen.catalog);
            if rule.grows {
                diagnostic.estimates = self.options.tables.stats.estimates(&effects.relations);
            }
            let silenced = self.ignores.covers(&mut diagnostic, self.options.today);
            // An ignored finding is no telling: the next place is told.
            if rule.once && silenced.is_none() {
                self.told_once.push(rule.id);
            }
            self.found.push(Found { diagnostic, remedy, silenced });
        }
    }
}

impl Visitor for Linter<'_> {
    fn file(&mut self, document: &Document, sections: &[Section]) {
        self.fences = Fences::of(sections);
        self.ahead = Ahead::default();
        self.before = (self.report.unknown, self.told_once.len());
        self.foreign = foreign::by_path(&document.path).map(|database| foreign(database, document.span().before()));
        self.report.files += 1;
        if self.options.told_in_each_file {
            self.told_once.clear();
        }
        self.ignores = Ignores::of_file(document);
        for problem in &document.problems {
            self.engine("invalid-encoding", document, Finding::at(problem.span, problem.message.clone()));
        }
    }

    fn remark(&mut self, document: &Document, remark: &Remark) {
        let finding = Finding::at(document.span().before(), remark.message.clone()).help(remark.help.clone());
        match remark.rule {
            FOREIGN => self.foreign = Some(Foreign { finding, of_history: true }),
            rule => self.engine(rule, document, finding),
        }
    }

    fn statement(&mut self, seen: &Seen) {
        self.report.statements += 1;
        self.ignores.enter(seen.document, seen.statement, seen.section);
        self.not_understood(seen);
        let refused = seen.effects.iter().any(|effects| effects.fails.is_some());
        let mut timeline = Cow::Borrowed(seen.timeline);
        for (located, effects) in seen.operations.iter().zip(seen.effects) {
            self.check(seen, located, effects, &timeline, refused);
            if located.context.in_block {
                // Code ends with its first error.
                if effects.fails.is_some() {
                    break;
                }
                timeline.to_mut().pass(located, effects);
            }
        }
    }

    fn wants_way_back(&self) -> bool {
        self.rules.iter().any(|(rule, _)| way_back::RULES.contains(&rule.id))
    }

    fn way_back(&mut self, document: &Document, way_back: &WayBack) {
        for (rule, finding) in way_back::findings(way_back) {
            self.engine(rule, document, finding);
        }
    }

    fn left_open(&mut self, document: &Document, begin: Span) {
        let message = "the transaction is never committed: all of it is taken back when the session ends";
        self.engine("transaction-left-open", document, Finding::at(begin, message).help("add COMMIT"));
    }

    fn end(&mut self, document: &Document) {
        if let Some(Foreign { finding, of_history }) = self.foreign.take() {
            self.found.clear();
            self.report.unknown = self.before.0;
            self.told_once.truncate(self.before.1);
            if !of_history || !std::mem::replace(&mut self.foreign_told, true) {
                self.engine(FOREIGN, document, finding);
            }
        }
        let ignores = std::mem::take(&mut self.ignores);
        for (rule, finding) in ignores.complaints() {
            self.engine(rule, document, finding);
        }
        self.found.sort_by_key(|Found { diagnostic, .. }| (diagnostic.span.start, diagnostic.span.end));
        self.doubtful.append(&mut self.found);
    }

    fn finish(&mut self, catalog: &Catalog) {
        let found = std::mem::take(&mut self.doubtful).into_iter();
        let stands = found.filter(|found| !found.remedy.as_ref().is_some_and(|remedy| remedy.is_done(catalog)));
        for Found { diagnostic, silenced, .. } in stands {
            match silenced {
                None => self.report.diagnostics.push(diagnostic),
                Some(Silenced { reason }) => {
                    self.report.suppressed.push(Suppressed { diagnostic, by: SuppressedBy::Comment, reason });
                }
            }
        }
    }
}

/// Places in a statement that code makes at run time are where the document makes it; nothing can be edited there.
fn in_document(finding: &mut Finding, seen: &Seen) {
    let end = seen.document.text.len() as u32;
    let origin = |span: Span| {
        let made = seen.origins.iter().rfind(|(start, _)| *start <= span.start).filter(|_| span.start > end);
        seen.document.place(made.map_or(span, |(_, origin)| *origin))
    };
    let fix = finding.fix.take();
    let title = fix.as_ref().map(|fix| fix.title.clone());
    finding.fix = fix.and_then(|fix| edited(fix, seen.document));
    // What cannot be edited can still be said.
    let lost = title.filter(|_| finding.fix.is_none() && finding.help.is_none());
    finding.help = finding.help.take().or(lost);
    finding.span = origin(finding.span);
    finding.labels.iter_mut().for_each(|label| label.span = origin(label.span));
}

/// The fix with its edits as they are made in the input.
fn edited(mut fix: Fix, document: &Document) -> Option<Fix> {
    for edit in &mut fix.edits {
        (edit.span, edit.replacement) = document.edit(edit.span, &edit.replacement)?;
    }
    Some(fix)
}

fn diagnostic(
    rule: &'static Rule,
    severity: Severity,
    document: &Document,
    statement: Span,
    finding: Finding,
    effects: Vec<RelationEffect>,
) -> Diagnostic {
    Diagnostic {
        rule,
        severity: finding.severity.map_or(severity, |own| own.min(severity)),
        path: document.path.clone(),
        span: finding.span,
        statement,
        message: finding.message,
        help: finding.help,
        rewrite: finding.rewrite,
        labels: finding.labels,
        effects,
        estimates: Vec::new(),
        gone: Vec::new(),
        usages: Vec::new(),
        fix: finding.fix,
    }
}
