//! Views, triggers, policies, types, publications, comments and grants, as far as they lock tables.

use super::State;
use crate::{
    catalog::{Table, TableKind, TypeKind},
    effects::{Effects, LockMode, RelationEffect, Scan},
    name::{Name, ObjectName},
    operation::*,
    parse::query,
};

/// `CREATE VIEW`: the relations that it reads are locked like by a query; a view that is replaced, exclusively.
pub(super) fn create_view(create: &CreateView, state: State, out: &mut Effects) {
    let name = state.catalog.new_name(&create.name);
    let known = state.table(&name);
    if create.if_not_exists && known.is_some() {
        return;
    }
    let reads = query::reads(&create.query);
    super::data::read(&reads.names(), state, out);
    let Some(known) = known else { return };
    if !create.or_replace {
        return out.fail("42P07", format!("relation \"{}\" already exists", name.name));
    }
    out.add(RelationEffect::lock(name, LockMode::AccessExclusive));
    let wanted = if create.columns.is_empty() { query::output_columns(&create.query) } else { Some(create.columns.clone()) };
    let Some(wanted) = wanted.filter(|_| known.kind == TableKind::View && !known.columns.is_empty()) else { return };
    if wanted.len() < known.columns.len() {
        return out.fail("42P16", "cannot drop columns from view");
    }
    let renamed = known.columns.iter().zip(&wanted).find(|(old, new)| old.name != **new);
    if let Some((old, new)) = renamed {
        out.fail("42P16", format!("cannot change name of view column \"{}\" to \"{new}\"", old.name));
    }
}

/// `ALTER TYPE`: typed tables follow the attributes of their type.
pub(super) fn alter_type(alter: &AlterType, state: State, out: &mut Effects) {
    let known = state.catalog.type_named(&alter.name);
    match &alter.change {
        TypeChange::AddValue { value, if_not_exists, .. } => {
            let Some(TypeKind::Enum { labels }) = known.map(|known| &known.kind) else { return };
            if !if_not_exists && labels.iter().any(|(label, _)| label == value) {
                out.fail("42710", format!("enum label \"{value}\" already exists"));
            }
        }
        TypeChange::Attribute { change, attribute, data_type, cascade, .. } => {
            let tables = state.catalog.typed_tables(&alter.name);
            if *change == AttributeChange::Type
                && let Some((table, column)) = state.catalog.value_users(&alter.name).first()
            {
                let message =
                    format!("cannot alter type \"{}\" because column \"{}.{column}\" uses it", alter.name.name, table.name);
                return out.fail("0A000", message);
            }
            if !cascade && !tables.is_empty() {
                let message = format!("cannot alter type \"{}\" because it is the type of a typed table", alter.name.name);
                return out.fail("2BP01", message);
            }
            for table in tables {
                match change {
                    AttributeChange::Type if rewrites(&table, attribute, data_type.as_ref(), state) => {
                        state.rewrite(std::slice::from_ref(&table), out);
                    }
                    _ => out.add(RelationEffect::lock(table, LockMode::AccessExclusive)),
                }
            }
        }
        TypeChange::RenameValue { .. } | TypeChange::Other => {}
    }
}

/// Whether a typed table's rows are written anew for another type of an attribute.
fn rewrites(table: &ObjectName, attribute: &Name, data_type: Option<&DataType>, state: State) -> bool {
    let old = state.table(table).and_then(|table| table.column(attribute)?.data_type.as_ref());
    data_type.is_none_or(|new| super::conversion::rewrites(attribute, old, new, None, state))
}

/// `ALTER DOMAIN`: a new constraint is checked on every table that uses the domain, under `SHARE`
/// (`validateDomainCheckConstraint`).
pub(super) fn alter_domain(alter: &AlterDomain, state: State, out: &mut Effects) {
    let checked = match &alter.change {
        DomainChange::AddConstraint(constraint) => !constraint.not_valid,
        DomainChange::ValidateConstraint(_) | DomainChange::SetNotNull => true,
        _ => false,
    };
    let already = matches!(alter.change, DomainChange::SetNotNull)
        && state.catalog.domain(&alter.name).is_some_and(|domain| domain.not_null);
    if !checked || already {
        return;
    }
    for table in users_of_domain(&alter.name, state, out) {
        let storage = state.has_storage(&table);
        let scan = if storage { Scan::Dml } else { Scan::None };
        out.add(RelationEffect { scan, ..RelationEffect::lock(table, LockMode::Share) });
    }
}

/// Tables with a column of the domain, or of a domain over it.
fn users_of_domain(name: &ObjectName, state: State, out: &mut Effects) -> Vec<ObjectName> {
    let mut domains = vec![name.clone()];
    let mut tables = Vec::new();
    let mut at = 0;
    while let Some(domain) = domains.get(at).cloned().filter(|_| at < 64) {
        for (table, column) in state.catalog.type_users(&domain) {
            // An array's elements are not looked at: the server gives up instead (`get_rels_with_domain`).
            if is_array(&table, &column, state) {
                let message = format!("cannot alter type \"{}\" because column \"{}.{column}\" uses it", domain.name, table.name);
                out.fail("0A000", message);
            } else {
                tables.push(table);
            }
        }
        domains.extend(state.catalog.domains_over(&domain));
        at += 1;
    }
    tables.sort();
    tables.dedup();
    tables
}

fn is_array(table: &ObjectName, column: &str, state: State) -> bool {
    let column = state.table(table).and_then(|table| table.column(column));
    column.and_then(|column| column.data_type.as_ref()).is_some_and(|data_type| data_type.dimensions > 0)
}

