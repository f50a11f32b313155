use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Vacuum(vacuum) = step.operation else { return None };
    if !vacuum.full {
        return None;
    }
    let tables: Vec<ObjectName> = vacuum.tables.iter().map(|table| table.name.clone()).collect();
    let stalled = existing(step, &tables);
    let finding = match stalled {
        _ if tables.is_empty() => Finding::at(step.span, "reads and writes of each table wait while it is written anew"),
        stalled if stalled.is_empty() => return None,
        stalled => Finding::at(step.span, format!("reads and writes of {} wait while it is written anew", names(stalled))),
    };
    Some(finding.help("use VACUUM without FULL; to shrink a table, use pg_repack or pg_squeeze"))
}
