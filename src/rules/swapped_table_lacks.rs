use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::RenameTo(to) = &alter.action else { return None };
    let table = step.catalog.table(&alter.table)?;
    let name = table.name.sibling(to.clone());
    let former = step.catalog.former_table(&name).filter(|former| former.kind == table.kind)?;
    let lacking = table.lacks(former);
    if lacking.is_empty() || step.effects.fails.is_some() {
        return None;
    }
    let message = format!("the new `{to}` has not all that the old one had: it lacks {}", lacking.join(", "));
    Some(
        Finding::at(step.span, message)
            .help("make the copy with LIKE … INCLUDING ALL, then its foreign keys, triggers, policies and privileges, and only then swap")
            .unless(Remedy::Whole(name, Box::new(former.clone()))),
    )
}
