//! The rows of `INSERT … VALUES` are not worth tokens: they are skipped, however many they are.

use crate::source::{Span, Token, TokenKind, lex, scan};

/// Rows of more bytes are not looked at: what they say of partitions is said by a few.
const LONGEST_ROWS: usize = 2_000;

/// Reads a statement's tokens, without the rows of a plain `INSERT … VALUES`.
pub fn lex(text: &str, statement: Span, tokens: &mut Vec<Token>) {
    let is_insert = statement.text(text).get(..6).is_some_and(|word| word.eq_ignore_ascii_case("INSERT"));
    if !is_insert {
        return lex::lex(text, statement, tokens);
    }
    tokens.clear();
    let head = lex::append_until(text, statement, tokens, |tokens| is_before_rows(text, tokens));
    let rest = after_rows(&text.as_bytes()[..statement.end as usize], head as usize).unwrap_or(head as usize);
    lex::append_until(text, Span::new(rest as u32, statement.end), tokens, |_| false);
}

/// How many expressions the first of the rows after a `VALUES` has; `None` where that is not plain.
pub fn width(text: &str, from: u32) -> Option<usize> {
    let open = skip_blank(text.as_bytes(), from as usize);
    let end = after_row(text.as_bytes(), open).filter(|_| text.as_bytes().get(open) == Some(&b'('))?;
    let row = &text[open..end];
    let first = values(row)?.into_iter().next().filter(|_| !row.contains(".*"))?;
    (first.len() > 1 || !first.concat().trim().is_empty()).then_some(first.len())
}

/// The rows between `VALUES` and what follows them, where they are plain and short enough to be looked at.
pub fn rows(text: &str) -> Option<Box<str>> {
    (text.len() <= LONGEST_ROWS && after_rows(text.as_bytes(), 0).is_some()).then(|| text.into())
}

/// The values of each row, as written; `None` where the parentheses do not close.
pub fn values(rows: &str) -> Option<Vec<Vec<&str>>> {
    let mut tokens = Vec::new();
    lex::lex(rows, Span::new(0, rows.len() as u32), &mut tokens);
    let (mut depth, mut start, mut all) = (0usize, 0, Vec::<Vec<&str>>::new());
    for token in &tokens {
        let (opens, closes) = (
            matches!(token.kind, TokenKind::LeftParen | TokenKind::LeftBracket),
            matches!(token.kind, TokenKind::RightParen | TokenKind::RightBracket),
        );
        let parts = token.kind == TokenKind::Comma;
        if depth == 1 && (closes || parts) {
            all.last_mut()?.push(rows.get(start..token.span.start as usize)?);
        }
        if depth == 0 && opens {
            all.push(Vec::new());
        }
        if depth == 0 && opens || depth == 1 && parts {
            start = token.span.end as usize;
        }
        depth = if closes { depth.checked_sub(1)? } else { depth + usize::from(opens) };
    }
    Some(all)
}

/// The last token is `VALUES`, and not a table or a column of that name.
fn is_before_rows(text: &str, tokens: &[Token]) -> bool {
    let [.., before, last] = tokens else { return false };
    last.kind == TokenKind::Word
        && last.span.text(text).eq_ignore_ascii_case("VALUES")
        && matches!(before.kind, TokenKind::RightParen | TokenKind::Word | TokenKind::Quoted | TokenKind::Placeholder)
        && !before.span.text(text).eq_ignore_ascii_case("INTO")
}

/// The offset after the last row; `None` where a row is not plain: it holds a sub-query, or is not closed.
fn after_rows(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at = skip_blank(bytes, at);
        if bytes.get(at) != Some(&b'(') {
            return None;
        }
        at = after_row(bytes, at)?;
        let next = skip_blank(bytes, at);
        if bytes.get(next) != Some(&b',') {
            return Some(at);
        }
        at = next + 1;
    }
}

fn after_row(bytes: &[u8], open: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut at = open;
    while let Some(&byte) = bytes.get(at) {
        at = match byte {
            b'(' if begins_query(bytes, at + 1) => return None,
            b'(' => {
                depth += 1;
                at + 1
            }
            b')' if depth == 1 => return Some(at + 1),
            b')' => {
                depth -= 1;
                at + 1
            }
            b'\'' if is_escape_string(bytes, at) => scan::escaped(bytes, at).end,
            b'\'' | b'"' => scan::quoted(bytes, at).end,
            b'$' | b'-' | b'/' | b'{' | b'#' => after_mark(bytes, at)?,
            _ => at + 1,
        };
    }
    None
}

/// A dollar quote, a comment, or an operator; template placeholders are left to the lexer.
fn after_mark(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = &bytes[at..];
    if rest.starts_with(b"--") {
        return Some(scan::line_comment(bytes, at));
    }
    if rest.starts_with(b"/*") {
        return Some(scan::block_comment(bytes, at).end);
    }
    if scan::placeholder(bytes, at).is_some() {
        return None;
    }
    let inside_word = at > 0 && scan::is_word_byte(bytes[at - 1]);
    match scan::dollar_tag(bytes, at).filter(|_| rest[0] == b'$' && !inside_word) {
        Some(tag) => Some(scan::dollar_quoted(bytes, at, tag).end),
        None => Some(at + 1),
    }
}

/// `E'…'`, with the `E` on its own.
fn is_escape_string(bytes: &[u8], quote: usize) -> bool {
    let letter = quote.checked_sub(1).map_or(0, |before| bytes[before]);
    let before = quote.checked_sub(2).map_or(b' ', |before| bytes[before]);
    matches!(letter, b'e' | b'E') && !scan::is_word_byte(before)
}

fn begins_query(bytes: &[u8], from: usize) -> bool {
    let at = skip_blank(bytes, from);
    let word = |word: &[u8]| bytes.get(at..at + word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word));
    word(b"SELECT") || word(b"WITH") || word(b"VALUES") || word(b"TABLE")
}

/// White space and comments.
fn skip_blank(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        at = match byte {
            b' ' | b'\t' | b'\n' | b'\r' => at + 1,
            b'-' if bytes[at..].starts_with(b"--") => scan::line_comment(bytes, at),
            b'/' if bytes[at..].starts_with(b"/*") => scan::block_comment(bytes, at).end,
            _ => return at,
        };
    }
    at
}
