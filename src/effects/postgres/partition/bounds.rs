//! The bounds of a table's partitions, and which of them a comparison leaves (`partbounds.c`, `partprune.c`).

use std::{
    cmp::Ordering::{self, Equal, Greater, Less},
    ops::RangeInclusive,
};

use super::{super::State, hash, order};
use crate::{
    catalog::Table,
    name::{Name, ObjectName},
    operation::{DataType, PartitionBound, PartitionStrategy},
};

/// The partitions of one table.
pub struct Bounds<'a> {
    /// How its rows are spread.
    pub strategy: PartitionStrategy,
    /// The columns of its key; `None` for an expression.
    pub columns: &'a [Option<Name>],
    types: Vec<Option<&'a DataType>>,
    partitions: Vec<(&'a ObjectName, &'a PartitionBound)>,
    /// For ranges the limits in order, for lists the values, for hashes the remainders of the greatest modulus; each with the
    /// partition that it belongs to.
    slots: Vec<(Vec<&'a str>, Option<usize>)>,
    null: Option<usize>,
    default: Option<usize>,
}

/// What may hold the rows wanted: slots, the partition for NULL, the DEFAULT partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched {
    slots: Vec<bool>,
    null: bool,
    default: bool,
}

impl Matched {
    /// What either of two may hold.
    pub fn or(self, other: Self) -> Self {
        self.with(other, |a, b| a || b)
    }

    /// What both may hold.
    pub fn and(self, other: Self) -> Self {
        self.with(other, |a, b| a && b)
    }

    fn with(self, other: Self, both: fn(bool, bool) -> bool) -> Self {
        Self {
            slots: self.slots.iter().zip(&other.slots).map(|(a, b)| both(*a, *b)).collect(),
            null: both(self.null, other.null),
            default: both(self.default, other.default),
        }
    }
}

impl<'a> Bounds<'a> {
    /// Of a partitioned table; `None` where a limit cannot be compared with the others.
    pub fn of(parent: &'a Table, state: State<'a>) -> Option<Self> {
        let key = parent.partition_by.as_ref()?;
        let types = key.columns.iter().map(|column| parent.column(column.as_ref()?)?.data_type.as_ref()).collect();
        let partitions: Vec<_> = parent
            .children
            .iter()
            .map(|child| state.table(child).and_then(|table| Some((&table.name, &table.partition_of.as_ref()?.1))))
            .collect::<Option<_>>()?;
        let place = |wanted: fn(&PartitionBound) -> bool| partitions.iter().position(|(_, bound)| wanted(bound));
        let (default, null) = (place(|bound| *bound == PartitionBound::Default), place(takes_null));
        let mut bounds =
            Self { strategy: key.strategy, columns: &key.columns, types, partitions, slots: Vec::new(), null, default };
        bounds.slots = match key.strategy {
            PartitionStrategy::Range => bounds.limits()?,
            PartitionStrategy::List => bounds.values(),
            PartitionStrategy::Hash => bounds.remainders(),
        };
        Some(bounds)
    }

    /// Each limit once, in order, with the partition that ends at it; behind the last one nothing ends.
    fn limits(&self) -> Option<Vec<(Vec<&'a str>, Option<usize>)>> {
        let mut limits: Vec<(Vec<&str>, Option<usize>)> = Vec::new();
        for (at, (_, bound)) in self.partitions.iter().enumerate() {
            let PartitionBound::Range { from, to } = bound else { continue };
            for (limit, owner) in [(from, None), (to, Some(at))] {
                let limit: Vec<&str> = limit.iter().map(AsRef::as_ref).collect();
                let (mut place, mut end, mut is_known) = (0, limits.len(), false);
                while place < end {
                    let middle = place.midpoint(end);
                    match self.compare_limits(&limits[middle].0, &limit)? {
                        Less => place = middle + 1,
                        order => (end, is_known) = (middle, order == Equal),
                    }
                }
                match limits.get_mut(place).filter(|_| is_known) {
                    Some((_, known)) => *known = known.or(owner),
                    None => limits.insert(place, (limit, owner)),
                }
            }
        }
        limits.push((Vec::new(), None));
        Some(limits)
    }

