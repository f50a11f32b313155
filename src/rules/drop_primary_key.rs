use super::{published_table_without_identity, *};

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::DropConstraint { name, cascade: false, .. } = &alter.action else { return None };
    let table = step.catalog.table(&alter.table).filter(|_| step.is_existing(&alter.table))?;
    let dropped = table.constraint(name)?;
    let primary = matches!(&dropped.kind, ConstraintKind::Unique(unique) if unique.primary);
    let replaced = step.siblings.iter().any(|sibling| sibling.operation.adds_primary_key());
    // Told by `published-table-without-identity`.
    let published =
        step.catalog.publishing(&alter.table).is_some() && published_table_without_identity::loses_identity(step, alter);
    if !primary || replaced || published || step.effects.fails.is_some() {
        return None;
    }
    let message =
        format!("`{}` loses its primary key: rows can repeat, and replication of updates and deletes fails", table.name);
    Some(
        Finding::at(step.span, message)
            .help("build the new key's unique index with CONCURRENTLY first, then swap the keys in one ALTER TABLE"),
    )
}
