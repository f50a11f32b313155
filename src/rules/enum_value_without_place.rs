use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterType(alter) = step.operation else { return None };
    let TypeChange::AddValue { value, neighbour: None, .. } = &alter.change else { return None };
    Some(
        Finding::at(step.span, format!("'{value}' sorts after all other values of `{}`", alter.name))
            .help("say BEFORE or AFTER which value it sorts"),
    )
}