/// `CREATE TRIGGER`: a row trigger of a partitioned table is made on its partitions too.
pub(super) fn create_trigger(create: &CreateTrigger, state: State, out: &mut Effects) {
    let family =
        if create.for_each_row { state.catalog.partitions(&create.table) } else { vec![state.catalog.resolve(&create.table)] };
    state.scan(&family, LockMode::ShareRowExclusive, Scan::None, out);
    if let Some(from) = &create.from {
        out.add(state.lock(from, LockMode::AccessShare));
    }
    let exists = |table: &Table| table.triggers.iter().any(|trigger| trigger.name == create.name);
    if !create.or_replace && state.table(&create.table).is_some_and(exists) {
        let (name, table) = (&create.name, &create.table.name);
        out.fail("42710", format!("trigger \"{name}\" for relation \"{table}\" already exists"));
    }
    if create.or_replace && state.version() < 14 {
        out.fail("42601", "syntax error at or near \"TRIGGER\"");
    }
}

/// `CREATE POLICY` (manual: CREATE POLICY, "USING", "WITH CHECK").
pub(super) fn create_policy(create: &CreatePolicy, state: State, out: &mut Effects) {
    out.add(state.lock(&create.table, LockMode::AccessExclusive));
    let exists = |table: &Table| table.policies.iter().any(|policy| policy.name == create.name);
    match create.command {
        PolicyCommand::Select | PolicyCommand::Delete if create.with_check.is_some() => {
            out.fail("42601", "WITH CHECK cannot be applied to SELECT or DELETE");
        }
        PolicyCommand::Insert if create.using.is_some() => {
            out.fail("42601", "only WITH CHECK expression allowed for INSERT");
        }
        _ if state.table(&create.table).is_some_and(exists) => {
            let (name, table) = (&create.name, &create.table.name);
            out.fail("42710", format!("policy \"{name}\" for table \"{table}\" already exists"));
        }
        _ => {}
    }
}

/// `CREATE RULE`: its actions are parsed, which locks their tables.
pub(super) fn create_rule(create: &CreateRule, state: State, out: &mut Effects) {
    out.add(state.lock(&create.table, LockMode::AccessExclusive));
    let reads = query::reads(&create.query);
    super::data::read(&reads.names(), state, out);
    for action in &create.rule.actions {
        super::data::read(&action.reads, state, out);
        out.add(state.lock(&action.table, LockMode::RowExclusive));
    }
}

/// `CREATE PUBLICATION`: each table named, and what inherits from it.
pub(super) fn publication(scope: &PublicationScope, state: State, out: &mut Effects) {
    let PublicationScope::Some { tables, .. } = scope else { return };
    for table in tables {
        let alone = table.only || state.is_partitioned(&table.name);
        let family = if alone { vec![state.catalog.resolve(&table.name)] } else { state.catalog.with_children(&table.name) };
        state.scan(&family, LockMode::ShareUpdateExclusive, Scan::None, out);
    }
}

/// `ALTER PUBLICATION`: `SET TABLE` also locks the tables that leave.
pub(super) fn alter_publication(alter: &AlterPublication, state: State, out: &mut Effects) {
    match &alter.change {
        PublicationChange::Add(scope) | PublicationChange::Remove(scope) => publication(scope, state, out),
        PublicationChange::Replace(scope) => {
            publication(scope, state, out);
            let before = state.catalog.publication(&alter.name).map(|known| known.tables.clone()).unwrap_or_default();
            before.into_iter().for_each(|table| out.add(RelationEffect::lock(table, LockMode::ShareUpdateExclusive)));
        }
        PublicationChange::Options => {}
    }
}

/// `ALTER TRIGGER`, `ALTER POLICY`, `ALTER RULE … RENAME TO`; other objects lock no table.
pub(super) fn alter_object(alter: &AlterObject, state: State, out: &mut Effects) {
    let Some(table) = &alter.on else { return };
    let lock = match (&alter.change, alter.kind) {
        (ObjectChange::RenameTo(_), ObjectKind::Trigger | ObjectKind::Policy | ObjectKind::Rule) => LockMode::AccessExclusive,
        (_, ObjectKind::Extension) => LockMode::ShareUpdateExclusive,
        _ => LockMode::AccessShare,
    };
    // From 15 on the triggers of partitions are renamed with the partitioned table's.
    let spreads = alter.kind == ObjectKind::Trigger && state.version() >= 15 && lock == LockMode::AccessExclusive;
    let family = if spreads { state.catalog.partitions(table) } else { vec![state.catalog.resolve(table)] };
    state.scan(&family, lock, Scan::None, out);
}

/// `COMMENT ON`: tables, columns and views are locked against other changes of them (manual: COMMENT).
pub(super) fn comment(comment: &Comment, state: State, out: &mut Effects) {
    match comment.kind {
        ObjectKind::Table | ObjectKind::Column | ObjectKind::View | ObjectKind::MaterializedView | ObjectKind::ForeignTable => {
            let composite = |known: &crate::catalog::Type| matches!(known.kind, TypeKind::Composite { .. });
            if !state.catalog.type_named(&comment.name).is_some_and(composite) {
                out.add(state.lock(&comment.name, LockMode::ShareUpdateExclusive));
            }
        }
        _ => {
            let table = comment.on.as_ref().filter(|_| comment.kind != ObjectKind::DomainConstraint);
            table.into_iter().for_each(|table| out.add(state.lock(table, LockMode::AccessShare)));
        }
    }
}

/// `GRANT`: from 18 on the tables named are opened.
pub(super) fn grant(grant: &Grant, state: State, out: &mut Effects) {
    let GrantTarget::Tables(tables) = &grant.target else { return };
    let tables = tables.iter().filter(|table| state.version() >= 18 && state.table(table).is_some());
    tables.for_each(|table| out.add(state.lock(table, LockMode::AccessShare)));
}
