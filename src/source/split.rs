//! Where each statement of a section stands: one splitter for all dialects, in one pass, nothing copied.

mod line;
mod resume;
mod shape;
mod stops;
mod walk;

use line::Client;
use walk::{Breaks, Ending, Walk};

use super::{Section, Span, scan};

/// A statement's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// From its first token to its last, without the `;`.
    pub span: Span,
    /// What stands between the statement before and this one: white space, comments and lines for the client.
    pub leading: Span,
    /// Comments behind the `;` on the same line.
    pub trailing: Span,
    /// What it is.
    pub kind: StatementKind,
}

/// What a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatementKind {
    /// SQL for the server.
    Sql,
    /// A command of psql: one line that starts with a backslash.
    MetaCommand,
    /// A quote or comment in it is never closed; where it ends is a guess.
    Unterminated,
    /// A script's code; what it sends cannot be told.
    Unread,
}

/// The statements of a section, in order.
#[derive(Debug, Clone)]
pub struct Splitter<'a> {
    /// The document up to the section's end.
    text: &'a [u8],
    /// Where the next statement's leading region starts.
    at: usize,
    delimiter: &'a [u8],
    /// What else ends statements.
    breaks: Breaks<'a>,
    /// Bytes that may still be read a second time, so that no input takes more than linear time.
    budget: usize,
    /// A line `\.` may still follow.
    data_end_follows: bool,
    /// The section is code of which it cannot be told what it sends.
    is_unread: bool,
}

/// Whether a text begins like a statement, comments aside.
pub fn starts_statement(text: &str) -> bool {
    let at = scan::skip_trivia(text.as_bytes(), 0);
    at < text.len() && line::starts_statement(text.as_bytes(), at)
}

/// Splits a section of a document.
pub fn split<'a>(text: &'a str, section: &Section) -> Splitter<'a> {
    let bytes = text.as_bytes();
    let text = &bytes[..bytes.len().min(section.span.end as usize)];
    let budget = (text.len() * 8).max(1 << 22);
    let at = text.len().min(section.span.start as usize);
    let also = section.delimiter.and_then(|place| text.get(place.start as usize..place.end as usize));
    let breaks = Breaks { also, comment: section.framework.ends_statement.map(str::as_bytes) };
    Splitter { text, at, delimiter: b";", breaks, budget, data_end_follows: true, is_unread: section.flow.unread.is_some() }
}

impl<'a> Splitter<'a> {
    /// What is left after the last statement: comments, or everything while statements are still to come.
    pub fn remainder(&self) -> Span {
        span(self.at, self.text.len())
    }

    /// Skips what belongs to no statement. `DELIMITER` lines take effect.
    fn skip_between(&mut self) -> usize {
        let mut at = self.at;
        loop {
            at = scan::skip_trivia(self.text, at);
            let empty = [self.delimiter, b";"].into_iter().find(|end| self.text[at..].starts_with(end));
            if let Some(length) = empty.map(<[u8]>::len).or_else(|| self.breaks.delimiter(self.text, at)) {
                at += length;
                continue;
            }
            match line::client(self.text, at) {
                Some(Client::Delimiter { delimiter, end }) => {
                    self.delimiter = delimiter;
                    at = end;
                }
                Some(Client::Skip { end }) => at = end,
                None => return at,
            }
        }
    }

    /// The statement that starts at `start`, without its leading region; moves on behind it.
    fn read(&mut self, start: usize) -> Statement {
        if self.text[start] == b'\\' {
            return self.meta_command(start);
        }
        let walk = Walk::new(self.text, start, self.delimiter, self.breaks);
        let (ending, kind) = match walk.clone().run() {
            Ending::Open { first } => (self.resume(walk, first), StatementKind::Unterminated),
            Ending::Inside => (self.flat(walk), StatementKind::Sql),
            ending => (ending, StatementKind::Sql),
        };
        let Ending::Terminator { end, after, copies } = ending else { return self.rest(start) };
        let trailing_end = line::rest_of_line(self.text, after);
        self.at = if copies { self.skip_data(trailing_end) } else { trailing_end };
        Statement { span: span(start, end), leading: Span::default(), trailing: span(after, trailing_end), kind }
    }

    /// All that is left, as one statement.
    fn rest(&mut self, start: usize) -> Statement {
        let end = self.text.len();
        self.at = end;
        Statement {
            span: span(start, end),
            leading: Span::default(),
            trailing: span(end, end),
            kind: StatementKind::Unterminated,
        }
    }

    fn meta_command(&mut self, start: usize) -> Statement {
        let after = scan::line_comment(self.text, start);
        let end = self.text[..after].trim_ascii_end().len();
        self.at = if line::copies_in(&self.text[start..end]) { self.skip_data(after) } else { after };
        let trailing = span(after, after);
        Statement { span: span(start, end), leading: Span::default(), trailing, kind: StatementKind::MetaCommand }
    }

    /// Behind the line `\.` that ends the data of a COPY, or `at` where there is none.
    fn skip_data(&mut self, at: usize) -> usize {
        if !self.data_end_follows {
            return at;
        }
        let end = line::data_end(self.text, at);
        self.data_end_follows = end.is_some();
        end.unwrap_or(at)
    }
}

impl Iterator for Splitter<'_> {
    type Item = Statement;

    fn next(&mut self) -> Option<Statement> {
        let leading = self.at;
        if self.is_unread && leading < self.text.len() {
            let statement = self.rest(leading);
            return Some(Statement { leading: span(leading, leading), kind: StatementKind::Unread, ..statement });
        }
        let start = self.skip_between();
        if start >= self.text.len() {
            return None;
        }
        let statement = self.read(start);
        Some(Statement { leading: span(leading, start), ..statement })
    }
}

fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

#[cfg(test)]
mod tests;
