//! Partitions made, attached and detached (manual 5.12.2; ALTER TABLE, `ATTACH PARTITION` and `DETACH PARTITION`).

mod bounds;
mod hash;
mod rows;

pub(super) use rows::{moved, of_own_columns, pruned, routed};

use super::{State, constraint};
use crate::{
    catalog::{Table, TableConstraint},
    effects::{Effects, LockMode, RelationEffect, Scan},
    name::{Name, ObjectName},
    operation::{ConstraintKind, Expression, PartitionBound, PartitionKey, is_open},
    parse::expression::{self, Conjunct},
};

/// The DEFAULT partition of a partitioned table.
pub(super) fn default_of<'a>(parent: &ObjectName, state: State<'a>) -> Option<&'a Table> {
    state.catalog.default_partition(parent)
}

/// `ATTACH PARTITION`.
pub(super) fn attach(
    parent: &ObjectName,
    partition: &ObjectName,
    bound: Option<&PartitionBound>,
    state: State,
    out: &mut Effects,
) {
    let partition = state.catalog.resolve(partition);
    out.add(RelationEffect::lock(parent.clone(), LockMode::ShareUpdateExclusive));
    let (above, table) = (state.table(parent), state.table(&partition));
    let proven = match (above.and_then(|above| above.partition_by.as_ref()), table, bound) {
        (Some(key), Some(table), Some(bound)) => bound_is_proven(key, bound, table),
        _ => false,
    };
    let scan = if proven { Scan::None } else { Scan::Verify };
    state.scan(&state.catalog.partitions(&partition), LockMode::AccessExclusive, scan, out);
    lock_default(parent, bound, LockMode::AccessExclusive, Scan::Verify, state, out);
    let Some(above) = above else { return };
    if let Some(table) = table {
        build_missing_indexes(above, table, state, out);
    }
    for key in above.constraints.iter().filter(|constraint| constraint.references().is_some()) {
        attach_foreign_key(key, &partition, table, state, out);
    }
    lock_referencing(parent, state, out);
}

/// The DEFAULT partition is locked, and read for rows that belong to the new one unless a check of it excludes them.
fn lock_default(
    parent: &ObjectName,
    bound: Option<&PartitionBound>,
    lock: LockMode,
    scan: Scan,
    state: State,
    out: &mut Effects,
) {
    let Some(default) = default_of(parent, state) else { return };
    let key = state.table(parent).and_then(|table| table.partition_by.as_ref());
    let excluded = match (key, bound) {
        (Some(key), Some(bound)) => bound_is_excluded(key, bound, default),
        _ => false,
    };
    let scan = if excluded || bound == Some(&PartitionBound::Default) { Scan::None } else { scan };
    state.scan(std::slice::from_ref(&default.name), lock, scan, out);
}

/// Indexes of the partitioned table for which the new partition has no equal are built on it, under the lock.
fn build_missing_indexes(above: &Table, table: &Table, state: State, out: &mut Effects) {
    let has = |wanted: &crate::catalog::TableIndex| {
        let same = |known: &crate::catalog::TableIndex| {
            known.unique == wanted.unique
                && known.keys == wanted.keys
                && known.partial == wanted.partial
                && known.include == wanted.include
                && (wanted.constraint.is_none() || known.constraint.is_some())
        };
        table.indexes.iter().any(same)
    };
    if above.indexes.iter().any(|index| !has(index)) && state.has_storage(&table.name) {
        let effect = RelationEffect::lock(table.name.clone(), LockMode::AccessExclusive);
        out.add(RelationEffect { scan: Scan::IndexBuild, index_build: true, ..effect });
    }
}

/// A foreign key of the partitioned table: made and validated on the partition, or taken over where it has the same.
fn attach_foreign_key(key: &TableConstraint, partition: &ObjectName, table: Option<&Table>, state: State, out: &mut Effects) {
    let Some(referenced) = key.references() else { return };
    let same = table.is_some_and(|table| table.constraints.iter().any(|known| known.same_as(key)));
    let lock = if same { LockMode::AccessExclusive } else { LockMode::ShareRowExclusive };
    state.scan(&state.catalog.partitions(referenced), lock, Scan::None, out);
    if !same {
        state.scan(std::slice::from_ref(partition), LockMode::AccessExclusive, Scan::ValidateForeignKey, out);
    }
}

