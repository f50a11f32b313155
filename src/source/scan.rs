//! How far quotes, comments and placeholders reach: shared by the splitter and the lexer, so that both always agree.

use memchr::{memchr, memchr2, memmem};

/// The end of what opens at `at`, and whether it was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// Offset after the last byte; the text's length where it is not closed.
    pub end: usize,
    /// The closing quote was found.
    pub closed: bool,
}

impl Reach {
    fn closed(end: usize) -> Self {
        Self { end, closed: true }
    }

    fn open(text: &[u8]) -> Self {
        Self { end: text.len(), closed: false }
    }
}

/// `'…''…'` or `"…""…"`: `at` is the opening quote; a doubled quote does not close it.
pub fn quoted(text: &[u8], at: usize) -> Reach {
    let quote = text[at];
    let mut from = at + 1;
    while let Some(found) = memchr(quote, &text[from..]) {
        let after = from + found + 1;
        if text.get(after) != Some(&quote) {
            return Reach::closed(after);
        }
        from = after + 1;
    }
    Reach::open(text)
}

/// `E'…\'…'`: `at` is the opening quote; a backslash takes the next byte with it.
pub fn escaped(text: &[u8], at: usize) -> Reach {
    let quote = text[at];
    let mut from = at + 1;
    while let Some(found) = memchr2(quote, b'\\', text.get(from..).unwrap_or_default()) {
        let after = from + found + 1;
        if text[after - 1] == b'\\' || text.get(after) == Some(&quote) {
            from = after + 1;
        } else {
            return Reach::closed(after);
        }
    }
    Reach::open(text)
}

/// `-- …`: up to the end of the line, which is left out.
pub fn line_comment(text: &[u8], at: usize) -> usize {
    memchr2(b'\n', b'\r', &text[at..]).map_or(text.len(), |found| at + found)
}

/// `/* … */`, nested.
pub fn block_comment(text: &[u8], at: usize) -> Reach {
    let mut depth = 0;
    let mut from = at;
    while let Some(found) = memchr2(b'*', b'/', &text[from..]) {
        let here = from + found;
        match (text[here], text.get(here + 1)) {
            (b'/', Some(b'*')) => {
                depth += 1;
                from = here + 2;
            }
            (b'*', Some(b'/')) => {
                depth -= 1;
                from = here + 2;
                if depth == 0 {
                    return Reach::closed(from);
                }
            }
            _ => from = here + 1,
        }
    }
    Reach::open(text)
}

/// The opening tag of `$tag$…$tag$` at `at`, both dollars included; `None` where no dollar quote opens there.
pub fn dollar_tag(text: &[u8], at: usize) -> Option<&[u8]> {
    let rest = &text[at + 1..];
    let length = rest.iter().take_while(|&&byte| is_word_byte(byte) && byte != b'$').count();
    let opens = rest.get(length) == Some(&b'$') && !rest.first().is_some_and(u8::is_ascii_digit);
    opens.then(|| &text[at..at + length + 2])
}

/// `$tag$…$tag$`: `at` is its first dollar, `tag` what [`dollar_tag`] gave.
pub fn dollar_quoted(text: &[u8], at: usize, tag: &[u8]) -> Reach {
    let from = at + tag.len();
    memmem::find(&text[from..], tag).map_or(Reach::open(text), |found| Reach::closed(from + found + tag.len()))
}

/// The end of a template placeholder that opens at `at`, outside quotes and comments: `{{…}}`, `{%…%}`, `${…}`, `{$X}`,
/// `#{…}`, `%NAME%`, `$%NAME%$`.
pub fn placeholder(text: &[u8], at: usize) -> Option<usize> {
    let rest = &text[at..];
    let until = |opening: usize, closing: &[u8]| {
        let found = memmem::find(&rest[opening..], closing)?;
        let inside = &rest[opening..opening + found];
        (inside.len() <= 2000).then_some(at + opening + found + closing.len())
    };
    match rest {
        [b'{', b'{', ..] => until(2, b"}}"),
        [b'{', b'%', ..] => until(2, b"%}"),
        [b'$', b'{', ..] | [b'{', b'$', ..] | [b'#', b'{', ..] => until(2, b"}"),
        [b'$', b'%', ..] => named(text, at + 2).filter(|&end| rest.get(end - at..end - at + 2) == Some(b"%$")).map(|end| end + 2),
        [b'%', ..] => named(text, at + 1).filter(|&end| text.get(end) == Some(&b'%')).map(|end| end + 1),
        _ => None,
    }
}

/// The end of a run of capitals, digits and underscores that starts with a capital.
fn named(text: &[u8], at: usize) -> Option<usize> {
    let length =
        text[at..].iter().take_while(|&&byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_').count();
    (length > 0 && text[at].is_ascii_uppercase()).then_some(at + length)
}

/// A byte that may continue an unquoted identifier.
pub fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

/// A byte that may start an unquoted identifier.
pub fn is_word_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}
