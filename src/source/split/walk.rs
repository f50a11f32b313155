//! One statement from its first token to what ends it.

use super::{line, shape::Shape, stops};
use crate::source::scan::{self, Reach};

/// What ends a statement.
#[derive(Debug, Clone, Copy)]
pub enum Ending {
    /// A delimiter, a line for the client, the end of the text, or a guess.
    Terminator {
        /// After the last token.
        end: usize,
        /// After the delimiter.
        after: usize,
        /// Data of a COPY follows.
        copies: bool,
    },
    /// The end of the text, inside a quote or comment.
    Open {
        /// Where the first quote or comment of that kind opens: the one that lacks its end may be any of them.
        first: usize,
    },
    /// The end of the text, inside parentheses or a body that semicolons do not end.
    Inside,
}

/// A walk over one statement.
#[derive(Debug, Clone)]
pub struct Walk<'a> {
    text: &'a [u8],
    start: usize,
    at: usize,
    delimiter: &'a [u8],
    breaks: Breaks<'a>,
    shape: Shape,
    /// The last run of comments, with the white space between them.
    comments: (usize, usize),
    /// Where the first `'`, `"`, `$` and `/*` opened.
    opened: [Option<usize>; 4],
}

/// What ends statements beside the delimiter.
#[derive(Debug, Clone, Copy, Default)]
pub struct Breaks<'a> {
    /// Another delimiter.
    pub also: Option<&'a [u8]>,
    /// Words of a comment line.
    pub comment: Option<&'static [u8]>,
}

impl Breaks<'_> {
    /// The length of the other delimiter, where it stands at `at`; one of letters is a whole word.
    pub fn delimiter(&self, text: &[u8], at: usize) -> Option<usize> {
        let also = self.also.filter(|also| text[at..].starts_with(also))?;
        let is_word = |at: Option<&u8>| at.is_some_and(|&byte| scan::is_word_byte(byte));
        let goes_on = is_word(also.last()) && is_word(text.get(at + also.len()));
        let went_on = is_word(also.first()) && at.checked_sub(1).is_some_and(|before| is_word(text.get(before)));
        (!goes_on && !went_on).then_some(also.len())
    }

    /// A line comment ends the statement before it.
    fn ends(&self, comment: &[u8]) -> bool {
        let Some(words) = self.comment else { return false };
        let said = comment.strip_prefix(b"--").unwrap_or(comment).trim_ascii();
        said.len() >= words.len() && said[..words.len()].eq_ignore_ascii_case(words)
    }
}

/// What a look at one byte decides.
type Looked = Option<Ending>;

impl<'a> Walk<'a> {
    /// At a statement's first byte.
    pub fn new(text: &'a [u8], start: usize, delimiter: &'a [u8], breaks: Breaks<'a>) -> Self {
        let shape = Shape::of(&text[start..word_end(text, start)]);
        Self { text, start, at: start, delimiter, breaks, shape, comments: (start, start), opened: [None; 4] }
    }

    /// The same walk, but every semicolon ends the statement.
    pub fn flat(mut self) -> Self {
        self.shape = Shape::default();
        self
    }

    /// Walks to what ends the statement.
    pub fn run(mut self) -> Ending {
        loop {
            let stops = match self.shape.needs_words() {
                _ if self.delimiter != b";" || self.breaks.also.is_some() => &stops::ALL,
                true => &stops::WORDS,
                false => &stops::PLAIN,
            };
            let mut at = self.at;
            while self.text.get(at).is_some_and(|&byte| !stops[byte as usize]) {
                at += 1;
            }
            self.at = at;
            if at >= self.text.len() {
                break;
            }
            if let Some(ending) = self.look() {
                return ending;
            }
        }
        if self.shape.is_inside() { Ending::Inside } else { self.at_end() }
    }

    /// Where the statement starts.
    pub fn start(&self) -> usize {
        self.start
    }

    /// The statement takes the rest of the text.
    pub fn at_end(&self) -> Ending {
        self.ended(self.text.len(), self.text.len())
    }

    /// The statement ends at a delimiter, as a guess.
    pub fn ended_at(&self, delimiter: usize) -> Ending {
        self.ended(delimiter, delimiter + self.delimiter.len())
    }

