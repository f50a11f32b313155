//! Tokens of one statement: kinds and places, nothing copied.

use super::{
    Span,
    scan::{self, Reach},
};

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// An unquoted word: a keyword or an identifier.
    Word,
    /// `"identifier"`, also `U&"…"`.
    Quoted,
    /// A template placeholder, with word bytes that touch it; it may stand for a name or a value.
    Placeholder,
    /// `'…'`, with any prefix.
    String,
    /// `$tag$…$tag$`.
    DollarString,
    /// A number.
    Number,
    /// `$1`.
    Parameter,
    /// `(`.
    LeftParen,
    /// `)`.
    RightParen,
    /// `[`.
    LeftBracket,
    /// `]`.
    RightBracket,
    /// `,`.
    Comma,
    /// `;`.
    Semicolon,
    /// `.`.
    Dot,
    /// `::`.
    DoubleColon,
    /// Any other run of operator characters, or a lone character.
    Operator,
    /// A quote that is never closed: the rest of the statement.
    Unterminated,
}

impl Token {
    /// A template fills it in.
    pub fn is_placeholder(&self) -> bool {
        self.kind == TokenKind::Placeholder
    }
}

/// Reads the tokens of `span` into `tokens`, which is cleared first. Comments and white space are left out.
pub fn lex(text: &str, span: Span, tokens: &mut Vec<Token>) {
    tokens.clear();
    append_until(text, span, tokens, |_| false);
}

/// Adds the tokens of `span` up to the first after which `stop` holds, and gives the offset after it.
pub fn append_until(text: &str, span: Span, tokens: &mut Vec<Token>, stop: impl Fn(&[Token]) -> bool) -> u32 {
    let bytes = &text.as_bytes()[..span.end as usize];
    let mut at = span.start as usize;
    while at < bytes.len() {
        let (end, kind) = next(bytes, at);
        let place = Span::new(at as u32, end as u32);
        at = end;
        let Some(kind) = kind else { continue };
        tokens.push(Token { kind, span: place });
        if stop(tokens) {
            break;
        }
    }
    at as u32
}

/// The token that starts at `at`: its end and kind, `None` for a comment or white space.
fn next(bytes: &[u8], at: usize) -> (usize, Option<TokenKind>) {
    let byte = bytes[at];
    let second = bytes.get(at + 1).copied().unwrap_or_default();
    let single = |kind| (at + 1, Some(kind));
    if let Some(found) = comment_or_placeholder(bytes, at, byte, second) {
        return found;
    }
    match byte {
        _ if scan::is_space(byte) => (at + 1, None),
        b'\'' => string(scan::quoted(bytes, at)),
        b'"' => quoted(scan::quoted(bytes, at)),
        b'e' | b'E' if second == b'\'' => string(scan::escaped(bytes, at + 1)),
        b'b' | b'B' | b'x' | b'X' | b'n' | b'N' if second == b'\'' => string(scan::quoted(bytes, at + 1)),
        b'u' | b'U' if second == b'&' && bytes.get(at + 2) == Some(&b'\'') => string(scan::quoted(bytes, at + 2)),
        b'u' | b'U' if second == b'&' && bytes.get(at + 2) == Some(&b'"') => quoted(scan::quoted(bytes, at + 2)),
        _ if scan::is_word_start(byte) => word(bytes, at, TokenKind::Word),
        b'0'..=b'9' => (number(bytes, at), Some(TokenKind::Number)),
        b'.' if second.is_ascii_digit() => (number(bytes, at), Some(TokenKind::Number)),
        b'$' => dollar(bytes, at, second),
        b'(' => single(TokenKind::LeftParen),
        b')' => single(TokenKind::RightParen),
        b'[' => single(TokenKind::LeftBracket),
        b']' => single(TokenKind::RightBracket),
        b',' => single(TokenKind::Comma),
        b';' => single(TokenKind::Semicolon),
        b'.' => single(TokenKind::Dot),
        b':' => colon(bytes, at, second),
        _ => (operator(bytes, at), Some(TokenKind::Operator)),
    }
}

fn comment_or_placeholder(bytes: &[u8], at: usize, byte: u8, second: u8) -> Option<(usize, Option<TokenKind>)> {
    match (byte, second) {
        (b'-', b'-') => Some((scan::line_comment(bytes, at), None)),
        (b'/', b'*') if scan::is_template_comment(bytes, at) => {
            Some(word(bytes, scan::block_comment(bytes, at).end, TokenKind::Placeholder))
        }
        (b'/', b'*') => Some((scan::block_comment(bytes, at).end, None)),
        (b'{' | b'%' | b'#', _) | (b'$', b'{' | b'%') => {
            let end = scan::placeholder(bytes, at)?;
            if scan::is_template_control(&bytes[at..end]) {
                Some((end, None))
            } else {
                Some(word(bytes, end, TokenKind::Placeholder))
            }
        }
        _ => None,
    }
}

