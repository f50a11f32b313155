use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::CreateIndex(create) = step.operation else { return None };
    let table = step.catalog.table(&create.table).filter(|_| step.is_existing(&create.table) && step.effects.fails.is_none())?;
    // A build that blocks writes is told of already.
    if step.effects.stalled().next().is_some() {
        return None;
    }
    let first = create.keys.first()?.column.clone()?;
    let now = step.catalog.origin().transaction;
    let replaced = |former: &&FormerIndex| {
        let same_start = former.index.keys.first().is_some_and(|key| key.as_ref() == Some(&first));
        former.table == table.name && same_start && former.dropped_in != now
    };
    let former = step.catalog.former_indexes().iter().find(replaced)?;
    if table.indexes.iter().any(|index| index.leads_with(std::slice::from_ref(&first))) {
        return None;
    }
    let message = format!(
        "queries of `{}` by `{first}` have no index until this one is built: `{}` is gone already",
        table.name, former.index.name
    );
    Some(Finding::at(step.span, message).help("build the new index first, then drop the old one"))
}
