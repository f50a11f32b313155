//! Which partitions rows are in: those that a statement's predicate leaves, and those that new rows go to (manual 5.12.4).

use super::{
    super::State,
    bounds::{Bounds, Matched},
};
use crate::{
    catalog::Table,
    name::{Name, ObjectName},
    operation::{Dml, Expression, PartitionStrategy},
    parse::{
        expression::{self, Conjunct},
        row_values,
    },
};

/// A partitioned table and those of its partitions that may hold rows for which the predicate is true: the planner leaves the
/// others, and what is beneath them, out and unlocked.
pub fn pruned(family: Vec<ObjectName>, predicate: Option<&Expression>, state: State) -> Vec<ObjectName> {
    let Some(predicate) = predicate.filter(|_| family.len() > 1) else { return family };
    let wanted = expression::conjuncts(predicate);
    let mut kept: Vec<ObjectName> = Vec::with_capacity(family.len());
    let mut left: Option<(ObjectName, Option<Vec<&ObjectName>>)> = None;
    for member in family {
        let above = state.table(&member).and_then(|table| table.partition_of.as_ref()).map(|(parent, _)| parent);
        if let Some(parent) = above.filter(|parent| left.as_ref().is_none_or(|(known, _)| known != *parent)) {
            left = Some((parent.clone(), state.table(parent).and_then(|parent| that_match(parent, predicate, &wanted, state))));
        }
        let is_left =
            |(_, left): &(ObjectName, Option<Vec<&ObjectName>>)| left.as_ref().is_none_or(|left| left.contains(&&member));
        let keeps = above.is_none_or(|parent| kept.contains(parent) && left.as_ref().is_none_or(is_left));
        if keeps || kept.is_empty() {
            kept.push(member);
        }
    }
    kept
}

/// The partitions of one table that the predicate leaves; `None` for all.
fn that_match<'a>(
    parent: &'a Table,
    predicate: &Expression,
    wanted: &[Conjunct],
    state: State<'a>,
) -> Option<Vec<&'a ObjectName>> {
    if compares_with_another_time(parent, predicate) {
        return None;
    }
    let bounds = Bounds::of(parent, state)?;
    match left(&bounds, wanted) {
        Left::All => None,
        Left::Some(matched) => Some(bounds.named(&matched)),
        Left::Nothing => Some(Vec::new()),
    }
}

/// A comparison of `timestamptz` with another type depends on the session, so the planner does not prune by it.
fn compares_with_another_time(parent: &Table, predicate: &Expression) -> bool {
    const TIMES: [&str; 3] = ["date", "timestamp", "timestamptz"];
    let key = parent.partition_by.iter().flat_map(|key| key.columns.iter().flatten());
    let mut types = key.filter_map(|column| parent.column(column)?.data_type.as_ref());
    let Some(data_type) = types.find(|data_type| TIMES.iter().any(|time| data_type.is(time))) else { return false };
    let has_zone = data_type.is("timestamptz");
    let casts = expression::analyse(predicate).casts;
    casts.iter().any(|cast| TIMES.iter().any(|time| cast.data_type.is(time)) && cast.data_type.is("timestamptz") != has_zone)
}

/// A predicate in which the columns of other tables beside the changed one have names that no column has.
pub fn of_own_columns(dml: &Dml, predicate: &Expression) -> Expression {
    let own = dml.alias.as_ref().unwrap_or(&dml.table.name);
    match dml.joins {
        true => expression::without_other_columns(predicate, own),
        false => predicate.clone(),
    }
}

/// What conditions leave of a table's partitions.
enum Left {
    /// They say nothing.
    All,
    /// These.
    Some(Matched),
    /// They cannot be true.
    Nothing,
}

