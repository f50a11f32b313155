use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Drop(drop) = step.operation else { return None };
    if !matches!(drop.kind, ObjectKind::View | ObjectKind::MaterializedView) || drop.cascade || step.effects.fails.is_some() {
        return None;
    }
    let dropped = existing(step, &drop.names);
    if dropped.is_empty() {
        return None;
    }
    Some(
        Finding::at(step.span, format!("queries that still read {} fail", names(dropped)))
            .help("drop it only after nothing reads it; to change it, use CREATE OR REPLACE VIEW"),
    )
}
