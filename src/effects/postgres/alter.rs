//! Which lock each sub-command of an `ALTER` takes, and on whom (manual: ALTER TABLE; `AlterTableGetLockLevel`).

use super::{State, column, constraint, drop, partition};
use crate::{
    catalog::{Relation, TableKind},
    effects::{Effects, LockMode, RelationEffect, Scan},
    name::ObjectName,
    operation::{AlterTable, ColumnChange, ConstraintKind, Context, ObjectKind, Persistence, TableAction, TriggerSelection},
};

/// The effects of one sub-command.
pub(super) fn alter(alter: &AlterTable, context: Context, state: State, out: &mut Effects) {
    let name = state.catalog.resolve(&alter.table);
    if context.in_create_table {
        return in_create_table(alter, &name, state, out);
    }
    if alter.if_exists && state.catalog.is_absent(&name) {
        return;
    }
    match state.catalog.relation(&name) {
        // Locks on indexes and sequences block nobody who does not use that very index or sequence.
        Some(Relation::Index { .. } | Relation::Sequence { .. }) => return index(alter, &name, state, out),
        _ if matches!(alter.kind, ObjectKind::Index | ObjectKind::Sequence) => return index(alter, &name, state, out),
        _ => {}
    }
    action(alter, &name, state, out);
}

/// An element of `CREATE TABLE`: the table is nobody else's yet, but a foreign key locks the table it points at.
fn in_create_table(alter: &AlterTable, name: &ObjectName, state: State, out: &mut Effects) {
    if !state.catalog.is_creating(&alter.table) {
        return;
    }
    let constraints = match &alter.action {
        TableAction::AddColumn { column, .. } => column.constraints.as_slice(),
        TableAction::AddConstraint(constraint) => std::slice::from_ref(constraint.as_ref()),
        _ => return,
    };
    for constraint in constraints {
        if let ConstraintKind::ForeignKey(key) = &constraint.kind {
            constraint::lock_referenced(key, name, state, out);
        }
    }
}

/// An `ALTER` of an index or a sequence: no lock on the table that anybody waits for.
fn index(alter: &AlterTable, name: &ObjectName, state: State, out: &mut Effects) {
    let TableAction::AttachPartition { partition, .. } = &alter.action else { return };
    for index in [name, &state.catalog.resolve(partition)] {
        if let Some((table, _)) = state.catalog.index(index) {
            out.add(RelationEffect::lock(table.name.clone(), LockMode::AccessShare));
        }
    }
}

/// A lock on the table and, where the sub-command recurses, on its children.
fn lock_family(alter: &AlterTable, name: &ObjectName, lock: LockMode, state: State, out: &mut Effects) {
    let family = if alter.only { vec![name.clone()] } else { state.catalog.with_children(name) };
    family.into_iter().for_each(|member| out.add(RelationEffect::lock(member, lock)));
}

fn action(alter: &AlterTable, name: &ObjectName, state: State, out: &mut Effects) {
    use LockMode::{AccessExclusive, ShareUpdateExclusive};
    let mut own = |lock| out.add(RelationEffect::lock(name.clone(), lock));
    match &alter.action {
        TableAction::AddColumn { column, if_not_exists } => column::add(alter, name, column, *if_not_exists, state, out),
        TableAction::DropColumn { column, cascade, .. } => drop::column(alter, name, column, *cascade, state, out),
        TableAction::AlterColumn { column, change } => alter_column(alter, name, column, change, state, out),
        TableAction::AddConstraint(added) => constraint::add(alter, name, added, state, out),
        TableAction::DropConstraint { name: constraint, cascade, .. } => {
            drop::constraint(alter, name, constraint, *cascade, state, out);
        }
        TableAction::ValidateConstraint(constraint) => constraint::validate(alter, name, constraint, state, out),
        TableAction::AlterConstraint { name: constraint, enforced, .. } => {
            constraint::alter(name, constraint, *enforced, state, out);
        }
        TableAction::AttachPartition { partition, bound } => partition::attach(name, partition, bound.as_ref(), state, out),
        TableAction::DetachPartition { partition, concurrently, finalize } => {
            partition::detach(name, partition, *concurrently, *finalize, state, out);
        }
        TableAction::RenameColumn { .. } => lock_family(alter, name, AccessExclusive, state, out),
        TableAction::RenameConstraint { from, .. } => constraint::rename(alter, name, from, state, out),
        // MergeAttributesIntoExisting reads the parent under SHARE UPDATE EXCLUSIVE.
        TableAction::Inherit(parent) | TableAction::NoInherit(parent) => {
            own(AccessExclusive);
            let lock = if matches!(alter.action, TableAction::Inherit(_)) { ShareUpdateExclusive } else { LockMode::AccessShare };
            out.add(state.lock(parent, lock));
        }
        TableAction::SetOptions(options) => own(options_lock(alter, name, options.iter().map(|(name, _)| name.as_str()), state)),
        TableAction::ResetOptions(options) => own(options_lock(alter, name, options.iter().map(|name| name.as_str()), state)),
        TableAction::SetLogged(logged) => set_logged(name, *logged, state, out),
        TableAction::SetTablespace(tablespace) => set_tablespace(name, tablespace, state, out),
        TableAction::SetAccessMethod(method) => set_access_method(name, method, state, out),
        TableAction::SetTrigger { trigger, .. } => set_trigger(name, trigger, state, out),
        TableAction::ClusterOn(_) => own(ShareUpdateExclusive),
        TableAction::ForeignOptions | TableAction::SetRule { .. } | TableAction::SetWithoutOids => own(AccessExclusive),
        TableAction::RowSecurity(_) | TableAction::ReplicaIdentity(_) | TableAction::OwnerTo(_) => own(AccessExclusive),
        TableAction::RenameTo(_) | TableAction::SetSchema(_) => own(AccessExclusive),
        TableAction::OfType(_) | TableAction::NotOf => own(AccessExclusive),
        TableAction::DependsOnExtension => own(LockMode::AccessShare),
    }
}

