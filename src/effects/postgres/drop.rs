//! What is dropped, what goes with it, and who is locked for it (manual 5.15; `DROP …` pages).

mod index;
mod sequence;

use index::index;
use sequence::sequence;

use super::{State, partition};
use crate::{
    catalog::{Table, TableConstraint, TableKind, TypeKind},
    effects::{DataLoss, Effects, LockMode, RelationEffect, Scan},
    name::{Name, ObjectName},
    operation::{AlterTable, ConstraintKind, Drop, ObjectKind},
    parse::expression,
};

const LOCK: LockMode = LockMode::AccessExclusive;

/// `DROP COLUMN`: its foreign keys are dropped too, so the other tables are locked.
pub(super) fn column(alter: &AlterTable, name: &ObjectName, column: &Name, cascade: bool, state: State, out: &mut Effects) {
    let table = state.table(name);
    let family = state.catalog.reached(name, alter.only);
    if let Some(absent) = table.filter(|table| table.complete && table.column(column).is_none()) {
        out.add(RelationEffect::lock(absent.name.clone(), LOCK));
        if !matches!(&alter.action, crate::operation::TableAction::DropColumn { if_exists: true, .. }) {
            out.fail("42703", format!("column \"{column}\" of relation \"{}\" does not exist", name.name));
        }
        return;
    }
    for member in &family {
        out.add(RelationEffect::lock(member.clone(), LOCK));
        let constraints = state.table(member).map(|table| table.constraints.as_slice()).unwrap_or_default();
        for referenced in
            constraints.iter().filter(|known| known.columns.contains(column)).filter_map(TableConstraint::references)
        {
            out.add(RelationEffect::lock(referenced.clone(), LOCK));
        }
    }
    out.lose(DataLoss::column(name, column));
    let dependents = column_dependents(name, column, state);
    if cascade {
        dependents.into_iter().for_each(|dependent| out.add(RelationEffect::lock(dependent, LOCK)));
    } else if !dependents.is_empty() || is_read_by_own(name, column, state) {
        out.fail("2BP01", format!("cannot drop column {column} of table {} because other objects depend on it", name));
    }
}

/// Views that read a column, and tables whose foreign keys point at it.
fn column_dependents(name: &ObjectName, column: &Name, state: State) -> Vec<ObjectName> {
    let known = |view: &&Table| view.reads.iter().any(|(read, columns)| read == name && columns.contains(column));
    let mut dependents = Vec::new();
    for view in state.catalog.readers(name, Some(column)).into_iter().filter(known) {
        dependents.push(view.name.clone());
        dependents.extend(state.catalog.dependent_views(&view.name, None));
    }
    let referencing = state.catalog.referencing(name).into_iter();
    let keys = referencing.filter(|(other, key)| key.referenced_columns().contains(column) && other.name != *name);
    dependents.extend(keys.map(|(other, _)| other.name.clone()));
    dependents
}

/// A trigger's `UPDATE OF` or `WHEN`, a policy, or another generated column reads the column.
fn is_read_by_own(name: &ObjectName, column: &Name, state: State) -> bool {
    let Some(table) = state.table(name) else { return false };
    let generated = table.columns.iter().filter(|known| known.name != *column).filter_map(|known| known.generated.as_ref());
    table.triggers.iter().any(|trigger| trigger.columns.contains(column))
        || table.policies.iter().any(|policy| policy.columns.contains(column))
        || state.version() >= 15 && generated.into_iter().any(|generated| expression::columns(generated).contains(column))
}

/// `DROP CONSTRAINT`.
pub(super) fn constraint(
    alter: &AlterTable,
    name: &ObjectName,
    constraint: &Name,
    cascade: bool,
    state: State,
    out: &mut Effects,
) {
    let known = state.table(name).and_then(|table| table.constraint(constraint));
    let own = RelationEffect::lock(name.clone(), LOCK);
    let Some(known) = known else {
        out.add(own);
        let complete = state.table(name).is_some_and(|table| table.complete);
        let named = matches!(&alter.action, crate::operation::TableAction::DropConstraint { if_exists: true, .. });
        if complete && !named && state.version() < 18 {
            out.fail("42704", format!("constraint \"{constraint}\" of relation \"{}\" does not exist", name.name));
        }
        return;
    };
    let recurses = state.is_partitioned(name) || matches!(known.kind, ConstraintKind::Check(_));
    let family = if recurses { state.catalog.reached(name, alter.only) } else { vec![name.clone()] };
    family.into_iter().for_each(|member| out.add(RelationEffect::lock(member, LOCK)));
    if let Some(referenced) = known.references() {
        state.catalog.partitions(referenced).into_iter().for_each(|member| out.add(RelationEffect::lock(member, LOCK)));
    }
    if known.carries_index() {
        drop_key(known, name, cascade, state, out);
    }
}

