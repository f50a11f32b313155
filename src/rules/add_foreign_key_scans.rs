use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AddConstraint(constraint) = &alter.action else { return None };
    let ConstraintKind::ForeignKey(key) = &constraint.kind else { return None };
    if constraint.not_valid || step.context.in_create_table {
        return None;
    }
    let stalled = step.effects.stalled().next()?;
    let who = if stalled.lock.blocks_reads() { "reads and writes of" } else { "writes to" };
    let blocked = names(step.blocked().map(|effect| &effect.relation));
    let message = format!("{who} {blocked} wait while every row of `{}` is looked up in `{}`", alter.table, key.references);
    let finding = Finding::at(step.span, message);
    if step.is_partitioned(&alter.table) && step.target.version < 18 {
        return Some(finding.help("add it to each partition as NOT VALID, validate there, then add it to the parent"));
    }
    let name = step.constraint_name(&alter.table, constraint);
    Some(finding.help("add it as NOT VALID, then validate it in a transaction of its own").rewrite(rewrite::validated_later(
        &alter.table,
        &with_name(step.words(), constraint, &name),
        &name,
    )))
}
