//! Columns added, and columns whose type changes.

use super::{State, constraint, conversion, default};
use crate::{
    catalog::{Table, TableColumn, TableIndex},
    effects::{Effects, LockMode, RelationEffect, Scan},
    name::{Name, ObjectName},
    operation::{AlterTable, Column, ConstraintKind, DataType, Expression},
};

fn family(alter: &AlterTable, name: &ObjectName, state: State) -> Vec<ObjectName> {
    if alter.only { vec![name.clone()] } else { state.catalog.with_children(name) }
}

/// `ADD COLUMN`: metadata only, unless each row needs a value of its own or is to be checked (manual: ALTER TABLE, notes).
pub(super) fn add(alter: &AlterTable, name: &ObjectName, column: &Column, if_not_exists: bool, state: State, out: &mut Effects) {
    let exists = state.table(name).is_some_and(|table| table.column(&column.name).is_some());
    if exists {
        out.add(RelationEffect::lock(name.clone(), LockMode::AccessExclusive));
        if !if_not_exists {
            out.fail("42701", format!("column \"{}\" of relation \"{}\" already exists", column.name, name.name));
        }
        return;
    }
    let family = family(alter, name, state);
    if default::rewrites(column, state) {
        state.rewrite(&family, out);
    } else {
        let scan = if verifies(column, state) { Scan::Verify } else { Scan::None };
        state.scan(&family, LockMode::AccessExclusive, scan, out);
    }
    for constraint in &column.constraints {
        match &constraint.kind {
            ConstraintKind::Unique(_) | ConstraintKind::Exclude { .. } => constraint::build_index(name, state, out),
            ConstraintKind::ForeignKey(key) => {
                constraint::lock_referenced(key, name, state, out);
                // A new column without a default is NULL everywhere, and NULL needs no referenced row.
                if default::has_value(column, state) && !constraint.not_valid && !constraint.not_enforced {
                    state.scan(&state.catalog.partitions(name), LockMode::AccessExclusive, Scan::ValidateForeignKey, out);
                }
            }
            ConstraintKind::Check(_) | ConstraintKind::NotNull(_) => {}
        }
    }
}

/// Existing rows are read to check the new column.
fn verifies(column: &Column, state: State) -> bool {
    let checked = column.constraints.iter().any(|constraint| match &constraint.kind {
        ConstraintKind::Check(_) => !constraint.not_valid && !constraint.not_enforced,
        ConstraintKind::NotNull(_) => !constraint.not_valid && !default::is_not_null(column, state),
        ConstraintKind::Unique(unique) => unique.primary && !default::is_not_null(column, state),
        ConstraintKind::Exclude { .. } | ConstraintKind::ForeignKey(_) => false,
    });
    checked || column.not_null && !default::is_not_null(column, state)
}

/// `SET EXPRESSION` (17): a stored column is computed anew.
pub(super) fn set_expression(alter: &AlterTable, name: &ObjectName, column: &Name, state: State, out: &mut Effects) {
    let stored = state.table(name).and_then(|table| table.column(column)).is_none_or(|known| known.stored);
    let family = family(alter, name, state);
    if stored {
        state.rewrite(&family, out);
    } else {
        state.scan(&family, LockMode::AccessExclusive, Scan::None, out);
    }
}

/// `ALTER COLUMN … TYPE`: `change` is the new type, its collation and the `USING` expression.
pub(super) fn change_type(
    alter: &AlterTable,
    name: &ObjectName,
    column: &Name,
    change: (&DataType, Option<&ObjectName>, Option<&Expression>),
    state: State,
    out: &mut Effects,
) {
    let family = family(alter, name, state);
    let known = state.table(name).and_then(|table| table.column(column));
    let old = known.and_then(|known| known.data_type.as_ref());
    let rewrites = conversion::rewrites(column, old, change.0, change.2, state);
    if rewrites {
        state.rewrite(&family, out);
    } else {
        state.scan(&family, LockMode::AccessExclusive, Scan::None, out);
    }
    for member in &family {
        let Some(table) = state.table(member) else { continue };
        let Some(known) = table.column(column) else { continue };
        if !rewrites {
            recheck(table, known, change, out);
        }
        refer_again(table, column, rewrites, state, out);
    }
}

/// What hangs on a column whose type changes without a rewrite: checks are verified again, some indexes are rebuilt
/// (`ATPostAlterTypeCleanup`).
fn recheck(table: &Table, known: &TableColumn, change: (&DataType, Option<&ObjectName>, Option<&Expression>), out: &mut Effects) {
    let lock = LockMode::AccessExclusive;
    let checked = table.constraints.iter().any(|constraint| {
        matches!(constraint.kind, ConstraintKind::Check(_)) && constraint.valid && constraint.columns.contains(&known.name)
    });
    if checked && table.has_storage() {
        out.add(RelationEffect { scan: Scan::Verify, ..RelationEffect::lock(table.name.clone(), lock) });
    }
    let rebuilt = table.indexes.iter().any(|index| index.uses(&known.name) && !is_reusable(index, table, known, change));
    if rebuilt && table.has_storage() {
        let effect = RelationEffect::lock(table.name.clone(), lock);
        out.add(RelationEffect { scan: Scan::IndexBuild, index_build: true, ..effect });
    }
}

/// An index is kept where its column keeps operator class and collation, and it has neither expressions nor a predicate
/// (`CheckIndexCompatible`); never on a partition whose index belongs to the partitioned table's.
fn is_reusable(
    index: &TableIndex,
    table: &Table,
    known: &TableColumn,
    (data_type, collation, _): (&DataType, Option<&ObjectName>, Option<&Expression>),
) -> bool {
    let plain = !index.partial && index.keys.iter().all(Option::is_some) && index.expression_columns.is_empty();
    let Some(old) = &known.data_type else { return false };
    let collation_kept = known.collation.as_ref() == collation || conversion::ignores_collation(data_type);
    let is_key = index.keys.iter().flatten().any(|key| *key == known.name);
    plain && table.partition_of.is_none() && (!is_key || collation_kept && conversion::same_operator_class(old, data_type))
}

/// Foreign keys on the column, or pointing at it: the other table is locked too; after a rewrite the key is validated again
/// (`TryReuseForeignKey`).
fn refer_again(table: &Table, column: &Name, rewrites: bool, state: State, out: &mut Effects) {
    let lock = LockMode::AccessExclusive;
    let scan = |valid: bool| if rewrites && valid { Scan::ValidateForeignKey } else { Scan::None };
    for constraint in table.constraints.iter().filter(|constraint| constraint.columns.contains(column)) {
        if let Some(referenced) = constraint.references() {
            out.add(RelationEffect::lock(referenced.clone(), lock));
            out.add(RelationEffect { scan: scan(constraint.valid), ..RelationEffect::lock(table.name.clone(), lock) });
        }
    }
    for (other, constraint) in state.catalog.referencing(&table.name) {
        if constraint.referenced_columns().contains(column) {
            out.add(RelationEffect { scan: scan(constraint.valid), ..RelationEffect::lock(other.name.clone(), lock) });
        }
    }
}
