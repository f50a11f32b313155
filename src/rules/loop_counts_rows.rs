use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Dml(dml) = step.operation else { return None };
    let Predicate::Some(predicate) = &dml.predicate else { return None };
    if step.context.loop_depth == 0 || !step.is_existing(&dml.table) {
        return None;
    }
    let condition = predicate.sql.to_ascii_uppercase();
    let ranged = condition.contains("BETWEEN") || condition.contains('<') && condition.contains('>');
    let block = step.statement.text(step.text).to_ascii_uppercase();
    let counted = block.contains("COUNT(") && block.contains("..");
    if !ranged || !counted || condition.contains("SELECT") {
        return None;
    }
    let message =
        format!("rows of `{}` are left out where keys have gaps: the loop ends after as many keys as there are rows", dml.table);
    Some(
        Finding::at(step.span, message).help("let the loop end at max(key), or walk from the last key seen until no row is left"),
    )
}
