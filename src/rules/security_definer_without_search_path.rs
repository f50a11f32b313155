use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::CreateFunction(function) = step.operation else { return None };
    if !function.security_definer || function.sets_search_path {
        return None;
    }
    let message = format!("whoever calls `{}` can make it run their own objects with its owner's rights", function.name);
    Some(Finding::at(step.span, message).help("add SET search_path = '' and qualify the names in its body"))
}
