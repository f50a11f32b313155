//! Statements that read and change rows, and what they set off: cascades, triggers, views, functions (manual 13.3.1).

use super::State;
use crate::{
    catalog::{Table, TableKind},
    effects::{DataLoss, Effects, LockMode, RelationEffect, Scan},
    name::ObjectName,
    operation::{Copy, Dml, DmlKind, LockTable, NestedDml, Operation, ReferentialAction, Select, TableReference, Truncate},
};

/// Calls followed into one another before ddlint stops looking.
const DEEPEST: u8 = 4;

/// Relations that a query reads.
pub(super) fn read(relations: &[ObjectName], state: State, out: &mut Effects) {
    for relation in relations {
        out.add(state.lock(relation, LockMode::AccessShare));
    }
}

/// `INSERT`, `UPDATE`, `DELETE`, `MERGE`.
pub(super) fn dml(dml: &Dml, state: State, out: &mut Effects) {
    read(&dml.reads, state, out);
    dml.nested.iter().for_each(|nested| change_nested(nested, state, out));
    change(dml.kind, &dml.table, dml.only, state, out);
    if dml.updates_on_conflict {
        follow_triggers(&state.catalog.resolve(&dml.table), state, out);
    }
    if dml.kind == DmlKind::Update {
        let columns = |key: &[crate::name::Name]| key.iter().any(|column| dml.columns.contains(column));
        follow_keys(&dml.table, &|_, key, on_update| on_update && columns(key), state, out);
    }
}

fn change_nested(nested: &NestedDml, state: State, out: &mut Effects) {
    change(nested.kind, &nested.table, false, state, out);
}

/// Rows of a table change.
fn change(kind: DmlKind, table: &ObjectName, only: bool, state: State, out: &mut Effects) {
    let name = state.catalog.resolve(table);
    // An INSERT goes only to the partition that its rows belong to, which only they tell.
    let family = if only || kind == DmlKind::Insert { vec![name.clone()] } else { state.catalog.with_children(&name) };
    let scan = if kind == DmlKind::Insert { Scan::None } else { Scan::Dml };
    for member in &family {
        let scan = if state.has_storage(member) { scan } else { Scan::None };
        out.add(RelationEffect { scan, ..RelationEffect::lock(member.clone(), LockMode::RowExclusive) });
        follow_triggers(member, state, out);
    }
    if let Some(view) = state.table(&name).filter(|table| table.kind == TableKind::View) {
        change_through_view(kind, view, state, out);
    }
    if kind == DmlKind::Delete {
        out.lose(DataLoss::rows(&name));
        follow_keys(&name, &|_, _, on_update| !on_update, state, out);
    }
}

/// A simple view's rows are its table's.
fn change_through_view(kind: DmlKind, view: &Table, state: State, out: &mut Effects) {
    let next = State { depth: state.depth + 1, ..state };
    if let [(table, _)] = view.reads.as_slice()
        && state.depth < DEEPEST
    {
        change(kind, table, false, next, out);
    }
}

/// Rows that foreign keys change in their turn. `wanted` is asked with the table, the referenced columns, and whether it is
/// about `ON UPDATE`.
fn follow_keys(
    name: &ObjectName,
    wanted: &dyn Fn(&ObjectName, &[crate::name::Name], bool) -> bool,
    state: State,
    out: &mut Effects,
) {
    let name = state.catalog.resolve(name);
    for (other, constraint) in state.catalog.referencing(&name) {
        let crate::operation::ConstraintKind::ForeignKey(key) = &constraint.kind else { continue };
        let acts = |action| !matches!(action, ReferentialAction::NoAction | ReferentialAction::Restrict);
        let deletes = acts(key.on_delete) && wanted(&other.name, &key.referenced_columns, false);
        let updates = acts(key.on_update) && wanted(&other.name, &key.referenced_columns, true);
        let known = out.on(&other.name).is_some_and(|effect| effect.lock >= LockMode::RowExclusive);
        if !(deletes || updates) || known || state.depth >= 16 {
            continue;
        }
        out.add(RelationEffect { scan: Scan::Dml, ..RelationEffect::lock(other.name.clone(), LockMode::RowExclusive) });
        follow_triggers(&other.name, state, out);
        if deletes && key.on_delete == ReferentialAction::Cascade {
            follow_keys(&other.name, wanted, State { depth: state.depth + 1, ..state }, out);
        }
    }
}

