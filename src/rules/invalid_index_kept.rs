use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::CreateIndex(index) = step.operation else { return None };
    let name = index.name.as_ref().filter(|_| index.concurrently && index.if_not_exists)?;
    let built_already = step.catalog.index(&index.table.sibling(name.clone())).is_some();
    if built_already || !step.is_existing(&index.table) || step.effects.fails.is_some() {
        return None;
    }
    let qualified = index.table.sibling(name.clone());
    let kept = format!("if a build fails, it leaves `{name}` behind as invalid, and the next run keeps it as it is");
    let sql = format!("DROP INDEX CONCURRENTLY IF EXISTS {qualified};\n{};", unconditional(step.words()));
    let rewrite = Part::online(sql).outside().note("an index of this name that is there is built anew").by_hand();
    Some(Finding::at(step.span, kept).help("drop what a failed build left behind first").rewrite(rewrite))
}

/// The statement without its `IF NOT EXISTS`.
pub(super) fn unconditional(create: &str) -> String {
    create.replacen("IF NOT EXISTS ", "", 1).replacen("if not exists ", "", 1)
}
