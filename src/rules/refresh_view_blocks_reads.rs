use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::RefreshView(refresh) = step.operation else { return None };
    let view = step.catalog.table(&refresh.name);
    let effect = step.effect(&refresh.name).filter(|effect| effect.lock.blocks_reads())?;
    if effect.new != Newness::Existing || view.is_some_and(|view| view.empty) || step.effects.fails.is_some() {
        return None;
    }
    let finding = Finding::at(step.span, format!("reads of `{}` wait while its query runs", refresh.name));
    if !refresh.with_data {
        return Some(finding.help("refresh it with CONCURRENTLY, which keeps the old rows until the new ones are there"));
    }
    let has_key = |view: &Table| view.indexes.iter().any(|index| index.unique && !index.partial && index.valid);
    match view {
        Some(view) if !has_key(view) && view.complete => {
            Some(finding.help("give it a unique index over plain columns, then refresh it with CONCURRENTLY"))
        }
        _ => Some(
            finding
                .help("refresh it with CONCURRENTLY; it needs a unique index over plain columns")
                .fix(Fix::insert(refresh.after_keyword, " CONCURRENTLY").applicability(Applicability::Unsafe)),
        ),
    }
}
