//! The text of string and template literals: escapes taken out, each letter's place kept.

use super::text::Text;
use crate::source::{Span, origin::Quote};

/// The inside of a literal as text.
pub(super) fn unescaped(source: &str, inside: Span, quote: Quote) -> Text {
    let raw = inside.text(source);
    if quote == Quote::Raw || !raw.contains('\\') {
        return Text::written(inside, quote);
    }
    let mut text = Text::default();
    let (mut at, mut rest) = (inside.start, raw);
    while let Some(length) = rest.find('\\') {
        text.push(Text::written(Span::new(at, at + length as u32), quote));
        let (escape, made) = escape(&rest[length..]);
        let start = at + length as u32;
        at = start + escape as u32;
        text.push(Text::made(made, Span::new(start, at)));
        rest = &rest[length + escape..];
    }
    text.push(Text::written(Span::new(at, inside.end), quote));
    text
}

/// The length of the escape that a text begins with, and what it stands for.
fn escape(text: &str) -> (usize, String) {
    let mut letters = text.chars();
    letters.next();
    let Some(letter) = letters.next() else { return (text.len(), String::new()) };
    let plain = |made: &str| (1 + letter.len_utf8(), made.to_owned());
    match letter {
        'n' => plain("\n"),
        't' => plain("\t"),
        'r' => plain("\r"),
        'b' => plain("\u{8}"),
        'f' => plain("\u{c}"),
        'v' => plain("\u{b}"),
        '0' => plain("\0"),
        '\n' | '\u{2028}' | '\u{2029}' => plain(""),
        '\r' if text.as_bytes().get(2) == Some(&b'\n') => (3, String::new()),
        '\r' => plain(""),
        'x' => code(text.get(2..4), 4).unwrap_or_else(|| plain("x")),
        'u' if text.as_bytes().get(2) == Some(&b'{') => {
            let end = text.find('}').unwrap_or(2);
            code(text.get(3..end), end + 1).unwrap_or_else(|| plain("u"))
        }
        'u' => code(text.get(2..6), 6).unwrap_or_else(|| plain("u")),
        _ => plain(letter.encode_utf8(&mut [0; 4])),
    }
}

/// The letter of a hexadecimal code; half of a surrogate pair is none.
fn code(digits: Option<&str>, length: usize) -> Option<(usize, String)> {
    let number = u32::from_str_radix(digits?, 16).ok()?;
    Some((length, char::from_u32(number).unwrap_or('\u{fffd}').to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_taken_out() {
        let cases = [
            ("a", "a"),
            ("a\\'b\\\\", "a'b\\"),
            ("\\n\\t\\x41\\u0042\\u{43}é", "\n\tABCé"),
            ("a\\\nb\\\r\nc", "abc"),
            ("\\", ""),
            ("\\xZZ\\u{", "xZZu{"),
            ("\\ud83d", "\u{fffd}"),
        ];
        for (raw, expected) in cases {
            let text = unescaped(raw, Span::new(0, raw.len() as u32), Quote::Single);
            assert_eq!(text.shown(raw), expected, "{raw}");
        }
    }
}
