//! What identifiers, strings and placeholders stand for.

use crate::{
    name::{Name, cut},
    source::TokenKind,
};

/// An identifier as the server knows it.
pub(super) fn fold(kind: TokenKind, text: &str) -> Name {
    match kind {
        TokenKind::Quoted => {
            let inside = text.find('"').and_then(|at| text.get(at + 1..text.len() - 1)).unwrap_or_default();
            if !text.starts_with('"') && inside.contains('\\') {
                return cut(&unicode_escapes(inside)).into();
            }
            if inside.contains("\"\"") { cut(&inside.replace("\"\"", "\"")).into() } else { cut(inside).into() }
        }
        TokenKind::Placeholder => text.into(),
        _ if text.bytes().any(|byte| byte.is_ascii_uppercase()) => cut(&text.to_ascii_lowercase()).into(),
        _ => cut(text).into(),
    }
}

/// `\0075` and `\+000075` in `U&"…"` (manual 4.1.1).
fn unicode_escapes(text: &str) -> String {
    let mut parts = text.split('\\');
    let mut value = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (digits, length) = match part.strip_prefix('+') {
            Some(rest) => (rest.get(..6), 7),
            None => (part.get(..4), 4),
        };
        let letter = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
        value.extend(letter);
        value.push_str(if letter.is_some() { &part[length..] } else { part });
    }
    value
}

/// An identifier of the same length in bytes as a placeholder, and the same for the same placeholder.
pub(super) fn stand_in(placeholder: &str) -> String {
    let letter = |byte: u8| if byte.is_ascii_alphanumeric() { byte.to_ascii_lowercase() as char } else { '_' };
    let mut name: String = placeholder.bytes().map(letter).collect();
    name.replace_range(..1, "_");
    name
}

/// A string inside another one, such as `''a''` in `EXECUTE '… ''a'' …'`: its quotes are doubled.
pub(super) fn is_doubled(literal: &str) -> bool {
    literal.len() > 4 && literal.starts_with("''") && literal.as_bytes()[2] != b'\''
}

/// The value of a string literal or dollar quote, prefix and quotes taken off.
pub fn unquote(literal: &str) -> String {
    if let Some(rest) = literal.strip_prefix('$') {
        let tag = rest.find('$').map_or(0, |at| at + 2);
        return literal.get(tag..literal.len().saturating_sub(tag)).unwrap_or_default().to_owned();
    }
    let Some(open) = literal.find('\'') else { return literal.to_owned() };
    let inside = literal.get(open + 1..literal.len() - 1).unwrap_or_default();
    if !matches!(literal.as_bytes()[0], b'e' | b'E') {
        return inside.replace("''", "'");
    }
    let mut value = String::with_capacity(inside.len());
    let mut letters = inside.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\'' if letters.next_if_eq(&'\'').is_some() => value.push('\''),
            '\\' => match letters.next() {
                Some('n') => value.push('\n'),
                Some('t') => value.push('\t'),
                Some('r') => value.push('\r'),
                Some(other) => value.push(other),
                None => {}
            },
            _ => value.push(letter),
        }
    }
    value
}
