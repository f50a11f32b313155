use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterObject(alter) = step.operation else { return None };
    if alter.kind != ObjectKind::Schema || !matches!(alter.change, ObjectChange::RenameTo(_)) {
        return None;
    }
    Some(
        Finding::at(step.span, format!("queries of the running application that name the schema `{}` fail", alter.name))
            .help("keep the name; or move one table at a time and leave a view behind"),
    )
}
