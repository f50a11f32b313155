//! Statements that read and change rows, and what they set off: cascades, triggers, views, functions (manual 13.3.1).

use super::State;
use crate::{
    catalog::{Table, TableKind},
    effects::{DataLoss, Effects, LockMode, RelationEffect, Scan},
    name::{Name, ObjectName},
    operation::{
        ConstraintKind, Copy, CreateFunction, Dml, DmlKind, Expression, LockTable, NestedDml, Operation, ReferentialAction,
        Select, TableReference, TriggerEvents, Truncate,
    },
};

/// Calls followed into one another before ddlint stops looking.
const DEEPEST: u8 = 4;

/// Relations that a query reads.
pub(super) fn read(relations: &[ObjectName], state: State, out: &mut Effects) {
    for relation in relations {
        out.add(state.lock(relation, LockMode::AccessShare));
    }
}

/// A change of a table's rows: how, and for `UPDATE` which columns (none: not known).
#[derive(Clone, Copy)]
struct Change<'a> {
    kind: DmlKind,
    columns: &'a [Name],
    predicate: Option<&'a Expression>,
    /// The values of `columns`, where they are known.
    values: &'a [Expression],
    /// What a `MERGE` may do; none: not known.
    merges: &'a [DmlKind],
}

impl<'a> Change<'a> {
    /// Of any rows.
    fn of(kind: DmlKind, columns: &'a [Name]) -> Self {
        Self { kind, columns, predicate: None, values: &[], merges: &[] }
    }
}

/// `INSERT`, `UPDATE`, `DELETE`, `MERGE`.
pub(super) fn dml(dml: &Dml, state: State, out: &mut Effects) {
    read(&dml.reads, state, out);
    dml.nested.iter().for_each(|nested| change_nested(nested, state, out));
    let predicate = dml.predicate.condition().map(|predicate| super::partition::of_own_columns(dml, predicate));
    let own =
        Change { predicate: predicate.as_ref(), values: &dml.values, merges: &dml.merges, ..Change::of(dml.kind, &dml.columns) };
    change(own, &dml.table, dml.only, state, out);
    for partition in super::partition::routed(dml, state).partitions {
        out.add(RelationEffect::lock(partition.clone(), LockMode::RowExclusive));
        follow_triggers(&partition, own, state, out);
    }
    if dml.updates_on_conflict {
        follow_triggers(&state.catalog.resolve(&dml.table), Change::of(DmlKind::Update, &dml.conflict_updates), state, out);
    }
}

pub(super) fn change_nested(nested: &NestedDml, state: State, out: &mut Effects) {
    // The columns that an UPDATE assigns are not known here, and the key may be among them.
    let predicate = nested.predicate.condition().filter(|_| nested.kind == DmlKind::Delete);
    change(Change { predicate, ..Change::of(nested.kind, &[]) }, &nested.table, false, state, out);
}

/// Rows of a table change.
fn change(change: Change, table: &ObjectName, only: bool, state: State, out: &mut Effects) {
    let name = state.catalog.resolve(table);
    let inserts = change.kind == DmlKind::Insert;
    // An INSERT goes only to the partition that its rows belong to.
    let family = if only || inserts { vec![name.clone()] } else { state.catalog.with_children(&name) };
    let family = within(family, change, state);
    for member in &family {
        let scan = if inserts || !state.has_storage(member) { Scan::None } else { Scan::Dml };
        out.add(RelationEffect { scan, ..RelationEffect::lock(member.clone(), LockMode::RowExclusive) });
        follow_triggers(member, change, state, out);
    }
    let replaced = follow_rules(&name, change, state, out);
    if let Some(view) = state.table(&name).filter(|table| table.kind == TableKind::View && !replaced) {
        change_through_view(change, view, state, out);
    }
    if change.kind == DmlKind::Delete {
        out.lose(DataLoss::rows(&name));
    }
    follow_keys(&name, change, state, out);
}

/// Those of a partitioned table's partitions that the change may reach: where the key is assigned, rows may go elsewhere.
fn within(family: Vec<ObjectName>, change: Change, state: State) -> Vec<ObjectName> {
    let keys = family.iter().filter_map(|member| state.table(member)?.partition_by.as_ref());
    let assigned = keys.flat_map(|key| key.columns.iter().flatten()).any(|column| change.columns.contains(column));
    let to = match family.first() {
        Some(top) if assigned => super::partition::moved(top, change.columns, change.values, state),
        _ => Some(Vec::new()),
    };
    let Some(to) = to else { return family };
    let mut kept = super::partition::pruned(family, change.predicate, state);
    kept.extend(to.into_iter().filter(|member| !kept.contains(member)).collect::<Vec<_>>());
    kept
}

/// What the table's rules do beside the change, or instead of it (true).
fn follow_rules(name: &ObjectName, change: Change, state: State, out: &mut Effects) -> bool {
    let rules = state.table(name).map(|table| table.rules.as_slice()).unwrap_or_default();
    let next = State { depth: state.depth + 1, ..state };
    let mut replaced = false;
    for (_, rule) in rules.iter().filter(|(_, rule)| rule.event == Some(change.kind) && state.depth < DEEPEST) {
        replaced |= rule.instead;
        rule.actions.iter().for_each(|action| dml(action, next, out));
    }
    replaced
}

