//! Views where the server wants a table.

use super::State;
use crate::{
    catalog::Table,
    effects::Effects,
    name::ObjectName,
    operation::{RowSecurity, TableAction},
};

/// A sub-command that no view takes: its words, and what it takes as servers before 15 say it (`ATSimplePermissions`).
pub(super) fn needs_table(action: &TableAction) -> Option<(&'static str, &'static str)> {
    Some(match action {
        TableAction::AddColumn { .. } => ("ADD COLUMN", "a table, composite type, or foreign table"),
        TableAction::AddConstraint(_) => ("ADD CONSTRAINT", "a table or foreign table"),
        TableAction::RowSecurity(RowSecurity::Enable) => ("ENABLE ROW SECURITY", "a table"),
        TableAction::RowSecurity(RowSecurity::Disable) => ("DISABLE ROW SECURITY", "a table"),
        TableAction::RowSecurity(RowSecurity::Force) => ("FORCE ROW SECURITY", "a table"),
        TableAction::RowSecurity(RowSecurity::NoForce) => ("NO FORCE ROW SECURITY", "a table"),
        _ => return None,
    })
}

/// `ALTER` of a view with such a sub-command.
pub(super) fn refuse(view: &Table, action: &TableAction, state: State, out: &mut Effects) {
    let (Some((words, takes)), view) = (needs_table(action), &view.name.name) else { return };
    let message = match state.version() {
        ..15 => format!("\"{view}\" is not {takes}"),
        15.. => format!("ALTER action {words} cannot be performed on relation \"{view}\""),
    };
    out.fail("42809", message);
}

/// `CREATE POLICY`.
pub(super) fn policy(name: &ObjectName, state: State, out: &mut Effects) {
    if let Some(view) = state.table(name).filter(|table| !table.has_columns_of_its_own()) {
        out.fail("42809", format!("\"{}\" is not a table", view.name.name));
    }
}
