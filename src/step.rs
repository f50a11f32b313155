//! One step of the fold, as rules see it.

mod ahead;
mod fix;

pub use ahead::Ahead;

use crate::{
    catalog::{Catalog, Table, TableKind},
    dialect::Target,
    effects::{Effects, Newness, RelationEffect},
    name::{Name, ObjectName, quoted},
    operation::{AlterTable, Constraint, Context, Dml, DmlKind, Located, Operation, Persistence, Predicate},
    predicate,
    rewrite::{self, Rewrite},
    session::Session,
    source::{Section, Span},
    timeline::{Hold, Timeline},
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
    /// The piece of SQL that is run as a whole, in which it stands.
    pub section: &'a Section,
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
    /// The locks that its transaction has taken and let go before it.
    pub timeline: &'a Timeline,
    /// The server it will run on.
    pub target: Target,
    /// What was read ahead in its file.
    pub ahead: &'a Ahead,
}

impl Step<'_> {
    /// The operation's own text.
    pub fn words(&self) -> &str {
        self.span.text(self.text)
    }

    /// The operation's own text with something inserted at a place of the document.
    pub fn words_with(&self, offset: u32, inserted: &str) -> String {
        let before = Span::new(self.span.start, offset).text(self.text);
        let after = Span::new(offset, self.span.end).text(self.text);
        format!("{before}{inserted}{after}")
    }

    /// The table's qualified name, also while it is being made.
    pub fn table_of(&self, alter: &AlterTable) -> ObjectName {
        if self.context.in_create_table { self.catalog.new_name(&alter.table) } else { self.catalog.resolve(&alter.table) }
    }

    /// The statement makes a temporary table.
    pub fn makes_temporary(&self) -> bool {
        let temporary = |sibling: &Located| matches!(&sibling.operation, Operation::CreateTable(create) if create.persistence == Persistence::Temporary);
        self.siblings.iter().any(temporary)
    }

    /// The section behind the statement.
    pub fn rest(&self) -> &str {
        self.text.get(self.statement.end as usize..self.section.span.end as usize).unwrap_or_default()
    }

    /// What happens to the relation of this name, as written.
    pub fn effect(&self, relation: &ObjectName) -> Option<&RelationEffect> {
        self.effects.on(&self.catalog.resolve(relation))
    }

    /// What happens to this relation or to one beneath it, where its users wait for as long as it is large.
    pub fn stalls(&self, relation: &ObjectName) -> Option<&RelationEffect> {
        self.within(relation, RelationEffect::stalls)
    }

    /// What happens to this relation, or to a partition or child of it, where that is of the kind asked for.
    pub fn within(&self, relation: &ObjectName, wanted: impl Fn(&RelationEffect) -> bool) -> Option<&RelationEffect> {
        let family = self.catalog.with_children(relation).into_iter();
        family.filter_map(|member| self.effects.on(&member)).find(|effect| wanted(effect))
    }

    /// What happens to relations that were there before and whose writers, at least, wait.
    pub fn blocked(&self) -> impl Iterator<Item = &RelationEffect> {
        self.effects.relations.iter().filter(|effect| effect.new == Newness::Existing && effect.lock.blocks_writes())
    }

    /// A relation of this name was there before this run, as far as anybody knows.
    pub fn is_existing(&self, relation: &ObjectName) -> bool {
        !self.catalog.is_new(relation)
    }

    /// The type was made by this file.
    pub fn is_new_type(&self, name: &ObjectName) -> bool {
        self.catalog.type_named(name).is_some_and(|known| known.origin.file == self.catalog.origin().file)
    }

    /// A partitioned table, as far as the history shows.
    pub fn is_partitioned(&self, table: &ObjectName) -> bool {
        self.catalog.table(table).is_some_and(|table| table.kind == TableKind::Partitioned)
    }

    /// Locks still held on existing relations that make their writers, at least, wait.
    pub fn strong_locks_held(&self) -> impl Iterator<Item = &Hold> {
        self.timeline.held().filter(|held| held.is_felt())
    }

    /// The strongest of them.
    pub fn strong_lock_held(&self) -> Option<&Hold> {
        self.strong_locks_held().max_by_key(|held| held.lock)
    }

    /// Neither a transaction block nor procedural code is around it, so that `CONCURRENTLY` works.
    pub fn may_run_alone(&self) -> bool {
        !self.session.in_transaction() && !self.context.in_block
    }

    /// The columns by which a table can be walked: its primary key; none where the history shows none.
    pub fn key(&self, table: &ObjectName) -> &[Name] {
        self.catalog.table(table).and_then(Table::primary_key).unwrap_or_default()
    }

    /// The name of a constraint as it must be written, made up as the server would where it has none.
    pub fn constraint_name(&self, table: &ObjectName, constraint: &Constraint) -> String {
        quoted(&self.catalog.constraint_name(table, constraint)).to_string()
    }

    /// The column of an existing table can be NULL, as far as the history shows.
    pub fn is_nullable(&self, table: &ObjectName, column: &Name) -> bool {
        let known = self.catalog.table(table).and_then(|table| table.column(column));
        !known.is_some_and(|column| column.not_null)
    }

    /// The existing table whose rows the statement changes at once, where the shape of its `WHERE` is the one asked for.
    ///
    /// Not: a few rows by their key, a turn of a loop, or work that is worse because of a lock that is held.
    pub fn unbatched(&self, kind: DmlKind, shape: impl Fn(&Predicate) -> bool) -> Option<&ObjectName> {
        if self.context.loop_depth > 0 || self.effects.fails.is_some() || self.strong_lock_held().is_some() {
            return None;
        }
        let (dml, nested) = match self.operation {
            Operation::Dml(dml) => (Some(dml), dml.nested.as_slice()),
            Operation::Select(select) => (None, select.nested.as_slice()),
            _ => return None,
        };
        let own = dml.into_iter().map(|dml| (dml.kind, &dml.table, &dml.predicate));
        let inner = nested.iter().map(|dml| (dml.kind, &dml.table, &dml.predicate));
        let mut changed = own.chain(inner).filter(|(found, _, predicate)| *found == kind && shape(predicate));
        changed.find(|(_, table, predicate)| self.is_work(table, predicate)).map(|(_, table, _)| table)
    }

    /// The rows may be many, and somebody may want them.
    pub fn is_work(&self, table: &ObjectName, predicate: &Predicate) -> bool {
        let known = self.catalog.table(table);
        let narrow = match predicate {
            Predicate::Some(expression) => predicate::picks_few(expression, known),
            Predicate::Absent | Predicate::Always { .. } => false,
        };
        self.is_existing(table) && !narrow
    }

    /// The same `UPDATE` or `DELETE` batch by batch, where its words can be reused.
    pub fn in_batches(&self) -> Option<Rewrite> {
        let Operation::Dml(dml) = self.operation else { return None };
        let statement = batched(self, dml)?;
        Some(rewrite::batches(&dml.table, self.key(&dml.table), &statement).into())
    }
}

fn batched(step: &Step, dml: &Dml) -> Option<String> {
    if !dml.reads.is_empty() || !dml.nested.is_empty() {
        return None;
    }
    let before = |offset| Span::new(step.span.start, offset).text(step.text).trim_end();
    match &dml.predicate {
        Predicate::Some(expression) if expression.span.end >= step.span.end => {
            Some(format!("{} ({}) AND {{batch}}", before(expression.span.start), expression.span.text(step.text)))
        }
        Predicate::Always { span } if span.end >= step.span.end => Some(format!("{} {{batch}}", before(span.start))),
        Predicate::Absent if !step.words().to_ascii_lowercase().contains("returning") => {
            Some(format!("{} WHERE {{batch}}", before(step.span.end)))
        }
        _ => None,
    }
}
