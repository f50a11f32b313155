use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    if step.session.lock_timeout != Timeout::Disabled || step.effects.fails.is_some() {
        return None;
    }
    let effect = step.blocked().next()?;
    let message = format!(
        "it waits for `{}` without limit, as lock_timeout is 0, and all later reads and writes wait behind it",
        effect.relation
    );
    Some(Finding::at(step.span, message).help("set a lock_timeout of a few seconds, and retry when it strikes"))
}
