//! Constraints added, validated, changed (manual: ALTER TABLE, `ADD table_constraint` and `VALIDATE CONSTRAINT`).

use super::State;
use crate::{
    catalog::{Table, TableConstraint, TableKind},
    effects::{Effects, LockMode, RelationEffect, Scan},
    name::{Name, ObjectName},
    operation::{AlterTable, Constraint, ConstraintKind, ForeignKey, Unique},
    parse::expression::{self, Conjunct},
};

fn family(alter: &AlterTable, name: &ObjectName, state: State) -> Vec<ObjectName> {
    if alter.only { vec![name.clone()] } else { state.catalog.with_children(name) }
}

/// `ADD CONSTRAINT`.
pub(super) fn add(alter: &AlterTable, name: &ObjectName, constraint: &Constraint, state: State, out: &mut Effects) {
    let unproven = constraint.not_valid || constraint.not_enforced;
    match &constraint.kind {
        ConstraintKind::Check(_) => {
            let family = if constraint.no_inherit { vec![name.clone()] } else { family(alter, name, state) };
            let scan = if unproven { Scan::None } else { Scan::Verify };
            state.scan(&family, LockMode::AccessExclusive, scan, out);
        }
        ConstraintKind::NotNull(column) => {
            let scan = |member: &ObjectName| if unproven || is_proven(member, column, state) { Scan::None } else { Scan::Verify };
            for member in family(alter, name, state) {
                let scan = scan(&member);
                state.scan(&[member], LockMode::AccessExclusive, scan, out);
            }
        }
        ConstraintKind::Unique(unique) => add_unique(alter, name, unique, state, out),
        ConstraintKind::Exclude { .. } => build_index(name, state, out),
        ConstraintKind::ForeignKey(key) => add_foreign_key(name, key, unproven, state, out),
    }
    if state.version() >= 18 && !alter.only {
        lock_children(alter, name, state, out);
    }
    let taken =
        constraint.name.as_deref().filter(|named| state.table(name).is_some_and(|table| table.constraint(named).is_some()));
    if let Some(taken) = taken {
        out.fail("42710", format!("constraint \"{taken}\" for relation \"{}\" already exists", name.name));
    }
}

/// From 18 on every `ADD CONSTRAINT` locks the children, whether or not they get the constraint.
fn lock_children(alter: &AlterTable, name: &ObjectName, state: State, out: &mut Effects) {
    let Some(lock) = out.on(name).map(|effect| effect.lock) else { return };
    family(alter, name, state).into_iter().for_each(|member| out.add(RelationEffect::lock(member, lock)));
}

fn add_foreign_key(name: &ObjectName, key: &ForeignKey, unproven: bool, state: State, out: &mut Effects) {
    for member in state.catalog.partitions(name) {
        let proven = member != *name && has_foreign_key(&member, key, state);
        if proven {
            // The triggers of the partition's own key are dropped.
            out.add(RelationEffect::lock(state.catalog.resolve(&key.references), LockMode::AccessExclusive));
        }
        let scan = if unproven || proven { Scan::None } else { Scan::ValidateForeignKey };
        state.scan(&[member], LockMode::ShareRowExclusive, scan, out);
    }
    lock_referenced(key, name, state, out);
    if unproven && state.is_partitioned(name) && state.version() < 18 {
        let (name, referenced) = (&name.name, &key.references.name);
        out.fail(
            "42809",
            format!("cannot add NOT VALID foreign key on partitioned table \"{name}\" referencing relation \"{referenced}\""),
        );
    }
}

/// A partition that has the same key, proven, has it taken over by the parent's (`tryAttachPartitionForeignKey`).
fn has_foreign_key(table: &ObjectName, key: &ForeignKey, state: State) -> bool {
    let references = state.catalog.resolve(&key.references);
    let primary = state.table(&references).and_then(Table::primary_key).unwrap_or_default();
    let referenced = if key.referenced_columns.is_empty() { primary } else { &key.referenced_columns };
    let same = |known: &TableConstraint| {
        known.valid
            && known.references() == Some(&references)
            && known.columns == key.columns
            && known.referenced_columns() == referenced
    };
    state.table(table).is_some_and(|table| table.constraints.iter().any(same))
}

