use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Dml(dml) = step.operation else { return None };
    let nameless = dml.kind == DmlKind::Insert && dml.columns.is_empty() && dml.source != DmlSource::None;
    let defaults = step.words().to_ascii_uppercase().contains("DEFAULT VALUES");
    if !nameless || defaults || !step.is_existing(&dml.table) || step.effects.fails.is_some() {
        return None;
    }
    let message =
        format!("values go into the columns of `{}` by their order, which differs where one was dropped and added", dml.table);
    Some(Finding::at(step.span, message).help("name the columns"))
}
