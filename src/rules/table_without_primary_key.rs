use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::CreateTable(create) = step.operation else { return None };
    let borrowed = create.partition_of.is_some() || !create.like.is_empty() || !create.inherits.is_empty();
    let lasting = create.persistence != Persistence::Temporary && !create.foreign;
    if borrowed || !lasting || step.siblings.iter().any(|sibling| sibling.operation.adds_primary_key()) {
        return None;
    }
    let message =
        format!("rows of `{}` have no key by which they can be told apart, replicated and changed in batches", create.name);
    Some(Finding::at(step.span, message).help("give it a primary key"))
}
