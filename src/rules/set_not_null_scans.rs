use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let column = column_made_not_null(&alter.action)?;
    let effect = step.stalls(&alter.table)?;
    let message = format!("{} while every row is checked for NULL in `{column}`", waiting(effect));
    Some(
        Finding::at(step.span, message)
            .help("prove it first with a constraint that is validated while reads and writes go on")
            .rewrite(rewrite::not_null(&alter.table, column, step.target.version)),
    )
}

fn column_made_not_null(action: &TableAction) -> Option<&Name> {
    match action {
        TableAction::AlterColumn { column, change: ColumnChange::SetNotNull } => Some(column),
        TableAction::AddConstraint(constraint) => match &constraint.kind {
            ConstraintKind::NotNull(column) => Some(column),
            _ => None,
        },
        _ => None,
    }
}
