use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Reindex(reindex) = step.operation else { return None };
    if reindex.concurrently || reindex.scope == ReindexScope::System || step.effects.fails.is_some() {
        return None;
    }
    let whole = matches!(reindex.scope, ReindexScope::Schema | ReindexScope::Database);
    let stalled = step.effects.stalled().next();
    let unknown = step.effects.relations.is_empty() && reindex.scope == ReindexScope::Index;
    let message = match stalled {
        _ if whole => "writes to each table wait until its indexes are rebuilt".to_owned(),
        Some(effect) => {
            format!("writes to `{}` wait until the index is rebuilt, and so do reads that would use it", effect.relation)
        }
        None if unknown => "writes to its table wait until the index is rebuilt, and so do reads that would use it".to_owned(),
        None => return None,
    };
    let finding = Finding::at(step.span, message).help("rebuild it with CONCURRENTLY, outside a transaction");
    if step.may_run_alone() {
        return Some(finding.fix(Fix::insert(reindex.after_keyword, " CONCURRENTLY")));
    }
    let concurrently = step.words_with(reindex.after_keyword, " CONCURRENTLY");
    Some(finding.rewrite(Part::online(format!("{concurrently};")).outside()))
}
