//! How volatile PostgreSQL's own functions, operators and casts are, as `pg_proc` of servers 12 to 18 has it.
//!
//! `functions.txt` is written by `UPDATE=1 cargo test --test postgres volatility`, which asks the servers. One line a function, sorted:
//! its name, then what each of its overloads is: `i`mmutable, `s`table or `v`olatile (none: immutable), with the numbers of arguments
//! after `/` and the versions after `@` where they matter (`s/2@14-16`); `x` where an extension has it too.

use std::cmp::Ordering;

use crate::{
    dialect::Target,
    name::ObjectName,
    operation::Volatility::{self, Immutable, Stable, Volatile},
};

static FUNCTIONS: &str = include_str!("functions.txt");

/// How volatile a built-in function (or one of the usual extensions) is; `None` for any other, such as a user's own.
/// Where overloads of as many arguments differ by their types this is the most volatile of them.
pub fn volatility(name: &ObjectName, arguments: usize, target: Target) -> Option<Volatility> {
    overloads(name, arguments, target)?.max()
}

/// The same, but the least volatile overload: what holds whatever the arguments' types are.
pub fn least_volatility(name: &ObjectName, arguments: usize, target: Target) -> Option<Volatility> {
    overloads(name, arguments, target)?.min()
}

/// A function of this name is built in, or one of the usual extensions has it, on some version.
pub fn is_known(name: &ObjectName) -> bool {
    entry(&name.name).is_some()
}

/// A built-in function of this name came with a later version, and no extension has it.
pub fn is_newer(name: &ObjectName, target: Target) -> bool {
    let overloads = |items: &'static str| items.split(' ').filter_map(Overload::read);
    let later = |items: &'static str| overloads(items).all(|item| item.versions.0 > target.version);
    entry(&name.name).is_some_and(|items| !items.is_empty() && !items.ends_with('x') && later(items))
}

/// How volatile an operator is for operands of these internal type names; `None` where that depends on a type that is not known.
pub fn operator_volatility(operator: &str, left: Option<&str>, right: Option<&str>) -> Option<Volatility> {
    if operator == "||" {
        return concatenation(left, right);
    }
    let matches = |known: Option<&str>, operand: &str| known.is_none_or(|known| known == operand);
    let mut found = STABLE_OPERATORS.iter().filter(|(operators, ..)| operators.split(' ').any(|other| other == operator));
    match found.find(|(_, first, second)| matches(left, first) && matches(right, second)) {
        None => Some(Immutable),
        Some(_) if left.is_some() && right.is_some() => Some(Stable),
        Some(_) => None,
    }
}

/// How volatile a cast between these internal type names is; a literal is converted once, whatever its type, and is no cast.
/// Types that are not built in are converted by functions that are stable at most.
pub fn cast_volatility(from: &str, to: &str) -> Volatility {
    let is_text = |name: &str| matches!(name, "text" | "varchar" | "bpchar" | "name" | "citext" | "unknown");
    let stable = match (is_text(from), is_text(to)) {
        (true, true) => false,
        (true, false) => !IMMUTABLE_INPUT.contains(&to),
        (false, true) => !IMMUTABLE_INPUT.contains(&from) && !matches!(from, "xml" | "time" | "timetz"),
        (false, false) => STABLE_CASTS.contains(&(from, to)),
    };
    if stable { Stable } else { Immutable }
}

/// `text || anynonarray` calls the other type's output function; between two texts it is immutable, as it is between arrays.
fn concatenation(left: Option<&str>, right: Option<&str>) -> Option<Volatility> {
    let is_text = |name: &str| matches!(name, "text" | "varchar" | "bpchar" | "name" | "citext" | "unknown");
    let other = match (left?, right?) {
        (left, right) if is_text(left) => right,
        (left, right) if is_text(right) => left,
        _ => return Some(Immutable),
    };
    Some(if is_text(other) { Immutable } else { Stable })
}

fn overloads(name: &ObjectName, arguments: usize, target: Target) -> Option<impl Iterator<Item = Volatility>> {
    let items = entry(&name.name)?;
    let of_extension = items.ends_with('x');
    if name.schema.as_deref().is_some_and(|schema| schema != "pg_catalog" && !of_extension) {
        return None;
    }
    let there = move |item: &Overload| item.versions.0 <= target.version && target.version <= item.versions.1;
    let all = move || items.split(' ').filter_map(Overload::read).filter(there);
    let counted = all().any(|item| item.takes(arguments));
    let nothing_said = items.is_empty() || items == "x";
    let implied = nothing_said.then_some(Immutable);
    all().next().map(|item| item.volatility).or(implied)?;
    Some(all().filter(move |item| !counted || item.takes(arguments)).map(|item| item.volatility).chain(implied))
}

/// What stands behind a function's name in the table.
fn entry(name: &str) -> Option<&'static str> {
    let mut rest = FUNCTIONS;
    while !rest.is_empty() {
        let (head, tail) = rest.split_at(rest.len() / 2);
        let start = head.rfind('\n').map_or(0, |at| at + 1);
        let end = tail.find('\n').map_or(rest.len(), |at| head.len() + at);
        let (key, items) = rest[start..end].split_once(' ').unwrap_or((&rest[start..end], ""));
        match name.cmp(key) {
            Ordering::Equal => return Some(items),
            Ordering::Less => rest = &rest[..start],
            Ordering::Greater => rest = rest.get(end + 1..).unwrap_or(""),
        }
    }
    None
}

