//! What an operation names and the history shows not to be there: SQLSTATE and message are the server's own.

mod column;

use super::State;
use crate::{
    catalog::TableIndex,
    effects::{Effects, volatility},
    name::{Name, ObjectName},
    operation::{
        AlterObject, AlterPublication, AlterTable, Column, ColumnChange, Comment, Constraint, ConstraintKind, Context,
        CreateTable, Drop, Expression, ForeignKey, Grant, GrantTarget, ObjectChange, ObjectKind, Operation, PublicationChange,
        PublicationScope, Reindex, ReindexScope, ReplicaIdentity, TableAction, TriggerSelection, Unique,
    },
    parse::{expression, query},
};

/// Adds why the operation fails, if what it names is proven not to be there.
pub(super) fn refuse(operation: &Operation, context: Context, state: State, out: &mut Effects) {
    // The body of a loop may not run at all.
    if context.in_unknown_loop || context.dynamic {
        return;
    }
    // An index may have a name that the server made up.
    let by_index = matches!(operation, Operation::Reindex(_) | Operation::Comment(_));
    let is_absent = |name: &&ObjectName| state.catalog.is_gone(name) || !by_index && state.catalog.is_never_made(name);
    if let Some(gone) = named(operation, context, state).iter().find(is_absent) {
        out.fail("42P01", format!("relation \"{}\" does not exist", written(gone)));
    }
    match operation {
        Operation::AlterTable(alter) => alter_table(alter, context, state, out),
        Operation::Drop(drop) if !drop.if_exists => dropped(drop, state, out),
        Operation::CreateIndex(create) => column::index(create, state, out),
        Operation::AlterObject(alter) => renamed_part(alter, state, out),
        Operation::AlterPolicy(alter) => policy(&alter.table, &alter.name, state, out),
        Operation::Cluster(cluster) => {
            if let (Some(table), Some(index)) = (&cluster.table, &cluster.index) {
                index_of_table(table, index, state, out);
            }
        }
        Operation::Comment(comment) => column::commented(comment, state, out),
        Operation::CreateStatistics(create) if !create.if_not_exists => column::plain(&create.table, &create.columns, state, out),
        Operation::CreatePolicy(create) => {
            create.using.iter().chain(&create.with_check).for_each(|part| column::checked(&create.table, part, state, out));
        }
        Operation::CreateTrigger(create) => column::watched(create, state, out),
        // A recursive view reads itself.
        Operation::CreateView(create) if !(create.recursive || create.if_not_exists && is_taken(&create.name, state)) => {
            column::used(query::column_uses(&create.query), context, state, out);
        }
        Operation::CreateTableAs(create) if !(create.if_not_exists && is_taken(&create.name, state)) => {
            column::used(query::column_uses(&create.query), context, state, out);
        }
        Operation::Select(select) => column::used(query::column_uses(&select.query), context, state, out),
        // In code a name may be a variable's.
        Operation::Dml(dml) => {
            column::assigned(dml, context.in_block, state, out);
            column::used(&dml.uses, context, state, out);
        }
        _ => {}
    }
}

/// As the server shows a name that was written with or without a schema.
fn written(name: &ObjectName) -> String {
    name.schema.iter().chain([&name.name]).map(|part| part.as_str()).collect::<Vec<_>>().join(".")
}

fn is_taken(name: &ObjectName, state: State) -> bool {
    state.catalog.relation(name).is_some()
}

/// The relations that an operation opens by the names written in it.
fn named(operation: &Operation, context: Context, state: State) -> Vec<ObjectName> {
    match operation {
        Operation::AlterTable(alter) if alter.if_exists => Vec::new(),
        Operation::AlterTable(alter) => altered(alter, context, state),
        Operation::AlterSequence(alter) => vec![alter.name.clone()],
        Operation::CreateIndex(create) => vec![create.table.clone()],
        Operation::CreateTable(create) if state.catalog.relation(&create.name).is_none() => sources(create),
        Operation::CreateTableAs(create) => query::reads(&create.query).names(),
        Operation::CreateView(create) => query::reads(&create.query).names(),
        Operation::CreateTrigger(create) => vec![create.table.clone()],
        Operation::CreatePolicy(create) => vec![create.table.clone()],
        Operation::AlterPolicy(alter) => vec![alter.table.clone()],
        Operation::Truncate(truncate) => truncate.tables.iter().map(|table| table.name.clone()).collect(),
        Operation::LockTable(lock) => lock.tables.iter().map(|table| table.name.clone()).collect(),
        Operation::Dml(dml) => dml.reads.iter().chain([&dml.table]).cloned().collect(),
        Operation::Select(select) => select.reads.clone(),
        Operation::Copy(copy) => copy.reads.iter().chain(&copy.table).cloned().collect(),
        Operation::CreateRule(create) => vec![create.table.clone()],
        Operation::CreateStatistics(create) => vec![create.table.clone()],
        Operation::Analyze(analyze) => analyze.tables.iter().map(|table| table.name.clone()).collect(),
        Operation::Vacuum(vacuum) => vacuum.tables.iter().map(|table| table.name.clone()).collect(),
        Operation::Cluster(cluster) => cluster.table.iter().cloned().collect(),
        Operation::RefreshView(refresh) => vec![refresh.name.clone()],
        Operation::Reindex(Reindex { scope: ReindexScope::Table | ReindexScope::Index, name: Some(name), .. }) => {
            vec![name.clone()]
        }
        Operation::Comment(comment) => commented(comment).into_iter().cloned().collect(),
        Operation::Grant(Grant { target: GrantTarget::Tables(tables), .. }) => tables.clone(),
        Operation::CreatePublication(create) => published(&create.scope),
        Operation::AlterPublication(AlterPublication { change: PublicationChange::Add(scope), .. }) => published(scope),
        Operation::AlterObject(AlterObject { kind: ObjectKind::Trigger | ObjectKind::Policy | ObjectKind::Rule, on, .. }) => {
            on.iter().cloned().collect()
        }
        Operation::Drop(drop) if !drop.if_exists && !drop.kind.is_relation() => drop.on.iter().cloned().collect(),
        _ => Vec::new(),
    }
}

