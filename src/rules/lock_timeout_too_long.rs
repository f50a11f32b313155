use super::*;

/// Longer waits are felt by everybody who queues behind.
const LONG: u64 = 60 * 1000;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Timeout::Milliseconds(limit) = step.session.lock_timeout else { return None };
    if limit <= LONG || step.effects.fails.is_some() {
        return None;
    }
    let effect = step.blocked().next()?;
    let message = format!(
        "all reads and writes of `{}` may queue behind it for {} s, as long as lock_timeout lets it wait",
        effect.relation,
        limit / 1000
    );
    Some(Finding::at(step.span, message).help("set a lock_timeout of a few seconds, and retry when it strikes"))
}
