use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AlterColumn { column, change } = &alter.action else { return None };
    let drops = match change {
        ColumnChange::DropDefault => true,
        ColumnChange::SetDefault(value) => value.sql.eq_ignore_ascii_case("null"),
        _ => false,
    };
    let known = step.catalog.table(&alter.table)?.column(column)?;
    if !drops || !known.not_null || !known.gives_a_value() || !step.is_existing(&alter.table) || step.effects.fails.is_some() {
        return None;
    }
    let message = format!("inserts into `{}` that leave out `{column}` fail from now on: it is NOT NULL", alter.table);
    Some(
        Finding::at(step.span, message)
            .help("drop the default only after the running application writes the column in every INSERT")
            .unless(Remedy::Default(step.table_of(alter), column.clone())),
    )
}
