use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    if step.session.lock_timeout.is_limited() {
        return None;
    }
    let named: Vec<ObjectName> = match step.operation {
        Operation::Drop(drop) if drop.kind == ObjectKind::Table => {
            drop.names.iter().map(|name| step.catalog.resolve(name)).collect()
        }
        Operation::AlterTable(alter) if matches!(alter.action, TableAction::DropConstraint { .. }) => {
            step.catalog.with_children(&alter.table)
        }
        _ => return None,
    };
    // A table that goes with its rows has its finding already.
    if matches!(step.operation, Operation::Drop(_)) && !existing(step, &named).is_empty() {
        return None;
    }
    let other = step.blocked().find(|effect| !named.contains(&effect.relation))?;
    let message = format!("reads and writes of `{}` wait too, as the foreign key is removed there as well", other.relation);
    Some(Finding::at(step.span, message).help("set a lock_timeout, and drop one foreign key in a transaction"))
}
