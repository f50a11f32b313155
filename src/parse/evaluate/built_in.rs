//! Functions that every server has and whose value can be told before.

use jiff::{ToSpan, civil::Date};

use super::{Environment, Value, text};
use crate::name::quoted;

/// The value of a call; `None` for a function that is not known here. NULL among the arguments gives NULL where the function is
/// strict.
pub fn call(name: &str, arguments: &[Value], environment: &dyn Environment) -> Option<Value> {
    if let Some(value) = lenient(name, arguments) {
        return Some(value);
    }
    if !arguments.is_empty() && arguments.contains(&Value::Null) {
        return Some(Value::Null);
    }
    match arguments {
        [] => moment(name, environment),
        [value] => of_one(name, value, environment),
        _ => of_several(name, arguments),
    }
}

/// Functions that take NULL for what it is.
fn lenient(name: &str, arguments: &[Value]) -> Option<Value> {
    let known = || arguments.iter().filter(|value| **value != Value::Null).map(Value::to_text);
    match (name, arguments) {
        ("concat", _) => known().collect::<Option<String>>().map(Value::Text),
        ("concat_ws", [Value::Text(separator), ..]) => {
            known().skip(1).collect::<Option<Vec<_>>>().map(|parts| Value::Text(parts.join(separator)))
        }
        ("format", [Value::Text(pattern), rest @ ..]) => {
            let rest: Vec<Option<Value>> = rest.iter().cloned().map(Some).collect();
            text::format(pattern, &rest).map(|(text, _)| Value::Text(text))
        }
        ("nullif", [one, other]) => Some(if one.same(other)? { Value::Null } else { one.clone() }),
        ("quote_nullable", [Value::Null]) => Some(Value::text("NULL")),
        _ => None,
    }
}

fn moment(name: &str, environment: &dyn Environment) -> Option<Value> {
    match name {
        "now" | "current_timestamp" | "localtimestamp" | "transaction_timestamp" | "statement_timestamp" | "clock_timestamp" => {
            Some(Value::Timestamp { date: environment.today()?, seconds: None })
        }
        "current_date" => environment.today().map(Value::Date),
        "current_schema" => Some(Value::text(environment.current_schema())),
        _ => None,
    }
}

fn of_one(name: &str, value: &Value, environment: &dyn Environment) -> Option<Value> {
    let text = || value.to_text();
    Some(match name {
        "lower" => Value::Text(text()?.to_lowercase()),
        "upper" => Value::Text(text()?.to_uppercase()),
        "trim" | "btrim" => Value::text(text()?.trim_matches(' ')),
        "length" | "char_length" => Value::Integer(text()?.chars().count() as i64),
        "quote_ident" => Value::Text(quoted(&text()?).to_string()),
        "quote_literal" | "quote_nullable" => Value::Text(text::literal(&text()?)),
        "md5" => return None,
        "to_regclass" => match environment.relation(&super::value::object_name(&text()?))? {
            Some(relation) => Value::Relation(relation),
            None => Value::Null,
        },
        "array_length" | "cardinality" => match value {
            Value::Array(items) => Value::Integer(items.len() as i64),
            _ => return None,
        },
        "abs" => match value {
            Value::Integer(value) => Value::Integer(value.checked_abs()?),
            _ => return None,
        },
        // A conversion by the name of the type, `date(x)`, `text(x)`.
        "date" | "text" | "int4" | "int8" | "bool" => return value.clone().cast(name, environment),
        _ => return None,
    })
}

fn of_several(name: &str, arguments: &[Value]) -> Option<Value> {
    match (name, arguments) {
        ("to_char", [Value::Date(date), Value::Text(pattern)]) => text::to_char(*date, Some(0), pattern).map(Value::Text),
        ("to_char", [Value::Timestamp { date, seconds }, Value::Text(pattern)]) => {
            text::to_char(*date, *seconds, pattern).map(Value::Text)
        }
        ("date_trunc", [Value::Text(unit), Value::Date(date) | Value::Timestamp { date, .. }]) => {
            Some(Value::Timestamp { date: truncated(*date, unit)?, seconds: Some(0) })
        }
        // What is shown of a bound is what it is kept as.
        ("pg_get_expr", [Value::Text(shown), _, ..]) => Some(Value::text(shown)),
        ("replace", [value, from, to]) => text::replace_all(&value.to_text()?, &from.to_text()?, &to.to_text()?).map(Value::Text),
        ("regexp_replace", [value, pattern, replacement, flags @ ..]) => {
            let flags = flags.first().and_then(Value::to_text).unwrap_or_default();
            text::replace(&value.to_text()?, &pattern.to_text()?, &replacement.to_text()?, &flags).map(Value::Text)
        }
        ("substring", [value, Value::Text(pattern)]) => text::substring(&value.to_text()?, pattern),
        ("substring" | "substr", [value, Value::Integer(from), rest @ ..]) => {
            let count = match rest {
                [] => usize::MAX,
                [Value::Integer(count)] => usize::try_from(*count).ok()?,
                _ => return None,
            };
            let skipped = usize::try_from(from.checked_sub(1)?).ok()?;
            Some(Value::Text(value.to_text()?.chars().skip(skipped).take(count).collect()))
        }
        ("left", [value, Value::Integer(count)]) => {
            Some(Value::Text(value.to_text()?.chars().take(usize::try_from(*count).ok()?).collect()))
        }
        ("split_part", [value, Value::Text(separator), Value::Integer(at)]) => {
            let at = usize::try_from(at.checked_sub(1)?).ok()?;
            Some(Value::text(value.to_text()?.split(separator.as_str()).nth(at).unwrap_or_default()))
        }
        ("starts_with", [value, Value::Text(head)]) => Some(Value::Boolean(value.to_text()?.starts_with(head.as_str()))),
        ("lpad", [value, Value::Integer(width), Value::Text(fill)]) if fill.chars().count() == 1 => {
            let (text, width) = (value.to_text()?, usize::try_from(*width).ok()?.min(1000));
            let missing = width.saturating_sub(text.chars().count());
            Some(Value::Text(fill.repeat(missing) + &text))
        }
        ("greatest" | "least", [first, rest @ ..]) => rest.iter().try_fold(first.clone(), |best, next| {
            let better = if name == "least" { next.compare(&best)?.is_lt() } else { next.compare(&best)?.is_gt() };
            Some(if better { next.clone() } else { best })
        }),
        _ => None,
    }
}

/// `date_trunc`.
fn truncated(date: Date, unit: &str) -> Option<Date> {
    let month = |month| Date::new(date.year(), month, 1).ok();
    match unit.to_ascii_lowercase().as_str() {
        "day" => Some(date),
        "week" => date.checked_sub(i64::from(date.weekday().to_monday_zero_offset()).days()).ok(),
        "month" => month(date.month()),
        "quarter" => month((date.month() - 1) / 3 * 3 + 1),
        "year" => month(1),
        _ => None,
    }
}
