//! Columns and checks that a table has from its parent: they change there and nowhere else (manual 5.11, 5.12).

use super::State;
use crate::{
    catalog::Table,
    effects::Effects,
    name::{Name, ObjectName},
    operation::{AlterTable, ColumnChange, ConstraintKind, TableAction},
};

/// Adds why a part that a parent or a child has too cannot be changed here alone.
pub(super) fn refuse(alter: &AlterTable, table: &Table, state: State, out: &mut Effects) {
    match &alter.action {
        TableAction::DropColumn { column, .. } if is_from_parent(table, column, state) => {
            out.fail("42P16", format!("cannot drop inherited column \"{column}\""));
        }
        TableAction::RenameColumn { from, .. } if is_from_parent(table, from, state) => {
            out.fail("42P16", format!("cannot rename inherited column \"{from}\""));
        }
        TableAction::AlterColumn { column, change: ColumnChange::Type { .. } } => {
            if is_from_parent(table, column, state) {
                out.fail("42P16", format!("cannot alter inherited column \"{column}\""));
            } else if alter.only && is_below(table, column, state) {
                out.fail("42P16", format!("type of inherited column \"{column}\" must be changed in child tables too"));
            }
        }
        TableAction::DropConstraint { name, .. } if constraint_is_from_parent(table, name, state) => {
            let table = &table.name.name;
            out.fail("42P16", format!("cannot drop inherited constraint \"{name}\" of relation \"{table}\""));
        }
        _ => {}
    }
}

fn parents(table: &Table) -> impl Iterator<Item = &ObjectName> {
    table.inherits.iter().chain(table.partition_of.iter().map(|(parent, _)| parent))
}

fn is_from_parent(table: &Table, column: &Name, state: State) -> bool {
    parents(table).any(|parent| state.table(parent).is_some_and(|parent| parent.column(column).is_some()))
}

fn constraint_is_from_parent(table: &Table, name: &Name, state: State) -> bool {
    let Some(own) = table.constraint(name).filter(|own| matches!(own.kind, ConstraintKind::Check(_))) else { return false };
    let has = |parent: &Table| parent.constraints.iter().any(|other| other.same_as(own));
    parents(table).any(|parent| state.table(parent).is_some_and(has))
}

fn is_below(table: &Table, column: &Name, state: State) -> bool {
    table.children.iter().any(|child| state.table(child).is_some_and(|child| child.column(column).is_some()))
}
