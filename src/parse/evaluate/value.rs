//! Values and what they are cast to.

use jiff::civil::Date;

use super::Environment;
use crate::{
    name::{Name, ObjectName, cut},
    parse::cursor::unquote,
};

/// A value that is known.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// NULL.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A string.
    Text(String),
    /// A relation by its oid, as `regclass` shows it.
    Relation(ObjectName),
    /// A day.
    Date(Date),
    /// A moment; `seconds` of its day where they are known.
    Timestamp {
        /// The day.
        date: Date,
        /// Seconds since its midnight.
        seconds: Option<i64>,
    },
    /// A span of time.
    Interval {
        /// Months.
        months: i64,
        /// Days.
        days: i64,
        /// Seconds.
        seconds: i64,
    },
    /// An array.
    Array(Vec<Value>),
    /// A row with named fields, some of them unknown.
    Row(Vec<(Name, Option<Value>)>),
}

/// Longest text, and largest array, that is followed: code may make more, and more, of what it has.
const MOST: usize = 1 << 20;

impl Value {
    /// The value, unless it is too large to be carried on.
    pub fn bounded(self) -> Option<Self> {
        let large = match &self {
            Value::Text(text) => text.len() > MOST,
            Value::Array(items) => items.len() > MOST / 16,
            _ => false,
        };
        (!large).then_some(self)
    }

    /// A string.
    pub fn text(text: impl Into<String>) -> Self {
        Value::Text(text.into())
    }

    /// As a condition: NULL is not true. `None` for what is no truth value.
    pub fn is_true(&self) -> Option<bool> {
        match self {
            Value::Boolean(value) => Some(*value),
            Value::Null => Some(false),
            _ => None,
        }
    }

    /// As the server writes it; `None` for NULL and for what is not a single value.
    pub fn to_text(&self) -> Option<String> {
        Some(match self {
            Value::Boolean(value) => if *value { "t" } else { "f" }.to_owned(),
            Value::Integer(value) => value.to_string(),
            Value::Text(text) => text.clone(),
            Value::Relation(name) => name.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Timestamp { date, seconds } => {
                let seconds = (*seconds)?;
                format!("{date} {:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
            }
            Value::Null | Value::Interval { .. } | Value::Array(_) | Value::Row(_) => return None,
        })
    }

    /// Whether both are equal; `None` where that cannot be told (NULL among them).
    pub fn same(&self, other: &Value) -> Option<bool> {
        self.compare(other).map(|order| order.is_eq())
    }

    /// Which comes first; `None` where that cannot be told.
    pub fn compare(&self, other: &Value) -> Option<std::cmp::Ordering> {
        match (self, other) {
            (Value::Boolean(one), Value::Boolean(other)) => Some(one.cmp(other)),
            (Value::Integer(one), Value::Integer(other)) => Some(one.cmp(other)),
            (Value::Text(one), Value::Text(other)) => Some(one.cmp(other)),
            (Value::Relation(one), Value::Relation(other)) => Some(one.cmp(other)),
            (Value::Date(one), Value::Date(other)) => Some(one.cmp(other)),
            (Value::Date(one), Value::Text(other)) => Some(one.cmp(&other.parse().ok()?)),
            (Value::Text(_), Value::Date(_)) => other.compare(self).map(std::cmp::Ordering::reverse),
            (Value::Timestamp { date: one, seconds: Some(a) }, Value::Timestamp { date: other, seconds: Some(b) }) => {
                Some((one, a).cmp(&(other, b)))
            }
            (Value::Boolean(one), Value::Text(other)) => Some(one.cmp(&boolean(other)?)),
            (Value::Integer(one), Value::Text(other)) => Some(one.cmp(&other.trim().parse().ok()?)),
            (Value::Text(_), Value::Integer(_)) => other.compare(self).map(std::cmp::Ordering::reverse),
            _ => None,
        }
    }

    /// `value::kind`. The kind is as written, without regard to case; what is not known here gives `None`.
    pub fn cast(self, kind: &str, environment: &dyn Environment) -> Option<Value> {
        if self == Value::Null {
            return Some(Value::Null);
        }
        let kind = kind.to_ascii_lowercase();
        let base = kind.split('(').next().unwrap_or_default().trim();
        match (base, self) {
            ("text" | "varchar" | "character varying" | "name" | "citext", value) => value.to_text().map(Value::Text),
            ("regclass" | "oid", Value::Text(name)) => environment.relation(&object_name(&name))?.map(Value::Relation),
            ("regclass" | "oid", value @ Value::Relation(_)) => Some(value),
            ("regnamespace", value @ Value::Text(_)) => Some(value),
            ("int" | "integer" | "bigint" | "smallint" | "int2" | "int4" | "int8", value) => match value {
                Value::Text(text) => text.trim().parse().ok().map(Value::Integer),
                Value::Boolean(value) => Some(Value::Integer(value.into())),
                Value::Integer(_) => Some(value),
                _ => None,
            },
            ("bool" | "boolean", Value::Text(text)) => boolean(&text).map(Value::Boolean),
            ("bool" | "boolean", value @ Value::Boolean(_)) => Some(value),
            ("date", value) => value.day(environment).map(Value::Date),
            ("timestamp" | "timestamptz" | "timestamp with time zone" | "timestamp without time zone", value) => match value {
                Value::Date(date) => Some(Value::Timestamp { date, seconds: Some(0) }),
                Value::Timestamp { .. } => Some(value),
                Value::Text(text) => moment(&text, environment),
                _ => None,
            },
            ("interval", Value::Text(text)) => interval(&text),
            ("interval", value @ Value::Interval { .. }) => Some(value),
            _ => None,
        }
    }

    /// The day that it is, or falls on.
    pub fn day(&self, environment: &dyn Environment) -> Option<Date> {
        match self {
            Value::Date(date) | Value::Timestamp { date, .. } => Some(*date),
            Value::Text(text) => match moment(text, environment)? {
                Value::Timestamp { date, .. } => Some(date),
                _ => None,
            },
            _ => None,
        }
    }
}

/// A name in a string, as `regclass` reads it.
pub fn object_name(text: &str) -> ObjectName {
    let part = |text: &str| match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        Some(quoted) => Name::from(cut(&quoted.replace("\"\"", "\""))),
        None => Name::from(cut(&text.to_ascii_lowercase())),
    };
    match text.split_once('.') {
        Some((schema, name)) => ObjectName::qualified(part(schema), part(name)),
        None => ObjectName::bare(part(text)),
    }
}

