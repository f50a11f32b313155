use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::CreateType(create) = step.operation else { return None };
    let TypeDefinition::Enum(_) = create.definition else { return None };
    let message = format!("a value of `{}` can be added and renamed later, but never removed", create.name);
    Some(Finding::at(step.span, message).help("use text with a CHECK, or a table of the values and a foreign key"))
}
