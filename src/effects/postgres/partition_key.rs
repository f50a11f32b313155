//! Unique keys of partitioned tables, which must hold the partition key (manual 5.12.2.3; `DefineIndex`).

use super::State;
use crate::{
    effects::Effects,
    name::{Name, ObjectName},
    operation::{AlterTable, Constraint, ConstraintKind, Context, CreateIndex, Operation, PartitionKey, TableAction},
};

/// Adds why the server refuses a unique key that leaves out a part of the partition key.
pub(super) fn refuse(operation: &Operation, context: Context, state: State, out: &mut Effects) {
    match operation {
        Operation::CreateIndex(create) if create.unique => index(create, state, out),
        Operation::AlterTable(alter) if !context.in_create_table || state.catalog.is_creating(&alter.table) => {
            let constraints = match &alter.action {
                TableAction::AddColumn { column, .. } => column.constraints.as_slice(),
                TableAction::AddConstraint(constraint) => std::slice::from_ref(constraint.as_ref()),
                _ => &[],
            };
            constraints.iter().for_each(|added| constraint(alter, added, state, out));
        }
        _ => {}
    }
}

fn index(create: &CreateIndex, state: State, out: &mut Effects) {
    let columns: Vec<Name> = create.keys.iter().filter_map(|key| key.column.clone()).collect();
    for key in partition_keys(&create.table, create.only, state) {
        must_hold(key, &columns, "UNIQUE", out);
    }
}

fn constraint(alter: &AlterTable, added: &Constraint, state: State, out: &mut Effects) {
    let keys = partition_keys(&alter.table, alter.only, state);
    match &added.kind {
        _ if keys.is_empty() => {}
        ConstraintKind::Unique(unique) if unique.using_index.is_none() => {
            let word = if unique.primary { "PRIMARY KEY" } else { "UNIQUE" };
            keys.into_iter().for_each(|key| must_hold(key, &unique.columns, word, out));
        }
        ConstraintKind::Exclude { .. } if state.version() < 17 => {
            out.fail("0A000", "exclusion constraints are not supported on partitioned tables");
        }
        _ => {}
    }
}

/// Of the table and, where the key is made on its partitions too, of those of them that are partitioned themselves.
fn partition_keys<'a>(table: &ObjectName, only: bool, state: State<'a>) -> Vec<&'a PartitionKey> {
    let family = if only { vec![state.catalog.resolve(table)] } else { state.catalog.partitions(table) };
    family.iter().filter_map(|member| state.table(member)?.partition_by.as_ref()).collect()
}

fn must_hold(key: &PartitionKey, columns: &[Name], what: &str, out: &mut Effects) {
    if key.columns.contains(&None) {
        out.fail("0A000", format!("unsupported {what} constraint with partition key definition"));
    } else if !key.columns.iter().flatten().all(|column| columns.contains(column)) {
        out.fail("0A000", "unique constraint on partitioned table must include all partitioning columns");
    }
}
