use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let inside = step.session.in_transaction() || step.context.in_block;
    if !step.effects.outside_transaction || !inside {
        return None;
    }
    let finding = Finding::at(step.span, "fails: it is not allowed in a transaction block");
    let finding = match step.session.transaction {
        TransactionBlock::Explicit(begin) => finding.label(begin, "the block is opened here"),
        _ => finding,
    };
    Some(finding.help(match step.operation {
        _ if step.context.in_block => "run it as a statement of its own, outside the DO block",
        _ => match step.session.transaction {
            TransactionBlock::Runner(framework) | TransactionBlock::Call(framework) => framework.way_out,
            _ => "put it into a migration of its own that runs outside a transaction",
        },
    }))
}