    fn look(&mut self) -> Looked {
        let byte = self.text[self.at];
        if self.delimiter.first() == Some(&byte) && self.is_delimiter() {
            return Some(self.ended(self.at, self.at + self.delimiter.len()));
        }
        if let Some(length) = self.breaks.delimiter(self.text, self.at) {
            return Some(self.ended(self.at, self.at + length));
        }
        match byte {
            b'\'' => self.quote(0),
            b'"' => self.quote(1),
            b'$' => self.quote(2),
            b'-' | b'/' => self.comment(),
            b'{' | b'#' => self.placeholder(),
            b'\\' => self.backslash(),
            b'\n' | b'\r' => self.line(),
            b'(' => self.step(Shape::open),
            b')' => self.step(Shape::close),
            _ => self.word(),
        }
    }

    fn is_delimiter(&self) -> bool {
        self.text[self.at..].starts_with(self.delimiter) && !self.shape.is_inside()
    }

    fn step(&mut self, change: fn(&mut Shape)) -> Looked {
        change(&mut self.shape);
        self.at += 1;
        None
    }

    /// Goes on behind a quote; a dollar may be none.
    fn quote(&mut self, kind: usize) -> Looked {
        match scan::any_quoted(self.text, self.at) {
            Some(reach) => self.close(kind, reach),
            None => self.placeholder(),
        }
    }

    /// Goes on behind a quote or comment, if it is closed.
    fn close(&mut self, kind: usize, reach: Reach) -> Looked {
        let first = *self.opened[kind].get_or_insert(self.at);
        self.at = reach.end;
        (!reach.closed).then_some(Ending::Open { first })
    }

    fn placeholder(&mut self) -> Looked {
        self.at = scan::placeholder(self.text, self.at).unwrap_or(self.at + 1);
        None
    }

    fn comment(&mut self) -> Looked {
        let start = self.at;
        let reach = match self.text[start..] {
            [b'-', b'-', ..] => {
                let end = scan::line_comment(self.text, start);
                if self.breaks.ends(&self.text[start..end]) {
                    return Some(self.ended(start, end));
                }
                Reach { end, closed: true }
            }
            [b'/', b'*', ..] => scan::block_comment(self.text, start),
            _ => return self.step(|_| ()),
        };
        if !scan::is_template_comment(self.text, start) {
            let between = &self.text[self.comments.1..start];
            let joins = self.comments.0 < self.comments.1 && between.iter().all(|&byte| scan::is_space(byte));
            self.comments = (if joins { self.comments.0 } else { start }, reach.end);
        }
        self.close(3, reach)
    }

    /// A line for the client may follow, which ends the statement.
    fn line(&mut self) -> Looked {
        let end = self.at;
        self.at = line::skip_blanks(self.text, end + 1);
        line::ends_batch(self.text, self.at).then(|| self.ended(end, self.at))
    }

    /// psql's `\g`, `\gexec` and their like send the statement; another command at a line's start shows that it ended before.
    fn backslash(&mut self) -> Looked {
        if line::sends(&self.text[self.at..]) {
            return Some(self.ended(self.at, scan::line_comment(self.text, self.at)));
        }
        if self.text[self.at..].starts_with(b"\\;") {
            return Some(self.ended(self.at, self.at + 2));
        }
        if line::begins(self.text, self.at) {
            return Some(self.ended(self.at, self.at));
        }
        self.at += 1;
        None
    }

    fn word(&mut self) -> Looked {
        let end = word_end(self.text, self.at).max(self.at + 1);
        self.shape.word(&self.text[self.at..end]);
        self.at = end;
        None
    }

    /// The statement's last token stands before `before`; white space and comments there do not count.
    fn ended(&self, before: usize, after: usize) -> Ending {
        let mut end = trim_end(self.text, self.start, before);
        if end == self.comments.1 {
            end = trim_end(self.text, self.start, self.comments.0);
        }
        if self.delimiter != b";" && self.text[self.start..end].ends_with(b";") {
            end = trim_end(self.text, self.start, end - 1);
        }
        Ending::Terminator { end, after, copies: self.shape.copies() }
    }
}

/// The end of the word at `at`; `at` where there is none. A dollar ends it, as it may begin a delimiter.
fn word_end(text: &[u8], at: usize) -> usize {
    at + text[at..].iter().take_while(|&&byte| scan::is_word_byte(byte) && byte != b'$').count()
}

fn trim_end(text: &[u8], start: usize, end: usize) -> usize {
    let space = text[start..end].iter().rev().take_while(|&&byte| scan::is_space(byte)).count();
    end - space
}
