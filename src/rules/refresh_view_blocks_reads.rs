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
    let is_key = |index: &TableIndex| index.unique && !index.partial && index.valid && index.keys.iter().all(Option::is_some);
    let fix = Fix::insert(refresh.after_keyword, " CONCURRENTLY");
    Some(match view {
        Some(view) if view.indexes.iter().any(is_key) => finding.help("refresh it with CONCURRENTLY").fix(fix),
        Some(view) if view.complete => {
            let columns = "/* the columns that tell its rows apart */";
            let name = rewrite::made_up(&refresh.name, &[], "key");
            let index = format!("CREATE UNIQUE INDEX CONCURRENTLY {name} ON {} ({columns});", refresh.name);
            finding.help("give it a unique index over plain columns, then refresh it with CONCURRENTLY").rewrite(vec![
                Part::online(index).outside().by_hand(),
                Part::instant(format!("{};", step.words_with(refresh.after_keyword, " CONCURRENTLY"))).note("reads go on"),
            ])
        }
        _ => finding
            .help("refresh it with CONCURRENTLY; it needs a unique index over plain columns")
            .fix(fix.applicability(Applicability::Unsafe)),
    })
}