/// A new foreign key's referenced table, with its partitions: triggers are made on it.
pub(super) fn lock_referenced(key: &ForeignKey, name: &ObjectName, state: State, out: &mut Effects) {
    for member in state.catalog.partitions(&key.references) {
        if member != *name {
            out.add(RelationEffect::lock(member, LockMode::ShareRowExclusive));
        }
    }
}

/// `ADD UNIQUE`, `ADD PRIMARY KEY`, also `USING INDEX`.
fn add_unique(alter: &AlterTable, name: &ObjectName, unique: &Unique, state: State, out: &mut Effects) {
    if unique.primary && has_primary_key(name, state) {
        out.fail("42P16", format!("multiple primary keys for table \"{}\" are not allowed", name.name));
    }
    match &unique.using_index {
        Some(index) => {
            out.add(RelationEffect::lock(name.clone(), LockMode::AccessExclusive));
            if state.is_partitioned(name) {
                out.fail("0A000", "ALTER TABLE / ADD CONSTRAINT USING INDEX is not supported on partitioned tables");
            }
            let known = state.table(name).and_then(|table| table.index(index));
            let columns: Option<Vec<Name>> = known.map(|index| index.keys.iter().flatten().cloned().collect());
            if unique.primary {
                prove_not_null(alter, name, columns.as_deref(), state, out);
            }
        }
        None => {
            build_index(name, state, out);
            if unique.primary {
                prove_not_null(alter, name, Some(&unique.columns), state, out);
            }
        }
    }
}

fn has_primary_key(name: &ObjectName, state: State) -> bool {
    state.table(name).is_some_and(|table| table.primary_key().is_some())
}

/// A primary key's columns become NOT NULL: those that are not yet are looked at, unless a check proves it.
fn prove_not_null(alter: &AlterTable, name: &ObjectName, columns: Option<&[Name]>, state: State, out: &mut Effects) {
    for member in family(alter, name, state) {
        let proven = columns.is_some_and(|columns| columns.iter().all(|column| is_proven(&member, column, state)));
        if !proven {
            state.scan(&[member], LockMode::AccessExclusive, Scan::Verify, out);
        }
    }
}

/// An index built inside the statement. The table itself is locked by the statement; before 18 a partition of it only by the
/// build (`SHARE`).
pub(super) fn build_index(name: &ObjectName, state: State, out: &mut Effects) {
    for member in state.catalog.partitions(name) {
        let partition = member != *name;
        let lock = if partition && state.version() < 18 { LockMode::Share } else { LockMode::AccessExclusive };
        let storage = state.has_storage(&member);
        let scan = if storage { Scan::IndexBuild } else { Scan::None };
        out.add(RelationEffect { scan, index_build: storage, ..RelationEffect::lock(member, lock) });
    }
}

/// `SET NOT NULL`: no scan where the column is NOT NULL already or, from 12 on, a validated check proves it
/// (`NotNullImpliedByRelConstraints`).
pub(super) fn set_not_null(alter: &AlterTable, name: &ObjectName, column: &Name, state: State, out: &mut Effects) {
    for member in family(alter, name, state) {
        let scan = if is_proven(&member, column, state) { Scan::None } else { Scan::Verify };
        state.scan(&[member], LockMode::AccessExclusive, scan, out);
    }
    if alter.only && state.is_partitioned(name) && state.table(name).is_some_and(|table| !table.children.is_empty()) {
        let lacking =
            |child: &ObjectName| state.table(child).and_then(|child| child.column(column)).is_none_or(|column| !column.not_null);
        if state.catalog.with_children(name).iter().skip(1).any(lacking) {
            out.fail("42P16", "constraint must be added to child tables too");
        }
    }
}

