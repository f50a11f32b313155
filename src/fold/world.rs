//! The history as procedural code meets it.

use std::rc::Rc;

use jiff::civil::Date;

use crate::{
    catalog::{Catalog, Savepoint},
    dialect::Target,
    effects,
    name::{Name, ObjectName},
    operation::{Called, Located, Operation, Routine},
    parse::{World, evaluate::SystemTable},
    session::Session,
    source::Span,
};

/// Statements that were made at run time, behind the text of the document that makes them.
#[derive(Debug, Default)]
pub(super) struct Generated {
    text: String,
    /// Where each begins, and where the document makes it.
    origins: Vec<(u32, Span)>,
}

impl Generated {
    /// The document with all of them, if there are any.
    pub(super) fn text<'a>(&'a self, document: &'a str) -> &'a str {
        if self.origins.is_empty() { document } else { &self.text }
    }

    /// Where the document makes what stands at a place.
    pub(super) fn origins(&self) -> &[(u32, Span)] {
        &self.origins
    }

    fn add(&mut self, document: &str, sql: &str, origin: Span) -> Option<Span> {
        if self.origins.is_empty() {
            document.clone_into(&mut self.text);
        }
        let start = u32::try_from(self.text.len() + 1).ok()?;
        let end = start.checked_add(u32::try_from(sql.len()).ok()?)?;
        self.text.push('\n');
        self.text.push_str(sql);
        self.origins.push((start, origin));
        Some(Span::new(start, end))
    }
}

/// What is there, changed by what the code does; the caller takes the changes back.
pub(super) struct Live<'a> {
    pub(super) catalog: &'a mut Catalog,
    pub(super) session: &'a Session,
    pub(super) target: Target,
    pub(super) today: Option<Date>,
    pub(super) document: &'a str,
    pub(super) generated: &'a mut Generated,
    called: Called,
    /// Before the statement.
    start: Savepoint,
}

impl<'a> Live<'a> {
    pub(super) fn new(
        catalog: &'a mut Catalog,
        session: &'a Session,
        (target, today): (Target, Option<Date>),
        document: &'a str,
        generated: &'a mut Generated,
    ) -> Self {
        let start = catalog.savepoint();
        Self { catalog, session, target, today, document, generated, called: Called::default(), start }
    }

    fn apply(&mut self, located: &Located) {
        apply(located, self.catalog);
    }
}

/// What a statement inside code changes. Transactions and settings are the session's business, and a function leaves both as
/// they were.
pub(super) fn apply(located: &Located, catalog: &mut Catalog) {
    if !matches!(located.operation, Operation::Transaction(_) | Operation::Set(_)) {
        catalog.apply(&located.operation, located.context.in_create_table);
    }
}

impl World for Live<'_> {
    fn system_table(&self, name: &ObjectName) -> Option<SystemTable> {
        self.catalog.system_table(name)
    }

    fn relation(&self, name: &ObjectName) -> Option<Option<ObjectName>> {
        let resolved = self.catalog.resolve(name);
        if self.catalog.exists(&resolved) {
            return Some(Some(resolved));
        }
        (self.catalog.is_whole_so_far() && self.catalog.is_absent(&resolved)).then_some(None)
    }

    fn routine(&self, name: &ObjectName) -> Option<Rc<Routine>> {
        self.catalog.function(name).map(|function| function.routine.clone())
    }

    fn current_schema(&self) -> Name {
        self.catalog.search_path().first().cloned().unwrap_or(Name::const_new("public"))
    }

    fn today(&self) -> Option<Date> {
        self.today
    }

    fn run(&mut self, statement: &[Located]) {
        statement.iter().for_each(|located| self.apply(located));
    }

    fn run_called(&mut self, statement: &[Located]) {
        for done in effects::of_statement(statement, self.catalog, self.session, self.target) {
            // Nobody waits for what the statement itself makes.
            let others = done.relations.into_iter().filter(|effect| !self.catalog.is_made_since(&effect.relation, self.start));
            others.for_each(|effect| self.called.effects.add(effect));
        }
        self.called.effects.outside_transaction |=
            statement.iter().any(|located| matches!(located.operation, Operation::Transaction(_)));
        for located in statement {
            self.apply(located);
        }
        self.called.operations.extend_from_slice(statement);
    }

    fn take_called(&mut self) -> Option<Rc<Called>> {
        let called = std::mem::take(&mut self.called);
        (called != Called::default()).then(|| Rc::new(called))
    }

    fn generate(&mut self, sql: &str, origin: Span) -> Option<Span> {
        self.generated.add(self.document, sql, origin)
    }

    fn generated(&self) -> &str {
        self.generated.text(self.document)
    }
}