/// A simple view's rows are its table's.
fn change_through_view(changed: Change, view: &Table, state: State, out: &mut Effects) {
    let next = State { depth: state.depth + 1, ..state };
    if let [(table, _)] = view.reads.as_slice()
        && state.depth < DEEPEST
    {
        change(changed, table, false, next, out);
    }
}

/// Rows of other tables that foreign keys change in their turn.
fn follow_keys(name: &ObjectName, change: Change, state: State, out: &mut Effects) {
    for (other, constraint) in state.catalog.referencing(name) {
        let ConstraintKind::ForeignKey(key) = &constraint.kind else { continue };
        let action = match change.kind {
            DmlKind::Delete => key.on_delete,
            DmlKind::Update if key.referenced_columns.iter().any(|column| change.columns.contains(column)) => key.on_update,
            _ => continue,
        };
        let next = match action {
            ReferentialAction::NoAction | ReferentialAction::Restrict => continue,
            ReferentialAction::Cascade => Change { columns: &key.columns, predicate: None, ..change },
            ReferentialAction::SetNull | ReferentialAction::SetDefault => Change::of(DmlKind::Update, &key.columns),
        };
        let known = out.on(&other.name).is_some_and(|effect| effect.lock >= LockMode::RowExclusive);
        if known || state.depth >= DEEPEST {
            continue;
        }
        out.add(RelationEffect { scan: Scan::Dml, ..RelationEffect::lock(other.name.clone(), LockMode::RowExclusive) });
        let deeper = State { depth: state.depth + 1, ..state };
        follow_triggers(&other.name, next, deeper, out);
        follow_keys(&other.name, next, deeper, out);
    }
}

/// What the functions of those triggers do that the change fires.
fn follow_triggers(name: &ObjectName, change: Change, state: State, out: &mut Effects) {
    let triggers = state.table(name).map(|table| table.triggers.as_slice()).unwrap_or_default();
    for trigger in triggers.iter().filter(|trigger| fires(&trigger.events, change)) {
        call(&trigger.function, state, out);
    }
}

fn fires(events: &TriggerEvents, change: Change) -> bool {
    let assigned = |column: &Name| change.columns.is_empty() || change.columns.contains(column);
    match change.kind {
        DmlKind::Insert => events.insert,
        DmlKind::Update => events.update && (events.update_of.is_empty() || events.update_of.iter().any(assigned)),
        DmlKind::Delete => events.delete,
        DmlKind::Merge if change.merges.is_empty() => events.insert || events.update || events.delete,
        DmlKind::Merge => change.merges.iter().any(|kind| fires(events, Change { kind: *kind, ..change })),
    }
}

/// What the body of a function or procedure does.
fn call(name: &ObjectName, state: State, out: &mut Effects) {
    let Some(function) = state.catalog.function(name).filter(|_| state.depth < DEEPEST) else { return };
    let next = State { depth: state.depth + 1, ..state };
    for located in crate::parse::routine_body(&function.routine.language, &function.routine.body, state.target) {
        if matches!(located.operation, Operation::Transaction(_)) {
            out.outside_transaction = true;
            continue;
        }
        let done = super::operation(&located.operation, located.context, next);
        done.relations.into_iter().for_each(|effect| out.add(effect));
    }
}

/// `CREATE FUNCTION … LANGUAGE sql`: the body is parsed, which locks its tables as running it would
/// (`check_function_bodies`).
pub(super) fn create_function(create: &CreateFunction, state: State, out: &mut Effects) {
    if create.routine.language != "sql" {
        return;
    }
    for located in crate::parse::routine_body(&create.routine.language, &create.routine.body, state.target) {
        match &located.operation {
            Operation::Dml(dml) => {
                read(&dml.reads, state, out);
                out.add(state.lock(&dml.table, LockMode::RowExclusive));
            }
            Operation::Select(select) => read(&select.reads, state, out),
            _ => {}
        }
    }
}

/// `SELECT`; what the functions in it do was followed before.
pub(super) fn select(select: &Select, state: State, out: &mut Effects) {
    for relation in &select.reads {
        out.add(state.lock(relation, select.lock));
    }
    select.nested.iter().for_each(|nested| change_nested(nested, state, out));
}

/// `COPY`.
pub(super) fn copy(copy: &Copy, state: State, out: &mut Effects) {
    read(&copy.reads, state, out);
    let Some(table) = &copy.table else { return };
    let lock = if copy.from { LockMode::RowExclusive } else { LockMode::AccessShare };
    out.add(state.lock(table, lock));
    if copy.from {
        follow_triggers(&state.catalog.resolve(table), Change::of(DmlKind::Insert, &[]), state, out);
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
        let reads: Vec<ObjectName> =
            view.map(|view| view.reads.iter().map(|(read, _)| read.clone()).collect()).unwrap_or_default();
        names.extend(reads.into_iter().filter(|read| !names.contains(read)).collect::<Vec<_>>());
        at += 1;
    }
    for name in names {
        out.add(RelationEffect::lock(name, lock.mode));
    }
}