/// The column is known to hold no NULL.
pub(super) fn is_proven(name: &ObjectName, column: &Name, state: State) -> bool {
    let Some(table) = state.table(name) else { return false };
    table.column(column).is_some_and(|known| known.not_null) || checks_prove_not_null(table, column)
}

/// A validated check of the table has `column IS NOT NULL` among its conjuncts.
pub(super) fn checks_prove_not_null(table: &Table, column: &Name) -> bool {
    let valid = table.constraints.iter().filter(|constraint| constraint.valid && constraint.columns.contains(column));
    let checks = valid.filter_map(|constraint| match &constraint.kind {
        ConstraintKind::Check(check) => Some(check),
        _ => None,
    });
    checks.flat_map(expression::conjuncts).any(|conjunct| matches!(conjunct, Conjunct::NotNull(proven) if proven == *column))
}

/// `VALIDATE CONSTRAINT`.
pub(super) fn validate(alter: &AlterTable, name: &ObjectName, constraint: &Name, state: State, out: &mut Effects) {
    let lock = LockMode::ShareUpdateExclusive;
    let Some(table) = state.table(name) else { return out.add(validated_unseen(name)) };
    let known = table.constraint(constraint);
    if let Some(key) = known.and_then(TableConstraint::references) {
        let scan = if known.is_some_and(|known| known.valid) { Scan::None } else { Scan::ValidateForeignKey };
        state.scan(&state.catalog.partitions(name), lock, scan, out);
        if scan != Scan::None {
            out.add(RelationEffect::lock(key.clone(), LockMode::RowShare));
        }
        return;
    }
    let not_null = table.columns.iter().any(|column| column.not_null_unproven.as_ref() == Some(constraint));
    match known {
        Some(known) if known.valid => out.add(RelationEffect::lock(name.clone(), lock)),
        None if table.complete && !not_null => {
            out.add(RelationEffect::lock(name.clone(), lock));
            out.fail("42704", format!("constraint \"{constraint}\" of relation \"{}\" does not exist", name.name));
        }
        None if !not_null => out.add(validated_unseen(name)),
        _ => state.scan(&family(alter, name, state), lock, Scan::Verify, out),
    }
}

/// Nothing is known of the constraint: it is taken to be a check that is not yet valid.
fn validated_unseen(name: &ObjectName) -> RelationEffect {
    RelationEffect { scan: Scan::Verify, ..RelationEffect::lock(name.clone(), LockMode::ShareUpdateExclusive) }
}

/// `ALTER CONSTRAINT`. What it does to a foreign key's enforcement (18) changes triggers on the referenced table too.
pub(super) fn alter(name: &ObjectName, constraint: &Name, enforced: Option<bool>, state: State, out: &mut Effects) {
    let known = state.table(name).and_then(|table| table.constraint(constraint));
    let referenced = known.and_then(TableConstraint::references);
    for member in state.catalog.partitions(name) {
        out.add(RelationEffect::lock(member, LockMode::AccessExclusive));
    }
    let (Some(referenced), Some(enforced)) = (referenced, enforced) else { return };
    out.add(RelationEffect::lock(referenced.clone(), LockMode::AccessExclusive));
    if enforced {
        let scan = Scan::ValidateForeignKey;
        state.scan(&state.catalog.partitions(name), LockMode::AccessExclusive, scan, out);
    }
}

/// `RENAME CONSTRAINT`: an inherited check is renamed in the children too.
pub(super) fn rename(alter: &AlterTable, name: &ObjectName, constraint: &Name, state: State, out: &mut Effects) {
    let known = state.table(name).and_then(|table| table.constraint(constraint));
    let inherited = known.is_some_and(|known| matches!(known.kind, ConstraintKind::Check(_)));
    let members = if inherited { family(alter, name, state) } else { vec![name.clone()] };
    state.scan(&members, LockMode::AccessExclusive, Scan::None, out);
    let complete = state.table(name).is_some_and(|table| table.complete && table.kind != TableKind::View);
    if complete && known.is_none() && state.version() < 18 {
        out.fail("42704", format!("constraint \"{constraint}\" for table \"{}\" does not exist", name.name));
    }
}