/// Tables whose foreign key points at the partitioned table get a trigger on each new partition (from 15 on under this lock).
fn lock_referencing(parent: &ObjectName, state: State, out: &mut Effects) {
    let lock = if state.version() >= 15 { LockMode::ShareRowExclusive } else { LockMode::AccessShare };
    for (other, _) in state.catalog.referencing(parent) {
        out.add(RelationEffect::lock(other.name.clone(), lock));
    }
}

/// `CREATE TABLE … PARTITION OF`.
pub(super) fn create(parent: &ObjectName, bound: &PartitionBound, state: State, out: &mut Effects) {
    let parent = state.catalog.resolve(parent);
    out.add(RelationEffect::lock(parent.clone(), LockMode::AccessExclusive));
    // Its rows are read by a plain scan, which the server does not announce.
    lock_default(&parent, Some(bound), LockMode::AccessExclusive, Scan::Dml, state, out);
    let Some(above) = state.table(&parent) else { return };
    for referenced in above.constraints.iter().filter_map(TableConstraint::references) {
        state.scan(&state.catalog.partitions(referenced), LockMode::ShareRowExclusive, Scan::None, out);
    }
    lock_referencing(&parent, state, out);
}

/// `DETACH PARTITION`.
pub(super) fn detach(
    parent: &ObjectName,
    partition: &ObjectName,
    concurrently: bool,
    finalize: bool,
    state: State,
    out: &mut Effects,
) {
    let partition = state.catalog.resolve(partition);
    let lock = if concurrently || finalize { LockMode::ShareUpdateExclusive } else { LockMode::AccessExclusive };
    if concurrently {
        out.outside_transaction = true;
        if state.version() < 14 {
            out.fail("42601", "syntax error at or near \"CONCURRENTLY\"");
        }
    }
    out.add(RelationEffect::lock(parent.clone(), lock));
    let referenced = !state.catalog.referencing(parent).is_empty();
    let is_default = default_of(parent, state).is_some_and(|default| default.name == partition);
    let own = if state.version() < 14 && !referenced && !is_default {
        LockMode::ShareUpdateExclusive
    } else {
        LockMode::AccessExclusive
    };
    out.add(RelationEffect::lock(partition.clone(), own));
    state.scan(&state.catalog.with_children(&partition)[1..], LockMode::AccessExclusive, Scan::None, out);
    if let Some(default) = default_of(parent, state).filter(|default| default.name != partition) {
        out.add(RelationEffect::lock(default.name.clone(), LockMode::AccessExclusive));
        if concurrently {
            out.fail("55000", "cannot detach partitions concurrently when a default partition exists");
        }
    }
    for (other, _) in state.catalog.referencing(parent) {
        out.add(RelationEffect::lock(other.name.clone(), LockMode::AccessExclusive));
    }
    // The partition's foreign keys become its own: their triggers on the referenced tables are made anew.
    let keys = state.table(&partition).map(|table| table.constraints.as_slice()).unwrap_or_default();
    for referenced in keys.iter().filter_map(TableConstraint::references) {
        out.add(RelationEffect::lock(referenced.clone(), LockMode::ShareRowExclusive));
    }
}

/// The partition's validated checks and NOT NULLs imply its bound (`ConstraintImpliedByRelConstraint`).
fn bound_is_proven(key: &PartitionKey, bound: &PartitionBound, table: &Table) -> bool {
    let facts = facts(table);
    let column = |at: usize| key.columns.get(at).cloned().flatten();
    let not_null =
        |name: &Name| table.column(name).is_some_and(|known| known.not_null) || constraint::checks_prove_not_null(table, name);
    match bound {
        PartitionBound::Range { from, to } if key.columns.len() == 1 => {
            let Some(name) = column(0) else { return false };
            let (low, high) = (from.first().map(AsRef::as_ref), to.first().map(AsRef::as_ref));
            not_null(&name) && implies(&facts, &name, ">=", low) && implies(&facts, &name, "<", high)
        }
        PartitionBound::List(values) => {
            let Some(name) = column(0) else { return false };
            let nullable = values.iter().any(|value| value.eq_ignore_ascii_case("null"));
            (nullable || not_null(&name)) && facts.iter().any(|fact| fact_is_within(fact, &name, values))
        }
        PartitionBound::Range { .. } | PartitionBound::Hash { .. } | PartitionBound::Default => false,
    }
}