/// What the functions of a table's triggers do. Which trigger fires for which command is not told apart.
fn follow_triggers(name: &ObjectName, state: State, out: &mut Effects) {
    let triggers = state.table(name).map(|table| table.triggers.as_slice()).unwrap_or_default();
    for trigger in triggers {
        call(&trigger.function, state, out);
    }
}

/// What the body of a function or procedure does.
pub(super) fn call(name: &ObjectName, state: State, out: &mut Effects) {
    let Some(function) = state.catalog.function(name).filter(|_| state.depth < DEEPEST) else { return };
    let next = State { depth: state.depth + 1, ..state };
    for located in crate::parse::routine_body(&function.language, &function.body, state.target) {
        if matches!(located.operation, Operation::Transaction(_)) {
            out.outside_transaction = true;
            continue;
        }
        let done = super::operation(&located.operation, located.context, next);
        done.relations.into_iter().for_each(|effect| out.add(effect));
    }
}

/// `SELECT`, with what the functions in it do.
pub(super) fn select(select: &Select, state: State, out: &mut Effects) {
    for relation in &select.reads {
        out.add(state.lock(relation, select.lock));
    }
    select.nested.iter().for_each(|nested| change_nested(nested, state, out));
    select.calls.iter().for_each(|function| call(function, state, out));
}

/// `COPY`.
pub(super) fn copy(copy: &Copy, state: State, out: &mut Effects) {
    read(&copy.reads, state, out);
    let Some(table) = &copy.table else { return };
    let lock = if copy.from { LockMode::RowExclusive } else { LockMode::AccessShare };
    out.add(state.lock(table, lock));
    if copy.from {
        follow_triggers(&state.catalog.resolve(table), state, out);
    }
}

/// `TRUNCATE`: `ACCESS EXCLUSIVE` on the tables, their children, and with `CASCADE` all that point at them.
pub(super) fn truncate(truncate: &Truncate, state: State, out: &mut Effects) {
    let mut tables = families(&truncate.tables, state);
    let mut at = 0;
    while let Some(name) = tables.get(at).cloned() {
        for (other, _) in state.catalog.referencing(&name) {
            if tables.contains(&other.name) {
                continue;
            }
            if truncate.cascade {
                tables.extend(state.catalog.with_children(&other.name));
            } else {
                out.fail("0A000", "cannot truncate a table referenced in a foreign key constraint");
            }
        }
        at += 1;
    }
    for name in tables {
        out.lose(DataLoss::rows(&name));
        out.add(RelationEffect::lock(name, LockMode::AccessExclusive));
    }
}

fn families(tables: &[TableReference], state: State) -> Vec<ObjectName> {
    let mut names = Vec::new();
    for table in tables {
        let family = if table.only { vec![state.catalog.resolve(&table.name)] } else { state.catalog.with_children(&table.name) };
        names.extend(family.into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>());
    }
    names
}

/// `LOCK TABLE`: a view's tables too.
pub(super) fn lock_table(lock: &LockTable, state: State, out: &mut Effects) {
    let mut names = families(&lock.tables, state);
    let mut at = 0;
    while let Some(name) = names.get(at).cloned() {
        let view = state.table(&name).filter(|table| table.kind == TableKind::View);
        let reads: Vec<ObjectName> = view.map(|view| view.reads.iter().map(|(read, _)| read.clone()).collect()).unwrap_or_default();
        names.extend(reads.into_iter().filter(|read| !names.contains(read)).collect::<Vec<_>>());
        at += 1;
    }
    for name in names {
        out.add(RelationEffect::lock(name, lock.mode));
    }
}
