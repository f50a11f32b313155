//! What a new column's default costs: a value that is the same for all rows is kept once, in the catalog
//! (`pg_attribute.attmissingval`); any other is written into every row.

use super::State;
use crate::{
    operation::{Column, DataType, Expression, Volatility},
    parse::expression::{self, Call},
};

/// Every row is written anew.
pub(super) fn rewrites(column: &Column, state: State) -> bool {
    let generated = column.generated.as_ref().is_some_and(|generated| generated.stored);
    if generated || column.identity || column.data_type.serial {
        return true;
    }
    if column.generated.is_some() {
        return false;
    }
    if domain_is_constrained(&column.data_type, state) {
        return true;
    }
    // 12 does not look into a domain's default (mended in 13).
    let looked_into = column.default.is_some() || state.version() > 12;
    looked_into && value(column, state).is_some_and(|default| is_volatile(&default, state))
}

/// Existing rows get a value that is not NULL.
pub(super) fn has_value(column: &Column, state: State) -> bool {
    column.identity || column.data_type.serial || column.generated.is_some() || value(column, state).is_some()
}

/// Existing rows get a value, and the server knows without looking that it is not NULL.
pub(super) fn is_not_null(column: &Column, state: State) -> bool {
    let computed = column.generated.is_some();
    !computed && (column.identity || column.data_type.serial || value(column, state).is_some())
}

/// The column's default, or its domain's; `DEFAULT NULL` is none.
fn value(column: &Column, state: State) -> Option<Expression> {
    let default = column.default.clone().or_else(|| domain_default(&column.data_type, state));
    default.filter(|default| !expression::is_null(default))
}

fn domain_default(data_type: &DataType, state: State) -> Option<Expression> {
    let mut name = data_type.name.clone();
    for _ in 0..16 {
        let domain = state.catalog.domain(&name)?;
        if domain.default.is_some() {
            return domain.default.clone();
        }
        name = domain.base.name.clone();
    }
    None
}

/// A domain with a constraint: the server computes the value of every row to check it (`DomainHasConstraints`).
pub(super) fn domain_is_constrained(data_type: &DataType, state: State) -> bool {
    let mut data_type = data_type;
    for _ in 0..16 {
        let Some(domain) = state.catalog.domain(&data_type.name).filter(|_| data_type.dimensions == 0) else { return false };
        if domain.not_null || !domain.checks.is_empty() {
            return true;
        }
        data_type = &domain.base;
    }
    false
}

/// The expression may give another value for each row.
pub(super) fn is_volatile(default: &Expression, state: State) -> bool {
    let analysis = expression::analyse(default);
    !analysis.understood || analysis.calls.iter().any(|call| call_is_volatile(call, state, 0))
}

fn call_is_volatile(call: &Call, state: State, depth: u8) -> bool {
    if let Some(function) = state.catalog.function(&call.name) {
        let inlined = function.routine.language == "sql" && function.scalar && depth < 4;
        return match function.volatility {
            Volatility::Immutable | Volatility::Stable => false,
            // The planner puts the body of a plain SQL function in its place and looks at that (`inline_function`).
            Volatility::Volatile if inlined => body_is_volatile(&function.routine.body, state, depth),
            Volatility::Volatile => true,
        };
    }
    let known = crate::effects::volatility::volatility(&call.name, call.arguments, state.target);
    known.is_none_or(|known| known == Volatility::Volatile)
}

/// The body of an SQL function is one `SELECT` of an expression without `FROM`, and nothing in it is volatile.
fn body_is_volatile(body: &str, state: State, depth: u8) -> bool {
    let Some(result) = expression::selected(body) else { return true };
    let analysis = expression::analyse(&result);
    !analysis.understood || analysis.has_subquery || analysis.calls.iter().any(|call| call_is_volatile(call, state, depth + 1))
}
