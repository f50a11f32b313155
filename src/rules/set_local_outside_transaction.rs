use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Set(set) = step.operation else { return None };
    if !set.local || step.session.in_transaction() || step.context.in_block {
        return None;
    }
    Some(
        Finding::at(step.span, format!("`{}` stays as it is: SET LOCAL lasts until the end of a transaction", set.name))
            .help("open a transaction first, or use SET; if your runner opens one, tell ddlint with --assume-transaction"),
    )
}
