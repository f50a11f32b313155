//! The order in which the migrations of a folder are run, by their names.

use std::cmp::Ordering;

/// Compares two paths as runners order them: numbers by value (`2_a` before `10_b`), Flyway's versions part by part, its
/// repeatable migrations last; folders count as names do, from the top.
pub fn compare(a: &str, b: &str) -> Ordering {
    let mut others = components(b);
    for name in components(a) {
        let Some(other) = others.next() else { return Ordering::Greater };
        let order = compare_names(name, other);
        if order.is_ne() {
            return order;
        }
    }
    if others.next().is_some() { Ordering::Less } else { a.cmp(b) }
}

/// Compares two paths by the names of the files, then by their folders.
pub fn compare_file_names(a: &str, b: &str) -> Ordering {
    let name = |path| components(path).last().unwrap_or_default();
    compare_names(name(a), name(b)).then_with(|| compare(a, b))
}

/// Compares two paths as text, folder by folder.
pub fn compare_as_text(a: &str, b: &str) -> Ordering {
    components(a).cmp(components(b)).then_with(|| a.cmp(b))
}

/// The version that a name begins with, without what makes no difference: `1.2` of `V01_2__name.sql`.
pub fn version(name: &str) -> Option<String> {
    let (Kind::Versioned, version, _) = read(name) else { return None };
    let parts = version.split(['.', '_']).map(|part| part.trim_start_matches('0'));
    let parts: Vec<_> = parts.map(|part| if part.is_empty() { "0" } else { part }).collect();
    let last = parts.iter().rposition(|part| *part != "0").unwrap_or(0);
    Some(parts[..=last].join("."))
}

/// Whether a file of this name is a migration.
pub fn is_migration_file(name: &str) -> bool {
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    extension.eq_ignore_ascii_case("sql") && !stem.is_empty() && !stem.starts_with('.')
}

fn components(path: &str) -> impl Iterator<Item = &str> {
    path.split(['/', '\\']).filter(|name| !matches!(*name, "" | "."))
}

/// Which of the kinds of names it is, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Versioned,
    Named,
    /// Flyway's `R__name.sql`.
    Repeatable,
}

fn compare_names(a: &str, b: &str) -> Ordering {
    let ((kind, version, name), (other_kind, other_version, other_name)) = (read(a), read(b));
    let by_kind = kind.cmp(&other_kind);
    by_kind.then_with(|| compare_versions(version, other_version)).then_with(|| compare_naturally(name, other_name))
}

/// A name's kind, its version (digits with separators) and the rest.
fn read(name: &str) -> (Kind, &str, &str) {
    if name.starts_with("R__") {
        return (Kind::Repeatable, "", name);
    }
    if let Some((version, rest)) = flyway(name) {
        return (Kind::Versioned, version, rest);
    }
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let (version, rest) = name.split_at(digits);
    (if digits > 0 { Kind::Versioned } else { Kind::Named }, version, rest)
}

/// `V1.2_3__name`, and undo and baseline migrations with their letters.
fn flyway(name: &str) -> Option<(&str, &str)> {
    let (version, rest) = name.strip_prefix(['V', 'U', 'B'])?.split_once("__")?;
    let is_version = version.starts_with(|letter: char| letter.is_ascii_digit())
        && version.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'_'));
    is_version.then_some((version, rest))
}

/// Part by part; a part that lacks counts as 0.
fn compare_versions(a: &str, b: &str) -> Ordering {
    let (mut parts, mut others) = (a.split(['.', '_']), b.split(['.', '_']));
    loop {
        let (part, other) = (parts.next(), others.next());
        if part.is_none() && other.is_none() {
            return Ordering::Equal;
        }
        let order = compare_numbers(part.unwrap_or_default(), other.unwrap_or_default());
        if order.is_ne() {
            return order;
        }
    }
}

/// Numbers of any length.
fn compare_numbers(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

/// Letter by letter, but runs of digits by their value.
fn compare_naturally(mut a: &str, mut b: &str) -> Ordering {
    loop {
        let (text, other_text) = (until_digit(a), until_digit(b));
        let (number, other_number) = (digits(&a[text..]), digits(&b[other_text..]));
        let by_text = a[..text].cmp(&b[..other_text]);
        let order = by_text.then_with(|| compare_numbers(number, other_number));
        if order.is_ne() || a.is_empty() || b.is_empty() {
            return order.then_with(|| a.len().cmp(&b.len()));
        }
        a = &a[text + number.len()..];
        b = &b[other_text + other_number.len()..];
    }
}

fn until_digit(text: &str) -> usize {
    text.find(|letter: char| letter.is_ascii_digit()).unwrap_or(text.len())
}

fn digits(text: &str) -> &str {
    &text[..text.bytes().take_while(u8::is_ascii_digit).count()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_run_in_their_runners_order() {
        let cases: &[&[&str]] = &[
            &["1_a.sql", "2_a.sql", "10_a.sql", "a.sql"],
            &["001.sql", "2.sql", "0010.sql"],
            &["20240101000000_a.sql", "20240101000001_a.sql", "99999999999999999999999_a.sql", "100000000000000000000000_a.sql"],
            &["V1__a.sql", "V1.2__a.sql", "V1_10__a.sql", "V2__b.sql", "V10__a.sql", "afterMigrate.sql", "R__a.sql", "R__b.sql"],
            &["m/2_a/down.sql", "m/2_a/up.sql", "m/10_b/up.sql"],
            &["m/20240101_x/migration.sql", "m/20240102_a/migration.sql"],
            &["m/1.sql", "n/0.sql"],
            &["a2b.sql", "a10b.sql", "b1.sql"],
            &["a", "a/1.sql"],
        ];
        for expected in cases {
            let mut paths = expected.to_vec();
            paths.reverse();
            paths.sort_by(|a, b| compare(a, b));
            assert_eq!(paths, *expected);
        }
        assert_eq!(compare("a/1.sql", "a/1.sql"), Ordering::Equal);
    }

    #[test]
    fn migrations_are_sql_files() {
        for name in ["1.sql", "a.SQL", "a.up.sql"] {
            assert!(is_migration_file(name), "{name}");
        }
        for name in [".sql", "._1.sql", "a.sqlx", "sql", "a.sql.bak"] {
            assert!(!is_migration_file(name), "{name}");
        }
    }
}
