//! Sequences, triggers, statistics and publications that the server refuses.

use super::State;
use crate::{
    catalog::{Relation, Table, TableKind},
    effects::Effects,
    name::ObjectName,
    operation::{
        AlterPublication, Copy, CreateFunction, CreateSequence, CreateStatistics, CreateTrigger, Persistence, PublicationChange,
        PublicationScope, TriggerTime,
    },
};

/// `CREATE SEQUENCE` of a name that is taken.
pub(super) fn sequence(create: &CreateSequence, state: State, out: &mut Effects) {
    let name = state.catalog.new_name(&create.name);
    if !create.if_not_exists && !create.temporary && is_certain(&name, state) {
        out.fail("42P07", format!("relation \"{}\" already exists", name.name));
    }
}

/// `CREATE FUNCTION` of one that is there with the same arguments.
pub(super) fn function(create: &CreateFunction, state: State, out: &mut Effects) {
    let name = state.catalog.new_name(&create.name);
    let known = state.catalog.function(&name).filter(|known| !create.or_replace && state.catalog.is_there(known));
    if known.is_some_and(|known| !known.overloaded && known.routine.is_called_like(&create.routine)) {
        out.fail("42723", format!("function \"{}\" already exists with same argument types", name.name));
    }
}

/// The history made the relation, and nothing may have taken it away unseen.
fn is_certain(name: &ObjectName, state: State) -> bool {
    match state.catalog.relation(name) {
        Some(Relation::Sequence { origin, .. }) => state.catalog.is_in_sight(*origin),
        Some(Relation::Table(table)) => state.catalog.is_whole(table),
        Some(Relation::Index { table }) => state.catalog.whole_table(table).is_some(),
        None => false,
    }
}

/// `CREATE TRIGGER` of a time that the relation has not (`CreateTriggerFiringOn`).
pub(super) fn trigger(create: &CreateTrigger, state: State, out: &mut Effects) {
    let Some(table) = state.table(&create.table).filter(|table| !table.seen_in_passing()) else { return };
    let name = &table.name.name;
    let partitioned = table.kind == TableKind::Partitioned;
    match (table.kind, create.time) {
        (TableKind::View, TriggerTime::Before | TriggerTime::After) if create.for_each_row => {
            out.fail("42809", format!("\"{name}\" is a view"));
        }
        (TableKind::Table | TableKind::Partitioned, TriggerTime::InsteadOf) => {
            out.fail("42809", format!("\"{name}\" is a table"));
        }
        (TableKind::Partitioned, TriggerTime::Before) if create.for_each_row && state.version() < 13 => {
            out.fail("42809", format!("\"{name}\" is a partitioned table"));
        }
        _ if partitioned && create.for_each_row && create.has_transition_tables => {
            out.fail("0A000", format!("\"{name}\" is a partitioned table"));
        }
        _ => {}
    }
}

/// `CREATE STATISTICS` of a name that is taken.
pub(super) fn statistics(create: &CreateStatistics, state: State, out: &mut Effects) {
    let Some(name) = create.name.as_ref().filter(|_| !create.if_not_exists) else { return };
    let known = state.catalog.statistics_table(&state.catalog.new_name(name));
    if known.is_some_and(|table| state.catalog.is_whole(table)) {
        out.fail("42710", format!("statistics object \"{}\" already exists", name.name));
    }
}

/// `ALTER PUBLICATION … ADD TABLE` of what it has, or of what cannot be published.
pub(super) fn publication(alter: &AlterPublication, state: State, out: &mut Effects) {
    let PublicationChange::Add(PublicationScope::Some { tables, .. }) = &alter.change else { return };
    let published = state.catalog.publication(&alter.name).map(|known| known.tables.as_slice()).unwrap_or_default();
    for table in tables {
        let resolved = state.catalog.resolve(&table.name);
        if published.contains(&resolved) {
            let (name, publication) = (&resolved.name, &alter.name);
            return out.fail("42710", format!("relation \"{name}\" is already member of publication \"{publication}\""));
        }
        state.table(&resolved).into_iter().for_each(|table| unpublished(table, state, out));
    }
}

/// Only tables with rows that last are published (`check_publication_add_relation`).
fn unpublished(table: &Table, state: State, out: &mut Effects) {
    let name = &table.name.name;
    let is_table = matches!(table.kind, TableKind::Table | TableKind::Partitioned);
    let is_published = table.kind == TableKind::Table || is_table && state.version() >= 13;
    if table.seen_in_passing() || is_published && table.persistence == Persistence::Permanent {
        return;
    }
    let message = match (state.version(), is_table) {
        (15.., _) => format!("cannot add relation \"{name}\" to publication"),
        (_, true) if table.kind == TableKind::Partitioned => {
            return out.fail("0A000", format!("\"{name}\" is a partitioned table"));
        }
        (_, true) => format!("table \"{name}\" cannot be replicated"),
        (_, false) => format!("\"{name}\" is not a table"),
    };
    out.fail("22023", message);
}

/// `COPY … FROM` into a view that no trigger takes rows for.
pub(super) fn copy(copy: &Copy, state: State, out: &mut Effects) {
    let Some(table) = copy.table.as_ref().filter(|_| copy.from).and_then(|table| state.table(table)) else { return };
    match table.kind {
        TableKind::View if table.triggers.is_empty() => {
            out.fail("42809", format!("cannot copy to view \"{}\"", table.name.name));
        }
        TableKind::MaterializedView => out.fail("42809", format!("cannot copy to materialized view \"{}\"", table.name.name)),
        _ => {}
    }
}
