use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AddConstraint(constraint) = &alter.action else { return None };
    let ConstraintKind::Check(check) = &constraint.kind else { return None };
    if constraint.not_valid || step.context.in_create_table {
        return None;
    }
    let effect = step.stalls(&alter.table)?;
    let name = step.constraint_name(&alter.table, constraint);
    Some(
        Finding::at(step.span, format!("{} while every row is checked for `{}`", waiting(effect), short(&check.sql)))
            .help("add it as NOT VALID, then validate it in a transaction of its own")
            .rewrite(rewrite::validated_later(&alter.table, &with_name(step.words(), constraint, &name), &name)),
    )
}
