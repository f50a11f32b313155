use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Transaction(command) = step.operation else { return None };
    if step.context.in_block {
        return None;
    }
    let finding = match (command, step.session.transaction) {
        (Transaction::Begin, TransactionBlock::Explicit(begin)) => {
            Finding::at(step.span, "it begins nothing: a transaction is open already").label(begin, "opened here")
        }
        (Transaction::Begin, TransactionBlock::Runner(_)) => {
            Finding::at(step.span, "it begins nothing: the runner has opened a transaction around the file")
        }
        (Transaction::Commit { .. } | Transaction::Rollback { .. }, TransactionBlock::Runner(_) | TransactionBlock::Call(_)) => {
            Finding::at(step.span, "it ends the runner's transaction: what follows is no longer one unit with what was before")
        }
        _ => return None,
    };
    Some(finding.help("leave transactions to one of the two, the file or the runner"))
}
