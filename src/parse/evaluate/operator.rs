//! Operators, with NULL as the server has it and with `None` for what is unknown.

use jiff::{ToSpan, civil::Date};
use sqlparser::ast::{BinaryOperator, Expr, UnaryOperator};

use super::{Evaluator, Value, text};

impl Evaluator<'_> {
    /// An operator and its operands.
    pub(super) fn operation(&mut self, tree: &Expr) -> Option<Value> {
        match tree {
            Expr::BinaryOp { left, op: BinaryOperator::And, right } => self.both(left, right, false),
            Expr::BinaryOp { left, op: BinaryOperator::Or, right } => self.both(left, right, true),
            Expr::BinaryOp { left, op, right } => binary(&self.value(left)?, op, &self.value(right)?)?.bounded(),
            Expr::UnaryOp { op: UnaryOperator::Not, expr } => Some(match self.value(expr)? {
                Value::Boolean(value) => Value::Boolean(!value),
                Value::Null => Value::Null,
                _ => return None,
            }),
            Expr::UnaryOp { op: UnaryOperator::Minus, expr } => match self.value(expr)? {
                Value::Integer(value) => value.checked_neg().map(Value::Integer),
                _ => None,
            },
            Expr::IsNull(inner) => Some(Value::Boolean(self.value(inner)? == Value::Null)),
            Expr::IsNotNull(inner) => Some(Value::Boolean(self.value(inner)? != Value::Null)),
            Expr::IsTrue(inner) => Some(Value::Boolean(self.value(inner)?.is_true()?)),
            Expr::IsNotTrue(inner) => Some(Value::Boolean(!self.value(inner)?.is_true()?)),
            Expr::IsFalse(inner) => Some(Value::Boolean(self.value(inner)? == Value::Boolean(false))),
            Expr::InList { expr, list, negated } => {
                let value = self.value(expr)?;
                let items: Vec<_> = list.iter().map(|item| self.value(item)).collect();
                among(&value, items.iter().map(Option::as_ref), *negated)
            }
            Expr::AnyOp { left, compare_op: BinaryOperator::Eq, right, .. } => {
                let value = self.value(left)?;
                let Value::Array(items) = self.value(right)? else { return None };
                among(&value, items.iter().map(Some), false)
            }
            Expr::InSubquery { expr, subquery, negated } => {
                let value = self.value(expr)?;
                let rows = self.query(subquery)?;
                let unknown = (!rows.complete).then_some(None);
                let items = rows.rows.iter().map(|row| row.first().and_then(Option::as_ref)).chain(unknown);
                among(&value, items, *negated)
            }
            Expr::Between { expr, low, high, negated } => {
                let value = self.value(expr)?;
                let above = value.compare(&self.value(low)?)?.is_ge();
                let below = value.compare(&self.value(high)?)?.is_le();
                Some(Value::Boolean((above && below) != *negated))
            }
            Expr::Like { expr, pattern, negated, escape_char: None, .. } => self.like(expr, pattern, *negated, false),
            Expr::ILike { expr, pattern, negated, escape_char: None, .. } => self.like(expr, pattern, *negated, true),
            _ => None,
        }
    }

    /// `AND` (decided by false) and `OR` (decided by true).
    fn both(&mut self, left: &Expr, right: &Expr, decisive: bool) -> Option<Value> {
        let left = self.value(left);
        if left == Some(Value::Boolean(decisive)) {
            return left;
        }
        let right = self.value(right);
        if right == Some(Value::Boolean(decisive)) {
            return right;
        }
        match (left?, right?) {
            (Value::Boolean(_), Value::Boolean(_)) => Some(Value::Boolean(!decisive)),
            (Value::Null | Value::Boolean(_), Value::Null | Value::Boolean(_)) => Some(Value::Null),
            _ => None,
        }
    }

    fn like(&mut self, value: &Expr, pattern: &Expr, negated: bool, any_case: bool) -> Option<Value> {
        let (value, pattern) = (self.value(value)?.to_text()?, self.value(pattern)?.to_text()?);
        Some(Value::Boolean(text::like(&value, &pattern, any_case)? != negated))
    }
}

