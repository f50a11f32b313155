//! Types that a column cannot get: no cast leads there, or something hangs on the type that it has.

use super::{State, partition_key};
use crate::{
    catalog::{Table, TableColumn},
    effects::Effects,
    name::Name,
    operation::{DataType, Expression},
    parse::expression,
};

/// What depends on a column forbids another type for it (`ATExecAlterColumnType`).
pub(super) fn change_type(
    table: &Table,
    column: &Name,
    new: &DataType,
    using: Option<&Expression>,
    state: State,
    out: &mut Effects,
) {
    if partition_key(table, column, "alter", state, out) {
        return;
    }
    if let (Some(old), None) = (table.column(column).and_then(|known| known.data_type.as_ref()), using)
        && !is_assignable(old, new)
    {
        return out.fail("42804", format!("column \"{column}\" cannot be cast automatically to type {}", new));
    }
    let certain = |view: &&Table| view.reads.iter().any(|(read, columns)| *read == table.name && columns.contains(column));
    let read = state.catalog.readers(&table.name, Some(column)).iter().any(certain);
    let generated =
        |known: &TableColumn| known.generated.as_ref().is_some_and(|generated| expression::columns(generated).contains(column));
    if table.columns.iter().any(generated) {
        let code = if state.version() >= 15 { "0A000" } else { "42601" };
        out.fail(code, "cannot alter type of a column used by a generated column");
    } else if read {
        out.fail("0A000", "cannot alter type of a column used by a view or rule");
    } else if table.policies.iter().any(|policy| policy.columns.contains(column)) {
        out.fail("0A000", "cannot alter type of a column used in a policy definition");
    } else if table.triggers.iter().any(|trigger| trigger.columns.contains(column)) {
        out.fail("0A000", "cannot alter type of a column used in a trigger definition");
    }
}

/// An assignment cast leads from one built-in type to the other; types that are not built in are taken to have one.
fn is_assignable(old: &DataType, new: &DataType) -> bool {
    if old.dimensions != new.dimensions {
        return old.dimensions == 0 && family(new) == Some(Family::Text) || family(old).is_none() || family(new).is_none();
    }
    let (Some(old), Some(new)) = (family(old), family(new)) else { return true };
    matches!(new, Family::Text) || old == new
}

/// Built-in types between which assignment casts lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Text,
    Number,
    Time,
    Interval,
    Boolean,
    Uuid,
    Json,
    Bytes,
}

pub(super) fn family(data_type: &DataType) -> Option<Family> {
    Some(match data_type.name.name.as_str() {
        _ if data_type.name.schema.is_some() => return None,
        "text" | "varchar" | "bpchar" => Family::Text,
        "int2" | "int4" | "int8" | "numeric" | "float4" | "float8" => Family::Number,
        "timestamp" | "timestamptz" | "date" => Family::Time,
        "interval" => Family::Interval,
        "bool" => Family::Boolean,
        "uuid" => Family::Uuid,
        "json" | "jsonb" => Family::Json,
        "bytea" => Family::Bytes,
        _ => return None,
    })
}
