use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AddColumn { column, .. } = &alter.action else { return None };
    let data_type = &column.data_type;
    if !data_type.is("bpchar") {
        return None;
    }
    Some(
        Finding::at(
            column.type_span,
            format!(
                "`{}` is padded with blanks to its full length, and they are lost again when it is read as text",
                column.name
            ),
        )
        .help("use text, with a CHECK for its length if it needs one")
        .maybe_fix(step.retype(column.type_span, "text")),
    )
}
