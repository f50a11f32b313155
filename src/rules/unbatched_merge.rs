use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Dml(dml) = step.operation else { return None };
    let copies = dml.kind == DmlKind::Merge && dml.reads.iter().any(|read| *read != dml.table);
    let guarded = step.context.loop_depth > 0 || step.effects.fails.is_some() || step.strong_lock_held().is_some();
    if !copies || guarded || !step.is_existing(&dml.table) {
        return None;
    }
    let message = format!("all rows of `{}` that match are changed at once and stay locked until all are done", dml.table);
    Some(Finding::at(step.span, message).help("merge in batches of the source's rows, each in a transaction of its own"))
}