/// A validated check of the DEFAULT partition contradicts the new bound.
fn bound_is_excluded(key: &PartitionKey, bound: &PartitionBound, default: &Table) -> bool {
    let negated = bound.condition(key).map(|condition| format!("NOT ({condition})"));
    if negated.is_some_and(|negated| valid_checks(default).any(|check| *check.sql == *negated)) {
        return true;
    }
    let Some(name) = key.columns.first().cloned().flatten() else { return false };
    let facts = facts(default);
    let not_null = default.column(&name).is_some_and(|known| known.not_null) || constraint::checks_prove_not_null(default, &name);
    match bound {
        PartitionBound::Range { from, to } if key.columns.len() == 1 => {
            let (low, high) = (from.first().map(AsRef::as_ref), to.first().map(AsRef::as_ref));
            not_null && (implies(&facts, &name, "<", low) || implies(&facts, &name, ">=", high))
        }
        PartitionBound::List(values) => {
            let differs = |value: &str| {
                facts.iter().any(|fact| match fact {
                    Conjunct::Compare { column, operator: "<>", value: other } => *column == name && same_value(other, value),
                    Conjunct::In { column, values } => *column == name && !values.iter().any(|other| same_value(other, value)),
                    Conjunct::Compare { column, operator: "=", value: other } => *column == name && !same_value(other, value),
                    _ => false,
                })
            };
            not_null && values.iter().all(|value| differs(value))
        }
        PartitionBound::Range { .. } | PartitionBound::Hash { .. } | PartitionBound::Default => false,
    }
}

fn facts(table: &Table) -> Vec<Conjunct> {
    valid_checks(table).flat_map(expression::conjuncts).collect()
}

fn valid_checks(table: &Table) -> impl Iterator<Item = &Expression> {
    let valid = table.constraints.iter().filter(|constraint| constraint.valid);
    valid.filter_map(|constraint| match &constraint.kind {
        ConstraintKind::Check(check) => Some(check),
        _ => None,
    })
}

/// The facts imply `column operator limit`; `MINVALUE` and `MAXVALUE` limit nothing.
fn implies(facts: &[Conjunct], name: &Name, operator: &str, limit: Option<&str>) -> bool {
    let Some(limit) = limit else { return false };
    if is_open(limit) {
        return (operator == ">=") == limit.eq_ignore_ascii_case("minvalue");
    }
    facts.iter().any(|fact| match fact {
        Conjunct::Compare { column, operator: known, value } if column == name => compare_implies(known, value, operator, limit),
        Conjunct::In { column, values } if column == name => {
            values.iter().all(|value| compare_implies("=", value, operator, limit))
        }
        _ => false,
    })
}

/// `x known a` implies `x wanted b`.
fn compare_implies(known: &str, a: &str, wanted: &str, b: &str) -> bool {
    let Some(order) = order(a, b) else { return false };
    match (wanted, known) {
        (">=", "=" | ">=" | ">") => order.is_ge(),
        ("<", "=" | "<=") => order.is_lt(),
        ("<", "<") => order.is_le(),
        _ => false,
    }
}

/// How two literals compare: as numbers, or as text where both are the same kind of text (dates and timestamps as written).
fn order(a: &str, b: &str) -> Option<std::cmp::Ordering> {
    let (a, b) = (bare(a), bare(b));
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => a.partial_cmp(&b),
        (Err(_), Err(_)) => Some(padded(a).cmp(&padded(b))),
        _ => None,
    }
}

/// A date without a time is that day's midnight.
fn padded(value: &str) -> String {
    let date = value.len() == 10 && value.as_bytes().get(4) == Some(&b'-');
    let value = if date { format!("{value} 00:00:00") } else { value.to_owned() };
    value.trim_end_matches("+00").to_owned()
}

/// A literal without quotes and casts.
fn bare(value: &str) -> &str {
    let value = value.split("::").next().unwrap_or_default().trim();
    value.strip_prefix('\'').and_then(|inner| inner.strip_suffix('\'')).unwrap_or(value)
}

fn same_value(a: &str, b: &str) -> bool {
    order(a, b).is_some_and(std::cmp::Ordering::is_eq)
}

/// The fact lets the column have no value but those listed.
fn fact_is_within(fact: &Conjunct, name: &Name, listed: &[Box<str>]) -> bool {
    let within = |value: &str| listed.iter().any(|known| same_value(known, value));
    match fact {
        Conjunct::Compare { column, operator: "=", value } => column == name && within(value),
        Conjunct::In { column, values } => column == name && values.iter().all(|value| within(value)),
        _ => false,
    }
}
