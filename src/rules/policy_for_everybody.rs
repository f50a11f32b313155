use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::CreatePolicy(policy) = step.operation else { return None };
    let writes = !matches!(policy.command, PolicyCommand::Select);
    let everybody = policy.roles.is_empty() || policy.roles.iter().any(|role| role == "public");
    if !policy.permissive || !writes || !everybody || step.effects.fails.is_some() {
        return None;
    }
    let decisive = match policy.command {
        PolicyCommand::Insert => policy.with_check.as_ref(),
        _ => policy.using.as_ref(),
    };
    let open = decisive.is_some_and(|expression| expression.sql.trim_matches(['(', ')', ' ']).eq_ignore_ascii_case("true"));
    open.then(|| {
        Finding::at(step.span, format!("every role that may write `{}` may write all of its rows", policy.table))
            .help("say in USING and WITH CHECK whose rows they are, or name the role with TO")
    })
}
