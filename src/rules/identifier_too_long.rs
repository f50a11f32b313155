use super::*;

/// `NAMEDATALEN - 1` (manual 4.1.1).
const LONGEST: usize = 63;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let name = match step.operation {
        Operation::CreateTable(create) => Some(&create.name.name),
        Operation::CreateTableAs(create) => Some(&create.name.name),
        Operation::CreateView(create) => Some(&create.name.name),
        Operation::CreateIndex(index) => index.name.as_ref(),
        Operation::CreateTrigger(trigger) => Some(&trigger.name),
        Operation::CreatePolicy(policy) => Some(&policy.name),
        Operation::AlterTable(alter) => match &alter.action {
            TableAction::AddColumn { column, .. } => Some(&column.name),
            TableAction::AddConstraint(constraint) => constraint.name.as_ref(),
            TableAction::RenameTo(to) | TableAction::RenameColumn { to, .. } | TableAction::RenameConstraint { to, .. } => {
                Some(to)
            }
            _ => None,
        },
        _ => None,
    }?;
    if name.len() <= LONGEST {
        return None;
    }
    let end = (0..=LONGEST).rev().find(|&at| name.is_char_boundary(at))?;
    let kept = name.get(..end)?;
    Some(
        Finding::at(step.span, format!("its name is cut to `{kept}`, as the server keeps 63 bytes of a name"))
            .help("choose a shorter name"),
    )
}
