use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterType(alter) = step.operation else { return None };
    let TypeChange::RenameValue { from, .. } = &alter.change else { return None };
    if step.is_new_type(&alter.name) || step.effects.fails.is_some() {
        return None;
    }
    Some(
        Finding::at(step.span, format!("queries of the running application that say '{from}' for `{}` fail", alter.name))
            .help("add the new value beside it, move the rows in batches, and leave the old one"),
    )
}
