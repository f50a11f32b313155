//! Indexes and generated columns that the server refuses: over columns that are not there, or values that change by themselves.

use super::State;
use crate::{
    catalog::{Table, TableKind},
    effects::{Effects, volatility},
    name::Name,
    operation::{Column, CreateIndex, Expression, ReplicaIdentity, Volatility},
    parse::expression::{self, CastSource},
};

/// `CREATE INDEX`.
pub(super) fn create(create: &CreateIndex, state: State, out: &mut Effects) {
    let Some(table) = state.table(&create.table).filter(|table| table.kind != TableKind::View) else { return };
    if table.kind == TableKind::Foreign {
        let name = &table.name.name;
        let message = match state.version() {
            ..15 => format!("cannot create index on foreign table \"{name}\""),
            15.. => format!("cannot create index on relation \"{name}\""),
        };
        return out.fail("42809", message);
    }
    if let Some(what) = beyond(create) {
        return out.fail("0A000", format!("access method \"{}\" does not support {what}", create.method));
    }
    if create.predicate.as_ref().is_some_and(|predicate| is_mutable(predicate, table, state)) {
        return out.fail("42P17", "functions in index predicate must be marked IMMUTABLE");
    }
    let expressions = create.keys.iter().filter_map(|key| key.expression.as_ref());
    if expressions.into_iter().any(|expression| is_mutable(expression, table, state)) {
        out.fail("42P17", "functions in index expression must be marked IMMUTABLE");
    }
}

/// What the built-in methods cannot do (manual 11.2, 64.1: `amcanunique`, `amcanmulticol`, `amcaninclude`).
fn beyond(create: &CreateIndex) -> Option<&'static str> {
    match create.method.as_str() {
        "hash" | "gin" | "gist" | "spgist" | "brin" if create.unique => Some("unique indexes"),
        "hash" | "gin" | "brin" if !create.include.is_empty() => Some("included columns"),
        "hash" | "spgist" if create.keys.len() > 1 => Some("multicolumn indexes"),
        _ => None,
    }
}

/// A generated column's expression: neither of another generated column nor of anything that changes by itself.
pub(super) fn generated(table: &Table, column: &Column, state: State, out: &mut Effects) {
    let Some(generated) = &column.generated else { return };
    let reads = expression::columns(&generated.expression);
    let computed = table.columns.iter().find(|known| known.generated.is_some() && reads.contains(&known.name));
    if let Some(computed) = computed {
        let code = "42P17";
        return out.fail(code, format!("cannot use generated column \"{}\" in column generation expression", computed.name));
    }
    if is_mutable(&generated.expression, table, state) {
        out.fail("42P17", "generation expression is not immutable");
    }
}

/// `REPLICA IDENTITY USING INDEX` takes a plain unique index over columns that are NOT NULL.
pub(super) fn replica_identity(table: &Table, identity: &ReplicaIdentity, out: &mut Effects) {
    let ReplicaIdentity::Index(name) = identity else { return };
    let Some(index) = table.index(name) else { return };
    if !index.unique {
        out.fail("42809", format!("cannot use non-unique index \"{name}\" as replica identity"));
    } else if index.keys.iter().any(Option::is_none) {
        out.fail("0A000", format!("cannot use expression index \"{name}\" as replica identity"));
    } else if index.partial {
        out.fail("0A000", format!("cannot use partial index \"{name}\" as replica identity"));
    } else if let Some(null) = index.keys.iter().flatten().find(|key| table.column(key).is_some_and(|known| !known.not_null)) {
        out.fail("42809", format!("index \"{name}\" cannot be used as replica identity because column \"{null}\" is nullable"));
    }
}

/// An index by which rows can be put in order holds all of them, and has an order.
pub(super) fn cluster(table: &Table, index: &Name, out: &mut Effects) {
    if table.index(index).is_some_and(|index| matches!(index.method.as_str(), "hash" | "gin" | "spgist" | "brin")) {
        let why = "access method does not support clustering";
        return out.fail("0A000", format!("cannot cluster on index \"{index}\" because {why}"));
    }
    if table.index(index).is_some_and(|index| index.partial) {
        out.fail("0A000", format!("cannot cluster on partial index \"{index}\""));
    }
}

/// A function or cast in it is certainly not immutable. An SQL function is put in place and looked into, so it may be.
fn is_mutable(expression: &Expression, table: &Table, state: State) -> bool {
    let analysis = expression::analyse(expression);
    let mut calls = analysis.calls.iter();
    let mutable_call = calls.any(|call| match state.catalog.function(&call.name) {
        // Which of several is meant hangs on the types of the arguments.
        Some(function) if function.overloaded => false,
        Some(function) => function.routine.language != "sql" && function.volatility != Volatility::Immutable,
        None => {
            let least = volatility::least_volatility(&call.name, call.arguments, state.target);
            least.is_some_and(|least| least != Volatility::Immutable)
        }
    });
    let mutable_cast = analysis.casts.iter().any(|cast| match &cast.source {
        CastSource::Column(column) => {
            let from = table.column(column).and_then(|known| known.data_type.as_ref());
            from.is_some_and(|from| is_mutable_cast(&from.name.name, &cast.data_type.name.name))
        }
        CastSource::Literal(_) | CastSource::Other => false,
    });
    analysis.understood && (mutable_call || mutable_cast)
}

/// A cast that depends on the session's time zone or date style.
fn is_mutable_cast(from: &str, to: &str) -> bool {
    let timely = |name: &str| matches!(name, "timestamptz" | "timestamp" | "date" | "text" | "varchar");
    timely(from) && timely(to) && volatility::cast_volatility(from, to) == Volatility::Stable
}
