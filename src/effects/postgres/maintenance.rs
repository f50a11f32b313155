//! Indexes built, and tables kept in order (manual 25.1, 25.2; `CREATE INDEX`, `REINDEX`, `CLUSTER`, `VACUUM` pages).

use super::State;
use crate::{
    catalog::{Origin, Table, TableIndex, TableKind},
    effects::{Effects, LockMode, RelationEffect, Scan},
    name::{Name, ObjectName},
    operation::{Analyze, Cluster, CreateIndex, RefreshView, Reindex, ReindexScope, TableReference, Vacuum},
};

/// `CREATE INDEX`.
pub(super) fn create_index(create: &CreateIndex, state: State, out: &mut Effects) {
    let name = state.catalog.resolve(&create.table);
    let lock = if create.concurrently { LockMode::ShareUpdateExclusive } else { LockMode::Share };
    out.outside_transaction = create.concurrently;
    if create.concurrently && state.is_partitioned(&name) {
        out.fail("0A000", format!("cannot create index on partitioned table \"{}\" concurrently", name.name));
    }
    if let Some(view) = state.table(&name).filter(|table| table.kind == TableKind::View) {
        let view = &view.name.name;
        let message = match state.version() {
            ..15 => format!("\"{view}\" is not a table or materialized view"),
            15.. => format!("cannot create index on relation \"{view}\""),
        };
        return out.fail("42809", message);
    }
    let exists = create.name.as_ref().is_some_and(|index| state.catalog.exists(&name.sibling(index.clone())));
    if exists {
        out.add(RelationEffect::lock(name, lock));
        if let Some(index) = create.name.as_ref().filter(|_| !create.if_not_exists) {
            out.fail("42P07", format!("relation \"{index}\" already exists"));
        }
        return;
    }
    let family = if create.only { vec![name.clone()] } else { state.catalog.partitions(&name) };
    let index = TableIndex::made_by(create, Name::default(), Origin::default());
    for member in &family {
        match *member != name && has_free(member, &name, &index, state) {
            true => out.add(RelationEffect::lock(member.clone(), lock)),
            false => build(member, lock, state, out),
        }
    }
}

/// A partition has an index of this shape that is no part of the parent's yet: it is attached, nothing is built (manual: CREATE
/// INDEX, "if an equivalent index already exists on the partition").
fn has_free(member: &ObjectName, parent: &ObjectName, index: &TableIndex, state: State) -> bool {
    let same = |name| {
        let indexes = state.table(name).into_iter().flat_map(|table| &table.indexes);
        indexes.filter(|known| known.valid && index.is_equivalent(known)).count()
    };
    same(member) > same(parent)
}

/// An index of a table is built, where the table holds rows.
fn build(name: &ObjectName, lock: LockMode, state: State, out: &mut Effects) {
    let storage = state.has_storage(name);
    let scan = if storage { Scan::IndexBuild } else { Scan::None };
    out.add(RelationEffect { scan, index_build: storage, ..RelationEffect::lock(name.clone(), lock) });
}

/// `REINDEX`.
pub(super) fn reindex(reindex: &Reindex, state: State, out: &mut Effects) {
    out.outside_transaction =
        reindex.concurrently || matches!(reindex.scope, ReindexScope::Schema | ReindexScope::Database | ReindexScope::System);
    let lock = if reindex.concurrently { LockMode::ShareUpdateExclusive } else { LockMode::Share };
    let tables: Vec<ObjectName> = match (reindex.scope, &reindex.name) {
        (ReindexScope::Index, Some(index)) => {
            state.catalog.index(index).map(|(table, _)| table.name.clone()).into_iter().collect()
        }
        (ReindexScope::Table, Some(table)) => vec![state.catalog.resolve(table)],
        (ReindexScope::Schema, Some(schema)) => named(state, |table| table.name.schema.as_ref() == Some(&schema.name)),
        (ReindexScope::Database, _) => named(state, |_| true),
        _ => Vec::new(),
    };
    for table in tables {
        reindex_table(&table, lock, reindex, state, out);
    }
}

fn named(state: State, wanted: impl Fn(&Table) -> bool) -> Vec<ObjectName> {
    let tables = state.catalog.tables().filter(|table| table.has_storage() && wanted(table));
    let mut names: Vec<ObjectName> = tables.map(|table| table.name.clone()).collect();
    names.sort();
    names
}

fn reindex_table(table: &ObjectName, lock: LockMode, reindex: &Reindex, state: State, out: &mut Effects) {
    let partitioned = state.is_partitioned(table);
    if partitioned && state.version() < 14 {
        // Of a table it only warns and does nothing.
        match reindex.scope {
            ReindexScope::Index => out.fail("0A000", "REINDEX is not yet implemented for partitioned indexes"),
            _ => out.add(RelationEffect::lock(table.clone(), lock)),
        }
        return;
    }
    out.outside_transaction |= partitioned;
    for member in with_leaves(table, state) {
        // With CONCURRENTLY a partition is briefly locked against writes while its indexes are listed.
        let lock = if partitioned && member != *table { LockMode::Share } else { lock };
        let indexed = state.has_storage(&member) && state.has_index(&member);
        let scan = if indexed { Scan::IndexBuild } else { Scan::None };
        out.add(RelationEffect { scan, index_build: indexed, ..RelationEffect::lock(member, lock) });
    }
}

