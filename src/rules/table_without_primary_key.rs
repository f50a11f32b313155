use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::CreateTable(create) = step.operation else { return None };
    let borrowed = create.partition_of.is_some() || !create.like.is_empty() || !create.inherits.is_empty();
    let lasting = create.persistence != Persistence::Temporary && !create.foreign;
    if borrowed || !lasting || step.siblings.iter().any(|sibling| adds_primary_key(&sibling.operation)) {
        return None;
    }
    let message =
        format!("rows of `{}` have no key by which they can be told apart, replicated and changed in batches", create.name);
    Some(Finding::at(step.span, message).help("give it a primary key"))
}

fn adds_primary_key(operation: &Operation) -> bool {
    let is_primary = |constraint: &Constraint| matches!(&constraint.kind, ConstraintKind::Unique(unique) if unique.primary);
    let Operation::AlterTable(alter) = operation else { return false };
    match &alter.action {
        TableAction::AddColumn { column, .. } => column.constraints.iter().any(is_primary),
        TableAction::AddConstraint(constraint) => is_primary(constraint),
        _ => false,
    }
}
