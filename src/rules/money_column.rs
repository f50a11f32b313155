use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AddColumn { column, .. } = &alter.action else { return None };
    let data_type = &column.data_type;
    if !data_type.is("money") {
        return None;
    }
    Some(
        Finding::at(column.type_span, format!("what `{}` holds depends on the locale of the server that reads it", column.name))
            .help("use numeric, with the currency in a column of its own"),
    )
}
