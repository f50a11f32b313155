//! Reports for people and programs, and the places and texts that they share.

pub mod checkstyle;
pub mod effects;
pub mod fingerprint;
pub mod github;
pub mod gitlab;
#[cfg(feature = "cli")]
pub mod human;
pub mod json;
pub mod junit;
pub mod markdown;
pub(crate) mod notes;
#[cfg(feature = "cli")]
pub mod patch;
pub mod sarif;
pub mod snippet;
pub mod summary;
pub(crate) mod xml;

use std::{borrow::Cow, cell::Cell, sync::Arc};

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::{
    lint::File,
    rules::Rule,
    source::{Document, LineIndex, Position, Span, Utf16Index},
};

/// The version of the JSON documents.
pub const VERSION: u32 = 1;

/// The texts that diagnostics point into, by path.
#[derive(Debug, Default)]
pub struct Sources<'a> {
    by_path: FxHashMap<&'a str, Source<'a>>,
    /// By path, the name that a service knows the file by, where it is another.
    names: FxHashMap<&'a str, String>,
}

/// What offsets and columns count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Units {
    /// Offsets count bytes, columns count characters.
    #[default]
    Bytes,
    /// Both count UTF-16 units, as JavaScript does.
    Utf16,
}

/// One file's text and its lines.
#[derive(Debug)]
pub struct Source<'a> {
    /// The text; its byte offsets are those of the file.
    pub text: Cow<'a, str>,
    lines: LineIndex,
    /// Where places are counted in UTF-16 units.
    utf16: Option<Utf16Index>,
    /// The place asked for last: most are asked for in order.
    last: Cell<(u32, Position)>,
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
        Self::counted_in(Units::Bytes, files)
    }

    /// The same, with places in other units.
    pub fn counted_in(units: Units, files: impl IntoIterator<Item = &'a File<'a>>) -> Self {
        let reported = files.into_iter().filter(|file| !file.history);
        let by_path = reported.map(|file| (&*file.path, Source::counted_in(units, file))).collect();
        Self { by_path, names: FxHashMap::default() }
    }

    /// With the names of files as their repository has them, for services that show findings beside its files.
    pub fn named(mut self, names: FxHashMap<&'a str, String>) -> Self {
        self.names = names;
        self
    }

    /// The file's name in its repository; its path where nothing else is known.
    pub fn name<'p>(&'p self, path: &'p str) -> &'p str {
        self.names.get(path).map_or(path, String::as_str)
    }

    /// The paths of all reported files, in no order.
    pub fn paths(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.by_path.keys().copied()
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
    /// Reads a file's bytes; its offsets stay true whatever they are.
    pub fn new(file: &File<'a>) -> Self {
        Self::counted_in(Units::Bytes, file)
    }

    fn counted_in(units: Units, file: &File<'a>) -> Self {
        let text = Document::decode(Arc::clone(&file.path), file.bytes).text;
        let lines = LineIndex::new(&text);
        // A byte order mark is no character of the first line.
        let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
        // Where every character is a byte, bytes are units.
        let utf16 = (units == Units::Utf16 && !text.is_ascii()).then(|| Utf16Index::new(&text));
        Self { text, lines, utf16, last: Cell::new((start, Position { line: 1, column: 1 })) }
    }

    /// The line and column of an offset.
    pub fn position(&self, offset: u32) -> Position {
        let position = self.lines.position_after(&self.text, self.last.get(), offset);
        self.last.set((offset, position));
        position
    }

    /// The lines and columns of a span.
    pub fn place(&self, span: Span) -> Place {
        let (start, end) = (self.position(span.start), self.position(span.end));
        // Further places are asked for from the start on.
        self.last.set((span.start, start));
        Place {
            start: self.units(span.start),
            end: self.units(span.end),
            line: start.line,
            column: self.column(start, span.start),
            end_line: end.line,
            end_column: self.column(end, span.end),
        }
    }

    /// An offset in the units that places are counted in.
    fn units(&self, offset: u32) -> u32 {
        self.utf16.as_ref().map_or(offset, |index| index.units(&self.text, offset))
    }

    /// The column of an offset whose position is known, in the same units.
    fn column(&self, position: Position, offset: u32) -> u32 {
        let Some(index) = &self.utf16 else { return position.column };
        let start = self.lines.start(position.line);
        let mark = u32::from(position.line == 1 && self.text.starts_with('\u{feff}'));
        (index.units(&self.text, offset) - index.units(&self.text, start) + 1).saturating_sub(mark)
    }
}

/// The page of a rule on the web.
pub fn url(rule: &Rule) -> String {
    format!("https://ddlint.dev/rules/{}", rule.id)
}

/// A text in which nothing steers a terminal: control characters but those of lines become U+FFFD.
fn printable(text: &str) -> String {
    let steers = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
    text.replace(steers, "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_stay_true_in_broken_text() {
        let bytes = b"a \xff\xfe\nSELECT \xe2\x82\n";
        let source = Source::new(&File { path: "a.sql".into(), bytes, ..File::default() });
        assert_eq!(source.text.len(), 15);
        let place = source.place(Span::new(5, 11));
        assert_eq!((place.line, place.column, place.end_line, place.end_column), (2, 1, 2, 7));
    }

    #[test]
    fn places_in_utf16_are_those_of_javascript() {
        let text = "\u{feff}é😀\n😀x";
        let file = File { path: "a.sql".into(), bytes: text.as_bytes(), ..File::default() };
        let source = Source::counted_in(Units::Utf16, &file);
        let place = |start, end| {
            let place = source.place(Span::new(start, end));
            (place.start, place.end, (place.line, place.column), (place.end_line, place.end_column))
        };
        assert_eq!(place(5, 9), (2, 4, (1, 2), (1, 4)));
        assert_eq!(place(14, 15), (7, 8, (2, 3), (2, 4)));
    }
}
