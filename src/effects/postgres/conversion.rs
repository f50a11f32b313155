//! Which changes of a column's type leave its rows as they are (`ATColumnChangeRequiresRewrite`).

use super::State;
use crate::{
    name::Name,
    operation::{DataType, Expression},
    parse::expression,
};

/// Whether the rows are written anew. A type that the history does not show may be anything, so they are.
pub(super) fn rewrites(column: &Name, old: Option<&DataType>, new: &DataType, using: Option<&Expression>, state: State) -> bool {
    let Some(old) = old else { return true };
    match using.map(|using| steps(column, using)) {
        None => !is_free(old, new, state),
        Some(None) => true,
        Some(Some(casts)) => {
            let mut stages = casts.iter().chain([new]);
            let mut from = old;
            !stages.all(|to| is_free(std::mem::replace(&mut from, to), to, state))
        }
    }
}

/// The types through which a `USING` expression takes the column itself: `c` gives none, `c::text::int` two; `None` where it
/// is anything else.
fn steps(column: &Name, using: &Expression) -> Option<Vec<DataType>> {
    let (inner, casts) = expression::cast_chain(using)?;
    (inner == *column).then_some(casts)
}

/// The domain's base type, through domains over domains; `None` where one of them has a constraint.
fn base(data_type: &DataType, state: State) -> Option<DataType> {
    let mut base = data_type.clone();
    for _ in 0..16 {
        let Some(domain) = state.catalog.domain(&base.name).filter(|_| base.dimensions == 0) else { break };
        if domain.not_null || !domain.checks.is_empty() {
            return None;
        }
        base = domain.base.clone();
    }
    Some(base)
}

/// The type beneath a domain, constraints or not.
fn beneath(data_type: &DataType, state: State) -> DataType {
    let mut base = data_type.clone();
    for _ in 0..16 {
        let Some(domain) = state.catalog.domain(&base.name).filter(|_| base.dimensions == 0) else { break };
        // A column of a domain has no modifiers itself: what its values' modifiers are is not known to the cast.
        base = DataType { modifiers: Vec::new(), fields: None, ..domain.base.clone() };
    }
    base
}

/// A value of the old type is a value of the new one, byte for byte.
fn is_free(old: &DataType, new: &DataType, state: State) -> bool {
    if same_type(old, new, state) && old.modifiers == new.modifiers && old.fields == new.fields {
        return true;
    }
    let Some(target) = base(new, state) else { return false };
    let source = beneath(old, state);
    if source.dimensions > 0 || target.dimensions > 0 {
        return source.dimensions > 0 && target.dimensions > 0 && same_type(&source, &target, state) && widens(&source, &target);
    }
    match (source.name.name.as_str(), target.name.name.as_str()) {
        _ if same_type(&source, &target, state) => widens(&source, &target),
        ("timestamp", "timestamptz") | ("timestamptz", "timestamp") => is_utc(state) && target.modifiers.is_empty(),
        (from, to) => binary_coercible(from, to) && target.modifiers.is_empty(),
    }
}

fn same_type(a: &DataType, b: &DataType, state: State) -> bool {
    let dimensions = (a.dimensions > 0) == (b.dimensions > 0);
    dimensions && state.catalog.resolved_type(&a.name) == state.catalog.resolved_type(&b.name)
}

/// The same type with modifiers that admit all that the old ones did. Arrays lose their modifiers freely, but their elements
/// are looked at one by one to gain others.
fn widens(old: &DataType, new: &DataType) -> bool {
    if old.modifiers == new.modifiers && old.fields == new.fields || new.modifiers.is_empty() && new.fields.is_none() {
        return true;
    }
    let unlimited = old.modifiers.is_empty() && old.fields.is_none();
    if new.dimensions > 0 || unlimited && new.fields.is_none() {
        return is_full_precision(new);
    }
    let (first, second) = ((old.modifiers.first(), new.modifiers.first()), (old.modifiers.get(1), new.modifiers.get(1)));
    let wider = |(old, new): (Option<&i32>, Option<&i32>)| old.copied().unwrap_or(0) <= new.copied().unwrap_or(0);
    match new.name.name.as_str() {
        "varchar" | "varbit" => wider(first),
        "numeric" => wider(first) && second.0.copied().unwrap_or(0) == second.1.copied().unwrap_or(0),
        "timestamp" | "timestamptz" | "time" | "timetz" => wider(first),
        "interval" => least_field(new) <= least_field(old) && (new.modifiers.is_empty() || wider(first)),
        _ => false,
    }
}

/// The smallest field that an `interval` keeps (`interval_support`).
fn least_field(interval: &DataType) -> usize {
    const FIELDS: [&str; 6] = ["second", "minute", "hour", "day", "month", "year"];
    let last = interval.fields.as_deref().and_then(|fields| fields.rsplit(' ').next());
    last.and_then(|last| FIELDS.iter().position(|field| *field == last)).unwrap_or(0)
}

/// `timestamp(6)` and its like keep every digit that there is.
fn is_full_precision(new: &DataType) -> bool {
    let timed = matches!(new.name.name.as_str(), "timestamp" | "timestamptz" | "time" | "timetz" | "interval");
    timed && new.dimensions == 0 && new.fields.is_none() && new.modifiers.first().is_some_and(|&digits| digits >= 6)
}

/// From 12 on the two kinds of timestamp are one where the session's TimeZone is UTC (release notes 12, E.23.3.3).
fn is_utc(state: State) -> bool {
    // Nothing said: servers of today's images and clouds run in UTC.
    let zone = state.session.time_zone.as_deref().unwrap_or("utc").to_ascii_lowercase();
    matches!(
        zone.as_str(),
        "utc" | "etc/utc" | "gmt" | "zulu" | "etc/gmt" | "universal" | "uct" | "etc/uct" | "etc/universal" | "etc/zulu"
    )
}

/// Casts of `pg_cast` with `castmethod` `b`, and those of the extension citext; kinds of `reg…` and `oid` are one number.
fn binary_coercible(from: &str, to: &str) -> bool {
    let number = |name: &str| matches!(name, "oid" | "int4") || name.starts_with("reg");
    let text = |name: &str| matches!(name, "text" | "varchar" | "bpchar");
    match (from, to) {
        ("text" | "varchar" | "citext", "text" | "varchar" | "citext") => true,
        ("text" | "varchar", "bpchar") => true,
        ("bpchar", "citext") => false,
        ("cidr", "inet") | ("bit", "varbit") | ("varbit", "bit") => true,
        ("xml" | "pg_node_tree", to) => text(to),
        (from, to) => number(from) && number(to),
    }
}

/// Values of both types are compared by the same operator class, so that an index over them stays good.
pub(super) fn same_operator_class(old: &DataType, new: &DataType) -> bool {
    operator_class(old) == operator_class(new) && (old.dimensions > 0) == (new.dimensions > 0)
}

fn operator_class(data_type: &DataType) -> &str {
    match data_type.name.name.as_str() {
        "varchar" => "text",
        "cidr" => "inet",
        other => other,
    }
}

/// The type has no collation.
pub(super) fn ignores_collation(data_type: &DataType) -> bool {
    !matches!(data_type.name.name.as_str(), "text" | "varchar" | "bpchar" | "citext" | "name")
}
