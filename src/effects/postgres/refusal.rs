//! What the server refuses, where the history or the version proves it: SQLSTATE and message are the server's own.

mod column_type;
mod index;
mod inherited;
mod key;
mod object;
mod partition;
mod rows;
mod types;
mod view;

use column_type::{Family, change_type, family};
pub(super) use key::lasts_longer;

use super::State;
use crate::{
    catalog::{Table, TableColumn, TableKind},
    effects::Effects,
    name::{Name, ObjectName},
    operation::{
        AlterTable, Column, ColumnChange, Constraint, ConstraintKind, Context, CreateTableAs, CreateView, DataType, Dml, DmlKind,
        Nameless, Operation, Persistence, Select, TableAction,
    },
    parse::query,
};

/// Adds why the operation fails, if that is proven.
pub(super) fn refuse(operation: &Operation, context: Context, state: State, out: &mut Effects) {
    match operation {
        Operation::AlterTable(alter) => {
            syntax(&alter.action, state, out);
            match context.in_create_table {
                true if state.catalog.is_creating(&alter.table) => element(alter, state, out),
                true => {}
                false => alter_table(alter, state, out),
            }
        }
        _ if context.dynamic => {}
        Operation::Select(Select { query, .. })
        | Operation::CreateTableAs(CreateTableAs { query, .. })
        | Operation::CreateView(CreateView { query, .. })
            if state.version() < 16 =>
        {
            nameless(query::reads(query).nameless, out);
        }
        Operation::Dml(Dml { nameless: found @ Some(_), .. }) if state.version() < 16 => nameless(*found, out),
        Operation::CreateIndex(create) if create.nulls_not_distinct && state.version() < 15 => near("NULLS", out),
        Operation::CreateType(create) => types::create(&create.name, state, out),
        Operation::CreateDomain(create) => types::create(&create.name, state, out),
        Operation::AlterType(alter) => types::alter(alter, state, out),
        Operation::Dml(dml) if dml.kind == DmlKind::Merge && state.version() < 15 => near("MERGE", out),
        Operation::CreateIndex(create) => index::create(create, state, out),
        Operation::Dml(dml) => rows::dml(dml, state, out),
        Operation::Truncate(truncate) => rows::truncate(truncate, state, out),
        Operation::Cluster(cluster) => {
            let table = cluster.table.as_ref().and_then(|table| state.table(table));
            table.zip(cluster.index.as_ref()).into_iter().for_each(|(table, index)| index::cluster(table, index, out));
        }
        Operation::CreatePolicy(policy) => view::policy(&policy.table, state, out),
        Operation::CreateSequence(create) => object::sequence(create, state, out),
        Operation::CreateFunction(create) => object::function(create, state, out),
        Operation::CreateTrigger(create) => object::trigger(create, state, out),
        Operation::CreateStatistics(create) => object::statistics(create, state, out),
        Operation::AlterPublication(alter) => object::publication(alter, state, out),
        Operation::Copy(copy) => object::copy(copy, state, out),
        Operation::CreateTable(create) => partition::create(create, state, out),
        _ => {}
    }
}

/// An element of `CREATE TABLE`.
fn element(alter: &AlterTable, state: State, out: &mut Effects) {
    let Some(table) = state.table(&alter.table) else { return };
    match &alter.action {
        TableAction::AddColumn { column, .. } => new_column(table, column, state, out),
        TableAction::AddConstraint(constraint) => key::constraint(table, constraint, None, state, out),
        _ => {}
    }
}

/// `MaxHeapAttributeNumber` (manual, appendix K).
const MOST_COLUMNS: usize = 1600;

fn new_column(table: &Table, column: &Column, state: State, out: &mut Effects) {
    if table.columns.len() + table.dropped_columns as usize >= MOST_COLUMNS && table.column(&column.name).is_none() {
        return out.fail("54011", format!("tables can have at most {MOST_COLUMNS} columns"));
    }
    let data_type = Some(&column.data_type);
    column.constraints.iter().for_each(|constraint| key::constraint(table, constraint, data_type, state, out));
    index::generated(table, column, state, out);
}

