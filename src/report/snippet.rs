//! The lines of a file around a span, cut out so that showing a finding costs the same in a small and in a large file.

use std::ops::Range;

use crate::source::Span;

/// No more than this much of a text is shown on either side of a place on the same line, in bytes.
const MARGIN: usize = 160;
/// A place longer than this is shown by its first line.
const LINES_SHOWN: usize = 6;
/// A further place at most this many bytes away is shown with the first one.
const NEAR: usize = 400;
/// The byte order mark, which is not shown.
const MARK: char = '\u{feff}';

/// A few whole lines of a text, or a part of one very long line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    range: Range<usize>,
}

impl Window {
    /// The lines that a span stands on.
    pub fn around(text: &str, span: Span) -> Self {
        let shown = shown(text, span);
        let start = line_start(text, shown.start).max(boundary(text, shown.start.saturating_sub(MARGIN)));
        let start = if start == 0 && text.starts_with(MARK) { MARK.len_utf8() } else { start };
        let end = line_end(text, shown.end).min(boundary(text, shown.end + MARGIN));
        Self { range: start..end }
    }

    /// Takes in the other window if it is near.
    pub fn join(&mut self, other: &Window) -> bool {
        let near = other.range.start <= self.range.end + NEAR && self.range.start <= other.range.end + NEAR;
        if near {
            self.range = self.range.start.min(other.range.start)..self.range.end.max(other.range.end);
        }
        near
    }

    /// The text that is shown.
    pub fn text<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.range.clone()).unwrap_or_default()
    }

    /// Where the window starts.
    pub fn start(&self) -> u32 {
        self.range.start as u32
    }

    /// Whether a span starts in the window.
    pub fn contains(&self, span: Span) -> bool {
        (self.range.start..=self.range.end).contains(&(span.start as usize))
    }

    /// Where a span stands in the window.
    pub fn inside(&self, text: &str, span: Span) -> Range<usize> {
        let shown = shown(text, span);
        let offset = |at: usize| at.clamp(self.range.start, self.range.end) - self.range.start;
        offset(shown.start)..offset(shown.end)
    }
}

/// The part of a span that is shown: all of it, or its first line, cut where that is very long.
fn shown(text: &str, span: Span) -> Range<usize> {
    let start = boundary(text, span.start as usize);
    let end = boundary(text, span.end as usize).max(start);
    let bytes = text.as_bytes().get(start..end).unwrap_or_default();
    let first_line = memchr::memchr2(b'\n', b'\r', bytes);
    let too_long = bytes.len() > 2 * NEAR || memchr::memchr_iter(b'\n', bytes).count() >= LINES_SHOWN;
    match first_line {
        Some(length) if too_long => start..boundary(text, start + length.min(2 * NEAR)),
        None if too_long => start..boundary(text, start + 2 * NEAR),
        _ => start..end,
    }
}

fn line_start(text: &str, offset: usize) -> usize {
    let before = text.as_bytes().get(offset.saturating_sub(MARGIN)..offset).unwrap_or_default();
    let from = offset - before.len();
    memchr::memrchr2(b'\n', b'\r', before).map_or(from, |at| from + at + 1)
}

fn line_end(text: &str, offset: usize) -> usize {
    let to = text.len().min(offset + MARGIN);
    let after = text.as_bytes().get(offset..to).unwrap_or_default();
    memchr::memchr2(b'\n', b'\r', after).map_or(to, |at| offset + at)
}

/// The nearest place at or before an offset where a character starts.
fn boundary(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(text: &str, span: Span) -> (&str, Range<usize>) {
        let window = Window::around(text, span);
        (window.text(text), window.inside(text, span))
    }

    #[test]
    fn whole_lines_around_a_span() {
        let text = "a;\nDROP TABLE x;\r\nb;";
        assert_eq!(window(text, Span::new(3, 15)), ("DROP TABLE x;", 0..12));
        assert_eq!(window(text, Span::new(8, 15)), ("DROP TABLE x;", 5..12));
        assert_eq!(window(text, Span::new(18, 99)), ("b;", 0..2));
    }

    #[test]
    fn a_byte_order_mark_is_not_shown() {
        assert_eq!(window("\u{feff}DROP TABLE x;", Span::new(3, 7)), ("DROP TABLE x;", 0..4));
    }

    #[test]
    fn a_part_of_a_very_long_line() {
        let text = "é".repeat(100_000);
        let (shown, _) = window(&text, Span::new(99_999, 100_003));
        assert!(shown.len() < 400);
        let (shown, _) = window(&text, Span::new(0, 200_000));
        assert!(shown.len() < 1200);
    }
}
