//! Types that the server refuses to make or to change, and tables whose rows are values of others.

use super::State;
use crate::{
    catalog::{Table, TypeKind},
    effects::Effects,
    name::{Name, ObjectName},
    operation::{AlterType, AttributeChange, Column, ColumnChange, TableAction, TypeChange},
    parse::expression,
};

/// `CREATE TYPE`, `CREATE DOMAIN`. A table's rows are a type of its name.
pub(super) fn create(name: &ObjectName, state: State, out: &mut Effects) {
    let wanted = state.catalog.new_name(name);
    let known = state.catalog.type_named(&wanted);
    // What is not told apart here may be a shell type, which is to be filled.
    let has_type = known.is_some_and(|known| state.catalog.is_in_sight(known.origin) && !matches!(known.kind, TypeKind::Other));
    if has_type || state.catalog.whole_table(&wanted).is_some_and(Table::has_columns_of_its_own) {
        out.fail("42710", format!("type \"{}\" already exists", name.name));
    }
}

/// `ALTER TYPE`.
pub(super) fn alter(alter: &AlterType, state: State, out: &mut Effects) {
    let Some(known) = state.catalog.type_named(&alter.name).filter(|known| state.catalog.is_in_sight(known.origin)) else {
        return;
    };
    match (&known.kind, &alter.change) {
        (TypeKind::Enum { labels }, change) => enum_change(labels.iter().map(|(label, _)| label), change, out),
        (TypeKind::Composite { attributes }, TypeChange::Attribute { change, attribute, to, if_exists, .. }) => {
            let has = |wanted: &Name| attributes.iter().any(|(name, _)| name == wanted);
            let type_name = &alter.name.name;
            match (change, to) {
                (AttributeChange::Add, _) if has(attribute) => {
                    out.fail("42701", format!("column \"{attribute}\" of relation \"{type_name}\" already exists"));
                }
                (AttributeChange::Drop | AttributeChange::Type, _) if !has(attribute) && !if_exists => {
                    out.fail("42703", format!("column \"{attribute}\" of relation \"{type_name}\" does not exist"));
                }
                (AttributeChange::Rename, _) if !has(attribute) => {
                    out.fail("42703", format!("column \"{attribute}\" does not exist"));
                }
                (AttributeChange::Rename, Some(to)) if has(to) => {
                    out.fail("42701", format!("column \"{to}\" of relation \"{type_name}\" already exists"));
                }
                _ => {}
            }
        }
        (TypeKind::Composite { .. } | TypeKind::Domain(_), TypeChange::AddValue { .. } | TypeChange::RenameValue { .. }) => {
            out.fail("42809", format!("{} is not an enum", alter.name));
        }
        _ => {}
    }
}

fn enum_change<'a>(labels: impl Iterator<Item = &'a Name> + Clone, change: &TypeChange, out: &mut Effects) {
    let has = |wanted: &Name| labels.clone().any(|label| label == wanted);
    match change {
        TypeChange::AddValue { value, neighbour: Some(neighbour), .. } if !has(neighbour) && !has(value) => {
            out.fail("22023", format!("\"{neighbour}\" is not an existing enum label"));
        }
        TypeChange::RenameValue { from, .. } if !has(from) => {
            out.fail("22023", format!("\"{from}\" is not an existing enum label"));
        }
        TypeChange::RenameValue { to, .. } if has(to) => {
            out.fail("42710", format!("enum label \"{to}\" already exists"));
        }
        _ => {}
    }
}

/// A typed table has the columns of its type.
pub(super) fn typed_table(table: &Table, action: &TableAction, out: &mut Effects) {
    let what = match action {
        _ if table.of_type.is_none() => return,
        TableAction::DropColumn { .. } => "drop column from",
        TableAction::RenameColumn { .. } => "rename column of",
        TableAction::AlterColumn { change: ColumnChange::Type { .. }, .. } => "alter column type of",
        _ => return,
    };
    out.fail("42809", format!("cannot {what} typed table"));
}

/// A table whose rows are stored as a column of another one is not written anew (`find_composite_type_dependencies`).
pub(super) fn row_type(table: &Table, action: &TableAction, state: State, out: &mut Effects) {
    let computes = match action {
        TableAction::AlterColumn { change: ColumnChange::Type { .. }, .. } => true,
        TableAction::AddColumn { column, .. } => table.column(&column.name).is_none() && gives_values(column),
        _ => false,
    };
    if !computes {
        return;
    }
    if let [(user, column)] = state.catalog.row_users(&table.name).as_slice() {
        let (name, user) = (&table.name.name, &user.name);
        out.fail("0A000", format!("cannot alter table \"{name}\" because column \"{user}.{column}\" uses its row type"));
    }
}

fn gives_values(column: &Column) -> bool {
    let default = column.default.as_ref().is_some_and(|default| !expression::is_null(default));
    let stored = column.generated.as_ref().is_some_and(|generated| generated.stored);
    default || stored || column.identity || column.data_type.serial
}
