use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    if step.effects.fails.is_some() {
        return None;
    }
    let (publication, table) = match step.operation {
        Operation::CreatePublication(create) if !create.inserts_only => (&create.name, unidentified(step, &create.scope)?),
        Operation::AlterPublication(alter) => match &alter.change {
            PublicationChange::Add(scope) | PublicationChange::Replace(scope) => (&alter.name, unidentified(step, scope)?),
            _ => return None,
        },
        Operation::AlterTable(alter) => {
            (step.catalog.publishing(&alter.table)?, loses_identity(step, alter).then(|| step.catalog.resolve(&alter.table))?)
        }
        _ => return None,
    };
    let message = format!("updates and deletes of `{table}` fail: publication `{publication}` cannot tell its rows apart");
    Some(
        Finding::at(step.span, message)
            .help("give the table a primary key, or say REPLICA IDENTITY USING INDEX")
            .unless(Remedy::Identity(table)),
    )
}

/// The first of the tables that is known to have no replica identity.
fn unidentified(step: &Step, scope: &PublicationScope) -> Option<ObjectName> {
    let PublicationScope::Some { tables, .. } = scope else { return None };
    let known = tables.iter().filter_map(|table| step.catalog.table(&table.name));
    let bare = |table: &&Table| table.complete && table.kind == TableKind::Table && !table.is_identified();
    known.into_iter().find(bare).map(|table| table.name.clone())
}

/// The published table's rows can no longer be told apart.
pub(super) fn loses_identity(step: &Step, alter: &AlterTable) -> bool {
    let Some(table) = step.catalog.table(&alter.table).filter(|table| table.is_identified()) else { return false };
    let by_key = table.replica_identity == ReplicaIdentity::Default;
    match &alter.action {
        TableAction::ReplicaIdentity(ReplicaIdentity::Nothing) => true,
        TableAction::ReplicaIdentity(ReplicaIdentity::Default) => table.primary_key().is_none(),
        TableAction::DropColumn { column, .. } => by_key && table.primary_key().is_some_and(|key| key.contains(column)),
        TableAction::DropConstraint { name, .. } => {
            by_key
                && table
                    .constraint(name)
                    .is_some_and(|dropped| matches!(&dropped.kind, ConstraintKind::Unique(unique) if unique.primary))
        }
        _ => false,
    }
}
