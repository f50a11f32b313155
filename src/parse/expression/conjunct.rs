//! What a predicate demands of every row, in a form that proves things: `a > 0 AND b IS NOT NULL` is two conjuncts.

use sqlparser::ast::{BinaryOperator, Expr, UnaryOperator, Value};

use super::tree;
use crate::{name::Name, operation::Expression};

/// One of the conditions that all hold where a predicate is true. Literals have neither quotes nor casts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conjunct {
    /// `column IS NOT NULL`.
    NotNull(Name),
    /// `column IS NULL`.
    Null(Name),
    /// False, or a comparison with NULL.
    Never,
    /// `column operator literal`.
    Compare {
        /// The column.
        column: Name,
        /// `=`, `<>`, `<`, `<=`, `>` or `>=`, turned so that the column is on the left.
        operator: &'static str,
        /// The literal.
        value: Box<str>,
    },
    /// `column IN (literal, …)`, also as `= ANY` or as `OR`; sorted.
    In {
        /// The column.
        column: Name,
        /// The literals.
        values: Vec<Box<str>>,
    },
    /// At least one of these sets of conjuncts holds.
    Or(Vec<Vec<Conjunct>>),
    /// Anything else, as text.
    Other(Box<str>),
}

/// The conditions that all hold where the predicate is true. One `Other` where it cannot be read.
pub fn conjuncts(predicate: &Expression) -> Vec<Conjunct> {
    let Some(tree) = tree::parse(&predicate.sql) else { return vec![Conjunct::Other(predicate.sql.clone())] };
    of(&tree)
}

/// Whether the expression is true whatever the row: `true`, `1 = 1`, `NOT false`.
pub fn is_always_true(expression: &Expression) -> bool {
    tree::parse(&expression.sql).is_some_and(|tree| constant(&tree) == Some(true))
}

fn of(expression: &Expr) -> Vec<Conjunct> {
    match expression {
        Expr::Nested(inner) => of(inner),
        Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
            let mut all = of(left);
            all.extend(of(right));
            all
        }
        // The server leaves out what is always false (`eval_const_expressions`).
        Expr::BinaryOp { left, op: BinaryOperator::Or, right } => match (constant(left), constant(right)) {
            (Some(false), _) => of(right),
            (_, Some(false)) => of(left),
            _ => vec![either(of(left), of(right))],
        },
        Expr::Between { expr, negated: false, low, high } => vec![compare(expr, ">=", low), compare(expr, "<=", high)],
        Expr::InList { expr, list, negated: true } => list.iter().map(|value| compare(expr, "<>", value)).collect(),
        Expr::IsNotTrue(inner) | Expr::IsNotFalse(inner) if tree::column(inner).is_some() => {
            let value = if matches!(expression, Expr::IsNotTrue(_)) { "false" } else { "true" };
            let branch = |conjunct: Option<Conjunct>| conjunct.into_iter().collect();
            vec![Conjunct::Or(vec![branch(boolean(inner, value)), branch(tree::column(inner).map(Conjunct::Null))])]
        }
        other if constant(other) == Some(false) => vec![Conjunct::Never],
        other => vec![one(other).unwrap_or_else(|| Conjunct::Other(other.to_string().into()))],
    }
}

fn one(expression: &Expr) -> Option<Conjunct> {
    match expression {
        Expr::IsNotNull(inner) => tree::column(inner).map(Conjunct::NotNull),
        Expr::IsNull(inner) => tree::column(inner).map(Conjunct::Null),
        Expr::BinaryOp { left, op, right } => try_compare(left, operator(op)?, right),
        Expr::InList { expr, list, negated: false } => in_values(expr, list),
        Expr::AnyOp { left, compare_op: BinaryOperator::Eq, right, .. } => {
            array(right).map_or_else(|| in_text(left, right), |values| in_values(left, values))
        }
        Expr::IsTrue(inner) => boolean(inner, "true"),
        Expr::IsFalse(inner) => boolean(inner, "false"),
        Expr::UnaryOp { op: UnaryOperator::Not, expr } => negated(expr),
        column => boolean(column, "true"),
    }
}

fn negated(expression: &Expr) -> Option<Conjunct> {
    match expression {
        Expr::Nested(inner) => negated(inner),
        Expr::IsNull(inner) => tree::column(inner).map(Conjunct::NotNull),
        column => boolean(column, "false"),
    }
}

fn boolean(expression: &Expr, value: &str) -> Option<Conjunct> {
    tree::column(expression).map(|column| Conjunct::Compare { column, operator: "=", value: value.into() })
}

