//! What stands in `FROM`: tables of the system catalogs, sub-queries, and functions that give rows.

use std::rc::Rc;

use sqlparser::ast::{FunctionArg, FunctionArgumentList, FunctionArguments, ObjectName, TableAlias, TableFactor};

use super::{Evaluator, RowScope, Value, operator};
use crate::{
    name::Name,
    parse::expression::{name_of, object_name_of},
};

/// Most rows that a function gives.
const MOST_ROWS: usize = 10_000;

/// Functions that give rows.
pub(super) const SERIES: &[&str] = &["unnest", "generate_series"];

/// The rows of a table in `FROM`, and whether there are no others.
pub(super) fn scopes(evaluator: &mut Evaluator, factor: &TableFactor) -> Option<(Vec<Rc<RowScope>>, bool)> {
    match factor {
        TableFactor::Table { name, alias, args: None, .. } => named(evaluator, name, alias.as_ref()),
        TableFactor::Table { name, alias, args: Some(arguments), .. } => {
            function(evaluator, &object_name_of(name).name, &arguments.args, alias.as_ref())
        }
        TableFactor::Function { name, args, alias, with_ordinality: false, .. } => {
            function(evaluator, &object_name_of(name).name, args, alias.as_ref())
        }
        TableFactor::UNNEST { alias, array_exprs, with_offset: false, with_ordinality: false, .. } => {
            let [array] = array_exprs.as_slice() else { return None };
            let array = evaluator.value(array)?;
            values(&Name::const_new("unnest"), &[array], alias.as_ref())
        }
        TableFactor::Derived { subquery, alias, .. } => {
            let rows = evaluator.query(subquery)?;
            let (alias, columns) = aliased(alias.as_ref(), Name::default(), rows.columns);
            Some((rows.rows.into_iter().map(|fields| scope(&alias, &columns, fields)).collect(), rows.complete))
        }
        _ => None,
    }
}

fn function(
    evaluator: &mut Evaluator,
    name: &Name,
    arguments: &[FunctionArg],
    alias: Option<&TableAlias>,
) -> Option<(Vec<Rc<RowScope>>, bool)> {
    let list = FunctionArgumentList { duplicate_treatment: None, args: arguments.to_vec(), clauses: Vec::new() };
    let arguments = evaluator.arguments(&FunctionArguments::List(list));
    if !SERIES.contains(&name.as_str()) {
        // It runs; what it gives is not followed.
        evaluator.environment.call(&crate::name::ObjectName::bare(name.clone()), &arguments);
        return None;
    }
    let arguments: Option<Vec<Value>> = arguments.into_iter().map(|argument| argument.value).collect();
    values(name, &arguments?, alias)
}

fn values(function: &Name, arguments: &[Value], alias: Option<&TableAlias>) -> Option<(Vec<Rc<RowScope>>, bool)> {
    let values = series(function, arguments)?;
    let (alias, columns) = aliased(alias, function.clone(), vec![function.clone()]);
    Some((values.into_iter().map(|value| scope(&alias, &columns, vec![Some(value)])).collect(), true))
}

fn named(evaluator: &mut Evaluator, name: &ObjectName, alias: Option<&TableAlias>) -> Option<(Vec<Rc<RowScope>>, bool)> {
    let name = object_name_of(name);
    let common = evaluator.common.iter().rev().find(|(known, _)| name.schema.is_none() && *known == name.name);
    let (columns, rows, complete) = match common {
        Some((_, rows)) => {
            let rows = rows.clone()?;
            (rows.columns, rows.rows, rows.complete)
        }
        None => {
            let table = evaluator.environment.system_table(&name)?;
            (table.columns.iter().map(|column| Name::const_new(column)).collect(), table.rows, table.complete)
        }
    };
    let (alias, columns) = aliased(alias, name.name, columns);
    Some((rows.into_iter().map(|fields| scope(&alias, &columns, fields)).collect(), complete))
}

fn scope(alias: &Name, columns: &Rc<[Name]>, fields: Vec<Option<Value>>) -> Rc<RowScope> {
    Rc::new(RowScope { alias: alias.clone(), columns: columns.clone(), fields })
}

fn aliased(alias: Option<&TableAlias>, name: Name, mut columns: Vec<Name>) -> (Name, Rc<[Name]>) {
    let Some(alias) = alias else { return (name, columns.into()) };
    for (column, renamed) in columns.iter_mut().zip(&alias.columns) {
        *column = name_of(&renamed.name);
    }
    let own = name_of(&alias.name);
    // `FROM generate_series(1, 3) AS n`: the only column goes by the alias.
    if columns.len() == 1 && columns[0] == name {
        columns[0] = own.clone();
    }
    (own, columns.into())
}

/// The rows of a function that gives them.
pub(super) fn series(function: &str, arguments: &[Value]) -> Option<Vec<Value>> {
    match (function, arguments) {
        ("unnest", [Value::Array(items)]) => Some(items.clone()),
        ("generate_series", [from @ Value::Integer(_), to]) => steps(from, to, &Value::Integer(1)),
        ("generate_series", [Value::Date(date), to, step @ Value::Interval { .. }]) => {
            steps(&Value::Timestamp { date: *date, seconds: Some(0) }, to, step)
        }
        ("generate_series", [from, to, step]) => steps(from, to, step),
        _ => None,
    }
}

/// From one value by steps to another; only upward.
fn steps(from: &Value, to: &Value, step: &Value) -> Option<Vec<Value>> {
    let to = match to {
        Value::Date(date) => Value::Timestamp { date: *date, seconds: Some(0) },
        other => other.clone(),
    };
    let (mut next, mut all) = (from.clone(), Vec::new());
    while next.compare(&to)?.is_le() {
        let after = operator::sum(&next, step, 1)?;
        if all.len() >= MOST_ROWS || after.compare(&next)?.is_le() {
            return None;
        }
        all.push(std::mem::replace(&mut next, after));
    }
    Some(all)
}
