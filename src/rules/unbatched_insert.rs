use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Dml(dml) = step.operation else { return None };
    let copies = dml.kind == DmlKind::Insert && dml.source == DmlSource::Query;
    let guarded = step.context.loop_depth > 0 || step.effects.fails.is_some() || step.strong_lock_held().is_some();
    if !copies || guarded || !step.is_existing(&dml.table) {
        return None;
    }
    let read = dml.reads.iter().find(|read| step.is_existing(read))?;
    let message = format!("all rows of `{read}` that match are copied into `{}` in one transaction", dml.table);
    Some(Finding::at(step.span, message).help("copy in batches by the source's key, each in a transaction of its own"))
}
