//! Indexes that are dropped.

use super::{LOCK, State};
use crate::{
    catalog::{Table, TableIndex, TableKind},
    effects::{Effects, LockMode, Scan},
    name::ObjectName,
    operation::Drop,
};

/// `DROP INDEX`: `ACCESS EXCLUSIVE` on the table too; `CONCURRENTLY` `SHARE UPDATE EXCLUSIVE`.
pub(super) fn index(drop: &Drop, name: &ObjectName, state: State, out: &mut Effects) {
    out.outside_transaction |= drop.concurrently;
    let name = state.catalog.resolve(name);
    let Some((table, index)) = state.catalog.index(&name) else { return };
    if drop.concurrently && table.kind == TableKind::Partitioned {
        out.fail("0A000", format!("cannot drop partitioned index \"{}\" concurrently", name.name));
    }
    if drop.concurrently && (drop.names.len() > 1 || drop.cascade) {
        let what = if drop.cascade { "CASCADE" } else { "dropping multiple objects" };
        out.fail("0A000", format!("DROP INDEX CONCURRENTLY does not support {what}"));
    }
    if let Some(constraint) = &index.constraint {
        let table = &table.name;
        out.fail("2BP01", format!("cannot drop index {name} because constraint {constraint} on table {table} requires it"));
    }
    if let Some(above) = index_above(table, index, state) {
        out.fail("2BP01", format!("cannot drop index {name} because index {above} requires it"));
    }
    let lock = if drop.concurrently { LockMode::ShareUpdateExclusive } else { LOCK };
    state.scan(&state.catalog.partitions(&table.name), lock, Scan::None, out);
}

/// The index of the partitioned table that this one is a part of: the only one that is like it.
fn index_above(table: &Table, index: &TableIndex, state: State) -> Option<ObjectName> {
    let (parent, _) = table.partition_of.as_ref()?;
    let above = state.catalog.whole_table(parent)?;
    let alike = |known: &&TableIndex| known.covers_as(index);
    let only = table.indexes.iter().filter(alike).count() == 1;
    let found = above.indexes.iter().filter(|known| only && known.valid && index.constraint.is_none()).find(alike)?;
    Some(parent.sibling(found.name.clone()))
}
