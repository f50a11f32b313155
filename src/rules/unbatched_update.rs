use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let table = step.unbatched(DmlKind::Update, |predicate| matches!(predicate, Predicate::Some(_)))?;
    Some(
        Finding::at(
            step.span,
            format!("all rows of `{table}` that match are changed at once and stay locked until all are done"),
        )
        .help("change the rows in batches, each in a transaction of its own")
        .maybe_rewrite(step.in_batches()),
    )
}
