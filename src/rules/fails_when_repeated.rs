use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    if step.session.in_transaction() || step.context.in_create_table || step.context.in_block {
        return None;
    }
    let words = match step.operation {
        Operation::CreateTable(create) if !create.if_not_exists => "IF NOT EXISTS",
        Operation::CreateIndex(create) if !create.if_not_exists && !create.concurrently => "IF NOT EXISTS",
        Operation::CreateSequence(create) if !create.if_not_exists => "IF NOT EXISTS",
        Operation::CreateSchema(create) if !create.if_not_exists => "IF NOT EXISTS",
        Operation::Drop(drop) if !drop.if_exists => "IF EXISTS",
        Operation::AlterTable(alter) => match &alter.action {
            TableAction::AddColumn { if_not_exists: false, .. } => "IF NOT EXISTS",
            TableAction::DropColumn { if_exists: false, .. } | TableAction::DropConstraint { if_exists: false, .. } => {
                "IF EXISTS"
            }
            _ => return None,
        },
        _ => return None,
    };
    Some(
        Finding::at(step.span, "once it has run, it fails when the file is run again")
            .help(format!("add {words}, or run the file in one transaction")),
    )
}