fn operator(operator: &BinaryOperator) -> Option<&'static str> {
    Some(match operator {
        BinaryOperator::Eq => "=",
        BinaryOperator::NotEq => "<>",
        BinaryOperator::Lt => "<",
        BinaryOperator::LtEq => "<=",
        BinaryOperator::Gt => ">",
        BinaryOperator::GtEq => ">=",
        _ => return None,
    })
}

fn turned(operator: &'static str) -> &'static str {
    match operator {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        same => same,
    }
}

fn compare(left: &Expr, operator: &'static str, right: &Expr) -> Conjunct {
    try_compare(left, operator, right).unwrap_or_else(|| Conjunct::Other(format!("{left} {operator} {right}").into()))
}

fn try_compare(left: &Expr, operator: &'static str, right: &Expr) -> Option<Conjunct> {
    if tree::column(left).is_some() && tree::is_null(right) {
        return Some(Conjunct::Never);
    }
    if let (Some(column), Some(value)) = (tree::column(left), tree::literal(right)) {
        return Some(Conjunct::Compare { column, operator, value });
    }
    let (value, column) = (tree::literal(left)?, tree::column(right)?);
    Some(Conjunct::Compare { column, operator: turned(operator), value })
}

fn in_values(expression: &Expr, list: &[Expr]) -> Option<Conjunct> {
    let column = tree::column(expression)?;
    let values = list.iter().map(tree::literal).collect::<Option<Vec<_>>>()?;
    Some(in_sorted(column, values))
}

fn in_sorted(column: Name, mut values: Vec<Box<str>>) -> Conjunct {
    values.sort();
    values.dedup();
    Conjunct::In { column, values }
}

/// The elements of `ARRAY[…]`, seen through parentheses and casts.
fn array(expression: &Expr) -> Option<&[Expr]> {
    match expression {
        Expr::Array(array) => Some(&array.elem),
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => array(inner),
        _ => None,
    }
}

/// `= ANY ('{a,b}')`.
fn in_text(expression: &Expr, array: &Expr) -> Option<Conjunct> {
    let text = tree::literal(array)?;
    let inner = text.strip_prefix('{')?.strip_suffix('}')?;
    let plain =
        |value: &&str| !value.is_empty() && !value.contains(['"', '\\', '{', '}', ' ']) && !value.eq_ignore_ascii_case("null");
    let values: Vec<&str> = inner.split(',').collect();
    values.iter().all(plain).then_some(())?;
    Some(in_sorted(tree::column(expression)?, values.into_iter().map(Into::into).collect()))
}

/// `OR`; of equalities on one column it is an `In`.
fn either(left: Vec<Conjunct>, right: Vec<Conjunct>) -> Conjunct {
    if let (Some((column, mut values)), Some((other, more))) = (equalities(&left), equalities(&right))
        && column == other
    {
        values.extend(more);
        return in_sorted(column, values);
    }
    let mut branches = Vec::new();
    for side in [left, right] {
        match <[Conjunct; 1]>::try_from(side) {
            Ok([Conjunct::Or(inner)]) => branches.extend(inner),
            Ok([single]) => branches.push(vec![single]),
            Err(several) => branches.push(several),
        }
    }
    Conjunct::Or(branches)
}

fn equalities(conjuncts: &[Conjunct]) -> Option<(Name, Vec<Box<str>>)> {
    match conjuncts {
        [Conjunct::Compare { column, operator: "=", value }] => Some((column.clone(), vec![value.clone()])),
        [Conjunct::In { column, values }] => Some((column.clone(), values.clone())),
        _ => None,
    }
}

/// The value of a predicate that depends on no row, as far as it is plain.
fn constant(expression: &Expr) -> Option<bool> {
    match expression {
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => constant(inner),
        Expr::Value(value) => match &value.value {
            Value::Boolean(value) => Some(*value),
            _ => None,
        },
        Expr::UnaryOp { op: UnaryOperator::Not, expr } => constant(expr).map(|value| !value),
        Expr::BinaryOp { left, op: BinaryOperator::And, right } => match (constant(left), constant(right)) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        },
        Expr::BinaryOp { left, op: BinaryOperator::Or, right } => match (constant(left), constant(right)) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        },
        Expr::BinaryOp { left, op: BinaryOperator::Eq, right } => Some(tree::literal(left)? == tree::literal(right)?),
        Expr::BinaryOp { left, op: BinaryOperator::NotEq, right } => Some(tree::literal(left)? != tree::literal(right)?),
        _ => None,
    }
}