/// A word from `at` on, with the placeholders that touch it.
fn word(bytes: &[u8], at: usize, mut kind: TokenKind) -> (usize, Option<TokenKind>) {
    let mut end = at;
    loop {
        end += bytes[end..].iter().take_while(|&&byte| scan::is_word_byte(byte)).count();
        match scan::placeholder(bytes, end.min(bytes.len())).filter(|_| matches!(bytes.get(end), Some(b'{' | b'$' | b'#'))) {
            Some(after) if !scan::is_template_control(&bytes[end..after]) => {
                kind = TokenKind::Placeholder;
                end = after;
            }
            _ => return (end, Some(kind)),
        }
    }
}

fn string(reach: Reach) -> (usize, Option<TokenKind>) {
    (reach.end, Some(if reach.closed { TokenKind::String } else { TokenKind::Unterminated }))
}

fn quoted(reach: Reach) -> (usize, Option<TokenKind>) {
    (reach.end, Some(if reach.closed { TokenKind::Quoted } else { TokenKind::Unterminated }))
}

fn number(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while let Some(&byte) = bytes.get(end) {
        let exponent = matches!(byte, b'+' | b'-') && matches!(bytes[end - 1], b'e' | b'E') && !bytes[at..].starts_with(b"0x");
        let range = byte == b'.' && bytes.get(end + 1) == Some(&b'.');
        if range || !(byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.' || exponent && end > at) {
            break;
        }
        end += 1;
    }
    end
}

fn dollar(bytes: &[u8], at: usize, second: u8) -> (usize, Option<TokenKind>) {
    if second.is_ascii_digit() {
        let digits = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        return (at + 1 + digits, Some(TokenKind::Parameter));
    }
    let Some(tag) = scan::dollar_tag(bytes, at) else { return (at + 1, Some(TokenKind::Operator)) };
    let reach = scan::dollar_quoted(bytes, at, tag);
    (reach.end, Some(if reach.closed { TokenKind::DollarString } else { TokenKind::Unterminated }))
}

/// `::`, `:=`, or psql's `:name`, `:'name'`, `:"name"`. In `a[1:n]` the colon is an operator, as it touches what is before it.
fn colon(bytes: &[u8], at: usize, second: u8) -> (usize, Option<TokenKind>) {
    let touches = at > 0 && (scan::is_word_byte(bytes[at - 1]) || matches!(bytes[at - 1], b']' | b')'));
    match second {
        b':' => (at + 2, Some(TokenKind::DoubleColon)),
        b'=' => (at + 2, Some(TokenKind::Operator)),
        b'\'' => string(scan::quoted(bytes, at + 1)),
        b'"' => quoted(scan::quoted(bytes, at + 1)),
        _ if scan::is_word_start(second) && !touches => word(bytes, at + 1, TokenKind::Placeholder),
        _ => (at + 1, Some(TokenKind::Operator)),
    }
}

/// A run of operator characters (manual 4.1.3), which a comment ends.
fn operator(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while let Some(&byte) = bytes.get(end) {
        let comment = bytes[end..].starts_with(b"--") || bytes[end..].starts_with(b"/*");
        if comment || !b"+-*/<>=~!@#%^&|`?".contains(&byte) {
            break;
        }
        end += 1;
    }
    if end > at { end } else { at + char_width(bytes[at]) }
}

fn char_width(first: u8) -> usize {
    match first {
        0xF0.. => 4,
        0xE0.. => 3,
        0xC0.. => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(TokenKind, &str)> {
        let mut tokens = Vec::new();
        lex(text, Span::new(0, text.len() as u32), &mut tokens);
        tokens.iter().map(|token| (token.kind, token.span.text(text))).collect()
    }

    #[test]
    fn tokens_keep_their_text() {
        use TokenKind::*;
        let cases: &[(&str, &[(TokenKind, &str)])] = &[
            ("a.\"B c\"", &[(Word, "a"), (Dot, "."), (Quoted, "\"B c\"")]),
            ("E'a\\'b' 'c''d'", &[(String, "E'a\\'b'"), (String, "'c''d'")]),
            ("$$a$$ $f$ $$ $f$ $1", &[(DollarString, "$$a$$"), (DollarString, "$f$ $$ $f$"), (Parameter, "$1")]),
            ("x::int -- no\n/* a /* b */ c */ 1.5e-3", &[(Word, "x"), (DoubleColon, "::"), (Word, "int"), (Number, "1.5e-3")]),
            ("{{ .ns }}_t ${a}.b", &[(Placeholder, "{{ .ns }}_t"), (Placeholder, "${a}"), (Dot, "."), (Word, "b")]),
            ("{{if .x}}a{{end}}", &[(Word, "a")]),
            (
                "%PREFIX%users :owner $%AUTO%$",
                &[(Placeholder, "%PREFIX%users"), (Placeholder, ":owner"), (Placeholder, "$%AUTO%$")],
            ),
            ("a[1:n]", &[(Word, "a"), (LeftBracket, "["), (Number, "1"), (Operator, ":"), (Word, "n"), (RightBracket, "]")]),
            ("'{{}}' \"x", &[(String, "'{{}}'"), (Unterminated, "\"x")]),
            ("a<>-1 5 % 3", &[(Word, "a"), (Operator, "<>-"), (Number, "1"), (Number, "5"), (Operator, "%"), (Number, "3")]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), *expected, "{text}");
        }
    }
}