/// The relation that a comment is about, or about a part of.
fn commented(comment: &Comment) -> Option<&ObjectName> {
    match comment.kind {
        kind if kind.is_relation() || kind == ObjectKind::Column => Some(&comment.name),
        ObjectKind::DomainConstraint => None,
        _ => comment.on.as_ref(),
    }
}

fn published(scope: &PublicationScope) -> Vec<ObjectName> {
    match scope {
        PublicationScope::AllTables => Vec::new(),
        PublicationScope::Some { tables, .. } => tables.iter().map(|table| table.name.clone()).collect(),
    }
}

fn altered(alter: &AlterTable, context: Context, state: State) -> Vec<ObjectName> {
    if context.in_create_table && !state.catalog.is_creating(&alter.table) {
        return Vec::new();
    }
    let own = (!context.in_create_table).then(|| alter.table.clone());
    let constraints = match &alter.action {
        TableAction::AddColumn { column, .. } => column.constraints.as_slice(),
        TableAction::AddConstraint(constraint) => std::slice::from_ref(constraint.as_ref()),
        _ => &[],
    };
    let keys = constraints.iter().filter_map(|constraint| match &constraint.kind {
        ConstraintKind::ForeignKey(key) => Some(key.references.clone()),
        _ => None,
    });
    let other = match &alter.action {
        TableAction::AttachPartition { partition, .. } => Some(partition.clone()),
        TableAction::Inherit(parent) => Some(parent.clone()),
        _ => None,
    };
    own.into_iter().chain(keys).chain(other).collect()
}

fn sources(create: &CreateTable) -> Vec<ObjectName> {
    let like = create.like.iter().map(|source| &source.table);
    let parent = create.partition_of.iter().map(|(parent, _)| parent);
    like.chain(&create.inherits).chain(parent).cloned().collect()
}

fn alter_table(alter: &AlterTable, context: Context, state: State, out: &mut Effects) {
    match &alter.action {
        TableAction::AddColumn { column, .. } => {
            column_functions(column, state, out);
            column.constraints.iter().for_each(|constraint| new_constraint(alter, constraint, state, out));
        }
        TableAction::AlterColumn { change: ColumnChange::SetDefault(default), .. } => functions(default, state, out),
        TableAction::AddConstraint(constraint) => {
            new_constraint(alter, constraint, state, out);
            if let (ConstraintKind::Check(check), false) = (&constraint.kind, context.in_create_table) {
                column::checked(&alter.table, check, state, out);
            }
        }
        TableAction::ClusterOn(Some(index)) => index_of_table(&alter.table, index, state, out),
        TableAction::ReplicaIdentity(ReplicaIdentity::Index(index)) => index_of_table(&alter.table, index, state, out),
        TableAction::SetTrigger { trigger: TriggerSelection::Named(name), .. } => trigger(&alter.table, name, state, out),
        TableAction::SetRule { rule: name, .. } => rule(&alter.table, name, state, out),
        TableAction::AlterConstraint { name, .. } => {
            let whole = state.catalog.whole_table(&alter.table).filter(|_| state.version() < 18);
            if let Some(table) = whole.filter(|table| table.constraint(name).is_none()) {
                out.fail("42704", format!("constraint \"{name}\" of relation \"{}\" does not exist", table.name.name));
            }
        }
        _ => {}
    }
}

fn new_constraint(alter: &AlterTable, constraint: &Constraint, state: State, out: &mut Effects) {
    match &constraint.kind {
        ConstraintKind::Unique(unique) => taken_index(&alter.table, unique, state, out),
        ConstraintKind::ForeignKey(key) if state.catalog.resolve(&key.references) != state.catalog.resolve(&alter.table) => {
            let tables = state.table(&alter.table).zip(state.table(&key.references));
            if tables.and_then(|(table, referenced)| super::refusal::lasts_longer(table, referenced)).is_none() {
                referenced_key(key, state, out);
            }
        }
        ConstraintKind::Check(check) => functions(check, state, out),
        _ => {}
    }
}

