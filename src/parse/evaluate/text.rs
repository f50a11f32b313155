//! Text functions: patterns, `format` and `to_char`.

use jiff::civil::Date;
use regex_lite::Regex;

use super::Value;
use crate::name::quoted;

/// Longest text that is made.
const MOST: usize = 1 << 20;

/// `replace`.
pub fn replace_all(value: &str, from: &str, to: &str) -> Option<String> {
    let fits = value.len().saturating_mul(to.len().max(1)) <= MOST;
    fits.then(|| if from.is_empty() { value.to_owned() } else { value.replace(from, to) })
}

/// `LIKE`, with `\` as escape (manual 9.7.1).
pub fn like(value: &str, pattern: &str, any_case: bool) -> Option<bool> {
    let mut regex = String::from(if any_case { "(?is)^" } else { "(?s)^" });
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '%' => regex.push_str(".*"),
            '_' => regex.push('.'),
            '\\' => regex.push_str(&regex_lite::escape(&letters.next()?.to_string())),
            other => regex.push_str(&regex_lite::escape(other.encode_utf8(&mut [0; 4]))),
        }
    }
    regex.push('$');
    matches(value, &regex)
}

/// `~`. Patterns that the server reads otherwise than `regex_lite` are rare in migrations; what this cannot read is unknown.
pub fn matches(value: &str, pattern: &str) -> Option<bool> {
    Some(regex(value, pattern)?.is_match(value))
}

/// A pattern to be looked for in a text, where both are short enough for it.
fn regex(value: &str, pattern: &str) -> Option<Regex> {
    if pattern.len().saturating_mul(value.len()) > 16 * MOST { None } else { Regex::new(pattern).ok() }
}

/// `regexp_replace`.
pub fn replace(value: &str, pattern: &str, replacement: &str, flags: &str) -> Option<String> {
    if value.len().saturating_mul(replacement.len().max(1)) > MOST {
        return None;
    }
    let pattern = if flags.contains('i') { format!("(?i){pattern}") } else { pattern.to_owned() };
    let regex = regex(value, &pattern)?;
    // `$` is a letter there, and `\1` a group.
    let replacement = Regex::new(r"\\([1-9])").ok()?.replace_all(&replacement.replace('$', "$$"), "$${$1}").into_owned();
    let limit = usize::from(!flags.contains('g'));
    Some(regex.replacen(value, limit, replacement.as_str()).into_owned())
}

/// `substring(value from pattern)`: the first group, or all of the match.
pub fn substring(value: &str, pattern: &str) -> Option<Value> {
    let regex = regex(value, pattern)?;
    let Some(found) = regex.captures(value) else { return Some(Value::Null) };
    found.get(1).or(found.get(0)).map(|group| Value::text(group.as_str()))
}

/// What is put in where a value is not known: read as a placeholder.
pub fn hole(at: usize) -> String {
    format!("${{value_{at}}}")
}

/// `format(pattern, …)`: unknown arguments leave a placeholder, so that the rest can still be read. Also says whether all were
/// known.
pub fn format(pattern: &str, arguments: &[Option<Value>]) -> Option<(String, bool)> {
    let (mut out, mut known, mut next) = (String::new(), true, 0usize);
    let size = |value: &Option<Value>| value.as_ref().and_then(Value::to_text).map_or(16, |text| text.len());
    if arguments.iter().map(size).max().unwrap_or_default().saturating_mul(pattern.matches('%').count()) > MOST {
        return None;
    }
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            out.push(letter);
            continue;
        }
        let mut digits = String::new();
        while let Some(digit) = letters.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        if letters.next_if_eq(&'$').is_some() {
            next = digits.parse::<usize>().ok()?.checked_sub(1)?;
        } else if !digits.is_empty() {
            return None;
        }
        let kind = letters.next()?;
        if kind == '%' {
            out.push('%');
            continue;
        }
        let argument = arguments.get(next)?;
        next += 1;
        match (kind, argument) {
            ('s' | 'I' | 'L', None) => (known, out) = (false, out + &hole(next)),
            ('s', Some(Value::Null)) => {}
            ('L', Some(Value::Null)) => out.push_str("NULL"),
            ('s', Some(value)) => out.push_str(&value.to_text()?),
            ('I', Some(value)) => out.push_str(&quoted(&value.to_text()?).to_string()),
            ('L', Some(value)) => out.push_str(&literal(&value.to_text()?)),
            _ => return None,
        }
    }
    Some((out, known))
}

/// `quote_literal`.
pub fn literal(value: &str) -> String {
    let quoted = value.replace('\'', "''");
    if quoted.contains('\\') { format!("E'{}'", quoted.replace('\\', "\\\\")) } else { format!("'{quoted}'") }
}

/// `to_char` of a day or moment (manual 9.8); patterns of the time of day need a known one. `None` for names of months and days.
pub fn to_char(date: Date, seconds: Option<i64>, pattern: &str) -> Option<String> {
    let (mut out, mut rest) = (String::new(), pattern);
    while let Some(letter) = rest.chars().next() {
        let bare = rest.strip_prefix("FM");
        let head = bare.unwrap_or(rest);
        let is_here = |known: &&&str| head.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known));
        if let Some(known) = PATTERNS.iter().find(is_here) {
            let field = field(known, date, seconds)?;
            out.push_str(if bare.is_some() { field.trim_start_matches('0') } else { &field });
            rest = &head[known.len()..];
        } else if let Some(quoted) = rest.strip_prefix('"') {
            let end = quoted.find('"')?;
            out.push_str(&quoted[..end]);
            rest = &quoted[end + 1..];
        } else if letter.is_ascii_alphabetic() && letter != 'T' {
            return None;
        } else {
            out.push(letter);
            rest = &rest[letter.len_utf8()..];
        }
    }
    Some(out)
}

/// Longer ones first.
const PATTERNS: &[&str] = &["YYYY", "IYYY", "HH24", "DDD", "MM", "DD", "YY", "IW", "WW", "MI", "SS", "ID", "Q"];

fn field(pattern: &str, date: Date, seconds: Option<i64>) -> Option<String> {
    let week = date.iso_week_date();
    Some(match pattern {
        "YYYY" => format!("{:04}", date.year()),
        "YY" => format!("{:02}", date.year().rem_euclid(100)),
        "IYYY" => format!("{:04}", week.year()),
        "IW" => format!("{:02}", week.week()),
        "WW" => format!("{:02}", (date.day_of_year() - 1) / 7 + 1),
        "ID" => week.weekday().to_monday_one_offset().to_string(),
        "MM" => format!("{:02}", date.month()),
        "DD" => format!("{:02}", date.day()),
        "DDD" => format!("{:03}", date.day_of_year()),
        "Q" => ((date.month() - 1) / 3 + 1).to_string(),
        "HH24" => format!("{:02}", seconds? / 3600),
        "MI" => format!("{:02}", seconds? / 60 % 60),
        "SS" => format!("{:02}", seconds? % 60),
        _ => return None,
    })
}
