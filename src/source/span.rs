//! Places in the original input: byte spans, and lines and columns made from them.

use serde::Serialize;

/// A half-open range of bytes in the original input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` up to `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// From this span's start to the other's end.
    pub fn to(self, other: Span) -> Self {
        Self { start: self.start, end: other.end.max(self.start) }
    }

    /// The empty place just before this span.
    pub fn before(self) -> Self {
        Self { start: self.start, end: self.start }
    }

    /// The empty place just after this span.
    pub fn after(self) -> Self {
        Self { start: self.end, end: self.end }
    }

    /// The text that this span covers; empty where the span does not fit the text.
    pub fn text(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// Whether the other span lies within this one.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A line and a column, both 1-based; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// 1-based line.
    pub line: u32,
    /// 1-based column in characters.
    pub column: u32,
}

/// Where each line of one text starts. `\n`, `\r\n` and a lone `\r` end a line.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Reads the text once.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
        let lone = |&at: &usize| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
        let starts = std::iter::once(0).chain(ends.filter(lone).map(|at| at as u32 + 1)).collect();
        Self { starts }
    }

    /// The byte offset of a line's first character.
    pub fn start(&self, line: u32) -> u32 {
        self.starts.get(line as usize - 1).copied().unwrap_or_default()
    }

    /// The line and column of a byte offset in the same text.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = self.starts[line - 1] as usize;
        let before = text.as_bytes().get(start..offset as usize).unwrap_or_default();
        let column = before.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        Position { line: line as u32, column: column as u32 + 1 }
    }

    /// The same, counted from a known place before it where that is on the same line: a line may be the whole text.
    pub fn position_after(&self, text: &str, known: (u32, Position), offset: u32) -> Position {
        let (from, position) = known;
        let line_ends = self.starts.get(position.line as usize).copied().unwrap_or(u32::MAX);
        if offset < from || offset >= line_ends {
            return self.position(text, offset);
        }
        let between = text.as_bytes().get(from as usize..offset as usize).unwrap_or_default();
        let columns = between.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32;
        Position { line: position.line, column: position.column + columns }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_ending_counts_once() {
        let text = "a\nb\r\nc\rdé!";
        let index = LineIndex::new(text);
        let at = |offset| index.position(text, offset);
        assert_eq!(at(0), Position { line: 1, column: 1 });
        assert_eq!(at(2), Position { line: 2, column: 1 });
        assert_eq!(at(5), Position { line: 3, column: 1 });
        assert_eq!(at(7), Position { line: 4, column: 1 });
        assert_eq!(at(10), Position { line: 4, column: 3 });
    }
}
