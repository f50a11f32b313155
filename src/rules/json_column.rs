use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AddColumn { column, .. } = &alter.action else { return None };
    let data_type = &column.data_type;
    if !data_type.is("json") {
        return None;
    }
    Some(
        Finding::at(
            column.type_span,
            format!("`{}` cannot be compared, so DISTINCT, GROUP BY and UNION over it fail", column.name),
        )
        .help("use jsonb")
        .maybe_fix(step.retype(column.type_span, "jsonb")),
    )
}
