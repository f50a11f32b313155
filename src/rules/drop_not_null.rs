use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AlterColumn { column, change: ColumnChange::DropNotNull } = &alter.action else { return None };
    let known = step.catalog.table(&alter.table).and_then(|table| table.column(column));
    let is_nullable = known.is_some_and(|column| column.data_type.is_some() && !column.not_null);
    if is_nullable || !step.is_existing(&alter.table) || step.effects.fails.is_some() {
        return None;
    }
    Some(
        Finding::at(step.span, format!("readers of `{}` meet NULL in `{column}` that they never met before", alter.table))
            .help("teach the running application to read NULL first"),
    )
}
