//! Queries over the system catalogs, run on what the history knows.

use std::rc::Rc;

use sqlparser::ast::{
    Expr, Function, FunctionArguments, GroupByExpr, Ident, Join, JoinConstraint, JoinOperator, LimitClause, OrderByKind,
    OrderBySort, Query, Select, SelectItem, SetExpr, TableFactor, TableWithJoins,
};

use super::{
    Evaluator, RowScope, Value,
    relation::{SERIES, scopes, series},
};
use crate::{
    name::Name,
    parse::expression::{name_of, object_name_of},
};

/// Most rows that are kept on the way.
const MOST_ROWS: usize = 20_000;
/// Most pairs of rows that one join looks at.
const MOST_PAIRS: usize = 500_000;

/// The rows of a query that are known.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// The names of its columns.
    pub columns: Vec<Name>,
    /// Rows that are there for certain; a field may be unknown.
    pub rows: Vec<Vec<Option<Value>>>,
    /// There are no others.
    pub complete: bool,
}

impl Rows {
    /// Whether there is a row.
    pub fn exists(&self) -> Option<bool> {
        match (self.rows.is_empty(), self.complete) {
            (false, _) => Some(true),
            (true, true) => Some(false),
            (true, false) => None,
        }
    }

    /// The value of a sub-query in an expression.
    pub fn scalar(&self) -> Option<Value> {
        match (self.rows.as_slice(), self.complete) {
            ([], true) => Some(Value::Null),
            ([row], true) => row.first()?.clone(),
            _ => None,
        }
    }
}

/// A query of a shape that is followed.
pub(super) struct Selection<'q> {
    select: &'q Select,
    order: Vec<(&'q Expr, bool)>,
    limit: Option<&'q Expr>,
}

impl<'q> Selection<'q> {
    pub(super) fn of(query: &'q Query) -> Option<Self> {
        let select = match query.body.as_ref() {
            SetExpr::Select(select) => select,
            SetExpr::Query(inner) if query.order_by.is_none() => return Self::of(inner),
            _ => return None,
        };
        let grouped = !matches!(&select.group_by, GroupByExpr::Expressions(keys, _) if keys.is_empty());
        if grouped || select.having.is_some() || query.fetch.is_some() {
            return None;
        }
        let order = match query.order_by.as_ref().map(|order| &order.kind) {
            None => Vec::new(),
            Some(OrderByKind::Expressions(keys)) => {
                keys.iter().map(|key| (&key.expr, matches!(key.options.sort, Some(OrderBySort::Desc)))).collect()
            }
            Some(OrderByKind::All(_)) => return None,
        };
        let limit = match &query.limit_clause {
            None => None,
            Some(LimitClause::LimitOffset { limit, offset: None, limit_by }) if limit_by.is_empty() => limit.as_ref(),
            Some(_) => return None,
        };
        Some(Self { select, order, limit })
    }
}

/// Rows of tables joined, each with what stands before them in sight.
struct Joined {
    rows: Vec<Row>,
    complete: bool,
}

/// A row of each table joined so far.
type Row = Vec<Rc<RowScope>>;

/// Runs a query.
pub(super) fn select(evaluator: &mut Evaluator, selection: &Selection) -> Option<Rows> {
    let mut joined = Joined { rows: vec![Vec::new()], complete: true };
    for table in &selection.select.from {
        joined = from(evaluator, joined, table)?;
    }
    if let Some(condition) = &selection.select.selection {
        joined = filtered(evaluator, joined, condition);
    }
    if is_aggregate(&selection.select.projection) {
        return aggregate(evaluator, &selection.select.projection, &joined);
    }
    if !selection.order.is_empty() {
        sort(evaluator, &mut joined, &selection.order);
    }
    if let Some(limit) = selection.limit {
        let Some(Value::Integer(limit)) = evaluator.value(limit) else { return None };
        let limit = usize::try_from(limit).ok()?;
        joined.complete |= joined.rows.len() >= limit;
        joined.rows.truncate(limit);
    }
    let mut found = Rows { complete: joined.complete, ..Rows::default() };
    if let Some(rows) = series_output(evaluator, &selection.select.projection, &joined) {
        return Some(rows);
    }
    for row in joined.rows {
        let output = within(evaluator, &row, |evaluator| output(evaluator, &selection.select.projection, &row));
        let (columns, fields): (Vec<Name>, Vec<Option<Value>>) = output.into_iter().unzip();
        if selection.select.distinct.is_none() || !found.rows.contains(&fields) {
            found.rows.push(fields);
        }
        found.columns = columns;
    }
    Some(found)
}

