use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let left = match step.operation {
        Operation::CreateIndex(index) if index.concurrently && step.is_existing(&index.table) => "an invalid index",
        Operation::Reindex(reindex) if reindex.concurrently => "an invalid index",
        _ => return None,
    };
    let Timeout::Milliseconds(limit) = step.session.lock_timeout else { return None };
    if step.effects.fails.is_some() {
        return None;
    }
    let message = format!("a transaction elsewhere that lasts longer than {} s ends it and leaves {left}", limit.div_ceil(1000));
    Some(
        Finding::at(step.span, message)
            .help("lift the limit for this statement: it makes nobody wait")
            .maybe_fix(step.fix_before("SET lock_timeout = 0;"))
            .rewrite("SET lock_timeout = 0;"),
    )
}
