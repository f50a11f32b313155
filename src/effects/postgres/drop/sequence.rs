//! Sequences dropped: the defaults that use one go with it, or forbid it.

use super::{super::State, LOCK};
use crate::{
    catalog::{Relation, Table, TableColumn},
    effects::{Effects, RelationEffect},
    name::ObjectName,
    operation::Expression,
    parse::expression,
};

/// A sequence that a column's default uses: the default goes with it, so the table is locked.
pub(super) fn sequence(name: &ObjectName, cascade: bool, state: State, out: &mut Effects) {
    let Some(Relation::Sequence { owned_by, .. }) = state.catalog.relation(name) else { return };
    let name = state.catalog.resolve(name);
    let owner = owned_by
        .as_ref()
        .filter(|(table, column)| state.table(table).and_then(|table| table.column(column)).is_some_and(is_numbered));
    let mut users: Vec<&ObjectName> = owner.map(|(table, _)| table).into_iter().collect();
    users.extend(state.catalog.tables().filter(|table| takes_from(table, &name, state)).map(|table| &table.name));
    if cascade {
        users.into_iter().for_each(|table| out.add(RelationEffect::lock(table.clone(), LOCK)));
    } else if !users.is_empty() {
        out.fail("2BP01", format!("cannot drop sequence {name} because other objects depend on it"));
    }
}

fn is_numbered(column: &TableColumn) -> bool {
    let is_nextval = |default: &Expression| default.sql.to_ascii_lowercase().contains("nextval");
    column.default.as_ref().is_some_and(is_nextval) || column.data_type.as_ref().is_some_and(|data_type| data_type.serial)
}

/// A default of the table is the sequence's next number.
fn takes_from(table: &Table, sequence: &ObjectName, state: State) -> bool {
    let defaults = table.columns.iter().filter_map(|column| column.default.as_ref());
    let named = defaults.filter(|default| default.sql.contains(sequence.name.as_str()));
    let mut calls = named.flat_map(|default| expression::analyse(default).calls);
    calls.any(|call| {
        let [Some(literal)] = call.literal_arguments.as_slice() else { return false };
        call.name.name == "nextval" && state.catalog.resolve(&written(literal)) == *sequence
    })
}

/// A name in a text, such as `app.numbers`.
fn written(text: &str) -> ObjectName {
    let part = |part: &str| part.trim_matches('"').into();
    match text.split_once('.') {
        Some((schema, name)) => ObjectName { schema: Some(part(schema)), name: part(name) },
        None => ObjectName { schema: None, name: part(text) },
    }
}
