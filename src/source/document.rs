//! One input as text whose offsets are those of the original bytes.

use std::{borrow::Cow, sync::Arc};

use super::{Runner, Section, Span, changelog::may_be_changelog, origin::Origins, script, section};

/// One input.
#[derive(Debug, Clone)]
pub struct Document<'a> {
    /// The path as the user named it.
    pub path: Arc<str>,
    /// The text: as many bytes as the input has, each at its place; behind them the SQL that a script puts together, once its
    /// sections are known.
    pub text: Cow<'a, str>,
    /// What could not be read as text, in order.
    pub problems: Vec<Problem>,
    /// Where a script says what stands behind its own text.
    origins: Option<Box<Origins>>,
}

/// A place of the input that is not text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The place.
    pub span: Span,
    /// What is wrong, in the present tense, without a full stop.
    pub message: String,
}

/// A file that is full of bad bytes is told once, not a thousand times.
const MAX_PROBLEMS: usize = 20;
const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";

impl<'a> Document<'a> {
    /// Reads bytes as UTF-8. Each byte that is not becomes a `?`, so that every offset stays true.
    pub fn decode(path: Arc<str>, bytes: &'a [u8]) -> Self {
        let readable = &bytes[..bytes.len().min(u32::MAX as usize)];
        if let [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] = readable {
            return Self { path, text: blank(readable).into(), problems: vec![utf16()], origins: None };
        }
        let (text, mut problems) = match std::str::from_utf8(readable) {
            Ok(text) => (text.into(), Vec::new()),
            Err(_) => repair(readable),
        };
        if readable.len() < bytes.len() {
            let span = Span::new(u32::MAX, u32::MAX);
            problems.push(Problem { span, message: "only the first 4 GiB of this file are read".into() });
        }
        Self { path, text, problems, origins: None }
    }

    /// Where the text begins: after the byte order mark, if there is one.
    pub fn start(&self) -> u32 {
        if self.text.as_bytes().starts_with(UTF8_BOM) { UTF8_BOM.len() as u32 } else { 0 }
    }

    /// The whole text of the input without the byte order mark.
    pub fn span(&self) -> Span {
        Span::new(self.start(), self.origins.as_ref().map_or(self.text.len() as u32, |origins| origins.own()))
    }

    /// The pieces of SQL in it, in order. What a script puts together is written behind its text.
    pub fn sections(&mut self, runner: Runner) -> Vec<Section> {
        if !script::is_script(&self.path) {
            return section::sections(&self.text, self.span(), &self.path, runner);
        }
        let own = Span::new(0, self.span().end).text(&self.text).to_owned();
        let read = script::read(own, &self.path, runner);
        self.text = read.text.into();
        self.origins = Some(Box::new(read.origins));
        read.sections
    }

    /// The comments of a script within a part of it; none of any other document.
    pub fn comments(&self, part: Span) -> Vec<Span> {
        self.origins.iter().flat_map(|origins| origins.comments(part)).collect()
    }

    /// The place in the input that a span of the text comes from.
    pub fn place(&self, span: Span) -> Span {
        self.origins.as_ref().map_or(span, |origins| origins.place(span))
    }

    /// An edit of the text as an edit of the input; `None` where it cannot be made there.
    pub fn edit(&self, span: Span, replacement: &str) -> Option<(Span, String)> {
        match &self.origins {
            Some(origins) => origins.edit(&self.text, span, replacement),
            // XML would read these as its own.
            None if may_be_changelog(&self.path) && replacement.contains(['<', '&', ']']) => None,
            None => (span.end as usize <= self.text.len()).then(|| (span, replacement.to_owned())),
        }
    }
}

fn utf16() -> Problem {
    let message = "this file is UTF-16, so nothing in it is checked; save it as UTF-8".into();
    Problem { span: Span::new(0, 2), message }
}

/// White space of the same length, with the line ends kept.
fn blank(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| if matches!(byte, b'\n' | b'\r') { byte as char } else { ' ' }).collect()
}

/// The text with a `?` for each bad byte, and a problem for each run of them.
fn repair(bytes: &[u8]) -> (Cow<'static, str>, Vec<Problem>) {
    let mut text = String::with_capacity(bytes.len());
    let mut runs: Vec<Span> = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        let start = text.len() as u32;
        text.extend(chunk.invalid().iter().map(|_| '?'));
        let end = text.len() as u32;
        match runs.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ if end > start => runs.push(Span::new(start, end)),
            _ => {}
        }
    }
    let hidden = runs.len().saturating_sub(MAX_PROBLEMS);
    runs.truncate(MAX_PROBLEMS);
    let mut problems: Vec<Problem> = runs.into_iter().map(bad_bytes).collect();
    if let Some(last) = problems.last_mut().filter(|_| hidden > 0) {
        last.message.push_str(&format!(", and so are {hidden} more places"));
    }
    (text.into(), problems)
}

fn bad_bytes(span: Span) -> Problem {
    let count = span.end - span.start;
    let message = if count == 1 { "this byte is not UTF-8".into() } else { format!("these {count} bytes are not UTF-8") };
    Problem { span, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8]) -> Document<'_> {
        Document::decode("a.sql".into(), bytes)
    }

    #[test]
    fn valid_text_is_borrowed() {
        for bytes in [&b""[..], b"select 1", b"a\0b\r\n", "é".as_bytes(), b"\xEF\xBB\xBFselect 1"] {
            let document = decode(bytes);
            assert!(matches!(document.text, Cow::Borrowed(_)));
            assert!(document.problems.is_empty());
            assert_eq!(document.text.as_bytes(), bytes);
        }
        assert_eq!(decode(b"\xEF\xBB\xBFx").span(), Span::new(3, 4));
    }

    #[test]
    fn bad_bytes_keep_every_offset() {
        let document = decode(b"a\xFF\xFEb \xE2\x82; \xC3\xA9");
        assert_eq!(document.text, "a??b ??; é");
        let spans: Vec<Span> = document.problems.iter().map(|problem| problem.span).collect();
        assert_eq!(spans, [Span::new(1, 3), Span::new(5, 7)]);
        assert_eq!(decode(b"\xFFa").problems[0].message, "this byte is not UTF-8");
        assert_eq!(decode(&b"\xFFa".repeat(100)).problems.len(), MAX_PROBLEMS);
    }

    #[test]
    fn utf16_is_told_once_and_holds_no_statement() {
        for bytes in [&b"\xFF\xFEa\0;\0\n\0"[..], b"\xFE\xFF\0a\0;\0\n"] {
            let document = decode(bytes);
            assert_eq!(document.problems.len(), 1);
            assert_eq!(document.text.len(), bytes.len());
            assert!(document.text.trim().is_empty());
        }
    }
}