/// A sub-query in `FROM` needed a name before 16 (manual, release notes of 16, E.1.3.3).
fn nameless(found: Option<Nameless>, out: &mut Effects) {
    let what = match found {
        Some(Nameless::Query) => "subquery",
        Some(Nameless::Values) => "VALUES",
        None => return,
    };
    out.fail("42601", format!("{what} in FROM must have an alias"));
}

/// Syntax that is newer than the server.
fn near(word: &str, out: &mut Effects) {
    out.fail("42601", format!("syntax error at or near \"{word}\""));
}

fn syntax(action: &TableAction, state: State, out: &mut Effects) {
    match action {
        TableAction::AddColumn { column, .. } => {
            if column.generated.as_ref().is_some_and(|generated| !generated.stored) && state.version() < 18 {
                near("VIRTUAL", out);
            }
            if column.storage && state.version() < 16 {
                near("STORAGE", out);
            }
            if column.compression && state.version() < 14 {
                near("COMPRESSION", out);
            }
            column.constraints.iter().for_each(|constraint| constraint_syntax(constraint, state, out));
        }
        TableAction::AddConstraint(constraint) => constraint_syntax(constraint, state, out),
        TableAction::AlterConstraint { enforced: Some(_), .. } if state.version() < 18 => near("ENFORCED", out),
        TableAction::AlterColumn { change: ColumnChange::SetExpression(_), .. } if state.version() < 17 => {
            near("EXPRESSION", out)
        }
        TableAction::AlterColumn { change: ColumnChange::DropExpression { .. }, .. } if state.version() < 13 => {
            near("EXPRESSION", out)
        }
        TableAction::AlterColumn { change: ColumnChange::SetCompression, .. } if state.version() < 14 => near("COMPRESSION", out),
        TableAction::SetAccessMethod(_) if state.version() < 15 => near("ACCESS", out),
        _ => {}
    }
}

fn constraint_syntax(constraint: &Constraint, state: State, out: &mut Effects) {
    match &constraint.kind {
        ConstraintKind::NotNull(_) if state.version() < 18 => near("NOT", out),
        ConstraintKind::Unique(unique) if unique.without_overlaps && state.version() < 18 => near("WITHOUT", out),
        ConstraintKind::Unique(unique) if unique.nulls_not_distinct && state.version() < 15 => near("NULLS", out),
        _ if constraint.not_enforced && state.version() < 18 => near("ENFORCED", out),
        _ => {}
    }
}

fn alter_table(alter: &AlterTable, state: State, out: &mut Effects) {
    if let TableAction::RenameTo(to) = &alter.action {
        index_name_taken(&alter.table, to, state, out);
    }
    let Some(table) = state.table(&alter.table) else { return };
    inherited::refuse(alter, table, state, out);
    types::typed_table(table, &alter.action, out);
    types::row_type(table, &alter.action, state, out);
    match &alter.action {
        action if !table.has_columns_of_its_own() && view::needs_table(action).is_some() => {
            view::refuse(table, action, state, out);
        }
        TableAction::AddColumn { column, if_not_exists } => {
            add_column(alter, table, column, out);
            if !(*if_not_exists && table.column(&column.name).is_some()) {
                new_column(table, column, state, out);
            }
        }
        TableAction::AttachPartition { partition, bound } => {
            partition::attach(table, partition, bound.as_ref(), state, out);
        }
        TableAction::DetachPartition { partition, .. } => partition::detach(table, partition, state, out),
        TableAction::DropColumn { column, .. } => {
            partition_key(table, column, "drop", state, out);
        }
        TableAction::ClusterOn(Some(index)) => index::cluster(table, index, out),
        TableAction::ReplicaIdentity(identity) => index::replica_identity(table, identity, out),
        TableAction::AlterColumn { column, change } => alter_column(table, column, change, state, out),
        TableAction::RenameColumn { from, to } => rename_column(table, from, to, out),
        TableAction::AddConstraint(constraint) => {
            let inherited = matches!(constraint.kind, ConstraintKind::Check(_)) && !constraint.no_inherit;
            if alter.only && inherited && !table.children.is_empty() {
                out.fail("42P16", "constraint must be added to child tables too");
            }
            constraint_columns(table, constraint, out);
            key::constraint(table, constraint, None, state, out);
        }
        TableAction::RenameTo(to) if state.catalog.exists(&table.name.sibling(to.clone())) => {
            out.fail("42P07", format!("relation \"{to}\" already exists"));
        }
        TableAction::NotOf if table.complete && table.of_type.is_none() && table.has_columns_of_its_own() => {
            out.fail("42809", format!("\"{}\" is not a typed table", table.name.name));
        }
        TableAction::SetLogged(false) => set_unlogged(table, state, out),
        TableAction::SetLogged(true) => set_logged(table, state, out),
        _ => {}
    }
}

