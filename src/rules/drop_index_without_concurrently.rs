use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Drop(drop) = step.operation else { return None };
    if drop.kind != ObjectKind::Index || drop.concurrently || step.effects.fails.is_some() {
        return None;
    }
    let index = drop.names.iter().find(|name| is_on_existing_table(step, name))?;
    let table = step.catalog.index(index).map(|(table, _)| table);
    let named = table.map_or("its table".into(), |table| format!("`{}`", table.name));
    let finding = Finding::at(
        step.span,
        format!("dropping `{index}` waits for every query on {named}, and later reads and writes wait behind it"),
    );
    if table.is_some_and(|table| table.kind == TableKind::Partitioned) {
        return Some(
            finding.help("set a lock_timeout and retry: an index of a partitioned table cannot be dropped concurrently"),
        );
    }
    let finding = finding.help("drop it with CONCURRENTLY, outside a transaction");
    if drop.names.len() == 1 && !drop.cascade && step.may_run_alone() {
        return Some(finding.fix(Fix::insert(drop.after_keyword, " CONCURRENTLY")));
    }
    let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
    let drops: Vec<String> = drop.names.iter().map(|name| format!("DROP INDEX CONCURRENTLY {if_exists}{name};")).collect();
    Some(finding.rewrite(Part::online(drops.join("\n")).outside()))
}

fn is_on_existing_table(step: &Step, index: &ObjectName) -> bool {
    step.catalog.index(index).is_none_or(|(table, _)| step.is_existing(&table.name))
}
