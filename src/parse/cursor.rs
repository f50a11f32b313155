//! A place among a statement's tokens, and the small readers that every statement needs.

mod literal;

use std::fmt;

pub use literal::unquote;
use literal::{fold, is_doubled, stand_in};

use crate::{
    name::{Name, ObjectName},
    operation::{Expression, Query},
    source::{Span, Token, TokenKind},
};

/// What was expected where something else stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// What was expected, as in "a column name".
    pub what: &'static str,
    /// Where.
    pub at: Span,
}

impl fmt::Display for Expected {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "expected {}", self.what)
    }
}

/// What a reader gives.
pub type Read<T> = Result<T, Expected>;

/// A place among the tokens of one statement.
#[derive(Debug, Clone, Copy)]
pub struct Cursor<'a> {
    text: &'a str,
    tokens: &'a [Token],
    at: usize,
    statement: Span,
}

impl<'a> Cursor<'a> {
    /// At the first token. `statement` is where an error at the end is placed.
    pub fn new(text: &'a str, tokens: &'a [Token], statement: Span) -> Self {
        Self { text, tokens, at: 0, statement }
    }

    /// The document's text.
    pub fn source(&self) -> &'a str {
        self.text
    }

    /// The whole statement's place.
    pub fn statement(&self) -> Span {
        self.statement
    }

    /// The place among the tokens, to come back to with [`Cursor::rewind`].
    pub fn mark(&self) -> usize {
        self.at
    }

    /// Goes back to a mark.
    pub fn rewind(&mut self, mark: usize) {
        self.at = mark;
    }

    /// All tokens are read.
    pub fn at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// The token here.
    pub fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    /// The token `ahead` places further; 0 is the token here.
    pub fn peek_at(&self, ahead: usize) -> Option<Token> {
        self.tokens.get(self.at + ahead).copied()
    }

    /// The kind of the token here.
    pub fn kind(&self) -> Option<TokenKind> {
        self.peek().map(|token| token.kind)
    }

    /// The text of the token here; empty at the end.
    pub fn word(&self) -> &'a str {
        self.peek().map_or("", |token| token.span.text(self.text))
    }

    /// The unquoted word here in upper case; empty for any other token and at the end.
    pub fn keyword(&self) -> Name {
        let mut word = if self.is(TokenKind::Word) { Name::from(self.word()) } else { Name::default() };
        word.make_ascii_uppercase();
        word
    }

    /// The place of the token here, or the statement's end.
    pub fn span(&self) -> Span {
        self.peek().map_or(self.statement.after(), |token| token.span)
    }

    /// The place of the token that was read last.
    pub fn last_span(&self) -> Span {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(self.statement.before(), |token| token.span)
    }

    /// From the token at a mark to the token that was read last.
    pub fn span_since(&self, mark: usize) -> Span {
        self.tokens.get(mark).map_or(self.statement.after(), |token| token.span).to(self.last_span())
    }

    /// Goes to the next token and gives the one that was here.
    pub fn advance(&mut self) -> Option<Token> {
        let token = self.peek()?;
        self.at += 1;
        Some(token)
    }

    /// An error at the token here.
    pub fn expected<T>(&self, what: &'static str) -> Read<T> {
        Err(Expected { what, at: self.span() })
    }

    /// Whether the token `ahead` places further is this unquoted word, in any case.
    pub fn is_word_at(&self, ahead: usize, word: &str) -> bool {
        let Some(token) = self.peek_at(ahead) else { return false };
        token.kind == TokenKind::Word && token.span.text(self.text).eq_ignore_ascii_case(word)
    }

    /// Whether the token here is this unquoted word, in any case.
    pub fn is_word(&self, word: &str) -> bool {
        self.is_word_at(0, word)
    }

    /// Whether these words stand here.
    pub fn is_words(&self, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(ahead, word)| self.is_word_at(ahead, word))
    }

    /// Reads the word if it stands here.
    pub fn eat_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        self.at += usize::from(found);
        found
    }

    /// Reads the words if all of them stand here.
    pub fn eat_words(&mut self, words: &[&str]) -> bool {
        let found = self.is_words(words);
        self.at += if found { words.len() } else { 0 };
        found
    }

    /// Reads the first of these words that stands here, and gives it as it is in the list.
    pub fn eat_one_of(&mut self, words: &[&'static str]) -> Option<&'static str> {
        words.iter().copied().find(|word| self.eat_word(word))
    }

    /// Reads the word or fails.
    pub fn expect_word(&mut self, word: &'static str) -> Read<()> {
        if self.eat_word(word) { Ok(()) } else { self.expected(word) }
    }

    /// Whether a token of this kind is here.
    pub fn is(&self, kind: TokenKind) -> bool {
        self.kind() == Some(kind)
    }

    /// Reads a token of this kind if it is here.
    pub fn eat(&mut self, kind: TokenKind) -> bool {
        let found = self.is(kind);
        self.at += usize::from(found);
        found
    }

    /// Reads a token of this kind or fails.
    pub fn expect(&mut self, kind: TokenKind, what: &'static str) -> Read<Token> {
        match self.peek() {
            Some(token) if token.kind == kind => {
                self.at += 1;
                Ok(token)
            }
            _ => self.expected(what),
        }
    }

    /// Whether this operator is here.
    pub fn is_operator(&self, operator: &str) -> bool {
        self.is(TokenKind::Operator) && self.word() == operator
    }

    /// Reads this operator if it is here.
    pub fn eat_operator(&mut self, operator: &str) -> bool {
        let found = self.is_operator(operator);
        self.at += usize::from(found);
        found
    }

    /// Fails unless all tokens are read.
    pub fn expect_end(&self) -> Read<()> {
        if self.at_end() { Ok(()) } else { self.expected("the end of the statement") }
    }

    /// `IF EXISTS`.
    pub fn eat_if_exists(&mut self) -> bool {
        self.eat_words(&["IF", "EXISTS"])
    }

    /// `IF NOT EXISTS`.
    pub fn eat_if_not_exists(&mut self) -> bool {
        self.eat_words(&["IF", "NOT", "EXISTS"])
    }

    /// `CASCADE` (true) or `RESTRICT` (false) or nothing (false).
    pub fn eat_cascade(&mut self) -> bool {
        !self.eat_word("RESTRICT") && self.eat_word("CASCADE")
    }

    /// An identifier, folded.
    pub fn name(&mut self) -> Read<Name> {
        match self.peek() {
            Some(token) if is_name(token.kind) => {
                self.at += 1;
                Ok(fold(token.kind, token.span.text(self.text)))
            }
            _ => self.expected("a name"),
        }
    }

    /// A name with an optional schema. Of a longer name (`database.schema.table`) the last two parts count.
    pub fn object_name(&mut self) -> Read<ObjectName> {
        let mut name = ObjectName::bare(self.name()?);
        while self.eat(TokenKind::Dot) {
            name = ObjectName { schema: Some(name.name), name: self.name()? };
        }
        Ok(name)
    }

    /// Names separated by commas.
    pub fn object_names(&mut self) -> Read<Vec<ObjectName>> {
        self.list(Self::object_name)
    }

    /// One or more items separated by commas.
    pub fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Read<T>) -> Read<Vec<T>> {
        let mut items = vec![item(self)?];
        while self.eat(TokenKind::Comma) {
            items.push(item(self)?);
        }
        Ok(items)
    }

    /// `( item, item )`; also `()`.
    pub fn parenthesized<T>(&mut self, item: impl FnMut(&mut Self) -> Read<T>) -> Read<Vec<T>> {
        self.expect(TokenKind::LeftParen, "`(`")?;
        if self.eat(TokenKind::RightParen) {
            return Ok(Vec::new());
        }
        let items = self.list(item)?;
        self.expect(TokenKind::RightParen, "`)`")?;
        Ok(items)
    }

    /// `( a, b )` of plain names.
    pub fn names_in_parentheses(&mut self) -> Read<Vec<Name>> {
        self.parenthesized(Self::name)
    }

    /// The value of a string token that is here: quotes taken off, doubled ones and backslash escapes undone.
    pub fn string(&mut self) -> Read<String> {
        match self.peek() {
            Some(token) if matches!(token.kind, TokenKind::String | TokenKind::DollarString) => {
                self.at += 1;
                Ok(unquote(token.span.text(self.text)))
            }
            _ => self.expected("a string"),
        }
    }

    /// A whole number that is here, with an optional sign.
    pub fn integer(&mut self) -> Read<i64> {
        let mark = self.at;
        let negative = self.eat_operator("-");
        match self.word().parse::<i64>() {
            Ok(number) => {
                self.at += 1;
                Ok(if negative { -number } else { number })
            }
            Err(_) => {
                self.at = mark;
                self.expected("a number")
            }
        }
    }

    /// Reads `( … )` with everything inside, balanced, and gives the place of what is inside.
    pub fn skip_parentheses(&mut self) -> Read<Span> {
        let open = self.expect(TokenKind::LeftParen, "`(`")?;
        let mut depth = 1;
        while let Some(token) = self.advance() {
            match token.kind {
                TokenKind::LeftParen => depth += 1,
                TokenKind::RightParen => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok(Span::new(open.span.end, token.span.start));
            }
        }
        self.expected("`)`")
    }

    /// `( expression )`.
    pub fn expression_in_parentheses(&mut self) -> Read<Expression> {
        let span = self.skip_parentheses()?;
        Ok(self.expression_of(trimmed(self.text, span)))
    }

    /// Reads up to a token, outside parentheses and brackets, for which `stop` holds (or the end, or an unmatched closing
    /// parenthesis), and gives the place of what was read. Fails where nothing was.
    pub fn skip_until(&mut self, what: &'static str, stop: impl Fn(&Self) -> bool) -> Read<Span> {
        let mark = self.at;
        let mut depth = 0usize;
        while let Some(token) = self.peek() {
            match token.kind {
                TokenKind::RightParen | TokenKind::RightBracket if depth == 0 => break,
                TokenKind::LeftParen | TokenKind::LeftBracket => depth += 1,
                TokenKind::RightParen | TokenKind::RightBracket => depth -= 1,
                _ if depth == 0 && stop(self) => break,
                _ => {}
            }
            self.at += 1;
        }
        if depth > 0 {
            return self.expected("a closing parenthesis");
        }
        if self.at == mark { self.expected(what) } else { Ok(self.span_since(mark)) }
    }

    /// An expression that ends where `stop` holds, as [`Cursor::skip_until`] reads it.
    pub fn expression_until(&mut self, stop: impl Fn(&Self) -> bool) -> Read<Expression> {
        let span = self.skip_until("an expression", stop)?;
        Ok(self.expression_of(span))
    }

    /// All that is left, as a query.
    pub fn query_until(&mut self, stop: impl Fn(&Self) -> bool) -> Read<Query> {
        let span = self.skip_until("a query", stop)?;
        Ok(Query::new(span, self.masked(span)))
    }

    /// The expression at a place.
    pub fn expression_of(&self, span: Span) -> Expression {
        Expression { span, sql: self.masked(span) }
    }

    /// The text at a place, with placeholders and psql variables replaced by identifiers of the same length.
    pub fn masked(&self, span: Span) -> Box<str> {
        let mut text = span.text(self.text).to_owned();
        let first = self.tokens.partition_point(|token| token.span.start < span.start);
        for token in self.tokens[first..].iter().take_while(|token| token.span.end <= span.end) {
            let at = (token.span.start - span.start) as usize..(token.span.end - span.start) as usize;
            let word = token.span.text(self.text);
            match token.kind {
                TokenKind::Placeholder => text.replace_range(at, &stand_in(word)),
                TokenKind::String if is_doubled(word) => text.replace_range(at, &format!(" {} ", &word[1..word.len() - 1])),
                _ => {}
            }
        }
        text.into()
    }

    /// The tokens from here on, for readers that look ahead further than one word.
    pub fn rest(&self) -> &'a [Token] {
        &self.tokens[self.at.min(self.tokens.len())..]
    }
}

/// A token that may be an identifier.
fn is_name(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Word | TokenKind::Quoted | TokenKind::Placeholder)
}

/// The place without the white space at both ends.
fn trimmed(text: &str, span: Span) -> Span {
    let inside = span.text(text);
    let start = span.start + (inside.len() - inside.trim_start().len()) as u32;
    Span::new(start, start + inside.trim().len() as u32)
}
