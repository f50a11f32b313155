use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    if step.session.lock_timeout != Timeout::Unset || step.effects.fails.is_some() {
        return None;
    }
    let effect = step.blocked().next()?;
    let local = if step.session.in_transaction() { "LOCAL " } else { "" };
    let set = format!("SET {local}lock_timeout = '2s';");
    let message = format!("while it waits for a long query on `{}`, all later reads and writes wait behind it", effect.relation);
    Some(
        Finding::at(step.span, message)
            .help("set a lock_timeout first, and retry when it strikes")
            .maybe_fix(step.fix_before(&set))
            .rewrite(set),
    )
}