fn boolean(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "t" | "true" | "yes" | "on" | "1" => Some(true),
        "f" | "false" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// `today`, `2024-01-31`, `20240131`, `2024-01-31 10:00:00` (manual 8.5.1).
fn moment(text: &str, environment: &dyn Environment) -> Option<Value> {
    let text = unquote(text.trim()).to_ascii_lowercase();
    let midnight = |date| Some(Value::Timestamp { date, seconds: Some(0) });
    match text.as_str() {
        "now" => return environment.today().map(|date| Value::Timestamp { date, seconds: None }),
        "today" => return midnight(environment.today()?),
        "tomorrow" => return midnight(environment.today()?.tomorrow().ok()?),
        "yesterday" => return midnight(environment.today()?.yesterday().ok()?),
        _ => {}
    }
    let (day, time) = text.split_once([' ', 't']).unwrap_or((&text, ""));
    let date: Date = match day.len() {
        8 => Date::strptime("%Y%m%d", day).ok()?,
        _ => day.parse().ok()?,
    };
    let mut parts =
        time.split(['+', 'z']).next().unwrap_or_default().trim().splitn(3, ':').map(|part| part.trim().parse::<i64>());
    let mut part = || parts.next().map_or(Some(0), |part| part.ok());
    let seconds = match time {
        "" => 0,
        _ => part()?.checked_mul(3600)?.checked_add(part()?.checked_mul(60)?)?.checked_add(part()?)?,
    };
    (0..86_400).contains(&seconds).then_some(Value::Timestamp { date, seconds: Some(seconds) })
}

/// `1 day`, `2 months 3 days`, `-1 week` (manual 8.5.4, the verbose form).
fn interval(text: &str) -> Option<Value> {
    let (mut months, mut days, mut seconds) = (0i64, 0i64, 0i64);
    let mut words = text.split_whitespace();
    while let Some(count) = words.next() {
        let count: i64 = count.parse().ok()?;
        let unit = words.next()?.to_ascii_lowercase();
        let (field, of) = match unit.trim_end_matches('s') {
            "year" => (&mut months, 12),
            "month" | "mon" => (&mut months, 1),
            "week" => (&mut days, 7),
            "day" => (&mut days, 1),
            "hour" => (&mut seconds, 3600),
            "minute" | "min" => (&mut seconds, 60),
            "second" | "sec" => (&mut seconds, 1),
            _ => return None,
        };
        *field = field.checked_add(count.checked_mul(of)?)?;
    }
    Some(Value::Interval { months, days, seconds })
}
