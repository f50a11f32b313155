use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let renamed = matches!(alter.action, TableAction::RenameTo(_) | TableAction::RenameColumn { .. });
    if renamed || !step.effects.data_loss.is_empty() || step.effects.stalled().next().is_some() {
        return None;
    }
    // The parts of one ALTER TABLE share its lock: the first of them tells.
    let mut earlier = step.siblings.iter().take_while(|sibling| sibling.span.start < step.span.start);
    if earlier.any(|sibling| matches!(&sibling.operation, Operation::AlterTable(other) if other.table == alter.table)) {
        return None;
    }
    let held = step.strong_lock_held()?;
    let is_other = |effect: &&RelationEffect| step.timeline.on(&effect.relation).is_none();
    let wanted = step.blocked().find(is_other)?;
    // Told at the second table only: a third makes it no clearer.
    if step.strong_locks_held().count() > 1 || step.effects.fails.is_some() {
        return None;
    }
    let message = format!("`{}` stays locked while `{}` is waited for", held.relation, wanted.relation);
    Some(
        Finding::at(step.span, message)
            .held(held)
            .help("commit in between: change one table in a transaction")
            .rewrite(Part::instant(format!("{};", step.statement.text(step.text))).alone()),
    )
}
