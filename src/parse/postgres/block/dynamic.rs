//! The statement inside `EXECUTE 'literal'`, `EXECUTE format('literal %I', …)` and `EXECUTE 'a ' || b || ' c'`.
//!
//! Its tokens are read where they stand in the document, so that their places are true; what is put in at run time becomes a
//! placeholder.

use super::content;
use crate::source::{Span, Token, TokenKind, lex};

/// The tokens of the statement that an expression makes; `None` where nothing of it can be told.
pub fn statement_tokens(text: &str, expression: &[Token]) -> Option<Vec<Token>> {
    let parts: Vec<Part> = split(text, expression).into_iter().map(|tokens| part(text, tokens)).collect();
    if parts.iter().all(|part| matches!(part, Part::Hole(_))) {
        return None;
    }
    let mut tokens = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Literal { content, quoted, format } => {
                Piece { text, quoted: *quoted, format: *format }.lex(*content, &mut tokens)?
            }
            Part::Hole(span) => {
                let start = at.checked_sub(1).and_then(|before| parts.get(before)).map_or(span.start, Part::end);
                let end = parts.get(at + 1).map_or(span.end, Part::start);
                tokens.push(Token { kind: TokenKind::Placeholder, span: Span::new(start, end.max(start)) });
            }
        }
    }
    Some(joined(&tokens))
}

/// One operand of `||`.
enum Part {
    /// A literal, or the first argument of `format`.
    Literal { content: Span, quoted: bool, format: bool },
    /// Known at run time only.
    Hole(Span),
}

impl Part {
    fn start(&self) -> u32 {
        match self {
            Part::Literal { content, .. } => content.start,
            Part::Hole(span) => span.start,
        }
    }

    fn end(&self) -> u32 {
        match self {
            Part::Literal { content, .. } => content.end,
            Part::Hole(span) => span.end,
        }
    }
}

/// The operands of `||`, outside parentheses.
fn split<'a>(text: &str, tokens: &'a [Token]) -> Vec<&'a [Token]> {
    let mut depth = 0usize;
    tokens
        .split(|token| {
            match token.kind {
                TokenKind::LeftParen => depth += 1,
                TokenKind::RightParen => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && token.kind == TokenKind::Operator && token.span.text(text) == "||"
        })
        .collect()
}

fn part(text: &str, tokens: &[Token]) -> Part {
    let literal = |token: Token, format| {
        let quoted = token.kind == TokenKind::String;
        Part::Literal { content: content(text, token), quoted, format }
    };
    let is_string = |token: &Token| matches!(token.kind, TokenKind::String | TokenKind::DollarString);
    match tokens {
        [only] if is_string(only) => literal(*only, false),
        [function, open, first, ..]
            if function.span.text(text).eq_ignore_ascii_case("format")
                && open.kind == TokenKind::LeftParen
                && is_string(first) =>
        {
            literal(*first, true)
        }
        [first, .., last] => Part::Hole(first.span.to(last.span)),
        [only] => Part::Hole(only.span),
        [] => Part::Hole(Span::default()),
    }
}

/// A literal's content.
struct Piece<'a> {
    text: &'a str,
    /// Quotes in it are doubled.
    quoted: bool,
    /// It is the format of `format`.
    format: bool,
}

impl Piece<'_> {
    /// Adds its tokens; `None` where a quote in it is not closed.
    fn lex(&self, content: Span, tokens: &mut Vec<Token>) -> Option<()> {
        let bytes = self.text.as_bytes().get(..content.end as usize)?;
        let (mut from, mut at) = (content.start as usize, content.start as usize);
        while at < bytes.len() {
            let Some((end, token)) = self.special(bytes, at)? else {
                at += 1;
                continue;
            };
            self.plain(from, at, tokens)?;
            tokens.extend(token);
            (from, at) = (end, end);
        }
        self.plain(from, bytes.len(), tokens)
    }

    /// What starts at `at` and is not as in other SQL: a string with doubled quotes, or a format's specifier.
    fn special(&self, bytes: &[u8], at: usize) -> Option<Option<(usize, Option<Token>)>> {
        let token = |kind, end: usize| Some(Token { kind, span: Span::new(at as u32, end as u32) });
        if self.quoted && bytes[at..].starts_with(b"''") {
            let end = memchr::memmem::find(&bytes[at + 2..], b"''")? + at + 4;
            return Some(Some((end, token(TokenKind::String, end))));
        }
        if !self.format || bytes[at] != b'%' {
            return Some(None);
        }
        let width = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'$' | b'-' | b'*')).count();
        let end = at + width + 2;
        match bytes.get(end - 1) {
            Some(b's' | b'I' | b'L') => Some(Some((end, token(TokenKind::Placeholder, end)))),
            Some(b'%') => Some(Some((end, token(TokenKind::Operator, end)))),
            _ => Some(None),
        }
    }

    fn plain(&self, from: usize, to: usize, tokens: &mut Vec<Token>) -> Option<()> {
        let mut some = Vec::new();
        lex::lex(self.text, Span::new(from as u32, to as u32), &mut some);
        if some.iter().any(|token| token.kind == TokenKind::Unterminated) {
            return None;
        }
        tokens.append(&mut some);
        Some(())
    }
}

/// Words and placeholders that touch are one placeholder.
fn joined(tokens: &[Token]) -> Vec<Token> {
    let is_name = |kind| matches!(kind, TokenKind::Word | TokenKind::Placeholder | TokenKind::Number);
    let mut all: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        match all.last_mut() {
            Some(last)
                if last.span.end == token.span.start
                    && is_name(last.kind)
                    && is_name(token.kind)
                    && (last.kind == TokenKind::Placeholder || token.kind == TokenKind::Placeholder) =>
            {
                *last = Token { kind: TokenKind::Placeholder, span: last.span.to(token.span) };
            }
            _ => all.push(*token),
        }
    }
    all
}
