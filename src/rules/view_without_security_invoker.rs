use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::CreateView(create) = step.operation else { return None };
    let said = create.options.iter().any(|(name, _)| name == "security_invoker");
    if create.materialized || create.temporary || said || step.target.version < 15 || step.effects.fails.is_some() {
        return None;
    }
    Some(
        Finding::at(
            step.span,
            format!("`{}` reads with its owner's rights: policies of the tables beneath do not hold", create.name),
        )
        .help("add WITH (security_invoker = true)"),
    )
}
