use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AddColumn { column, .. } = &alter.action else { return None };
    if step.context.in_create_table || step.effects.fails.is_some() || !step.is_existing(&alter.table) {
        return None;
    }
    if step.catalog.table(&alter.table).is_some_and(|table| table.column(&column.name).is_some()) {
        return None;
    }
    let table = step.catalog.resolve(&alter.table);
    let publication = step.catalog.publishing(&table)?;
    let message =
        format!("subscribers of `{publication}` stop at the next change of `{table}` until they have `{}` too", column.name);
    Some(Finding::at(step.span, message).help("add the column on the subscribers first"))
}
