use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::CreateFunction(create) = step.operation else { return None };
    let known = step.catalog.function(&create.name).filter(|_| create.or_replace)?;
    if known.routine.body == create.routine.body || step.effects.fails.is_some() {
        return None;
    }
    let calls = |index: &&TableIndex| index.calls.contains(&create.name.name);
    let users = step.catalog.tables().filter_map(|table| Some((table, table.indexes.iter().find(calls)?)));
    let (table, index) = users.min_by_key(|(table, _)| &table.name)?;
    let message = format!("the index `{}` of `{}` keeps what the old `{}` gave", index.name, table.name, create.name);
    Some(
        Finding::at(step.span, message)
            .help("make a function of another name, and an index that calls it; or rebuild the index at once")
            .rewrite(format!("-- outside a transaction\nREINDEX INDEX CONCURRENTLY {};", table.name.sibling(index.name.clone()))),
    )
}
