//! A label that `ALTER TYPE … ADD VALUE` made is no good before its transaction commits (manual: ALTER TYPE, notes).

use crate::{
    catalog::Catalog,
    dialect::Target,
    effects::{Effects, Failure},
    name::{Name, ObjectName, quoted},
    operation::{AlterType, Located, Operation, TypeChange},
};

/// A label made by the transaction that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FreshLabel {
    /// The enum, as it was named.
    enum_type: ObjectName,
    label: Name,
}

impl FreshLabel {
    /// The label that an operation makes.
    pub(super) fn of(operation: &Operation) -> Option<Self> {
        match operation {
            Operation::AlterType(AlterType { name, change: TypeChange::AddValue { value, .. } }) => {
                Some(Self { enum_type: name.clone(), label: value.clone() })
            }
            _ => None,
        }
    }
}

/// The error that a statement which uses one of the labels gives.
pub(super) fn unsafe_use(
    fresh: &[FreshLabel],
    text: &str,
    operations: &[Located],
    effects: &[Effects],
    catalog: &Catalog,
    target: Target,
) -> Option<Failure> {
    if !operations.iter().any(|located| takes_values(&located.operation)) {
        return None;
    }
    let used = fresh.iter().find(|fresh| {
        let literal = format!("'{}'", fresh.label.replace('\'', "''"));
        text.contains(&literal)
            && is_meant(&fresh.enum_type, text, effects, catalog)
            && !is_allowed(&fresh.enum_type, catalog, target)
    })?;
    let message = format!("unsafe use of new value \"{}\" of enum type {}", used.label, quoted(&used.enum_type.name));
    Some(Failure { sqlstate: "55P04", message })
}

/// The operation reads literals as values: now, or where it stores an expression.
fn takes_values(operation: &Operation) -> bool {
    matches!(
        operation,
        Operation::Dml(_)
            | Operation::Select(_)
            | Operation::AlterTable(_)
            | Operation::CreateIndex(_)
            | Operation::CreateView(_)
            | Operation::CreateTableAs(_)
            | Operation::CreatePolicy(_)
    )
}

/// The statement names the type, or touches a table with a column of it.
fn is_meant(enum_type: &ObjectName, text: &str, effects: &[Effects], catalog: &Catalog) -> bool {
    let mut relations = effects.iter().flat_map(|effects| &effects.relations);
    let has_column = |relation: &ObjectName| {
        let columns = catalog.table(relation).map(|table| table.columns.as_slice()).unwrap_or_default();
        columns.iter().filter_map(|column| column.data_type.as_ref()).any(|data_type| data_type.name.name == enum_type.name)
    };
    text.to_lowercase().contains(enum_type.name.to_lowercase().as_str()) || relations.any(|effect| has_column(&effect.relation))
}

/// From 17 on the labels of a type that the same transaction made are good at once.
fn is_allowed(enum_type: &ObjectName, catalog: &Catalog, target: Target) -> bool {
    target.version >= 17 && catalog.type_named(enum_type).is_some_and(|known| known.origin == catalog.origin())
}
