use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::CreateView(create) = step.operation else { return None };
    let known = step.catalog.table(&create.name).filter(|view| create.or_replace && view.security_invoker)?;
    if create.options.iter().any(|(name, _)| name == "security_invoker") || step.effects.fails.is_some() {
        return None;
    }
    let message =
        format!("`{}` reads with its owner's rights from now on: the new definition has no security_invoker", known.name);
    Some(Finding::at(step.span, message).help("repeat WITH (security_invoker = true)"))
}
