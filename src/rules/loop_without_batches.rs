use super::*;
use crate::{parse::expression, predicate};

pub(super) fn check(step: &Step) -> Option<Finding> {
    let table = repeated(step)?;
    let message = format!("no batch: each turn of the loop goes through all rows of `{table}` that match");
    Some(Finding::at(step.span, message).help("let each turn change its own part, by a range of the key or a LIMIT"))
}

/// The existing table that each turn of the loop changes as a whole: nothing in the `WHERE` follows the loop.
pub(super) fn repeated<'a>(step: &'a Step) -> Option<&'a ObjectName> {
    let Operation::Dml(dml) = step.operation else { return None };
    let looped = step.context.loop_depth > 0 && !step.context.dynamic;
    if !looped || !matches!(dml.kind, DmlKind::Update | DmlKind::Delete) || !step.is_existing(&dml.table) {
        return None;
    }
    let known = step.catalog.table(&dml.table).filter(|table| table.complete && dml.reads.is_empty())?;
    let whole = match &dml.predicate {
        Predicate::Absent | Predicate::Always { .. } => true,
        Predicate::Some(predicate) => {
            let found = expression::analyse(predicate);
            let own = found.columns.iter().all(|column| known.column(column).is_some());
            // A qualified name may be a loop variable's.
            let plain = found.understood && !found.has_subquery && found.calls.is_empty() && !predicate.sql.contains(['.', '$']);
            plain && own && !predicate::picks_few(predicate, Some(known))
        }
    };
    whole.then_some(&dml.table)
}
