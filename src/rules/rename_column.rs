use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::RenameColumn { from, .. } = &alter.action else { return None };
    let known = step.catalog.table(&alter.table).and_then(|table| table.column(from));
    let added_now = known.is_some_and(|column| column.origin.file == step.catalog.origin().file);
    if added_now || !step.is_existing(&alter.table) || step.effects.fails.is_some() {
        return None;
    }
    Some(
        Finding::at(step.span, format!("queries of the running application that name `{from}` of `{}` fail", alter.table)).help(
            "add a column of the new name, write both, copy in batches, then drop the old one; or alias it in the application",
        ),
    )
}