/// What all conditions leave together (`gen_partprune_steps_internal`).
fn left(bounds: &Bounds, wanted: &[Conjunct]) -> Left {
    let mut found: Vec<Matched> = Vec::new();
    let mut compared: Vec<Vec<(&str, &str)>> = vec![Vec::new(); bounds.columns.len()];
    let (mut nulls, mut not_nulls) = (vec![false; bounds.columns.len()], vec![false; bounds.columns.len()]);
    let place = |column: &Name| bounds.columns.iter().position(|known| known.as_ref() == Some(column));
    for conjunct in wanted {
        match conjunct {
            Conjunct::Never => return Left::Nothing,
            Conjunct::Or(branches) => match any(bounds, branches.iter().map(Vec::as_slice)) {
                Left::Nothing => return Left::Nothing,
                Left::Some(matched) => found.push(matched),
                Left::All => {}
            },
            Conjunct::In { column, values } if place(column).is_some() => {
                let branches = values.iter().cloned();
                let branches: Vec<Conjunct> =
                    branches.map(|value| Conjunct::Compare { column: column.clone(), operator: "=", value }).collect();
                if let Left::Some(matched) = any(bounds, branches.iter().map(std::slice::from_ref)) {
                    found.push(matched);
                }
            }
            Conjunct::Compare { column, operator, value } => {
                let at = place(column).filter(|_| is_usable(bounds.strategy, operator));
                at.into_iter().for_each(|at| compared[at].push((operator, value)));
            }
            Conjunct::Null(column) => place(column).into_iter().for_each(|at| nulls[at] = true),
            Conjunct::NotNull(column) => place(column).into_iter().for_each(|at| not_nulls[at] = true),
            _ => {}
        }
    }
    let is_compared = |at: usize| !compared[at].is_empty();
    if (0..nulls.len()).any(|at| nulls[at] && (not_nulls[at] || is_compared(at))) {
        return Left::Nothing;
    }
    if nulls.iter().all(|null| *null) {
        found.push(bounds.nulls());
    } else if (0..nulls.len()).any(is_compared) {
        found.extend(lookups(bounds, &compared));
    } else if not_nulls.iter().all(|known| *known) {
        found.push(bounds.not_null());
    }
    found.into_iter().reduce(Matched::and).map_or(Left::All, Left::Some)
}

/// What any of the branches leaves.
fn any<'b>(bounds: &Bounds, branches: impl Iterator<Item = &'b [Conjunct]>) -> Left {
    let mut sum = Left::Nothing;
    for branch in branches {
        sum = match (sum, left(bounds, branch)) {
            (_, Left::All) => return Left::All,
            (sum, Left::Nothing) => sum,
            (Left::Some(sum), Left::Some(more)) => Left::Some(sum.or(more)),
            (_, more) => more,
        };
    }
    sum
}

fn is_usable(strategy: PartitionStrategy, operator: &str) -> bool {
    match strategy {
        PartitionStrategy::List => true,
        PartitionStrategy::Range => operator != "<>",
        PartitionStrategy::Hash => operator == "=",
    }
}

/// A lookup for each comparison that the key's columns before it can stand in front of (`gen_prune_steps_from_opexprs`).
fn lookups(bounds: &Bounds, compared: &[Vec<(&str, &str)>]) -> Vec<Matched> {
    let mut found = Vec::new();
    if bounds.strategy == PartitionStrategy::Hash {
        let values: Option<Vec<&str>> = compared.iter().map(|of| of.first().map(|(_, value)| *value)).collect();
        return values.and_then(|values| bounds.compared("=", &values)).into_iter().collect();
    }
    for (at, of) in compared.iter().enumerate() {
        for (operator, value) in of {
            let before = compared[..at].iter().map(|of| of.iter().find(|(known, _)| leads(known, operator)));
            let Some(mut values) = before.map(|found| found.map(|(_, value)| *value)).collect::<Option<Vec<_>>>() else {
                continue;
            };
            values.push(value);
            found.extend(bounds.compared(operator, &values));
        }
        if of.is_empty() || of.iter().any(|(operator, _)| matches!(*operator, "<" | ">")) {
            break;
        }
    }
    found
}

