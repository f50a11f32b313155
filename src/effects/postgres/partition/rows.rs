//! Which partitions rows are in: those that a statement's predicate leaves, and those that new rows go to (manual 5.12.4).

use std::cmp::Ordering::{self, Equal, Greater, Less};

use super::{super::State, order};
use crate::{
    name::{Name, ObjectName},
    operation::{Dml, Expression, PartitionBound, is_open},
    parse::{
        expression::{self, Conjunct},
        literals,
    },
};

/// A partitioned table and those of its partitions that may hold rows for which the predicate is true: the planner leaves the
/// others, and what is beneath them, out and unlocked. Where the key is
/// `assigned`, rows may go anywhere.
pub fn pruned(family: Vec<ObjectName>, predicate: Option<&Expression>, assigned: &[Name], state: State) -> Vec<ObjectName> {
    let Some(predicate) = predicate.filter(|_| family.len() > 1) else { return family };
    let wanted = expression::conjuncts(predicate);
    let mut kept: Vec<ObjectName> = Vec::with_capacity(family.len());
    for member in family {
        let above = state.table(&member).and_then(|table| table.partition_of.as_ref());
        let keeps =
            above.is_none_or(|(parent, bound)| kept.contains(parent) && may_match(parent, bound, &wanted, assigned, state));
        if keeps || kept.is_empty() {
            kept.push(member);
        }
    }
    kept
}

/// The partitions that the rows of an `INSERT` go to, with those between; none where the rows do not tell.
pub fn routed(dml: &Dml, state: State) -> Vec<ObjectName> {
    let mut all = Vec::new();
    let Some(rows) = &dml.rows else { return all };
    let top = state.catalog.resolve(&dml.table);
    let Some(columns) = state.table(&top).filter(|table| table.partition_by.is_some()) else { return all };
    let place = |column: &Name| match dml.columns.as_slice() {
        [] => columns.columns.iter().position(|known| known.name == *column),
        written => written.iter().position(|known| known == column),
    };
    // A partition's values are those of the table's own rows, so each level asks the same rows.
    let mut level = vec![top];
    while let Some(parent) = level.pop() {
        let Some(values) = key_column(&parent, state).and_then(place).and_then(|at| literals(rows, at)) else { continue };
        // Below the first level the rows would have to be told apart.
        if !all.is_empty() && values.len() > 1 {
            continue;
        }
        for value in values {
            let Some(partition) = home(&parent, &value, state) else { continue };
            if !all.contains(&partition) {
                level.push(partition.clone());
                all.push(partition);
            }
        }
    }
    all
}

/// The only column of a partitioned table's key.
fn key_column<'a>(parent: &ObjectName, state: State<'a>) -> Option<&'a Name> {
    match state.table(parent)?.partition_by.as_ref()?.columns.as_slice() {
        [Some(column)] => Some(column),
        _ => None,
    }
}

/// The partition that takes this value, where that is certain.
fn home(parent: &ObjectName, value: &str, state: State) -> Option<ObjectName> {
    let mut default = None;
    for child in &state.table(parent)?.children {
        let (_, bound) = state.table(child)?.partition_of.as_ref()?;
        match bound {
            PartitionBound::Default => default = Some(child),
            bound if admits(bound, value)? => return Some(child.clone()),
            _ => {}
        }
    }
    default.cloned()
}

fn may_match(parent: &ObjectName, bound: &PartitionBound, wanted: &[Conjunct], assigned: &[Name], state: State) -> bool {
    let Some(column) = key_column(parent, state) else { return true };
    let takes = |value: &str| match bound {
        PartitionBound::Default => {
            !siblings(parent, state).any(|sibling| *sibling != PartitionBound::Default && admits(sibling, value).unwrap_or(true))
        }
        other => admits(other, value).unwrap_or(true),
    };
    if assigned.contains(column) {
        return true;
    }
    !(*bound == PartitionBound::Default && is_covered(parent, column, wanted, state))
        && wanted.iter().all(|conjunct| match conjunct {
            Conjunct::Compare { column: read, operator: "=", value } if read == column => takes(value),
            Conjunct::Compare { column: read, operator, value } if read == column => reaches(bound, operator, value),
            Conjunct::In { column: read, values } if read == column => values.iter().any(|value| takes(value)),
            _ => true,
        })
}

