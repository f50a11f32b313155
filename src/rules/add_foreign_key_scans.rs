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
    let name = step.constraint_name(&alter.table, constraint);
    let add = with_name(step.words(), constraint, &name);
    if step.is_partitioned(&alter.table) && step.target.version < 18 {
        let is_leaf = |table: &ObjectName| !step.is_partitioned(table);
        let leaves: Vec<ObjectName> = step.catalog.with_children(&alter.table).into_iter().filter(is_leaf).collect();
        let known = !leaves.is_empty();
        return Some(
            finding
                .help("add it to each partition as NOT VALID, validate there, then add it to the parent")
                .maybe_rewrite(known.then(|| rewrite::validated_by_partition(&alter.table, &leaves, &add, &name))),
        );
    }
    Some(finding.help("add it as NOT VALID, then validate it in a transaction of its own").rewrite(rewrite::validated_later(
        &alter.table,
        &add,
        &name,
    )))
}