fn index_name_taken(index: &ObjectName, to: &Name, state: State, out: &mut Effects) {
    let name = state.catalog.resolve(index);
    if state.catalog.index(&name).is_some() && state.catalog.exists(&name.sibling(to.clone())) {
        out.fail("42P07", format!("relation \"{to}\" already exists"));
    }
}

fn add_column(alter: &AlterTable, table: &Table, column: &Column, out: &mut Effects) {
    let primary = |constraint: &Constraint| matches!(&constraint.kind, ConstraintKind::Unique(unique) if unique.primary);
    if table.partition_of.is_some() {
        out.fail("42809", "cannot add column to a partition");
    } else if table.of_type.is_some() {
        out.fail("42809", "cannot add column to typed table");
    } else if alter.only && !table.children.is_empty() {
        out.fail("42P16", "column must be added to child tables too");
    } else if table.primary_key().is_some() && column.constraints.iter().any(primary) {
        out.fail("42P16", format!("multiple primary keys for table \"{}\" are not allowed", table.name.name));
    }
}

fn absent(table: &Table, column: &Name) -> bool {
    table.complete && table.kind != TableKind::View && table.column(column).is_none() && !is_system_column(column)
}

/// `ctid` and its like, which every table has.
pub(super) fn is_system_column(column: &Name) -> bool {
    matches!(column.as_str(), "ctid" | "xmin" | "xmax" | "cmin" | "cmax" | "tableoid" | "oid")
}

fn rename_column(table: &Table, from: &Name, to: &Name, out: &mut Effects) {
    if absent(table, from) {
        out.fail("42703", format!("column \"{from}\" does not exist"));
    } else if table.column(to).is_some() {
        out.fail("42701", format!("column \"{to}\" of relation \"{}\" already exists", table.name.name));
    }
}

/// Columns that a key or foreign key names must be there.
fn constraint_columns(table: &Table, constraint: &Constraint, out: &mut Effects) {
    let (columns, foreign): (&[Name], bool) = match &constraint.kind {
        ConstraintKind::Unique(unique) => (&unique.columns, false),
        ConstraintKind::ForeignKey(key) => (&key.columns, true),
        _ => return,
    };
    let Some(missing) = columns.iter().find(|column| absent(table, column)) else { return };
    let place = if foreign { "referenced in foreign key constraint" } else { "named in key" };
    out.fail("42703", format!("column \"{missing}\" {place} does not exist"));
}

fn alter_column(table: &Table, column: &Name, change: &ColumnChange, state: State, out: &mut Effects) {
    let name = &table.name.name;
    if absent(table, column) {
        return out.fail("42703", format!("column \"{column}\" of relation \"{name}\" does not exist"));
    }
    let known = table.column(column);
    match change {
        ColumnChange::Type { data_type, using, .. } => change_type(table, column, data_type, using.as_ref(), state, out),
        ColumnChange::DropNotNull
            if !known.is_some_and(|known| known.identity) && table.primary_key().is_some_and(|key| key.contains(column)) =>
        {
            out.fail("42P16", format!("column \"{column}\" is in a primary key"));
        }
        ColumnChange::SetDefault(_) if known.is_some_and(|known| known.generated.is_some()) => {
            out.fail("42601", format!("column \"{column}\" of relation \"{name}\" is a generated column"));
        }
        ColumnChange::SetExpression(_) if known.is_some_and(|known| known.generated.is_none()) => {
            out.fail("55000", format!("column \"{column}\" of relation \"{name}\" is not a generated column"));
        }
        ColumnChange::DropExpression { if_exists: false } if known.is_some_and(|known| known.generated.is_none()) => {
            let what = if state.version() < 18 { "stored generated column" } else { "generated column" };
            out.fail("55000", format!("column \"{column}\" of relation \"{name}\" is not a {what}"));
        }
        _ => {
            if let Some(known) = known {
                identity(known, name, change, out);
            }
        }
    }
}