/// A unique key goes: foreign keys that use it go with it, or forbid it.
fn drop_key(known: &TableConstraint, name: &ObjectName, cascade: bool, state: State, out: &mut Effects) {
    let uses = |key: &TableConstraint| {
        let mut wanted = known.columns.clone();
        let mut used = key.referenced_columns().to_vec();
        wanted.sort();
        used.sort();
        wanted == used
    };
    let users: Vec<ObjectName> =
        state.catalog.referencing(name).into_iter().filter(|(_, key)| uses(key)).map(|(other, _)| other.name.clone()).collect();
    if cascade {
        users.into_iter().for_each(|other| out.add(RelationEffect::lock(other, LOCK)));
    } else if !users.is_empty() {
        out.fail("2BP01", format!("cannot drop constraint {} on table {name} because other objects depend on it", known.name));
    }
}

/// `DROP` of any object.
pub(super) fn drop(drop: &Drop, state: State, out: &mut Effects) {
    for name in &drop.names {
        match drop.kind {
            ObjectKind::Table | ObjectKind::ForeignTable => table(drop, name, state, out),
            ObjectKind::View | ObjectKind::MaterializedView => view(drop, name, state, out),
            ObjectKind::Index => index(drop, name, state, out),
            ObjectKind::Sequence => sequence(name, drop.cascade, state, out),
            ObjectKind::Trigger => family(drop, state, out),
            ObjectKind::Policy | ObjectKind::Rule => on_table(drop, state, out),
            ObjectKind::Domain if is_no_domain(name, state) => out.fail("42809", format!("\"{}\" is not a domain", name.name)),
            ObjectKind::Type | ObjectKind::Domain => users_of_type(name, drop.cascade, state, out),
            ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Routine => {
                users_of_function(name, drop.cascade, state, out)
            }
            ObjectKind::Schema => schema(name, drop.cascade, state, out),
            ObjectKind::Extension => extension(name, drop.cascade, state, out),
            ObjectKind::Statistics => statistics(name, state, out),
            ObjectKind::Database => {
                out.outside_transaction = true;
                out.lose(DataLoss::Container { name: name.to_string() });
            }
            ObjectKind::Tablespace | ObjectKind::Subscription => out.outside_transaction = true,
            _ => {}
        }
    }
    // Of several objects the server tells of none by name (`reportDependentObjects`).
    let there = drop.names.iter().filter(|name| !drop.if_exists || state.catalog.relation(name).is_some()).count();
    if let Some(failure) = out.fails.as_mut().filter(|failure| failure.sqlstate == "2BP01" && there > 1) {
        failure.message = "cannot drop desired object(s) because other objects depend on them".to_owned();
    }
}

fn table(drop: &Drop, name: &ObjectName, state: State, out: &mut Effects) {
    let name = state.catalog.resolve(name);
    if drop.if_exists && state.catalog.is_absent(&name) {
        return;
    }
    let is_other =
        |table: &Table| !table.has_columns_of_its_own() || drop.kind == ObjectKind::Table && table.kind == TableKind::Foreign;
    if state.table(&name).is_some_and(is_other) {
        return out.fail("42809", format!("\"{}\" is not a table", name.name));
    }
    for member in state.catalog.with_children(&name) {
        drop_one(&member, drop, state, out);
    }
    if let Some((parent, _)) = state.table(&name).and_then(|table| table.partition_of.as_ref()) {
        out.add(RelationEffect::lock(parent.clone(), LOCK));
        if let Some(default) = partition::default_of(parent, state) {
            out.add(RelationEffect::lock(default.name.clone(), LOCK));
        }
    }
    out.lose(DataLoss::Table { name: name.to_string() });
    blocked_by_dependents(drop, &name, state, out);
}

/// A table, the tables that its foreign keys point at, and with `CASCADE` those that point at it and its views.
fn drop_one(name: &ObjectName, drop: &Drop, state: State, out: &mut Effects) {
    out.add(RelationEffect::lock(name.clone(), LOCK));
    for referenced in own_keys(name, state) {
        out.add(RelationEffect::lock(referenced.clone(), LOCK));
    }
    if drop.cascade {
        for (other, _) in state.catalog.referencing(name) {
            out.add(RelationEffect::lock(other.name.clone(), LOCK));
        }
        for view in state.catalog.dependent_views(name, None) {
            out.add(RelationEffect::lock(view, LOCK));
        }
        state.catalog.row_users(name).into_iter().for_each(|(user, column)| drop_values(&user, &column, state, out));
    }
}

/// A column that goes with the type of its values.
fn drop_values(table: &ObjectName, column: &Name, state: State, out: &mut Effects) {
    state.scan(&state.catalog.with_children(table), LOCK, Scan::None, out);
    column_dependents(table, column, state).into_iter().for_each(|other| out.add(RelationEffect::lock(other, LOCK)));
    out.lose(DataLoss::column(table, column));
}

