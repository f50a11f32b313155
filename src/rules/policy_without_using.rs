use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::CreatePolicy(policy) = step.operation else { return None };
    let on_old_rows = matches!(policy.command, PolicyCommand::Update | PolicyCommand::All);
    if !on_old_rows || !policy.permissive || policy.using.is_some() || policy.with_check.is_none() {
        return None;
    }
    let message = format!("the policy lets nobody change a row of `{}`: without USING it picks none", policy.table);
    Some(Finding::at(step.span, message).help("say with USING which rows may be changed"))
}
