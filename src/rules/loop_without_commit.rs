use super::{loop_without_batches, *};

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Dml(dml) = step.operation else { return None };
    let copies = dml.kind == DmlKind::Insert || loop_without_batches::repeated(step).is_some();
    if !is_looped(&step.context) || copies || !step.is_existing(&dml.table) {
        return None;
    }
    let earlier = step.siblings.iter().take_while(|sibling| sibling.span.start < step.span.start);
    if earlier.into_iter().any(|sibling| matches!(sibling.operation, Operation::Dml(_)) && is_looped(&sibling.context)) {
        return None;
    }
    let message = format!("the loop is one transaction: rows of `{}` stay locked until its last turn", dml.table);
    Some(Finding::at(step.span, message).help("COMMIT in each turn, and run the block outside a transaction"))
}

fn is_looped(context: &Context) -> bool {
    context.loop_depth > 0 && !context.commits_in_loop
}
