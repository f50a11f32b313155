use super::*;

/// Shorter limits than this were meant for quick statements.
const SHORT: u64 = 10 * 60 * 1000;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let left = match step.operation {
        Operation::CreateIndex(index) if index.concurrently && step.is_existing(&index.table) => "an invalid index",
        Operation::Reindex(reindex) if reindex.concurrently => "an invalid index",
        Operation::AlterTable(alter) => match &alter.action {
            TableAction::ValidateConstraint(_) if step.is_existing(&alter.table) => "the constraint unproven",
            _ => return None,
        },
        _ => return None,
    };
    let Timeout::Milliseconds(limit) = step.session.statement_timeout else { return None };
    if limit >= SHORT || step.effects.fails.is_some() {
        return None;
    }
    Some(
        Finding::at(
            step.span,
            format!("on a large table statement_timeout ends it after {} s and leaves {left}", limit.div_ceil(1000)),
        )
        .help("lift the limit for this statement: it makes nobody wait")
        .maybe_fix(step.fix_before("SET statement_timeout = 0;"))
        .rewrite("SET statement_timeout = 0;"),
    )
}