/// A comparison of one column may stand before one of the next.
fn leads(known: &str, operator: &str) -> bool {
    known == "=" || matches!((known, operator), ("<=", "<" | "<=") | (">=", ">" | ">="))
}

/// Where the rows of an `INSERT` go.
#[derive(Default)]
pub struct Routes {
    /// The partitions, with those between.
    pub partitions: Vec<ObjectName>,
    /// A partitioned table that has no partition for a row.
    pub nowhere: Option<ObjectName>,
}

/// The partitions that the rows of an `INSERT` go to, as far as the rows tell.
pub fn routed(dml: &Dml, state: State) -> Routes {
    let mut routes = Routes::default();
    let top = state.catalog.resolve(&dml.table);
    let Some(table) = state.table(&top).filter(|table| table.partition_by.is_some()) else { return routes };
    let rows = dml.rows.as_deref().and_then(row_values).unwrap_or_default();
    let mut levels: Vec<(&ObjectName, Option<Bounds>)> = Vec::new();
    for row in rows {
        let mut parent = Some(table);
        while let Some(next) = parent.and_then(|parent| {
            let known = levels.iter().position(|(name, _)| **name == parent.name);
            let at = known.unwrap_or_else(|| {
                levels.push((&parent.name, Bounds::of(parent, state)));
                levels.len() - 1
            });
            step((parent, levels[at].1.as_ref()?), dml, table, &row, &mut routes.nowhere)
        }) {
            if !routes.partitions.contains(next) {
                routes.partitions.push(next.clone());
            }
            parent = state.table(next).filter(|table| table.partition_by.is_some());
        }
    }
    routes
}

/// The next partition on a row's way down.
fn step<'a>(
    (parent, bounds): (&Table, &Bounds<'a>),
    dml: &Dml,
    top: &Table,
    row: &[&str],
    nowhere: &mut Option<ObjectName>,
) -> Option<&'a ObjectName> {
    let key = bounds.columns.iter().map(|column| value(column.as_ref()?, dml, top, row)).collect::<Option<Vec<_>>>()?;
    let known: Vec<Option<&str>> = key.iter().map(Option::as_deref).collect();
    let home = bounds.home(&known)?;
    if home.is_none() {
        *nowhere = Some(parent.name.clone());
    }
    home
}

/// The value of a column in a row; inside `None` for NULL.
fn value(column: &Name, dml: &Dml, top: &Table, row: &[&str]) -> Option<Option<Box<str>>> {
    let place = match dml.columns.as_slice() {
        [] => top.columns.iter().position(|known| known.name == *column),
        written => written.iter().position(|known| known == column),
    };
    match place.and_then(|at| row.get(at)) {
        Some(written) if written.trim().eq_ignore_ascii_case("null") => Some(None),
        Some(written) => expression::literal(written).map(Some),
        None => top.column(column).filter(|known| !known.gives_a_value()).map(|_| None),
    }
}

/// Where rows go that an `UPDATE` gives these values of the key; `None` where that is not known.
pub fn moved(table: &ObjectName, columns: &[Name], values: &[Expression], state: State) -> Option<Vec<ObjectName>> {
    let mut found = Vec::new();
    let mut parent = state.table(table)?;
    while parent.partition_by.is_some() {
        let bounds = Bounds::of(parent, state)?;
        let key = bounds.columns.iter().map(|column| {
            let at = columns.iter().position(|known| Some(known) == column.as_ref())?;
            expression::literal(&values.get(at)?.sql)
        });
        let key = key.collect::<Option<Vec<_>>>()?;
        let next = bounds.home(&key.iter().map(|value| Some(&**value)).collect::<Vec<_>>())??;
        found.push(next.clone());
        parent = state.table(next)?;
    }
    Some(found)
}