/// The tables that a table's foreign keys point at, but for keys that a partition has from its partitioned table.
fn own_keys<'a>(name: &ObjectName, state: State<'a>) -> Vec<&'a ObjectName> {
    let Some(table) = state.table(name) else { return Vec::new() };
    let above = table.partition_of.as_ref().and_then(|(parent, _)| state.table(parent));
    let inherited = |key: &TableConstraint| above.is_some_and(|above| above.constraints.iter().any(|known| known.same_as(key)));
    table.constraints.iter().filter(|key| !inherited(key)).filter_map(TableConstraint::references).collect()
}

/// Without `CASCADE`, what depends on a table forbids its going, unless it goes in the same statement.
fn blocked_by_dependents(drop: &Drop, name: &ObjectName, state: State, out: &mut Effects) {
    let goes = |other: &ObjectName| drop.names.iter().any(|dropped| state.catalog.resolve(dropped) == *other);
    let keys = state.catalog.referencing(name).into_iter().any(|(other, _)| !goes(&other.name) && other.name != *name);
    let views = state.catalog.readers(name, None).into_iter().any(|view| !goes(&view.name));
    let children = state.table(name).is_some_and(|table| {
        let inheriting = |child: &&ObjectName| state.table(child).is_some_and(|child| child.partition_of.is_none());
        table.children.iter().filter(inheriting).any(|child| !goes(child))
    });
    let values = state.catalog.row_users(name).iter().any(|(user, _)| !goes(user) && user != name);
    if !drop.cascade && (keys || views || children || values) {
        let kind = state.catalog.kind(name).unwrap_or(ObjectKind::Table).as_str();
        out.fail("2BP01", format!("cannot drop {kind} {name} because other objects depend on it"));
    }
}

fn view(drop: &Drop, name: &ObjectName, state: State, out: &mut Effects) {
    let name = state.catalog.resolve(name);
    if drop.if_exists && state.catalog.is_absent(&name) {
        return;
    }
    let known = state.catalog.kind(&name);
    if known.is_some_and(|known| known != drop.kind) {
        return out.fail("42809", format!("\"{}\" is not a {}", name.name, drop.kind.as_str()));
    }
    drop_one(&name, drop, state, out);
    blocked_by_dependents(drop, &name, state, out);
}

fn family(drop: &Drop, state: State, out: &mut Effects) {
    let Some(table) = &drop.on else { return };
    let spreads = |name: &ObjectName| {
        let triggers = state.table(name).map(|table| table.triggers.as_slice()).unwrap_or_default();
        triggers.iter().any(|trigger| trigger.for_each_row && drop.names.iter().any(|dropped| dropped.name == trigger.name))
    };
    if absent_from(drop, state) {
        return on_table_unlocked(drop, state, out);
    }
    let members = if spreads(table) { state.catalog.partitions(table) } else { vec![state.catalog.resolve(table)] };
    state.scan(&members, LOCK, Scan::None, out);
}

/// `DROP TRIGGER IF EXISTS` of a trigger that the history shows not to be there takes no lock that lasts.
fn absent_from(drop: &Drop, state: State) -> bool {
    let Some(table) = drop.on.as_ref().and_then(|table| state.table(table)) else {
        return drop.if_exists && drop.on.as_ref().is_some_and(|table| state.catalog.is_absent(&state.catalog.resolve(table)));
    };
    let known = |name: &Name| match drop.kind {
        ObjectKind::Trigger => table.triggers.iter().any(|trigger| trigger.name == *name),
        ObjectKind::Policy => table.policies.iter().any(|policy| policy.name == *name),
        _ => table.rules.iter().any(|(rule, _)| rule == name),
    };
    drop.if_exists && table.complete && drop.names.iter().all(|name| !known(&name.name))
}

fn on_table_unlocked(drop: &Drop, state: State, out: &mut Effects) {
    if let Some(table) = drop.on.as_ref().filter(|table| state.catalog.exists(&state.catalog.resolve(table))) {
        out.add(state.lock(table, LockMode::AccessShare));
    }
}

fn on_table(drop: &Drop, state: State, out: &mut Effects) {
    let Some(table) = &drop.on else { return };
    if absent_from(drop, state) {
        return on_table_unlocked(drop, state, out);
    }
    out.add(state.lock(table, LOCK));
}

fn is_no_domain(name: &ObjectName, state: State) -> bool {
    let known = state.catalog.type_named(name);
    known.is_some_and(|known| matches!(known.kind, TypeKind::Enum { .. } | TypeKind::Composite { .. }))
}

