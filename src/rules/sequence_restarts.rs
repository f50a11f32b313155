use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let what = match step.operation {
        Operation::AlterSequence(alter) if alter.restart => format!("`{}`", alter.name),
        Operation::AlterTable(alter) => match &alter.action {
            TableAction::AlterColumn { column, change: ColumnChange::SetIdentity { restart: true } }
                if step.is_existing(&alter.table) =>
            {
                format!("`{column}` of `{}`", alter.table)
            }
            _ => return None,
        },
        _ => return None,
    };
    Some(
        Finding::at(step.span, format!("the numbers of {what} start over, and those that are in use come again"))
            .help("say RESTART WITH and a number that no row has"),
    )
}
