use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::RowSecurity(RowSecurity::Enable) = &alter.action else { return None };
    let enabled = step.catalog.table(&alter.table).is_some_and(|table| table.row_security);
    if step.context.dynamic || enabled || !step.is_existing(&alter.table) || step.effects.fails.is_some() {
        return None;
    }
    let message = format!("everybody but the owner finds `{}` empty from now on: it has no policy", alter.table);
    Some(
        Finding::at(step.span, message)
            .help("create its policies first, then enable row level security, in one transaction")
            .unless(Remedy::Policy(step.table_of(alter))),
    )
}
