use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AddColumn { column, .. } = &alter.action else { return None };
    let data_type = &column.data_type;
    if !data_type.is("timestamp") {
        return None;
    }
    Some(
        Finding::at(column.type_span, format!("`{}` says no moment: what it means depends on who reads it", column.name))
            .help("use timestamptz"),
    )
}
