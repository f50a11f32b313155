//! The history, statement by statement: each is read, its effects are told on what is there, and then it is applied.
//!
//! Rules and the plan are visitors of this one walk, so that both see the same transactions, locks and settings.

mod around;
mod enum_value;
mod pending;
mod setting;
mod transaction;
mod way_back;
mod world;

use around::Around;
use enum_value::FreshLabel;
pub use transaction::Ended;
use transaction::Transactions;
pub use way_back::WayBack;
use world::{Generated, Live};

use crate::{
    catalog::{Catalog, Origin},
    effects::{self, Effects},
    lint::{File, Options},
    name::ObjectName,
    operation::{AlterObject, Located, ObjectChange, ObjectKind, Operation, Unknown},
    parse,
    plan::TransactionKind,
    remark::Remark,
    session::{Session, TransactionBlock},
    source::{Direction, Document, Flow, Part, Section, Span, Statement, StatementKind, Token, TransactionScope, split},
    timeline::Timeline,
};

/// One statement with all that is true just before it runs.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The document that it stands in.
    pub document: &'a Document<'a>,
    /// The piece of SQL that is run as a whole, in which it stands.
    pub section: &'a Section,
    /// Where it stands.
    pub statement: &'a Statement,
    /// The document's text, and after it the statements that its code makes at run time: spans of operations are places in it.
    pub text: &'a str,
    /// Where each statement made at run time begins in that text, and what in the document makes it.
    pub origins: &'a [(u32, Span)],
    /// What it does, in written order.
    pub operations: &'a [Located],
    /// The effects of each operation.
    pub effects: &'a [Effects],
    /// What exists.
    pub catalog: &'a Catalog,
    /// What is in force.
    pub session: &'a Session,
    /// The locks of the transaction so far, those of earlier statements.
    pub timeline: &'a Timeline,
    /// The number of its transaction in the run.
    pub transaction: u32,
    /// Who opened that transaction.
    pub kind: TransactionKind,
}

/// Who is shown the reported files' statements, in order.
pub trait Visitor {
    /// A reported file begins.
    fn file(&mut self, document: &Document, sections: &[Section]);
    /// Something is told of it as a whole.
    fn remark(&mut self, _document: &Document, _remark: &Remark) {}
    /// A statement of it, before it is applied.
    fn statement(&mut self, seen: &Seen);
    /// A transaction of it has ended.
    fn transaction(&mut self, _ended: Ended) {}
    /// A transaction that the file began is still open where its section ends.
    fn left_open(&mut self, _document: &Document, _begin: Span) {}
    /// Whether what its way back makes of the schema is looked at.
    fn wants_way_back(&self) -> bool {
        false
    }
    /// The file has a way back, and this comes of both.
    fn way_back(&mut self, _document: &Document, _way_back: &WayBack) {}
    /// The file ends.
    fn end(&mut self, document: &Document);
    /// All files were read.
    fn finish(&mut self, _catalog: &Catalog) {}
}

/// Walks all files in the order given; the visitor is shown those that are not mere history.
pub fn fold(files: &[File], options: &Options, visitor: &mut dyn Visitor) {
    let mut fold = Fold { options, catalog: Catalog::default(), tokens: Vec::new(), generated: Generated::default(), open: None };
    if options.partial_history {
        fold.catalog.set_partial();
    }
    for (index, file) in files.iter().enumerate() {
        fold.file(index as u32, file, visitor);
    }
    if let Some(mut open) = fold.open.take() {
        open.end(&mut fold.catalog);
    }
    visitor.finish(&fold.catalog);
}

struct Fold<'a> {
    options: &'a Options,
    catalog: Catalog,
    tokens: Vec<Token>,
    /// Statements that the file's code made at run time so far.
    generated: Generated,
    /// The transaction that the runner keeps open from file to file.
    open: Option<Transactions>,
}

/// How a section stands to those before and behind it.
#[derive(Debug, Clone, Copy)]
struct Between {
    /// Its runner opens a transaction for it, if it opens one.
    begins: bool,
    /// The next one goes on in the same session.
    goes_on: bool,
}

impl Between {
    /// That of the section at a place among those that are run together.
    fn of(sections: &[&Section], at: usize) -> Self {
        let (before, after) = (at.checked_sub(1).and_then(|before| sections.get(before)), sections.get(at + 1));
        let part = sections[at].part;
        let is_call = |other: &&&Section| part == Part::Call && other.part == Part::Call;
        let goes_on = part != Part::Own && after.is_some_and(|next| next.part == part);
        Self { begins: before.filter(is_call).is_none(), goes_on }
    }
}

