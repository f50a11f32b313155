use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    if !step.context.in_create_table || step.session.lock_timeout.is_limited() {
        return None;
    }
    let parent = match &alter.action {
        TableAction::AddConstraint(constraint) => referenced(constraint),
        TableAction::AddColumn { column, .. } => column.constraints.iter().find_map(referenced),
        _ => None,
    }?;
    let effect = step.effect(parent).filter(|effect| blocks_existing(effect))?;
    let ends = if step.session.in_transaction() { "until the transaction ends" } else { "for a moment" };
    Some(
        Finding::at(step.span, format!("creating `{}` makes writes to `{}` wait {ends}", alter.table, effect.relation))
            .help("set a lock_timeout, and commit soon after"),
    )
}

fn referenced(constraint: &Constraint) -> Option<&ObjectName> {
    match &constraint.kind {
        ConstraintKind::ForeignKey(key) => Some(&key.references),
        _ => None,
    }
}