/// One item of a line: `s/2,3@14-16`.
struct Overload {
    volatility: Volatility,
    arguments: &'static str,
    versions: (u16, u16),
}

impl Overload {
    fn read(item: &'static str) -> Option<Self> {
        let (item, until) = item.split_once('-').unwrap_or((item, ""));
        let (item, since) = item.split_once('@').unwrap_or((item, ""));
        let (letter, arguments) = item.split_once('/').unwrap_or((item, ""));
        let volatility = match letter {
            "i" => Immutable,
            "s" => Stable,
            "v" => Volatile,
            _ => return None,
        };
        Some(Self { volatility, arguments, versions: (since.parse().unwrap_or(0), until.parse().unwrap_or(u16::MAX)) })
    }

    fn takes(&self, arguments: usize) -> bool {
        self.arguments.is_empty() || self.arguments.split(',').any(|count| count.parse() == Ok(arguments))
    }
}

/// Operators whose function is stable (none is volatile): by TimeZone, or by the default text search configuration.
static STABLE_OPERATORS: &[(&str, &str, &str)] = &[
    ("+ -", "timestamptz", "interval"),
    ("+", "interval", "timestamptz"),
    ("< <= = >= > <>", "date", "timestamptz"),
    ("< <= = >= > <>", "timestamptz", "date"),
    ("< <= = >= > <>", "timestamp", "timestamptz"),
    ("< <= = >= > <>", "timestamptz", "timestamp"),
    ("@@", "text", "text"),
    ("@@", "text", "tsquery"),
    ("% <% %> <<% %>>", "text", "text"),
];

/// Casts between other types than text whose function is stable, by TimeZone or `lc_monetary`.
static STABLE_CASTS: &[(&str, &str)] = &[
    ("money", "numeric"),
    ("numeric", "money"),
    ("int4", "money"),
    ("int8", "money"),
    ("date", "timestamptz"),
    ("time", "timetz"),
    ("timestamp", "timestamptz"),
    ("timestamptz", "date"),
    ("timestamptz", "time"),
    ("timestamptz", "timestamp"),
    ("timestamptz", "timetz"),
];

/// Types whose input and output functions are immutable; those of dates, ranges, arrays, enums and records are stable.
static IMMUTABLE_INPUT: &[&str] = &[
    "bool", "int2", "int4", "int8", "float4", "float8", "numeric", "oid", "uuid", "bytea", "json", "jsonb", "jsonpath", "bit",
    "varbit", "inet", "cidr", "macaddr", "macaddr8", "point", "line", "lseg", "box", "path", "polygon", "circle", "tsvector",
    "tsquery", "char", "hstore", "ltree", "lquery", "xid", "xid8", "tid",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_as_volatile_as_the_server_says() {
        for (name, arguments, version, expected) in [
            ("now", 0, 12, Some(Stable)),
            ("random", 0, 18, Some(Volatile)),
            ("random", 2, 17, Some(Volatile)),
            ("lower", 1, 15, Some(Immutable)),
            ("uuidv7", 0, 17, None),
            ("uuidv7", 0, 18, Some(Volatile)),
            ("to_tsvector", 1, 15, Some(Stable)),
            ("to_tsvector", 2, 15, Some(Immutable)),
            ("date_trunc", 3, 15, Some(Stable)),
            ("date_trunc", 3, 16, Some(Immutable)),
            ("uuid_generate_v4", 0, 15, Some(Volatile)),
            ("aclcontains", 2, 15, Some(Immutable)),
            ("xslt_process", 2, 15, Some(Immutable)),
            ("my_function", 0, 15, None),
            ("", 0, 15, None),
            ("zzz", 0, 15, None),
        ] {
            assert_eq!(
                volatility(&ObjectName::bare(name), arguments, Target::postgres(version)),
                expected,
                "{name}/{arguments} on {version}"
            );
        }
        let target = Target::default();
        assert_eq!(volatility(&ObjectName::qualified("pg_catalog", "now"), 0, target), Some(Stable));
        assert_eq!(volatility(&ObjectName::qualified("app", "now"), 0, target), None);
        assert_eq!(volatility(&ObjectName::qualified("extensions", "gen_random_uuid"), 0, target), Some(Volatile));
        assert_eq!(least_volatility(&ObjectName::bare("date_trunc"), 2, target), Some(Immutable));
    }

    #[test]
    fn every_line_of_the_table_is_found() {
        let names: Vec<&str> = FUNCTIONS.lines().filter_map(|line| line.split(' ').next()).collect();
        assert!(names.is_sorted() && FUNCTIONS.is_ascii());
        assert!(names.iter().all(|name| entry(name).is_some()));
    }

    #[test]
    fn operators_and_casts_depend_on_their_types() {
        assert_eq!(operator_volatility("+", Some("timestamptz"), Some("interval")), Some(Stable));
        assert_eq!(operator_volatility("+", Some("timestamp"), Some("interval")), Some(Immutable));
        assert_eq!(operator_volatility("+", None, Some("interval")), None);
        assert_eq!(operator_volatility("*", None, None), Some(Immutable));
        assert_eq!(operator_volatility("||", Some("text"), Some("int4")), Some(Stable));
        assert_eq!(operator_volatility("||", Some("text"), Some("varchar")), Some(Immutable));
        assert_eq!(cast_volatility("text", "timestamptz"), Stable);
        assert_eq!(cast_volatility("date", "text"), Stable);
        assert_eq!(cast_volatility("text", "int4"), Immutable);
        assert_eq!(cast_volatility("timestamp", "timestamptz"), Stable);
    }
}
