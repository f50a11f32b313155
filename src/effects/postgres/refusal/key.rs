//! Keys that the server refuses: of an index that does not fit, or pointing at what cannot be pointed at.

use super::{Family, State, family};
use crate::{
    catalog::{Table, TableConstraint, TableIndex, TableKind},
    effects::Effects,
    name::Name,
    operation::{Constraint, ConstraintKind, DataType, ForeignKey, Persistence, Unique},
};

/// A constraint, in `CREATE TABLE` and `ALTER TABLE` alike. `column` is the type of the column that it is written with.
pub(super) fn constraint(table: &Table, constraint: &Constraint, column: Option<&DataType>, state: State, out: &mut Effects) {
    if table.kind == TableKind::Foreign
        && let Some(what) = not_on_foreign(&constraint.kind)
    {
        return out.fail("0A000", format!("{what} constraints are not supported on foreign tables"));
    }
    match &constraint.kind {
        ConstraintKind::Unique(unique) => match &unique.using_index {
            Some(index) => using_index(table, unique, index, out),
            None => name_taken(table, constraint, state, out),
        },
        ConstraintKind::Exclude { .. } => name_taken(table, constraint, state, out),
        ConstraintKind::ForeignKey(key) => foreign_key(table, constraint, key, column, state, out),
        ConstraintKind::Check(_) | ConstraintKind::NotNull(_) => {}
    }
}

fn not_on_foreign(kind: &ConstraintKind) -> Option<&'static str> {
    match kind {
        ConstraintKind::Unique(unique) if unique.primary => Some("primary key"),
        ConstraintKind::Unique(_) => Some("unique"),
        ConstraintKind::Exclude { .. } => Some("exclusion"),
        ConstraintKind::ForeignKey(_) => Some("foreign key"),
        ConstraintKind::Check(_) | ConstraintKind::NotNull(_) => None,
    }
}

/// The constraint's index gets its name, which another relation may have.
fn name_taken(table: &Table, constraint: &Constraint, state: State, out: &mut Effects) {
    let Some(name) = &constraint.name else { return };
    if state.catalog.exists(&table.name.sibling(name.clone())) {
        out.fail("42P07", format!("relation \"{name}\" already exists"));
    }
}

/// `USING INDEX` takes a plain unique index over (`transformIndexConstraint`).
fn using_index(table: &Table, unique: &Unique, index: &Name, out: &mut Effects) {
    let Some(known) = table.index(index) else { return };
    if known.constraint.is_some() {
        out.fail("55000", format!("index \"{index}\" is already associated with a constraint"));
    } else if !known.valid {
        out.fail("55000", format!("index \"{index}\" is not valid"));
    } else if known.keys.iter().any(Option::is_none) {
        out.fail("42809", format!("index \"{index}\" contains expressions"));
    } else if known.partial {
        out.fail("42809", format!("\"{index}\" is a partial index"));
    } else if unique.primary && table.primary_key().is_some() {
        out.fail("42P16", format!("multiple primary keys for table \"{}\" are not allowed", table.name.name));
    }
}

/// What a foreign key points at must be there, unique, not deferrable, and of types that can be compared
/// (`ATAddForeignKeyConstraint`).
fn foreign_key(
    table: &Table,
    constraint: &Constraint,
    key: &ForeignKey,
    column: Option<&DataType>,
    state: State,
    out: &mut Effects,
) {
    let Some(referenced) = state.table(&key.references).filter(|referenced| referenced.name != table.name) else { return };
    if matches!(referenced.kind, TableKind::View | TableKind::MaterializedView) {
        return out.fail("42809", format!("referenced relation \"{}\" is not a table", referenced.name.name));
    }
    if let Some(message) = lasts_longer(table, referenced) {
        return out.fail("42P16", message);
    }
    if !state.catalog.is_whole(referenced) {
        return;
    }
    let columns = match key.referenced_columns.as_slice() {
        [] => referenced.primary_key().unwrap_or_default(),
        written => written,
    };
    if columns.len() != key.columns.len() {
        return out.fail("42830", "number of referencing and referenced columns for foreign key disagree");
    }
    if uniqueness(referenced, columns) == Uniqueness::Deferrable {
        let message = format!("cannot use a deferrable unique constraint for referenced table \"{}\"", referenced.name.name);
        return out.fail("55000", message);
    }
    for (own, other) in key.columns.iter().zip(columns) {
        let own = column.or_else(|| table.column(own)?.data_type.as_ref());
        let other = referenced.column(other).and_then(|other| other.data_type.as_ref());
        if own.zip(other).is_some_and(|(own, other)| cannot_be_compared(own, other)) {
            let name = constraint.name.clone().unwrap_or_else(|| table.free_constraint(&key.columns.join("_"), "fkey"));
            out.fail("42804", format!("foreign key constraint \"{name}\" cannot be implemented"));
        }
    }
}

/// A table whose rows last longer than those of the table that it would point at.
pub(in crate::effects::postgres) fn lasts_longer(table: &Table, referenced: &Table) -> Option<&'static str> {
    match (table.persistence, referenced.persistence) {
        (Persistence::Permanent, Persistence::Unlogged | Persistence::Temporary) => {
            Some("constraints on permanent tables may reference only permanent tables")
        }
        (Persistence::Unlogged, Persistence::Temporary) => {
            Some("constraints on unlogged tables may reference only permanent or unlogged tables")
        }
        (Persistence::Temporary, Persistence::Permanent | Persistence::Unlogged) => {
            Some("constraints on temporary tables may reference only temporary tables")
        }
        _ => None,
    }
}

/// Whether columns are unique together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Uniqueness {
    /// At the end of every statement.
    Certain,
    /// At the end of the transaction only.
    Deferrable,
    /// No key says so.
    None,
}

/// What the table's keys say of these columns, in any order.
pub(super) fn uniqueness(table: &Table, columns: &[Name]) -> Uniqueness {
    let same = |index: &&TableIndex| {
        index.unique && !index.partial && index.keys.len() == columns.len() && columns.iter().all(|column| is_key(index, column))
    };
    let deferrable = |index: &TableIndex| {
        let constraint = index.constraint.as_ref().and_then(|constraint| table.constraint(constraint));
        constraint.is_some_and(|constraint: &TableConstraint| constraint.deferral.is_deferrable())
    };
    match table.indexes.iter().filter(same).map(deferrable).min() {
        Some(false) => Uniqueness::Certain,
        Some(true) => Uniqueness::Deferrable,
        None => Uniqueness::None,
    }
}

fn is_key(index: &TableIndex, column: &Name) -> bool {
    index.keys.iter().flatten().any(|key| key == column)
}

/// No `=` leads from the one type to the other.
fn cannot_be_compared(own: &DataType, other: &DataType) -> bool {
    let comparable =
        |family: Family| matches!(family, Family::Text | Family::Number | Family::Uuid | Family::Boolean | Family::Bytes);
    let plain = |data_type: &DataType| family(data_type).filter(|family| data_type.dimensions == 0 && comparable(*family));
    plain(own).zip(plain(other)).is_some_and(|(own, other)| own != other)
}
