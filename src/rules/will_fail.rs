use super::*;

/// The server refuses it in a transaction block: told by `not-allowed-in-transaction`.
const ACTIVE_TRANSACTION: &str = "25001";

pub(super) fn check(step: &Step) -> Option<Finding> {
    let failure = step.effects.fails.as_ref()?;
    if failure.sqlstate == ACTIVE_TRANSACTION {
        return None;
    }
    Some(Finding::at(step.span, format!("the server refuses it: {} ({})", failure.message, failure.sqlstate)))
}
