use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Drop(drop) = step.operation else { return None };
    if drop.kind != ObjectKind::Table || drop.cascade || step.effects.fails.is_some() {
        return None;
    }
    let dropped = existing(step, &drop.names);
    if dropped.is_empty() {
        return None;
    }
    let plural = if dropped.len() > 1 { "are gone with their" } else { "is gone with its" };
    Some(
        Finding::at(step.span, format!("{} {plural} rows, and queries that still use it fail", names(dropped)))
            .help("drop it only after the running application no longer uses it, and keep a backup"),
    )
}
