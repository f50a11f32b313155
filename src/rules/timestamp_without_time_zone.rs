use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AddColumn { column, .. } = &alter.action else { return None };
    let data_type = &column.data_type;
    if !data_type.is("timestamp") {
        return None;
    }
    let with_time_zone = DataType { name: ObjectName::bare("timestamptz"), ..data_type.clone() };
    Some(
        Finding::at(column.type_span, format!("`{}` says no moment: what it means depends on who reads it", column.name))
            .help("use timestamptz")
            .maybe_fix(step.retype(column.type_span, with_time_zone.to_string())),
    )
}