/// Does something with a row in sight.
fn within<T>(evaluator: &mut Evaluator, row: &Row, action: impl FnOnce(&mut Evaluator) -> T) -> T {
    let depth = evaluator.rows.len();
    evaluator.rows.extend(row.iter().cloned());
    let outcome = action(evaluator);
    evaluator.rows.truncate(depth);
    outcome
}

fn from(evaluator: &mut Evaluator, before: Joined, table: &TableWithJoins) -> Option<Joined> {
    let mut joined = cross(evaluator, before, &table.relation, None)?;
    for Join { relation, join_operator, .. } in &table.joins {
        let (constraint, outer) = match join_operator {
            JoinOperator::Join(constraint) | JoinOperator::Inner(constraint) => (Some(constraint), false),
            JoinOperator::Left(constraint) | JoinOperator::LeftOuter(constraint) => (Some(constraint), true),
            JoinOperator::CrossJoin(_) => (None, false),
            _ => return None,
        };
        let condition = match constraint {
            Some(JoinConstraint::On(condition)) => Some(condition),
            None | Some(JoinConstraint::None) => None,
            Some(_) => return None,
        };
        joined = match condition {
            Some(condition) if outer => left(evaluator, joined, relation, condition)?,
            _ if outer => return None,
            condition => cross(evaluator, joined, relation, condition)?,
        };
    }
    Some(joined)
}

/// Every row with every row of a table for which a condition holds.
fn cross(evaluator: &mut Evaluator, before: Joined, factor: &TableFactor, condition: Option<&Expr>) -> Option<Joined> {
    let mut all = Joined { rows: Vec::new(), complete: before.complete };
    // Only a sub-query or a function may hang on the row before it.
    let fixed = match factor {
        TableFactor::Table { args: None, .. } => Some(scopes(evaluator, factor)?),
        _ => None,
    };
    let pairs = before.rows.len().saturating_mul(fixed.as_ref().map_or(1, |(scopes, _)| scopes.len()));
    if pairs > MOST_PAIRS || !evaluator.environment.spend(pairs) {
        return None;
    }
    for row in before.rows {
        let own = match fixed {
            Some(_) => None,
            None => Some(within(evaluator, &row, |evaluator| scopes(evaluator, factor))?),
        };
        let (scopes, complete) = own.as_ref().or(fixed.as_ref())?;
        if !evaluator.environment.spend(scopes.len()) {
            return None;
        }
        all.complete &= complete;
        for scope in scopes {
            let pair: Row = row.iter().chain([scope]).cloned().collect();
            keep(evaluator, &mut all, pair, condition);
        }
        if all.rows.len() > MOST_ROWS {
            return None;
        }
    }
    Some(all)
}

fn left(evaluator: &mut Evaluator, before: Joined, factor: &TableFactor, condition: &Expr) -> Option<Joined> {
    let mut all = Joined { rows: Vec::new(), complete: before.complete };
    for row in before.rows {
        let (scopes, complete) = within(evaluator, &row, |evaluator| scopes(evaluator, factor))?;
        let mut matching = Joined { rows: Vec::new(), complete };
        for scope in &scopes {
            keep(evaluator, &mut matching, row.iter().chain([scope]).cloned().collect(), Some(condition));
        }
        if matching.rows.is_empty() {
            // With no row to tell the columns by, nothing can be said of them.
            let mut missing = RowScope::clone(scopes.first()?);
            let field = if matching.complete { Some(Value::Null) } else { None };
            missing.fields.iter_mut().for_each(|known| *known = field.clone());
            matching = Joined { rows: vec![row.iter().cloned().chain([Rc::new(missing)]).collect()], complete: true };
        }
        all.complete &= matching.complete;
        all.rows.append(&mut matching.rows);
    }
    Some(all)
}

/// Keeps a row if a condition holds; where that is not known, there may be one.
fn keep(evaluator: &mut Evaluator, joined: &mut Joined, row: Row, condition: Option<&Expr>) {
    let Some(condition) = condition else { return joined.rows.push(row) };
    match within(evaluator, &row, |evaluator| evaluator.value(condition)?.is_true()) {
        Some(true) => joined.rows.push(row),
        Some(false) => {}
        None => joined.complete = false,
    }
}

fn filtered(evaluator: &mut Evaluator, joined: Joined, condition: &Expr) -> Joined {
    let mut kept = Joined { rows: Vec::new(), complete: joined.complete };
    for row in joined.rows {
        keep(evaluator, &mut kept, row, Some(condition));
    }
    kept
}