/// Whether ranges without a gap hold all that is wanted, so that nothing is left for the DEFAULT partition.
fn is_covered(parent: &ObjectName, column: &Name, wanted: &[Conjunct], state: State) -> bool {
    let limits = |operators: [&'static str; 2]| {
        wanted.iter().filter_map(move |conjunct| match conjunct {
            Conjunct::Compare { column: read, operator, value } if read == column && operators.contains(operator) => {
                Some((&**value, *operator))
            }
            _ => None,
        })
    };
    let (mut low, high) = (limits([">", ">="]).next().map(|(value, _)| value), limits(["<", "<="]).next());
    if low.is_none() && high.is_none() {
        return false;
    }
    let ranges: Vec<_> = siblings(parent, state)
        .filter_map(|bound| match bound {
            PartitionBound::Range { from, to } => Some((from, to)),
            _ => None,
        })
        .collect();
    // Each step takes another range.
    for _ in 0..ranges.len() {
        let holds = |(from, to): &&(&Vec<Box<str>>, &Vec<Box<str>>)| match low {
            Some(low) => {
                to_limit(low, from, Greater).is_some_and(Ordering::is_ge) && to_limit(low, to, Less).is_some_and(Ordering::is_lt)
            }
            None => from.first().is_some_and(|limit| is_open(limit)),
        };
        let Some((_, to)) = ranges.iter().find(holds) else { return false };
        let reached = match high {
            Some((high, operator)) => {
                to_limit(high, to, Less).is_some_and(|order| order.is_lt() || order.is_eq() && operator == "<")
            }
            None => to.first().is_some_and(|limit| is_open(limit)),
        };
        if reached {
            return true;
        }
        low = to.first().map(AsRef::as_ref);
    }
    false
}

/// The bounds of a partitioned table's partitions.
fn siblings<'a>(parent: &ObjectName, state: State<'a>) -> impl Iterator<Item = &'a PartitionBound> {
    let children = state.table(parent).map(|table| table.children.as_slice()).unwrap_or_default();
    children.iter().filter_map(move |child| state.table(child)?.partition_of.as_ref()).map(|(_, bound)| bound)
}

/// Whether the bound takes a row with this value; `None` where only the server can compare the two.
fn admits(bound: &PartitionBound, value: &str) -> Option<bool> {
    match bound {
        PartitionBound::Range { from, to } => {
            let above = to_limit(value, from, Greater)?.is_ge();
            let below = to_limit(value, to, Less)?.is_lt();
            Some(above && below)
        }
        PartitionBound::List(values) => {
            let orders: Vec<_> = values.iter().map(|known| order(known, value)).collect();
            let is_listed = orders.contains(&Some(Equal));
            (is_listed || !orders.contains(&None)).then_some(is_listed)
        }
        PartitionBound::Hash { .. } | PartitionBound::Default => None,
    }
}

/// Whether the bound may take values for which `value operator` holds.
fn reaches(bound: &PartitionBound, operator: &str, value: &str) -> bool {
    let holds = |order: Ordering| match operator {
        "<" => order.is_lt(),
        "<=" => order.is_le(),
        ">" => order.is_gt(),
        ">=" => order.is_ge(),
        _ => true,
    };
    match (bound, operator) {
        // The upper limit is not in it.
        (PartitionBound::Range { to, .. }, ">" | ">=") => to_limit(value, to, Less).is_none_or(Ordering::is_lt),
        (PartitionBound::Range { from, .. }, "<" | "<=") => {
            to_limit(value, from, Greater).is_none_or(|order| holds(order.reverse()))
        }
        (PartitionBound::List(values), _) => values.iter().any(|known| order(known, value).is_none_or(holds)),
        _ => true,
    }
}

/// How a value compares with the first column's limit; `open` with one that is none.
fn to_limit(value: &str, limits: &[Box<str>], open: Ordering) -> Option<Ordering> {
    let limit = limits.first()?;
    if is_open(limit) { Some(open) } else { order(value, limit) }
}
