use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let name = match step.operation {
        Operation::CreateTable(create) => &create.name.name,
        Operation::CreateView(create) => &create.name.name,
        Operation::CreateIndex(create) => create.name.as_ref()?,
        Operation::AlterTable(alter) => match &alter.action {
            TableAction::AddColumn { column, .. } => &column.name,
            TableAction::RenameTo(to) | TableAction::RenameColumn { to, .. } => to,
            _ => return None,
        },
        _ => return None,
    };
    let written = quoted(name).to_string();
    if !written.starts_with('"') {
        return None;
    }
    Some(
        Finding::at(step.span, format!("{written} must be quoted wherever it is used"))
            .help("use lower case letters, digits and underscores, and no reserved word"),
    )
}
