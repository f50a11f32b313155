//! Partitions that the server refuses: of rows that another one has, without the columns, of another table.

use std::cmp::Ordering;

use super::State;
use crate::{
    catalog::Table,
    effects::Effects,
    name::ObjectName,
    operation::{CreateTable, PartitionBound, PartitionKey, PartitionStrategy},
};

/// `CREATE TABLE … PARTITION OF`.
pub(super) fn create(create: &CreateTable, state: State, out: &mut Effects) {
    let Some((parent, bound)) = &create.partition_of else { return };
    if create.if_not_exists || state.catalog.relation(&create.name).is_some() {
        return;
    }
    overlap(&create.name, parent, bound, state, out);
}

/// `ATTACH PARTITION`.
pub(super) fn attach(parent: &Table, partition: &ObjectName, bound: Option<&PartitionBound>, state: State, out: &mut Effects) {
    if let Some(table) = known_partition(partition, state) {
        return out.fail("42809", format!("\"{}\" is already a partition", table.name.name));
    }
    let Some(table) = state.catalog.whole_table(partition) else { return };
    if !state.catalog.is_whole(parent) {
        return;
    }
    if let Some(column) = table.columns.iter().find(|column| parent.column(&column.name).is_none()) {
        let (table, parent) = (&table.name.name, &parent.name.name);
        return out
            .fail("42804", format!("table \"{table}\" contains column \"{}\" not found in parent \"{parent}\"", column.name));
    }
    if let Some(column) = parent.columns.iter().find(|column| table.column(&column.name).is_none()) {
        return out.fail("42804", format!("child table is missing column \"{}\"", column.name));
    }
    if let Some(bound) = bound {
        overlap(&table.name, &parent.name, bound, state, out);
    }
}

/// `DETACH PARTITION`.
pub(super) fn detach(parent: &Table, partition: &ObjectName, state: State, out: &mut Effects) {
    let Some(table) = state.catalog.whole_table(partition).or_else(|| known_partition(partition, state)) else { return };
    if table.partition_of.as_ref().is_none_or(|(above, _)| *above != parent.name) {
        let (table, parent) = (&table.name.name, &parent.name.name);
        out.fail("42P01", format!("relation \"{table}\" is not a partition of relation \"{parent}\""));
    }
}

fn known_partition<'a>(name: &ObjectName, state: State<'a>) -> Option<&'a Table> {
    state.table(name).filter(|table| table.partition_of.is_some() && state.catalog.is_in_sight(table.origin))
}

/// The bound does not fit the key, or another partition takes some of the same rows.
fn overlap(name: &ObjectName, parent: &ObjectName, bound: &PartitionBound, state: State, out: &mut Effects) {
    let Some((parent, key)) = state.table(parent).and_then(|parent| Some((parent, parent.partition_by.as_ref()?))) else {
        return;
    };
    if let Some(reason) = misfit(bound, key) {
        return out.fail("42P16", reason);
    }
    let siblings = parent.children.iter().filter_map(|child| known_partition(child, state));
    let mut taken: Vec<&Table> = siblings
        .filter(|sibling| sibling.name.name != name.name)
        .filter(|sibling| sibling.partition_of.as_ref().is_some_and(|(_, taken)| meet(bound, taken)))
        .collect();
    let Some(other) = taken.pop().map(|table| &table.name.name) else { return };
    let name = &name.name;
    match bound {
        PartitionBound::Default => {
            out.fail("42P17", format!("partition \"{name}\" conflicts with existing default partition \"{other}\""));
        }
        // Which of several the server names is its own order.
        _ if taken.is_empty() => out.fail("42P17", format!("partition \"{name}\" would overlap partition \"{other}\"")),
        _ => {}
    }
}

/// A bound of another kind of key, or with another number of values (`transformPartitionBound`).
fn misfit(bound: &PartitionBound, key: &PartitionKey) -> Option<String> {
    let kind = match (bound, key.strategy) {
        (PartitionBound::Default, PartitionStrategy::Hash) => {
            return Some("a hash-partitioned table may not have a default partition".to_owned());
        }
        (PartitionBound::Hash { modulus, remainder }, PartitionStrategy::Hash) => {
            return (remainder >= modulus).then(|| "remainder for hash partition must be less than modulus".to_owned());
        }
        (PartitionBound::Range { from, to }, PartitionStrategy::Range) => {
            let wrong = [("FROM", from), ("TO", to)].into_iter().find(|(_, values)| values.len() != key.columns.len());
            return wrong.map(|(word, _)| format!("{word} must specify exactly one value per partitioning column"));
        }
        (PartitionBound::Default, _) | (PartitionBound::List(_), PartitionStrategy::List) => return None,
        (_, PartitionStrategy::Hash) => "hash",
        (_, PartitionStrategy::List) => "list",
        (_, PartitionStrategy::Range) => "range",
    };
    Some(format!("invalid bound specification for a {kind} partition"))
}

fn meet(a: &PartitionBound, b: &PartitionBound) -> bool {
    match (a, b) {
        (PartitionBound::Default, PartitionBound::Default) => true,
        (PartitionBound::List(a), PartitionBound::List(b)) => a.iter().any(|value| b.iter().any(|other| is_same(value, other))),
        (PartitionBound::Range { from, to }, PartitionBound::Range { from: other_from, to: other_to }) => {
            is_below(from, other_to) && is_below(other_from, to)
        }
        (PartitionBound::Hash { modulus, remainder }, PartitionBound::Hash { modulus: other, remainder: taken }) => {
            let (small, large) = (*modulus.min(other), *modulus.max(other));
            small > 0 && large.is_multiple_of(small) && remainder % small == taken % small
        }
        _ => false,
    }
}

fn is_same(a: &str, b: &str) -> bool {
    if a.eq_ignore_ascii_case("null") && b.eq_ignore_ascii_case("null") {
        return true;
    }
    compare(a, b) == Some(Ordering::Equal)
}

/// A lower limit is below an upper one, for certain.
fn is_below(from: &[Box<str>], to: &[Box<str>]) -> bool {
    let is = |limit: &str, word: &str| limit.eq_ignore_ascii_case(word);
    for (from, to) in from.iter().zip(to) {
        if is(from, "maxvalue") || is(to, "minvalue") {
            return false;
        }
        if is(from, "minvalue") || is(to, "maxvalue") {
            return true;
        }
        match compare(from, to) {
            Some(Ordering::Equal) => {}
            other => return other == Some(Ordering::Less),
        }
    }
    false
}

/// How two limits compare: whole numbers, or days and moments written alike.
fn compare(a: &str, b: &str) -> Option<Ordering> {
    let bare = |value: &str| value.strip_prefix('\'')?.strip_suffix('\'').map(str::to_owned);
    match (bare(a), bare(b)) {
        (Some(a), Some(b)) if a == b => Some(Ordering::Equal),
        (Some(a), Some(b)) if is_moment(&a) && is_moment(&b) && a.len() == b.len() => Some(a.cmp(&b)),
        (None, None) => Some(a.parse::<i64>().ok()?.cmp(&b.parse::<i64>().ok()?)),
        _ => None,
    }
}

/// `2024-01-31`, perhaps with more behind it.
fn is_moment(value: &str) -> bool {
    let shape = value.bytes().take(10).map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    shape.eq(*b"0000-00-00")
}
