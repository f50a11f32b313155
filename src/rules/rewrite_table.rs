use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let effect = step.effects.stalled().find(|effect| effect.rewrite)?;
    let why = match step.operation {
        Operation::AlterTable(alter) => match &alter.action {
            TableAction::SetLogged(true) => "to be logged",
            TableAction::SetLogged(false) => "to be unlogged, and is emptied by the next crash",
            TableAction::SetTablespace(_) => "into another tablespace",
            TableAction::SetAccessMethod(_) => "with another access method",
            TableAction::AlterColumn { change: ColumnChange::SetExpression(_), .. } => "with the new expression's values",
            _ => return None,
        },
        Operation::MoveTablespace(_) => "into another tablespace",
        Operation::AlterType(_) => "with the type's new attributes",
        _ => return None,
    };
    Some(
        Finding::at(step.span, format!("{} while it is written anew {why}", waiting(effect)))
            .help("copy it in batches into a new table, or run it when the table is quiet, with a lock_timeout"),
    )
}