/// Whether a value is among some; an unknown one (`None`) may be it.
fn among<'v>(value: &Value, items: impl Iterator<Item = Option<&'v Value>>, negated: bool) -> Option<Value> {
    if *value == Value::Null {
        return Some(Value::Null);
    }
    let (mut unknown, mut null) = (false, false);
    for item in items {
        match item {
            Some(Value::Null) => null = true,
            Some(item) => match value.same(item) {
                Some(true) => return Some(Value::Boolean(!negated)),
                Some(false) => {}
                None => unknown = true,
            },
            None => unknown = true,
        }
    }
    match (unknown, null) {
        (true, _) => None,
        (false, true) => Some(Value::Null),
        (false, false) => Some(Value::Boolean(negated)),
    }
}

fn binary(left: &Value, operator: &BinaryOperator, right: &Value) -> Option<Value> {
    if matches!(left, Value::Null) || matches!(right, Value::Null) {
        return Some(Value::Null);
    }
    let order = || left.compare(right);
    Some(match operator {
        BinaryOperator::Eq => Value::Boolean(left.same(right)?),
        BinaryOperator::NotEq => Value::Boolean(!left.same(right)?),
        BinaryOperator::Lt => Value::Boolean(order()?.is_lt()),
        BinaryOperator::LtEq => Value::Boolean(order()?.is_le()),
        BinaryOperator::Gt => Value::Boolean(order()?.is_gt()),
        BinaryOperator::GtEq => Value::Boolean(order()?.is_ge()),
        BinaryOperator::StringConcat => match (left, right) {
            (Value::Array(left), Value::Array(right)) => Value::Array([left.as_slice(), right].concat()),
            (Value::Array(left), right) => Value::Array([left.as_slice(), std::slice::from_ref(right)].concat()),
            _ => Value::Text(left.to_text()? + &right.to_text()?),
        },
        BinaryOperator::PGRegexMatch => Value::Boolean(text::matches(&left.to_text()?, &right.to_text()?)?),
        BinaryOperator::PGRegexNotMatch => Value::Boolean(!text::matches(&left.to_text()?, &right.to_text()?)?),
        BinaryOperator::Plus => sum(left, right, 1).or_else(|| sum(right, left, 1))?,
        BinaryOperator::Minus => sum(left, right, -1)?,
        BinaryOperator::Multiply => product(left, right).or_else(|| product(right, left))?,
        BinaryOperator::Divide => Value::Integer(integers(left, right)?.0.checked_div(integers(left, right)?.1)?),
        BinaryOperator::Modulo => Value::Integer(integers(left, right)?.0.checked_rem(integers(left, right)?.1)?),
        _ => return None,
    })
}

fn integers(left: &Value, right: &Value) -> Option<(i64, i64)> {
    match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => Some((*left, *right)),
        _ => None,
    }
}

fn product(left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => left.checked_mul(*right).map(Value::Integer),
        (Value::Integer(by), Value::Interval { months, days, seconds }) => Some(Value::Interval {
            months: months.checked_mul(*by)?,
            days: days.checked_mul(*by)?,
            seconds: seconds.checked_mul(*by)?,
        }),
        _ => None,
    }
}

/// `left + sign × right`.
pub(super) fn sum(left: &Value, right: &Value, sign: i64) -> Option<Value> {
    Some(match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => Value::Integer(left.checked_add(right.checked_mul(sign)?)?),
        (Value::Date(date), Value::Integer(days)) => Value::Date(later(*date, 0, days.checked_mul(sign)?)?),
        (Value::Date(date), Value::Date(other)) if sign < 0 => Value::Integer(i64::from((*date - *other).get_days())),
        (Value::Date(date), Value::Interval { .. }) => sum(&Value::Timestamp { date: *date, seconds: Some(0) }, right, sign)?,
        (Value::Timestamp { date, seconds: time }, Value::Interval { months, days, seconds }) => {
            let date = later(*date, months.checked_mul(sign)?, days.checked_mul(sign)?)?;
            if *seconds == 0 {
                return Some(Value::Timestamp { date, seconds: *time });
            }
            let total = (*time)?.checked_add(seconds.checked_mul(sign)?)?;
            let date = later(date, 0, total.div_euclid(86_400))?;
            Value::Timestamp { date, seconds: Some(total.rem_euclid(86_400)) }
        }
        _ => return None,
    })
}

/// Months first, then days, as the server adds them.
fn later(date: Date, months: i64, days: i64) -> Option<Date> {
    // Beyond this no date is one: 19,998 years of 12 months are the most that a span holds.
    let near = |count: i64| (-239_976..=239_976).contains(&count).then_some(count);
    date.checked_add(near(months)?.months()).ok()?.checked_add(near(days)?.days()).ok()
}
