use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AddConstraint(constraint) = &alter.action else { return None };
    if !matches!(constraint.kind, ConstraintKind::Exclude { .. }) || step.context.in_create_table {
        return None;
    }
    let effect = step.stalls(&alter.table)?;
    Some(
        Finding::at(step.span, format!("{} until the exclusion constraint's index is built", waiting(effect)))
            .help("run it when the table is quiet, with a lock_timeout: there is no way to build it concurrently"),
    )
}
