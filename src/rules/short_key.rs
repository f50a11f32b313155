use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AddColumn { column, .. } = &alter.action else { return None };
    let last = match &column.data_type {
        short if short.is("int4") => "2,147,483,647",
        short if short.is("int2") => "32,767",
        _ => return None,
    };
    let numbered = column.data_type.serial || column.identity;
    if !numbered {
        return None;
    }
    Some(
        Finding::at(column.type_span, format!("inserts into `{}` fail once `{}` has reached {last}", alter.table, column.name))
            .help("use bigint: changing it later rewrites the table")
            .maybe_fix(step.retype(column.type_span, if column.data_type.serial { "bigserial" } else { "bigint" })),
    )
}
