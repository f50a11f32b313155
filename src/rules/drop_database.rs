use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Drop(drop) = step.operation else { return None };
    if drop.kind != ObjectKind::Database {
        return None;
    }
    Some(
        Finding::at(step.span, format!("the database {} is gone with all that is in it", names(&drop.names)))
            .help("drop a database by hand, never in a migration"),
    )
}
