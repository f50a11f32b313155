use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Drop(drop) = step.operation else { return None };
    if drop.kind != ObjectKind::Schema || step.effects.fails.is_some() {
        return None;
    }
    let schemas = names(&drop.names);
    let message = if drop.cascade {
        format!("every table in {schemas} is gone with its rows, and so is whatever depends on them")
    } else {
        format!("{schemas} is gone, and queries that still name it fail")
    };
    Some(Finding::at(step.span, message).help("drop its tables one by one, each when nothing uses it any more"))
}