    fn values(&self) -> Vec<(Vec<&'a str>, Option<usize>)> {
        let mut all = Vec::new();
        for (at, (_, bound)) in self.partitions.iter().enumerate() {
            let PartitionBound::List(values) = bound else { continue };
            all.extend(values.iter().filter(|value| !is_null(value)).map(|value| (vec![value.as_ref()], Some(at))));
        }
        all
    }

    fn remainders(&self) -> Vec<(Vec<&'a str>, Option<usize>)> {
        let modulus = |bound: &PartitionBound| if let PartitionBound::Hash { modulus, .. } = bound { *modulus } else { 1 };
        let greatest = self.partitions.iter().map(|(_, bound)| modulus(bound)).max().unwrap_or(1).min(1 << 16);
        let owner = |slot: u32| {
            self.partitions.iter().position(|(_, bound)| match bound {
                PartitionBound::Hash { modulus, remainder } => slot % (*modulus).max(1) == *remainder,
                _ => false,
            })
        };
        (0..greatest).map(|slot| (Vec::new(), owner(slot))).collect()
    }

    /// The partitions meant.
    pub fn named(&self, matched: &Matched) -> Vec<&'a ObjectName> {
        let mut default = matched.default;
        let mut found = Vec::new();
        for ((_, owner), _) in self.slots.iter().zip(&matched.slots).filter(|(_, is_in)| **is_in) {
            found.extend(*owner);
            default |= owner.is_none();
        }
        found.extend(self.null.filter(|_| matched.null));
        found.extend(self.default.filter(|_| default));
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|at| self.partitions.get(at).map(|(name, _)| *name)).collect()
    }

    /// All but the partition for NULL alone.
    pub fn not_null(&self) -> Matched {
        Matched { slots: vec![true; self.slots.len()], null: false, default: true }
    }

    /// What takes rows whose key is NULL.
    pub fn nulls(&self) -> Matched {
        let mut slots = vec![false; self.slots.len()];
        if let (PartitionStrategy::Hash, Some(first)) = (self.strategy, slots.first_mut()) {
            *first = true;
        }
        Matched { slots, null: self.null.is_some(), default: self.null.is_none() }
    }

    /// Where the first columns of the key, in order, have these values, or the last of them compares so; `None` where only the
    /// server can tell.
    pub fn compared(&self, operator: &str, values: &[&str]) -> Option<Matched> {
        match self.strategy {
            PartitionStrategy::Range => self.in_range(operator, values),
            PartitionStrategy::List => self.in_list(operator, values.first()?),
            PartitionStrategy::Hash => {
                let key = values.iter().zip(&self.types).map(|(value, data_type)| Some((Some(*value), (*data_type)?)));
                let slot = self.slot(&key.collect::<Option<Vec<_>>>()?)?;
                Some(self.only(slot..=slot, false))
            }
        }
    }

    fn slot(&self, key: &[(Option<&str>, &DataType)]) -> Option<usize> {
        Some((hash::of_row(key)? % self.slots.len().max(1) as u64) as usize)
    }

    fn only(&self, slots: RangeInclusive<usize>, default: bool) -> Matched {
        Matched { slots: (0..self.slots.len()).map(|slot| slots.contains(&slot)).collect(), null: false, default }
    }

    fn in_list(&self, operator: &str, value: &str) -> Option<Matched> {
        let holds = |order: Ordering| match operator {
            "=" => order.is_eq(),
            "<>" => order.is_ne(),
            "<" => order.is_lt(),
            "<=" => order.is_le(),
            ">" => order.is_gt(),
            _ => order.is_ge(),
        };
        let orders: Option<Vec<Ordering>> =
            self.slots.iter().map(|(known, _)| self.order(0, known.first().copied()?, value)).collect();
        let slots: Vec<bool> = orders?.into_iter().map(holds).collect();
        // What is listed is not in the DEFAULT partition.
        let default = operator != "=" || !slots.contains(&true);
        Some(Matched { slots, null: false, default })
    }

    /// `get_matching_range_bounds`, with what it finds too much.
    fn in_range(&self, operator: &str, values: &[&str]) -> Option<Matched> {
        let last = self.slots.len() - 1;
        if last == 0 {
            return Some(Matched { slots: vec![false], null: false, default: true });
        }
        let (off, equal) = self.search(values, last)?;
        let prefix = equal && values.len() < self.columns.len();
        let inclusive = matches!(operator, "<=" | ">=");
        let (low, high) = match (operator, off) {
            ("=", Some(off)) if prefix => {
                let first = self.run(off, values, last, false)?;
                let (limit, _) = self.slots.get(first)?;
                let after = limit.get(values.len()).is_some_and(|limit| limit.eq_ignore_ascii_case("minvalue"));
                (first + usize::from(after), self.run(off, values, last, true)? + 1)
            }
            ("=", Some(off)) => return Some(self.only(off + 1..=off + 1, false)),
            ("=", None) => return Some(self.only(0..=0, false)),
            (">" | ">=", None) => (0, last),
            (">" | ">=", Some(off)) if prefix => {
                let edge = if off >= 1 && off < last - 1 { self.run(off, values, last, !inclusive)? } else { off };
                (edge + usize::from(!inclusive), last)
            }
            (">" | ">=", Some(off)) => (off + 1, last),
            ("<" | "<=", None) => (0, 0),
            ("<" | "<=", Some(off)) if prefix => {
                let edge = if off >= 1 && off < last - 1 { self.run(off, values, last, inclusive)? } else { off };
                (0, edge + usize::from(inclusive))
            }
            ("<" | "<=", Some(off)) => (0, off + usize::from(!equal || inclusive)),
            _ => return None,
        };
        let (low, high) = self.without_open_ends(low, high, values.len() - 1);
        Some(self.only(low..=high, false))
    }

    /// Nothing lies below `MINVALUE` and above `MAXVALUE`, so that the DEFAULT partition is not meant.
    fn without_open_ends(&self, low: usize, high: usize, column: usize) -> (usize, usize) {
        let is = |slot: usize, word: &str| {
            let limit = self.slots.get(slot).and_then(|(limit, _)| limit.get(column));
            limit.is_some_and(|limit| limit.eq_ignore_ascii_case(word))
        };
        let nothing_ends = |slot: usize| self.slots.get(slot).is_none_or(|(_, owner)| owner.is_none());
        let low = if nothing_ends(low) && is(low, "minvalue") { low + 1 } else { low };
        let high = if high >= 1 && nothing_ends(high) && is(high - 1, "maxvalue") { high - 1 } else { high };
        (low, high)
    }

    /// The greatest limit that is not above the values, and whether it is the same as far as they go (`partition_range_datum_bsearch`).
    fn search(&self, values: &[&str], last: usize) -> Option<(Option<usize>, bool)> {
        let (mut low, mut high) = (0, last);
        while low < high {
            // One more than the server's own places, which begin at -1.
            let middle = (low + high).div_ceil(2);
            match self.compare(middle - 1, values)? {
                Equal => return Some((Some(middle - 1), true)),
                Less => low = middle,
                Greater => high = middle - 1,
            }
        }
        Some((low.checked_sub(1), false))
    }

    /// The first or last limit of those around `off` that are the same as far as the values go.
    fn run(&self, off: usize, values: &[&str], last: usize, upward: bool) -> Option<usize> {
        let mut edge = off;
        loop {
            let next = if upward { Some(edge + 1).filter(|next| *next < last) } else { edge.checked_sub(1) };
            match next {
                Some(next) if self.compare(next, values)?.is_eq() => edge = next,
                _ => return Some(edge),
            }
        }
    }

    /// A limit with values, as far as they go.
    fn compare(&self, slot: usize, values: &[&str]) -> Option<Ordering> {
        let (limit, _) = self.slots.get(slot)?;
        for (at, (limit, value)) in limit.iter().zip(values).enumerate() {
            let order = match *limit {
                low if low.eq_ignore_ascii_case("minvalue") => Less,
                high if high.eq_ignore_ascii_case("maxvalue") => Greater,
                limit => self.order(at, limit, value)?,
            };
            if order.is_ne() {
                return Some(order);
            }
        }
        Some(Equal)
    }

    /// Two values of a column of the key.
    fn order(&self, column: usize, a: &str, b: &str) -> Option<Ordering> {
        let data_type = self.types.get(column).copied().flatten();
        let Some(data_type) = data_type.filter(|data_type| data_type.name.schema.is_none()) else { return order(a, b) };
        match data_type.name.name.as_str() {
            "bool" => Some(truth(a)?.cmp(&truth(b)?)),
            "text" | "varchar" | "bpchar" => Some(super::bare(a).cmp(super::bare(b))),
            "date" | "timestamp" | "timestamptz" => Some(moment(a)?.cmp(&moment(b)?)),
            "int2" | "int4" | "int8" => Some(super::bare(a).parse::<i64>().ok()?.cmp(&super::bare(b).parse().ok()?)),
            _ => order(a, b),
        }
    }

    /// Two limits; `None` where they cannot be compared.
    fn compare_limits(&self, a: &[&str], b: &[&str]) -> Option<Ordering> {
        let place = |limit: &str| match limit {
            low if low.eq_ignore_ascii_case("minvalue") => -1,
            high if high.eq_ignore_ascii_case("maxvalue") => 1,
            _ => 0,
        };
        for (at, (a, b)) in a.iter().zip(b).enumerate() {
            let order = match (place(a), place(b)) {
                (0, 0) => self.order(at, a, b)?,
                (a, b) if a == b => return Some(Equal),
                (a, b) => a.cmp(&b),
            };
            if order.is_ne() {
                return Some(order);
            }
        }
        Some(Equal)
    }

    /// The partition that a row goes to; inside `None` where there is none for it, and outside where only the server can tell.
    pub fn home(&self, key: &[Option<&str>]) -> Option<Option<&'a ObjectName>> {
        let known: Option<Vec<&str>> = key.iter().copied().collect();
        let matched = match (self.strategy, known) {
            (PartitionStrategy::Hash, _) => {
                let key = key.iter().zip(&self.types).map(|(value, data_type)| Some((*value, (*data_type)?)));
                let slot = self.slot(&key.collect::<Option<Vec<_>>>()?)?;
                self.only(slot..=slot, false)
            }
            (_, Some(values)) => self.compared("=", &values)?,
            (_, None) => self.nulls(),
        };
        Some(self.named(&matched).first().copied())
    }
}

fn takes_null(bound: &PartitionBound) -> bool {
    matches!(bound, PartitionBound::List(values) if values.iter().any(|value| is_null(value)))
}

fn is_null(value: &str) -> bool {
    value.eq_ignore_ascii_case("null")
}

/// The ways to write a boolean (manual 8.6).
fn truth(value: &str) -> Option<bool> {
    match super::bare(value).to_ascii_lowercase().as_str() {
        "t" | "true" | "y" | "yes" | "on" | "1" => Some(true),
        "f" | "false" | "n" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// `2024-01-31`, perhaps with a time of day, without a zone other than UTC.
fn moment(value: &str) -> Option<String> {
    let moment = super::padded(super::bare(value));
    let shape = |byte: u8| if byte.is_ascii_digit() { b'0' } else { byte };
    let rest = moment.bytes().skip(10).all(|byte| byte.is_ascii_digit() || b" :.".contains(&byte));
    (rest && moment.bytes().take(10).map(shape).eq(*b"0000-00-00")).then_some(moment)
}
