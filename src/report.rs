//! Reports for people and programs, and the places and texts that they share.

pub mod effects;
#[cfg(feature = "cli")]
pub mod human;
pub mod json;
#[cfg(feature = "cli")]
mod snippet;

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::{
    lint::File,
    rules::Rule,
    source::{LineIndex, Span},
};

/// The version of the JSON documents.
pub const VERSION: u32 = 1;

/// The texts that diagnostics point into, by path.
#[derive(Debug, Default)]
pub struct Sources<'a> {
    by_path: FxHashMap<&'a str, Source<'a>>,
}

/// One file's text and its lines.
#[derive(Debug)]
pub struct Source<'a> {
    /// The text; its byte offsets are those of the file.
    pub text: Cow<'a, str>,
    lines: LineIndex,
}

/// A span with its lines and columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Place {
    /// Byte offset of its first byte in the file.
    pub start: u32,
    /// Byte offset after its last byte.
    pub end: u32,
    /// 1-based line of its first character.
    pub line: u32,
    /// 1-based column of its first character, in characters.
    pub column: u32,
    /// 1-based line of its end.
    pub end_line: u32,
    /// 1-based column after its last character.
    pub end_column: u32,
}

impl<'a> Sources<'a> {
    /// The texts of all files that are reported.
    pub fn new(files: impl IntoIterator<Item = &'a File<'a>>) -> Self {
        let reported = files.into_iter().filter(|file| !file.history);
        Self { by_path: reported.map(|file| (&*file.path, Source::new(file.bytes))).collect() }
    }

    /// The file of this path.
    pub fn get(&self, path: &str) -> Option<&Source<'a>> {
        self.by_path.get(path)
    }

    /// A span of the file of this path; lines and columns are 1 where the file is not known.
    pub fn place(&self, path: &str, span: Span) -> Place {
        self.get(path).map_or_else(|| Place::unknown(span), |source| source.place(span))
    }
}

impl Place {
    /// A span of a text that is not at hand.
    pub fn unknown(span: Span) -> Self {
        Self { start: span.start, end: span.end, line: 1, column: 1, end_line: 1, end_column: 1 }
    }
}

impl<'a> Source<'a> {
    /// Reads a file's bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        let text = decode(bytes);
        let lines = LineIndex::new(&text);
        Self { text, lines }
    }

    /// The 1-based line of an offset.
    pub fn line(&self, offset: u32) -> u32 {
        self.lines.position(&self.text, offset).line
    }

    /// The lines and columns of a span.
    pub fn place(&self, span: Span) -> Place {
        let start = self.lines.position(&self.text, span.start);
        let end = self.lines.position(&self.text, span.end);
        Place {
            start: span.start,
            end: span.end,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

/// The page of a rule on the web.
pub fn url(rule: &Rule) -> String {
    format!("https://ddlint.dev/rules/{}", rule.id)
}

/// Bytes as text of the same length: each byte that is not UTF-8 becomes a `?`.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(std::iter::repeat_n('?', chunk.invalid().len()));
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_stay_true_in_broken_text() {
        let source = Source::new(b"a \xff\xfe\nSELECT \xe2\x82\n");
        assert_eq!(source.text.len(), 15);
        let place = source.place(Span::new(5, 11));
        assert_eq!((place.line, place.column, place.end_line, place.end_column), (2, 1, 2, 7));
    }
}