/// Identity columns are made of required integers without a default (`ATExecAddIdentity`).
fn identity(known: &TableColumn, table: &Name, change: &ColumnChange, out: &mut Effects) {
    let column = format!("column \"{}\" of relation \"{table}\"", known.name);
    let has_default = known.default.is_some() || is_serial(known.data_type.as_ref());
    match change {
        ColumnChange::AddIdentity { .. } if known.data_type.as_ref().is_some_and(is_no_integer) => {
            out.fail("22023", "identity column type must be smallint, integer, or bigint");
        }
        ColumnChange::AddIdentity { .. } if known.identity => {
            out.fail("55000", format!("{column} is already an identity column"));
        }
        ColumnChange::AddIdentity { .. } if has_default => out.fail("55000", format!("{column} already has a default value")),
        ColumnChange::AddIdentity { .. } if !known.not_null => {
            out.fail("55000", format!("{column} must be declared NOT NULL before identity can be added"));
        }
        ColumnChange::DropNotNull | ColumnChange::SetDefault(_) | ColumnChange::DropDefault if known.identity => {
            out.fail("42601", format!("{column} is an identity column"));
        }
        ColumnChange::SetIdentity { .. } | ColumnChange::DropIdentity { if_exists: false } if !known.identity => {
            out.fail("55000", format!("{column} is not an identity column"));
        }
        _ => {}
    }
}

/// A built-in type that no identity column can have.
fn is_no_integer(data_type: &DataType) -> bool {
    let integer = matches!(data_type.name.name.as_str(), "int2" | "int4" | "int8");
    family(data_type).is_some() && (data_type.dimensions > 0 || !integer) && !data_type.serial
}

fn is_serial(data_type: Option<&DataType>) -> bool {
    data_type.is_some_and(|data_type| data_type.serial)
}

/// A column that rows are partitioned by, of the table or of one beneath it, stays as it is.
fn partition_key(table: &Table, column: &Name, done: &str, state: State, out: &mut Effects) -> bool {
    let is_key = |member: &&ObjectName| {
        let key = state.table(member).and_then(|member| member.partition_by.as_ref());
        key.is_some_and(|key| key.columns.iter().flatten().any(|known| known == column))
    };
    let family = state.catalog.with_children(&table.name);
    let Some(member) = family.iter().find(is_key) else { return false };
    let relation = &member.name;
    out.fail(
        "42P16",
        format!("cannot {done} column \"{column}\" because it is part of the partition key of relation \"{relation}\""),
    );
    true
}

/// A logged table may not refer to an unlogged one.
fn set_unlogged(table: &Table, state: State, out: &mut Effects) {
    let referencing = state.catalog.referencing(&table.name);
    let logged = referencing.iter().find(|(other, _)| other.persistence == Persistence::Permanent && other.name != table.name);
    if let Some((other, _)) = logged {
        let (name, other) = (&table.name.name, &other.name.name);
        out.fail(
            "42P16",
            format!("could not change table \"{name}\" to unlogged because it references logged table \"{other}\""),
        );
    }
}

fn set_logged(table: &Table, state: State, out: &mut Effects) {
    let keys = table.constraints.iter().filter_map(|constraint| constraint.references());
    let unlogged = |other: &&ObjectName| state.table(other).is_some_and(|other| other.persistence == Persistence::Unlogged);
    if let Some(other) = keys.filter(|other| **other != table.name).find(unlogged) {
        let (name, other) = (&table.name.name, &other.name);
        out.fail(
            "42P16",
            format!("could not change table \"{name}\" to logged because it references unlogged table \"{other}\""),
        );
    }
}