fn sort(evaluator: &mut Evaluator, joined: &mut Joined, order: &[(&Expr, bool)]) {
    let rows = std::mem::take(&mut joined.rows);
    let mut keyed: Vec<(Vec<Option<Value>>, Row)> = Vec::with_capacity(rows.len());
    for row in rows {
        let keys = within(evaluator, &row, |evaluator| order.iter().map(|(key, _)| evaluator.value(key)).collect());
        keyed.push((keys, row));
    }
    keyed.sort_by(|(one, _), (other, _)| {
        let pairs = one.iter().zip(other).zip(order);
        let mut orders = pairs.map(|((one, other), (_, descending))| {
            let order = one.as_ref().zip(other.as_ref()).and_then(|(one, other)| one.compare(other));
            let order = order.unwrap_or(std::cmp::Ordering::Equal);
            if *descending { order.reverse() } else { order }
        });
        orders.find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
    });
    joined.rows = keyed.into_iter().map(|(_, row)| row).collect();
}

fn output(evaluator: &mut Evaluator, items: &[SelectItem], row: &Row) -> Vec<(Name, Option<Value>)> {
    let mut fields = Vec::new();
    for item in items {
        match item {
            SelectItem::UnnamedExpr(tree) => fields.push((column_name(tree), evaluator.value(tree))),
            SelectItem::ExprWithAlias { expr, alias } => fields.push((name_of(alias), evaluator.value(expr))),
            SelectItem::Wildcard(_) | SelectItem::QualifiedWildcard(..) => {
                let own = row.iter().flat_map(|scope| scope.columns.iter().cloned().zip(scope.fields.iter().cloned()));
                fields.extend(own);
            }
            _ => fields.push((Name::default(), None)),
        }
    }
    fields
}

/// `SELECT generate_series(1, 3)`: a row for each value, where the function stands alone.
fn series_output(evaluator: &mut Evaluator, items: &[SelectItem], joined: &Joined) -> Option<Rows> {
    let [item] = items else { return None };
    let (function, alias) = call(item)?;
    let name = object_name_of(&function.name).name;
    if !SERIES.contains(&name.as_str()) {
        return None;
    }
    let mut found =
        Rows { complete: joined.complete, columns: vec![alias.map_or_else(|| name.clone(), name_of)], rows: Vec::new() };
    for row in &joined.rows {
        let arguments = within(evaluator, row, |evaluator| evaluator.arguments(&function.args));
        let values: Option<Vec<Value>> = arguments.into_iter().map(|argument| argument.value).collect();
        found.rows.extend(series(&name, &values?)?.into_iter().map(|value| vec![Some(value)]));
    }
    Some(found)
}

fn column_name(tree: &Expr) -> Name {
    match tree {
        Expr::Identifier(ident) => name_of(ident),
        Expr::CompoundIdentifier(parts) => parts.last().map(name_of).unwrap_or_default(),
        Expr::Function(function) => object_name_of(&function.name).name,
        Expr::Cast { expr, .. } | Expr::Nested(expr) => column_name(expr),
        _ => Name::const_new("?column?"),
    }
}

fn call(item: &SelectItem) -> Option<(&Function, Option<&Ident>)> {
    let (tree, alias) = match item {
        SelectItem::UnnamedExpr(tree) => (tree, None),
        SelectItem::ExprWithAlias { expr, alias } => (expr, Some(alias)),
        _ => return None,
    };
    match tree {
        Expr::Function(function) => Some((function, alias)),
        _ => None,
    }
}

fn is_aggregate(items: &[SelectItem]) -> bool {
    const AGGREGATES: &[&str] = &["count", "string_agg", "array_agg", "min", "max", "bool_or", "bool_and", "every", "sum"];
    let aggregates =
        |item| call(item).is_some_and(|(function, _)| AGGREGATES.contains(&object_name_of(&function.name).name.as_str()));
    items.iter().any(aggregates)
}

/// One row for all: counts, and what is gathered in an array.
fn aggregate(evaluator: &mut Evaluator, items: &[SelectItem], joined: &Joined) -> Option<Rows> {
    let mut found = Rows { complete: true, rows: vec![Vec::new()], ..Rows::default() };
    for item in items {
        let (function, alias) = call(item)?;
        let name = object_name_of(&function.name).name;
        let first = match &function.args {
            FunctionArguments::List(list) if list.duplicate_treatment.is_none() => list.args.first(),
            _ => None,
        };
        let value = match (name.as_str(), first) {
            _ if !joined.complete || function.filter.is_some() => None,
            ("count", _) => Some(Value::Integer(joined.rows.len() as i64)),
            ("array_agg", Some(sqlparser::ast::FunctionArg::Unnamed(sqlparser::ast::FunctionArgExpr::Expr(tree)))) => {
                let items = joined.rows.iter().map(|row| within(evaluator, row, |evaluator| evaluator.value(tree)));
                items.collect::<Option<Vec<_>>>().map(|items| if items.is_empty() { Value::Null } else { Value::Array(items) })
            }
            _ => None,
        };
        found.columns.push(alias.map_or(name, name_of));
        found.rows[0].push(value);
    }
    Some(found)
}