impl Fold<'_> {
    fn file(&mut self, index: u32, file: &File, visitor: &mut dyn Visitor) {
        let mut document = Document::decode(file.path.clone(), file.bytes);
        let sections = document.sections(file.runner);
        if !file.history {
            visitor.file(&document, &sections);
            file.remarks.iter().for_each(|remark| visitor.remark(&document, remark));
        }
        let one = self.options.one_transaction && !file.history;
        let together = (self.options.deployed_together || one) && !file.history;
        let origin = Origin { file: index, transaction: 0, run: if together { u32::MAX } else { index } };
        // A script that opts out ends the transaction of those before it.
        let opts_out =
            sections.iter().any(|section| section.part == Part::Call && section.transaction == TransactionScope::OneCall);
        let mut transactions = match self.open.take() {
            Some(open) if one && !opts_out => open.continued(origin),
            open => {
                open.into_iter().for_each(|mut open| open.end(&mut self.catalog));
                Transactions::new(self.options, origin)
            }
        };
        self.generated = Generated::default();
        let before = (!file.history && visitor.wants_way_back()).then(|| self.catalog.clone());
        let mut aside: Option<Catalog> = None;
        let up: Vec<&Section> = sections.iter().filter(|section| section.direction == Direction::Up).collect();
        for (at, section) in up.iter().copied().enumerate() {
            let before = at.checked_sub(1).map_or(Part::Own, |before| up[before].part);
            if before != section.part {
                aside.take().into_iter().for_each(|main| self.catalog = main);
                aside = matches!(section.part, Part::Aside(_)).then(|| self.catalog.clone());
            }
            let part = (&document, section);
            self.section(part, Between::of(&up, at), &mut transactions, if file.history { None } else { Some(visitor) });
        }
        aside.into_iter().for_each(|main| self.catalog = main);
        if transactions.is_runners() {
            visitor.transaction(transactions.so_far());
            self.open = Some(transactions);
        }
        self.catalog.reset_search_path();
        if let Some(way_back) = before.and_then(|before| self.way_back((file, origin), (&document, &sections), &before)) {
            visitor.way_back(&document, &way_back);
        }
        if !file.history {
            visitor.end(&document);
        }
    }

    fn section(
        &mut self,
        (document, section): (&Document, &Section),
        between: Between,
        transactions: &mut Transactions,
        visitor: Option<&mut dyn Visitor>,
    ) {
        let around = self.around(document, section, transactions.session());
        if around == Around::All && between.begins {
            transactions.begin_runner(section.framework, &mut self.catalog);
        }
        let mut visitor = visitor;
        for statement in split(&document.text, section) {
            let operations = self.read(document, section, &statement);
            if operations.is_empty() {
                continue;
            }
            match around {
                Around::Nothing => {}
                Around::All if !section.framework.goes_on_in_transaction => {}
                Around::All | Around::Call => transactions.begin_call(section.framework, &mut self.catalog),
                Around::Each if self.refuses_transaction(&operations, transactions.session()) => {
                    transactions.end(&mut self.catalog);
                    show_ended(transactions, visitor.as_deref_mut());
                }
                Around::Each => transactions.begin_runner(section.framework, &mut self.catalog),
            }
            self.statement((document, section), &statement, &operations, transactions, visitor.as_deref_mut());
        }
        // Where the next file is in the same transaction, or the next part in the same session, it stays open.
        let block = transactions.session().transaction;
        let with_next = between.goes_on && !matches!(block, TransactionBlock::Call(_));
        if with_next || transactions.is_runners() && self.options.one_transaction && visitor.is_some() {
            return;
        }
        if let (Some(visitor), TransactionBlock::Explicit(begin)) = (visitor.as_deref_mut(), block) {
            visitor.left_open(document, document.place(begin));
        }
        transactions.end(&mut self.catalog);
        show_ended(transactions, visitor);
    }

    /// What a statement does, in the code around it.
    fn read(&mut self, document: &Document, section: &Section, statement: &Statement) -> Vec<Located> {
        let unknown = |reason: &str| vec![Located::new(Unknown { reason: reason.into() }, statement.span)];
        let mut operations = match statement.kind {
            StatementKind::Sql => parse::parse(&document.text, statement.span, self.options.target, &mut self.tokens),
            StatementKind::Unterminated => unknown("a quote or comment is never closed"),
            StatementKind::MetaCommand if includes_file(statement.span.text(&document.text)) => {
                unknown("psql reads another file here, which is not looked at")
            }
            StatementKind::MetaCommand => Vec::new(),
            StatementKind::Unread => unknown(section.flow.unread.unwrap_or_default()),
        };
        let Flow { loops, conditional, .. } = section.flow;
        let placeholders = statement.kind == StatementKind::Sql && self.tokens.iter().any(Token::is_placeholder);
        for Located { context, .. } in operations.iter_mut().filter(|_| placeholders || conditional || loops > 0) {
            context.has_placeholders = placeholders;
            context.conditional |= conditional;
            context.loop_depth = context.loop_depth.saturating_add(loops);
            context.in_unknown_loop |= loops > 0;
            context.commits_in_loop |= loops > 0 && !matches!(section.transaction, TransactionScope::Wrapped);
        }
        operations
    }

    fn statement(
        &mut self,
        (document, section): (&Document, &Section),
        statement: &Statement,
        operations: &[Located],
        transactions: &mut Transactions,
        mut visitor: Option<&mut (dyn Visitor + '_)>,
    ) {
        transactions.start_statement(&mut self.catalog);
        let followed = self.follow(document, statement, operations, transactions.session());
        let operations = followed.as_deref().unwrap_or(operations);
        let mut effects = match visitor {
            None if !transactions.in_block() => Vec::new(),
            _ => effects::of_statement(operations, &mut self.catalog, transactions.session(), self.options.target),
        };
        if !transactions.fresh_labels().is_empty() {
            self.refuse_fresh_labels(document, statement, operations, transactions, &mut effects);
        }
        pending::refuse(operations, transactions, &self.catalog, &mut effects);
        if let Some(visitor) = visitor.as_deref_mut() {
            let (catalog, session) = (&self.catalog, transactions.session());
            let (timeline, transaction, kind) = (transactions.timeline(), transactions.number(), transactions.kind());
            visitor.statement(&Seen {
                document,
                section,
                statement,
                text: self.generated.text(&document.text),
                origins: self.generated.origins(),
                operations,
                effects: &effects,
                catalog,
                session,
                timeline,
                transaction,
                kind,
            });
        }
        transactions.take_locks(document.place(statement.span), &effects);
        // What the server refuses changes nothing; history did run.
        if visitor.is_none() || effects.iter().all(|effects| effects.fails.is_none()) {
            for located in operations {
                self.apply(located, transactions);
            }
        }
        transactions.finish_statement(&mut self.catalog);
        show_ended(transactions, visitor);
    }

    /// The statement with what its code and the functions that it calls do, where it has any.
    fn follow(
        &mut self,
        document: &Document,
        statement: &Statement,
        operations: &[Located],
        session: &Session,
    ) -> Option<Vec<Located>> {
        let (catalog, generated, tokens) = (&mut self.catalog, &mut self.generated, &mut self.tokens);
        let options = (self.options.target, self.options.today);
        let text = document.text.as_ref();
        match operations {
            [Located { operation: Operation::Do(_), .. }, ..] => catalog.tentatively(|catalog| {
                let mut world = Live::new(catalog, session, options, text, generated);
                parse::follow_block(text, statement.span, &mut world, tokens)
            }),
            [only] => {
                let (sql, calls) = match &only.operation {
                    Operation::Select(select) => (&select.query.sql, select.calls.as_slice()),
                    Operation::Call(call) => (&call.query.sql, std::slice::from_ref(&call.name)),
                    _ => return None,
                };
                calls.iter().find(|call| catalog.function(call).is_some())?;
                let called = catalog.tentatively(|catalog| {
                    let mut world = Live::new(catalog, session, options, text, generated);
                    parse::follow_calls(sql, calls, &mut world);
                    parse::World::take_called(&mut world)
                });
                Some(vec![Located { called, ..only.clone() }])
            }
            _ => None,
        }
    }

    fn refuse_fresh_labels(
        &self,
        document: &Document,
        statement: &Statement,
        operations: &[Located],
        transactions: &Transactions,
        effects: &mut [Effects],
    ) {
        let (fresh, text) = (transactions.fresh_labels(), statement.span.text(&document.text));
        let failure = enum_value::unsafe_use(fresh, text, operations, effects, &self.catalog, self.options.target);
        if let Some(first) = effects.first_mut() {
            first.fails = first.fails.take().or(failure);
        }
    }

    fn apply(&mut self, located: &Located, transactions: &mut Transactions) {
        if let Some(label) = FreshLabel::of(&located.operation) {
            transactions.note_label(label);
        }
        transactions.note_pending(&located.operation, &self.catalog);
        self.catalog.note_absence(located);
        if let Operation::AlterTable(alter) = &located.operation
            && let Some((from, to)) = self.catalog.renamed(alter)
        {
            transactions.rename(&from, to);
        }
        if let Operation::AlterObject(AlterObject {
            kind: ObjectKind::Schema, name, change: ObjectChange::RenameTo(to), ..
        }) = &located.operation
        {
            let moved = self.catalog.tables().filter(|table| table.name.schema.as_ref() == Some(&name.name));
            for table in moved {
                transactions.rename(&table.name, ObjectName::qualified(to.clone(), table.name.name.clone()));
            }
        }
        match &located.operation {
            // A COMMIT inside a block of code ends a transaction that the block itself began anew.
            Operation::Transaction(_) if located.context.in_block => {}
            Operation::Transaction(command) => transactions.apply(command, located.span, &mut self.catalog),
            Operation::Set(set) => setting::apply(set, transactions, &mut self.catalog),
            operation => self.catalog.apply(operation, located.context.in_create_table),
        }
        for inner in located.called.iter().flat_map(|called| &called.operations) {
            world::apply(inner, &mut self.catalog);
        }
    }
}

fn show_ended(transactions: &mut Transactions, visitor: Option<&mut (dyn Visitor + '_)>) {
    if let (Some(ended), Some(visitor)) = (transactions.take_ended(), visitor) {
        visitor.transaction(ended);
    }
}

/// psql's `\i file`, `\ir file`, `\include file`.
fn includes_file(command: &str) -> bool {
    ["\\i ", "\\ir ", "\\include"].iter().any(|include| command.starts_with(include))
}
