use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::SetTrigger { trigger, firing: Firing::Disable } = &alter.action else { return None };
    if !step.is_existing(&alter.table) || step.effects.fails.is_some() {
        return None;
    }
    let (message, help) = match trigger {
        TriggerSelection::All => (
            format!("foreign keys of `{}` are no longer checked, so rows can break them unseen", alter.table),
            "disable only the triggers you mean, by name",
        ),
        TriggerSelection::User => (
            format!("no trigger of `{}` fires any more, for the running application too", alter.table),
            "skip the trigger for this session only, by a setting that its function reads",
        ),
        TriggerSelection::Named(name) => (
            format!("`{name}` of `{}` no longer fires, for the running application too", alter.table),
            "skip the trigger for this session only, by a setting that its function reads",
        ),
    };
    Some(Finding::at(step.span, message).help(help))
}
