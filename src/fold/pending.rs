//! Triggers that wait for the end of the transaction: until they have run, the table cannot be changed (`CheckTableNotInUse`).

use super::Transactions;
use crate::{
    catalog::{Catalog, Table, TableKind},
    effects::{Effects, Failure},
    name::{Name, ObjectName},
    operation::{ConstraintKind, Deferral, Dml, DmlKind, Located, Operation, TableAction, Transaction, TriggerTime},
};

/// What waits in the transaction that is open, and what `SET CONSTRAINTS` said in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Pending {
    events: Vec<Event>,
    all_deferred: Option<bool>,
    deferred: Vec<(Name, bool)>,
}

/// Rows of a table for which a trigger is still to run.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Event {
    table: ObjectName,
    trigger: Name,
}

impl Pending {
    /// An operation has run.
    pub(super) fn note(&mut self, operation: &Operation, catalog: &Catalog) {
        match operation {
            Operation::Dml(dml) if adds_rows(dml) => {
                let table = catalog.table(&dml.table);
                table.filter(|table| is_plain(table)).into_iter().for_each(|table| self.add(table));
            }
            Operation::Transaction(Transaction::SetConstraints { names, deferred }) => self.set(names, *deferred),
            _ => {}
        }
    }

    fn add(&mut self, table: &Table) {
        let keys = table.constraints.iter().filter(|constraint| matches!(constraint.kind, ConstraintKind::ForeignKey(_)));
        let keys = keys.map(|constraint| (&constraint.name, constraint.deferral));
        let own = table.triggers.iter().filter(|trigger| trigger.events.insert && trigger.time == TriggerTime::After);
        let own = own.map(|trigger| (&trigger.name, trigger.deferral));
        let waiting: Vec<_> = keys.chain(own).filter(|(name, deferral)| self.is_deferred(name, *deferral)).collect();
        let events = waiting.into_iter().map(|(name, _)| Event { table: table.name.clone(), trigger: name.clone() });
        self.events.extend(events);
    }

    fn is_deferred(&self, name: &Name, deferral: Deferral) -> bool {
        let said = self.deferred.iter().rfind(|(known, _)| known == name).map(|(_, deferred)| *deferred);
        deferral.is_deferrable() && said.or(self.all_deferred).unwrap_or(deferral == Deferral::Deferred)
    }

    fn set(&mut self, names: &[Name], deferred: bool) {
        if names.is_empty() {
            self.all_deferred = Some(deferred);
            self.deferred.clear();
        }
        self.deferred.extend(names.iter().map(|name| (name.clone(), deferred)));
        // What is put off no longer runs at once.
        self.events.retain(|event| deferred || !names.is_empty() && !names.contains(&event.trigger));
    }

    /// The error that the operation gives.
    pub(super) fn refuse(&self, operation: &Operation, catalog: &Catalog) -> Option<Failure> {
        let (table, command) = changed(operation).filter(|_| !self.events.is_empty())?;
        let name = catalog.resolve(table);
        self.events.iter().find(|event| event.table == name)?;
        let message = format!("cannot {command} \"{}\" because it has pending trigger events", name.name);
        Some(Failure { sqlstate: "55006", message })
    }
}

/// Adds to the effects of a statement that triggers which wait forbid it; a block of code is a transaction of its own.
pub(super) fn refuse(operations: &[Located], transactions: &Transactions, catalog: &Catalog, effects: &mut [Effects]) {
    let inside = operations.first().is_some_and(|located| matches!(located.operation, Operation::Do(_)));
    if !transactions.in_block() && !inside {
        return;
    }
    let mut pending = transactions.pending();
    for (Located { operation, context, .. }, effects) in operations.iter().zip(effects) {
        if !context.conditional && !context.has_handler && effects.fails.is_none() {
            effects.fails = pending.refuse(operation, catalog);
        }
        if inside && !context.conditional {
            pending.note(operation, catalog);
        }
    }
}

/// Rows are written out in it, so that there is at least one.
fn adds_rows(dml: &Dml) -> bool {
    dml.kind == DmlKind::Insert && dml.rows.is_some() && !dml.on_conflict
}

/// An ordinary table whose new rows nothing diverts.
fn is_plain(table: &Table) -> bool {
    let diverts = |time: TriggerTime| time != TriggerTime::After;
    table.kind == TableKind::Table
        && table.rules.is_empty()
        && !table.triggers.iter().any(|trigger| trigger.events.insert && diverts(trigger.time))
}

/// The table that an operation wants for itself, and the words of the error.
fn changed(operation: &Operation) -> Option<(&ObjectName, &'static str)> {
    match operation {
        Operation::AlterTable(alter) => {
            let renames = matches!(
                alter.action,
                TableAction::RenameColumn { .. }
                    | TableAction::RenameConstraint { .. }
                    | TableAction::RenameTo(_)
                    | TableAction::SetSchema(_)
            );
            (!renames).then_some((&alter.table, "ALTER TABLE"))
        }
        Operation::CreateIndex(create) => Some((&create.table, "CREATE INDEX")),
        Operation::Truncate(truncate) => truncate.tables.first().map(|table| (&table.name, "TRUNCATE")),
        Operation::Cluster(cluster) => cluster.table.as_ref().map(|table| (table, "CLUSTER")),
        _ => None,
    }
}
