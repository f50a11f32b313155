use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AddColumn { column, .. } = &alter.action else { return None };
    let data_type = &column.data_type;
    if !data_type.is("varchar") || data_type.modifiers.is_empty() {
        return None;
    }
    Some(
        Finding::at(
            column.type_span,
            format!(
                "a value of `{}` that is longer than {} fails, and a shorter limit later rewrites the table",
                column.name,
                data_type.modifiers.first().copied().unwrap_or_default()
            ),
        )
        .help("use text, with a CHECK for its length if it needs one")
        .maybe_fix(step.retype(column.type_span, "text")),
    )
}
