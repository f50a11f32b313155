use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Drop(drop) = step.operation else { return None };
    let routine = matches!(drop.kind, ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Routine);
    let name = drop.names.first().filter(|_| routine && !drop.cascade && step.effects.fails.is_none())?;
    let unseen = step.catalog.function(name).is_none();
    if drop.if_exists && unseen {
        return None;
    }
    Some(
        Finding::at(step.span, format!("queries and jobs that still call `{name}` fail"))
            .help("drop it only after nothing calls it; to change it, use CREATE OR REPLACE")
            .unless(Remedy::Routine(name.clone())),
    )
}
