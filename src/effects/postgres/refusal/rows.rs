//! Changes of rows that the server refuses whatever the rows are: columns that are not there, named twice or computed.

use super::{
    super::partition::routed,
    State,
    key::{Uniqueness, uniqueness},
};
use crate::{
    catalog::{Table, TableKind},
    effects::Effects,
    name::Name,
    operation::{Dml, DmlKind, Truncate},
};

/// `INSERT`, `UPDATE`, `DELETE`, `MERGE`.
pub(super) fn dml(dml: &Dml, state: State, out: &mut Effects) {
    let Some(table) = state.table(&dml.table) else { return };
    if table.kind == TableKind::MaterializedView {
        return out.fail("42809", format!("cannot change materialized view \"{}\"", table.name.name));
    }
    if !state.catalog.is_whole(table) || table.kind == TableKind::View || dml.kind == DmlKind::Merge {
        return;
    }
    if let Some(twice) = dml.columns.iter().enumerate().find_map(|(at, column)| named_before(dml, at, column)) {
        return match dml.kind {
            DmlKind::Insert => out.fail("42701", format!("column \"{twice}\" specified more than once")),
            _ => out.fail("42601", format!("multiple assignments to same column \"{twice}\"")),
        };
    }
    computed(dml, table, state, out);
    width(dml, table, out);
    if let Some(parent) =
        routed(dml, state).nowhere.filter(|_| table.kind == TableKind::Partitioned && dml.kind == DmlKind::Insert)
    {
        out.fail("23514", format!("no partition of relation \"{}\" found for row", parent.name));
    }
    match uniqueness(table, &dml.conflict_columns) {
        _ if dml.conflict_columns.is_empty() => {}
        Uniqueness::Certain => {}
        Uniqueness::Deferrable => {
            out.fail("55000", "ON CONFLICT does not support deferrable unique constraints/exclusion constraints as arbiters");
        }
        Uniqueness::None => {
            out.fail("42P10", "there is no unique or exclusion constraint matching the ON CONFLICT specification");
        }
    }
}

/// A row has a value for each column named; where none is named it may be shorter than the table.
fn width(dml: &Dml, table: &Table, out: &mut Effects) {
    let Some(width) = dml.width else { return };
    let columns = if dml.columns.is_empty() { table.columns.len() } else { dml.columns.len() };
    if width > columns {
        out.fail("42601", "INSERT has more expressions than target columns");
    } else if width < columns && !dml.columns.is_empty() {
        out.fail("42601", "INSERT has more target columns than expressions");
    }
}

/// A column that stands earlier in the list too; parts of one (`a[1]`, `a.b`) may be assigned one by one.
fn named_before<'a>(dml: &Dml, at: usize, column: &'a Name) -> Option<&'a Name> {
    let before = dml.columns.get(..at).unwrap_or_default();
    (before.contains(column) && !dml.in_parts).then_some(column)
}

/// A generated column takes nothing but `DEFAULT`.
fn computed(dml: &Dml, table: &Table, state: State, out: &mut Effects) {
    let assigned = dml.columns.iter().zip(&dml.values).filter(|(_, value)| !value.sql.eq_ignore_ascii_case("default"));
    let generated = |column: &Name| table.column(column).is_some_and(|known| known.generated.is_some());
    if let Some((column, _)) = assigned.into_iter().find(|(column, _)| generated(column)) {
        let code = if state.version() >= 14 { "428C9" } else { "42601" };
        out.fail(code, format!("column \"{column}\" can only be updated to DEFAULT"));
    }
}

/// `TRUNCATE`.
pub(super) fn truncate(truncate: &Truncate, state: State, out: &mut Effects) {
    for reference in &truncate.tables {
        let Some(table) = state.table(&reference.name) else { continue };
        match table.kind {
            TableKind::Partitioned if reference.only => out.fail("42809", "cannot truncate only a partitioned table"),
            TableKind::View | TableKind::MaterializedView => {
                out.fail("42809", format!("\"{}\" is not a table", table.name.name));
            }
            _ => {}
        }
    }
}