/// A table and those of its partitions that hold rows: partitioned ones between them are not opened.
fn with_leaves(table: &ObjectName, state: State) -> Vec<ObjectName> {
    let mut members = state.catalog.partitions(table);
    members.retain(|member| member == table || !state.is_partitioned(member));
    members
}

/// `CLUSTER`.
pub(super) fn cluster(cluster: &Cluster, state: State, out: &mut Effects) {
    let Some(table) = &cluster.table else {
        out.outside_transaction = true;
        return named(state, |table| table.clustered_on.is_some()).iter().for_each(|table| copy(table, state, out));
    };
    let name = state.catalog.resolve(table);
    out.outside_transaction = state.is_partitioned(&name);
    let never = state.table(&name).is_some_and(|table| table.complete && table.clustered_on.is_none());
    if cluster.index.is_none() && never {
        out.fail("42704", format!("there is no previously clustered index for table \"{}\"", name.name));
    }
    with_leaves(&name, state).iter().for_each(|member| copy(member, state, out));
}

/// The table is copied into a new file and its indexes are built on that, under `ACCESS EXCLUSIVE`.
fn copy(name: &ObjectName, state: State, out: &mut Effects) {
    let effect = RelationEffect::lock(name.clone(), LockMode::AccessExclusive);
    if !state.has_storage(name) {
        return out.add(effect);
    }
    let indexed = state.has_index(name);
    let scan = if indexed { Scan::IndexBuild } else { Scan::None };
    out.add(RelationEffect { rewrite: true, scan, index_build: indexed, ..effect });
}

/// `VACUUM`. A partitioned table itself is only read.
pub(super) fn vacuum(vacuum: &Vacuum, state: State, out: &mut Effects) {
    out.outside_transaction = true;
    let tables = if vacuum.tables.is_empty() { named(state, |_| true) } else { families(&vacuum.tables, state) };
    for name in tables {
        match state.table(&name).map(|table| table.kind) {
            Some(TableKind::Partitioned) => {
                let lock = if vacuum.analyze { LockMode::ShareUpdateExclusive } else { LockMode::AccessShare };
                out.add(RelationEffect::lock(name, lock));
            }
            _ if vacuum.full => copy(&name, state, out),
            _ => out.add(RelationEffect::lock(name, LockMode::ShareUpdateExclusive)),
        }
    }
}

/// Named tables with their partitions, and from 18 on with their inheritance children (release notes 18, E.4.2).
fn families(tables: &[TableReference], state: State) -> Vec<ObjectName> {
    let family = |table: &TableReference| {
        if state.version() >= 18 && !table.only {
            state.catalog.with_children(&table.name)
        } else {
            state.catalog.partitions(&table.name)
        }
    };
    tables.iter().flat_map(family).collect()
}

/// `ANALYZE`.
pub(super) fn analyze(analyze: &Analyze, state: State, out: &mut Effects) {
    let tables = if analyze.tables.is_empty() { named(state, |_| true) } else { families(&analyze.tables, state) };
    for name in tables {
        out.add(RelationEffect::lock(name, LockMode::ShareUpdateExclusive));
    }
}

/// `REFRESH MATERIALIZED VIEW`.
pub(super) fn refresh(refresh: &RefreshView, state: State, out: &mut Effects) {
    let name = state.catalog.resolve(&refresh.name);
    let view = state.table(&name);
    let reads: Vec<ObjectName> = view.map(|view| view.reads.iter().map(|(read, _)| read.clone()).collect()).unwrap_or_default();
    if refresh.with_data {
        super::data::read(&reads, state, out);
    }
    if !refresh.concurrently {
        return copy(&name, state, out);
    }
    out.add(RelationEffect { scan: Scan::Dml, ..RelationEffect::lock(name.clone(), LockMode::Exclusive) });
    if !refresh.with_data {
        return out.fail("42601", "CONCURRENTLY and WITH NO DATA options cannot be used together");
    }
    if view.is_some_and(|view| !view.maybe_older && view.empty) {
        return out.fail("0A000", "CONCURRENTLY cannot be used when the materialized view is not populated");
    }
    let unique =
        |view: &Table| view.indexes.iter().any(|index| index.unique && !index.partial && index.keys.iter().all(Option::is_some));
    if view.is_some_and(|view| !view.maybe_older && !unique(view)) {
        out.fail(
            "55000",
            format!(
                "cannot refresh materialized view \"{}.{}\" concurrently",
                name.schema.as_deref().unwrap_or("public"),
                name.name
            ),
        );
    }
}
