use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let key = match &alter.action {
        TableAction::AddConstraint(constraint) => cascading(constraint),
        TableAction::AddColumn { column, .. } => column.constraints.iter().find_map(cascading),
        _ => None,
    }?;
    let message = format!("deleting one row of `{}` deletes any number of rows of `{}`", key.references, alter.table);
    Some(Finding::at(step.span, message).help("delete the rows in batches first, and let the foreign key refuse"))
}

fn cascading(constraint: &Constraint) -> Option<&ForeignKey> {
    match &constraint.kind {
        ConstraintKind::ForeignKey(key) if key.on_delete == ReferentialAction::Cascade => Some(key),
        _ => None,
    }
}
