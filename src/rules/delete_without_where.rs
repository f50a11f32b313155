use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let table = step.unbatched(DmlKind::Delete, |predicate| !matches!(predicate, Predicate::Some(_)))?;
    Some(
        Finding::at(step.span, format!("all rows of `{table}` are gone"))
            .help("say which rows with WHERE, and delete them in batches; keep a backup"),
    )
}