/// `USING INDEX`.
fn taken_index(table: &ObjectName, unique: &Unique, state: State, out: &mut Effects) {
    let (Some(name), Some(table)) = (&unique.using_index, state.catalog.whole_table(table)) else { return };
    match table.index(name) {
        None => out.fail("42704", format!("index \"{name}\" does not exist")),
        Some(index) if !index.unique => out.fail("42809", format!("\"{name}\" is not a unique index")),
        Some(_) => {}
    }
}

/// A foreign key points at all columns of a unique key (`transformFkeyCheckAttrs`).
fn referenced_key(key: &ForeignKey, state: State, out: &mut Effects) {
    let Some(table) = state.catalog.whole_table(&key.references) else { return };
    let name = &table.name.name;
    if key.referenced_columns.is_empty() {
        if table.primary_key().is_none() {
            out.fail("42704", format!("there is no primary key for referenced table \"{name}\""));
        }
        return;
    }
    if let Some(column) = key.referenced_columns.iter().find(|column| table.column(column).is_none()) {
        return out.fail("42703", format!("column \"{column}\" referenced in foreign key constraint does not exist"));
    }
    let mut wanted: Vec<&Name> = key.referenced_columns.iter().collect();
    wanted.sort();
    let fits = |index: &TableIndex| {
        let mut keys: Vec<&Name> = index.keys.iter().flatten().collect();
        keys.sort();
        index.unique && !index.partial && index.keys.len() == keys.len() && keys == wanted
    };
    if !table.indexes.iter().any(fits) {
        out.fail("42830", format!("there is no unique constraint matching given keys for referenced table \"{name}\""));
    }
}

fn dropped(drop: &Drop, state: State, out: &mut Effects) {
    for name in &drop.names {
        match (drop.kind, &drop.on) {
            (ObjectKind::Trigger, Some(table)) => trigger(table, &name.name, state, out),
            (ObjectKind::Policy, Some(table)) => policy(table, &name.name, state, out),
            (ObjectKind::Rule, Some(table)) => rule(table, &name.name, state, out),
            (kind, None) if kind.is_relation() && state.catalog.is_gone(name) => {
                let code = if kind == ObjectKind::Index { "42704" } else { "42P01" };
                out.fail(code, format!("{} \"{}\" does not exist", kind.as_str(), name.name));
            }
            _ => {}
        }
    }
}

fn renamed_part(alter: &AlterObject, state: State, out: &mut Effects) {
    let (Some(table), ObjectChange::RenameTo(_)) = (&alter.on, &alter.change) else { return };
    match alter.kind {
        ObjectKind::Trigger => trigger(table, &alter.name.name, state, out),
        ObjectKind::Policy => policy(table, &alter.name.name, state, out),
        _ => {}
    }
}

fn trigger(table: &ObjectName, name: &Name, state: State, out: &mut Effects) {
    let whole = state.catalog.whole_table(table);
    if let Some(table) = whole.filter(|table| table.triggers.iter().all(|known| known.name != *name)) {
        out.fail("42704", format!("trigger \"{name}\" for table \"{}\" does not exist", table.name.name));
    }
}

fn policy(table: &ObjectName, name: &Name, state: State, out: &mut Effects) {
    let whole = state.catalog.whole_table(table);
    if let Some(table) = whole.filter(|table| table.policies.iter().all(|known| known.name != *name)) {
        out.fail("42704", format!("policy \"{name}\" for table \"{}\" does not exist", table.name.name));
    }
}

fn rule(table: &ObjectName, name: &Name, state: State, out: &mut Effects) {
    let whole = state.catalog.whole_table(table);
    if let Some(table) = whole.filter(|table| !table.rules.iter().any(|(rule, _)| rule == name)) {
        out.fail("42704", format!("rule \"{name}\" for relation \"{}\" does not exist", table.name.name));
    }
}

fn index_of_table(table: &ObjectName, index: &Name, state: State, out: &mut Effects) {
    let whole = state.catalog.whole_table(table);
    if let Some(table) = whole.filter(|table| table.index(index).is_none()) {
        out.fail("42704", format!("index \"{index}\" for table \"{}\" does not exist", table.name.name));
    }
}

fn column_functions(column: &Column, state: State, out: &mut Effects) {
    let generated = column.generated.as_ref().map(|generated| &generated.expression);
    column.default.iter().chain(generated).for_each(|expression| functions(expression, state, out));
}

/// Functions that came with a later version of the server, where the history shows none of the user's own.
fn functions(expression: &Expression, state: State, out: &mut Effects) {
    let is_missing = |name: &ObjectName| {
        volatility::is_newer(name, state.target) && name.schema.is_none() && state.catalog.function(name).is_none()
    };
    if !state.catalog.is_all_seen() {
        return;
    }
    let calls = expression::analyse(expression).calls;
    if let Some(call) = calls.iter().find(|call| call.arguments == 0 && is_missing(&call.name)) {
        out.fail("42883", format!("function {}() does not exist", call.name.name));
    }
}
