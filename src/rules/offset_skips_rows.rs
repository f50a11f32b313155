use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Dml(dml) = step.operation else { return None };
    let Predicate::Some(predicate) = &dml.predicate else { return None };
    let words = predicate.sql.to_ascii_uppercase();
    let pages = words.split_whitespace().any(|word| word == "OFFSET") && words.contains("LIMIT");
    if !pages || step.context.loop_depth == 0 || !matches!(dml.kind, DmlKind::Update | DmlKind::Delete) {
        return None;
    }
    let message =
        format!("rows of `{}` are skipped: those already changed no longer match, yet OFFSET counts past as many", dml.table);
    Some(Finding::at(step.span, message).help("walk the table by its key, from the last one seen, instead of OFFSET"))
}
