//! How far quotes, comments and placeholders reach: shared by the splitter and the lexer, so that both always agree.

use memchr::{memchr, memchr2, memmem};

/// Longer ones are no placeholders; without a limit each `{{` would be searched for up to the end of the text.
const MAX_PLACEHOLDER: usize = 2000;

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
#[inline]
pub fn quoted(text: &[u8], at: usize) -> Reach {
    let quote = text[at];
    let mut from = at + 1;
    while let Some(found) = find(quote, &text[from..]) {
        let after = from + found + 1;
        if text.get(after) != Some(&quote) {
            return Reach::closed(after);
        }
        from = after + 1;
    }
    Reach::open(text)
}

/// As `memchr`, but faster for the short strings of bulk data: eight bytes at a time, without a call.
#[inline]
fn find(byte: u8, text: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
    const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);
    const NEAR: usize = 32;
    let mut at = 0;
    while let Some(chunk) = text[at..].first_chunk().filter(|_| at < NEAR) {
        let zero_where_equal = u64::from_le_bytes(*chunk) ^ (ONES * u64::from(byte));
        let found = zero_where_equal.wrapping_sub(ONES) & !zero_where_equal & HIGHS;
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    memchr(byte, &text[at..]).map(|found| at + found)
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

/// `'…'`, or `E'…'` where a lone `e` touches the quote at `at`.
#[inline]
pub fn string(text: &[u8], at: usize) -> Reach {
    let escapes = match &text[..at] {
        [.., before, b'e' | b'E'] => !is_word_byte(*before),
        [b'e' | b'E'] => true,
        _ => false,
    };
    if escapes { escaped(text, at) } else { quoted(text, at) }
}

/// Any quote that opens at `at`: a string, a quoted identifier, or a dollar quote that no word touches.
#[inline]
pub fn any_quoted(text: &[u8], at: usize) -> Option<Reach> {
    match text[at] {
        b'\'' => Some(string(text, at)),
        b'"' => Some(quoted(text, at)),
        b'$' if at == 0 || !is_word_byte(text[at - 1]) => dollar_tag(text, at).map(|tag| dollar_quoted(text, at, tag)),
        _ => None,
    }
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
/// `#{…}`, `%NAME%`, `$%NAME%$`, `$NAME`.
pub fn placeholder(text: &[u8], at: usize) -> Option<usize> {
    let rest = &text[at..];
    let until = |opening: usize, closing: &[u8]| {
        let near = rest.get(opening..rest.len().min(opening + MAX_PLACEHOLDER))?;
        memmem::find(near, closing).map(|found| at + opening + found + closing.len())
    };
    match rest {
        [b'{', b'{', ..] => until(2, b"}}"),
        [b'{', b'%', ..] => until(2, b"%}"),
        [b'$', b'{', ..] | [b'{', b'$', ..] | [b'#', b'{', ..] => until(2, b"}"),
        [b'$', b'%', ..] => named(text, at + 2).filter(|&end| rest.get(end - at..end - at + 2) == Some(b"%$")).map(|end| end + 2),
        [b'$', ..] => named(text, at + 1).filter(|&end| !text.get(end).is_some_and(|&byte| is_word_byte(byte))),
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

/// `{{if …}}`, `{{end}}`, `{% … %}`: steers the template and stands for nothing itself.
pub fn is_template_control(placeholder: &[u8]) -> bool {
    const WORDS: [&[u8]; 9] = [b"if", b"else", b"end", b"range", b"with", b"define", b"template", b"block", b"/*"];
    let inside = placeholder.get(2..).unwrap_or_default();
    let inside = inside.strip_prefix(b"-").unwrap_or(inside).trim_ascii_start();
    placeholder.starts_with(b"{%") || placeholder.starts_with(b"{{") && WORDS.iter().any(|word| starts_with_word(inside, word))
}

fn starts_with_word(text: &[u8], word: &[u8]) -> bool {
    text.starts_with(word) && !text.get(word.len()).is_some_and(|&byte| is_word_byte(byte))
}

/// The end of the white space, comments and template controls from `at` on. A comment that is never closed is none.
pub fn skip_trivia(text: &[u8], mut at: usize) -> usize {
    loop {
        match text.get(at..).unwrap_or_default() {
            [byte, ..] if is_space(*byte) => at += 1,
            [b'-', b'-', ..] => at = line_comment(text, at),
            [b'/', b'*', ..] if !is_template_comment(text, at) => match block_comment(text, at) {
                Reach { end, closed: true } => at = end,
                Reach { .. } => return at,
            },
            [b'{', b'{' | b'%', ..] => match placeholder(text, at).filter(|&end| is_template_control(&text[at..end])) {
                Some(end) => at = end,
                None => return at,
            },
            _ => return at,
        }
    }
}

/// `/* TEMPLATE: name */` is a placeholder and not a comment.
pub fn is_template_comment(text: &[u8], at: usize) -> bool {
    text[at..].starts_with(b"/* TEMPLATE")
}

/// White space; NUL counts as such.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0)
}

/// A byte that may continue an unquoted identifier.
pub fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

/// A byte that may start an unquoted identifier.
pub fn is_word_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}