fn alter_column(
    alter: &AlterTable,
    name: &ObjectName,
    column: &crate::name::Name,
    change: &ColumnChange,
    state: State,
    out: &mut Effects,
) {
    use LockMode::{AccessExclusive, ShareUpdateExclusive};
    let own = |lock| RelationEffect::lock(name.clone(), lock);
    match change {
        ColumnChange::Type { data_type, collation, using, .. } => {
            column::change_type(alter, name, column, (data_type, collation.as_ref(), using.as_ref()), state, out);
        }
        ColumnChange::SetNotNull => constraint::set_not_null(alter, name, column, state, out),
        ColumnChange::DropNotNull | ColumnChange::SetDefault(_) | ColumnChange::DropDefault => {
            lock_family(alter, name, AccessExclusive, state, out);
        }
        ColumnChange::SetExpression(_) => column::set_expression(alter, name, column, state, out),
        ColumnChange::SetStorage | ColumnChange::DropExpression { .. } => lock_family(alter, name, AccessExclusive, state, out),
        // ATSimpleRecursion: statistics targets go to all children.
        ColumnChange::SetStatistics => lock_family(alter, name, ShareUpdateExclusive, state, out),
        ColumnChange::SetAttributes => out.add(own(ShareUpdateExclusive)),
        ColumnChange::AddIdentity { .. } | ColumnChange::SetIdentity { .. } | ColumnChange::DropIdentity { .. } => {
            // From 17 on identity columns are the partitions' too.
            let recurses = state.version() >= 17 && state.is_partitioned(name);
            if recurses { lock_family(alter, name, AccessExclusive, state, out) } else { out.add(own(AccessExclusive)) }
        }
        ColumnChange::SetCompression | ColumnChange::ForeignOptions => out.add(own(AccessExclusive)),
    }
}

/// Storage parameters take `SHARE UPDATE EXCLUSIVE`, but for `user_catalog_table`; a view's options `ACCESS EXCLUSIVE`
/// (`AlterTableGetRelOptionsLockLevel`).
fn options_lock<'a>(alter: &AlterTable, name: &ObjectName, options: impl Iterator<Item = &'a str>, state: State) -> LockMode {
    let view = alter.kind == ObjectKind::View || state.table(name).is_some_and(|table| table.kind == TableKind::View);
    let mut options = options;
    if view || options.any(|option| option == "user_catalog_table") {
        return LockMode::AccessExclusive;
    }
    LockMode::ShareUpdateExclusive
}

/// A rewrite, unless it is so already.
fn set_logged(name: &ObjectName, logged: bool, state: State, out: &mut Effects) {
    let wanted = if logged { Persistence::Permanent } else { Persistence::Unlogged };
    if state.table(name).is_some_and(|table| !table.columns.is_empty() && table.persistence == wanted) {
        return out.add(RelationEffect::lock(name.clone(), LockMode::AccessExclusive));
    }
    state.rewrite(std::slice::from_ref(name), out);
}

/// The file is copied block by block: a new file, but no row is looked at.
fn set_tablespace(name: &ObjectName, tablespace: &str, state: State, out: &mut Effects) {
    let now = state.table(name).and_then(|table| table.tablespace.as_deref()).unwrap_or("pg_default");
    let rewrite = now != tablespace && state.has_storage(name);
    out.add(RelationEffect { rewrite, ..RelationEffect::lock(name.clone(), LockMode::AccessExclusive) });
}

fn set_access_method(name: &ObjectName, method: &str, state: State, out: &mut Effects) {
    let now = state.table(name).and_then(|table| table.access_method.as_deref()).unwrap_or("heap");
    if now == method || method == "default" && now == "heap" {
        return out.add(RelationEffect::lock(name.clone(), LockMode::AccessExclusive));
    }
    state.rewrite(std::slice::from_ref(name), out);
}

/// `SHARE ROW EXCLUSIVE`; a row trigger of a partitioned table is its partitions' too.
fn set_trigger(name: &ObjectName, trigger: &TriggerSelection, state: State, out: &mut Effects) {
    let triggers = state.table(name).map(|table| table.triggers.as_slice()).unwrap_or_default();
    let meant = |known: &str| match trigger {
        TriggerSelection::Named(name) => name == known,
        TriggerSelection::All | TriggerSelection::User => true,
    };
    let spreads = triggers.iter().any(|trigger| trigger.for_each_row && meant(&trigger.name));
    let family = if spreads { state.catalog.partitions(name) } else { vec![name.clone()] };
    state.scan(&family, LockMode::ShareRowExclusive, Scan::None, out);
}