/// A type that columns have: with `CASCADE` the columns go.
fn users_of_type(name: &ObjectName, cascade: bool, state: State, out: &mut Effects) {
    let (users, domains) = (state.catalog.type_users(name), state.catalog.domains_over(name));
    if users.is_empty() && domains.is_empty() && state.catalog.typed_tables(name).is_empty() {
        return;
    }
    if !cascade {
        return out.fail("2BP01", format!("cannot drop type {name} because other objects depend on it"));
    }
    users.iter().for_each(|(table, column)| drop_values(table, column, state, out));
    domains.iter().for_each(|domain| users_of_type(domain, true, state, out));
    for table in state.catalog.typed_tables(name) {
        out.lose(DataLoss::Table { name: table.to_string() });
        out.add(RelationEffect::lock(table, LOCK));
    }
}

/// A function that triggers, indexes, checks, defaults or generated columns call: with `CASCADE` these go.
fn users_of_function(name: &ObjectName, cascade: bool, state: State, out: &mut Effects) {
    let calls = |table: &&Table| table.has_columns_of_its_own() && uses_function(table, &name.name);
    let mut users: Vec<&Table> = state.catalog.tables().filter(calls).collect();
    users.sort_by(|a, b| a.name.cmp(&b.name));
    match users.first() {
        None => {}
        Some(_) if cascade => users.into_iter().for_each(|table| out.add(RelationEffect::lock(table.name.clone(), LOCK))),
        // Its arguments' types are in the message; a trigger's function has none.
        Some(_) if users.iter().any(|table| table.triggers.iter().any(|trigger| trigger.function.name == name.name)) => {
            out.fail("2BP01", format!("cannot drop function {name}() because other objects depend on it"));
        }
        Some(_) => {}
    }
}

fn uses_function(table: &Table, name: &Name) -> bool {
    let checks = table.constraints.iter().filter_map(|constraint| match &constraint.kind {
        ConstraintKind::Check(check) => Some(check),
        _ => None,
    });
    let columns = table.columns.iter().flat_map(|column| column.default.iter().chain(&column.generated));
    let mut expressions = checks.chain(columns).filter(|expression| expression.sql.contains('('));
    table.triggers.iter().any(|trigger| trigger.function.name == *name)
        || table.indexes.iter().any(|index| index.calls.contains(name))
        || expressions.any(|expression| expression::analyse(expression).calls.iter().any(|call| call.name.name == *name))
}

fn schema(name: &ObjectName, cascade: bool, state: State, out: &mut Effects) {
    let inside = |table: &&Table| table.name.schema.as_ref() == Some(&name.name);
    let mut tables: Vec<&Table> = state.catalog.tables().filter(inside).collect();
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    if tables.is_empty() {
        return;
    }
    if !cascade {
        return out.fail("2BP01", format!("cannot drop schema {} because other objects depend on it", name.name));
    }
    out.lose(DataLoss::Container { name: name.to_string() });
    let everything = Drop {
        kind: ObjectKind::Table,
        names: Vec::new(),
        on: None,
        if_exists: true,
        cascade,
        concurrently: false,
        after_keyword: 0,
    };
    tables.into_iter().for_each(|table| drop_one(&table.name, &everything, state, out));
}

/// With `CASCADE` the columns of the extension's types go.
fn extension(name: &ObjectName, cascade: bool, state: State, out: &mut Effects) {
    const TYPES: &[(&str, &[&str])] = &[
        ("citext", &["citext"]),
        ("hstore", &["hstore"]),
        ("ltree", &["ltree", "lquery", "ltxtquery"]),
        ("postgis", &["geometry", "geography", "box2d", "box3d"]),
        ("vector", &["vector", "halfvec", "sparsevec"]),
        ("cube", &["cube"]),
        ("isn", &["isbn", "issn", "ean13", "ismn", "upc", "isbn13", "issn13", "ismn13"]),
        ("seg", &["seg"]),
    ];
    let types = TYPES.iter().find(|(extension, _)| *extension == name.name).map_or(&[][..], |(_, types)| types);
    let used = types.iter().any(|data_type| !state.catalog.type_users(&ObjectName::bare(*data_type)).is_empty());
    if used && !cascade {
        return out.fail("2BP01", format!("cannot drop extension {} because other objects depend on it", name.name));
    }
    for data_type in types {
        users_of_type(&ObjectName::bare(*data_type), cascade, state, out);
    }
}

fn statistics(name: &ObjectName, state: State, out: &mut Effects) {
    let name = state.catalog.resolve(name);
    let table = state.catalog.statistics_table(&name).or_else(|| {
        let bare = |table: &&Table| table.statistics.iter().any(|(known, _)| known.name == name.name);
        state.catalog.tables().find(bare)
    });
    if let Some(table) = table {
        out.add(RelationEffect::lock(table.name.clone(), LockMode::ShareUpdateExclusive));
    }
}
