//! Tables made, and moved to another tablespace.

use super::{State, partition};
use crate::{
    catalog::TableKind,
    effects::{Effects, LockMode, RelationEffect},
    operation::{CreateTable, CreateTableAs, MoveTablespace, ObjectKind, Persistence},
    parse::query,
};

/// `CREATE TABLE`; the locks of its foreign keys come with its elements.
pub(super) fn create(create: &CreateTable, state: State, out: &mut Effects) {
    let exists = create.persistence != Persistence::Temporary && state.catalog.exists(&state.catalog.new_name(&create.name));
    if exists {
        if !create.if_not_exists {
            out.fail("42P07", format!("relation \"{}\" already exists", create.name.name));
        }
        return;
    }
    for source in &create.like {
        out.add(state.lock(&source.table, LockMode::AccessShare));
    }
    for parent in &create.inherits {
        out.add(state.lock(parent, LockMode::ShareUpdateExclusive));
    }
    if let Some((parent, bound)) = &create.partition_of {
        partition::create(parent, bound, state, out);
    }
}

/// `CREATE TABLE … AS`.
pub(super) fn create_as(create: &CreateTableAs, state: State, out: &mut Effects) {
    if create.if_not_exists && state.catalog.exists(&state.catalog.new_name(&create.name)) {
        return;
    }
    let reads = query::reads(&create.query);
    super::data::read(&reads.names(), state, out);
    reads.writes.iter().for_each(|nested| super::data::change_nested(nested, state, out));
}

/// `ALTER TABLE ALL IN TABLESPACE`: every table known to be there.
pub(super) fn move_tablespace(all: &MoveTablespace, state: State, out: &mut Effects) {
    let wanted = |kind: TableKind| match all.kind {
        ObjectKind::MaterializedView => kind == TableKind::MaterializedView,
        ObjectKind::Table => matches!(kind, TableKind::Table | TableKind::Partitioned),
        _ => false,
    };
    // Nothing is looked at where nothing moves (`AlterTableMoveAll`).
    let moves = all.from != all.to;
    let tables =
        state.catalog.tables().filter(|table| moves && wanted(table.kind) && table.persistence != Persistence::Temporary);
    for table in tables.filter(|table| table.tablespace.as_deref().unwrap_or("pg_default") == all.from) {
        let effect = RelationEffect::lock(table.name.clone(), LockMode::AccessExclusive);
        out.add(RelationEffect { rewrite: table.has_storage(), ..effect });
    }
}
