//! Text that a script puts together, with the places that its parts come from.

use crate::source::{
    Span,
    origin::{Literal, Origins, Quote},
};

/// A text whose parts are known, or not known yet.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Text {
    pieces: Vec<Piece>,
    /// How long it is, in bytes and pieces.
    size: usize,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    /// It stands in a literal letter by letter.
    Written(Literal),
    /// It is made of what stands at a place.
    Made(String, Span),
    /// It is known only when the script runs; what stands for it is a placeholder.
    Hole(String, Span),
}

impl PartialEq for Literal {
    fn eq(&self, other: &Self) -> bool {
        self.span == other.span
    }
}

/// Longest text that is put together.
const LONGEST: usize = 4 << 20;
/// So much of an expression names what is not known.
const LONGEST_NAME: usize = 40;

impl Text {
    /// The inside of a literal, or a part of it.
    pub(super) fn written(span: Span, quote: Quote) -> Self {
        Self { pieces: vec![Piece::Written(Literal { span, quote })], size: 1 + (span.end - span.start) as usize }
    }

    /// What is made of a place.
    pub(super) fn made(text: impl Into<String>, place: Span) -> Self {
        let text = text.into();
        let size = 1 + text.len();
        Self { pieces: vec![Piece::Made(text, place)], size }
    }

    /// What is not known of a place; what stands there names it.
    pub(super) fn hole(code: &str, place: Span) -> Self {
        let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.');
        let name: String = code.trim_start_matches("${").chars().take_while(|letter| plain(*letter)).take(LONGEST_NAME).collect();
        let name = if name.is_empty() { "value".to_owned() } else { name };
        Self { pieces: vec![Piece::Hole(format!("${{{name}}}"), place)], size: LONGEST_NAME }
    }

    /// Puts another text behind this one; what grows without end is let go.
    pub(super) fn push(&mut self, other: Text) {
        if self.size + other.size > LONGEST {
            *self = Self::hole("", other.first_place());
            return;
        }
        self.size += other.size;
        self.pieces.extend(other.pieces);
    }

    fn first_place(&self) -> Span {
        match self.pieces.first() {
            Some(Piece::Written(literal)) => literal.span,
            Some(Piece::Made(_, place) | Piece::Hole(_, place)) => *place,
            None => Span::default(),
        }
    }

    /// The same, but made of one place.
    pub(super) fn at(self, source: &str, place: Span) -> Self {
        match self.known(source) {
            Some(text) => Self::made(text, place),
            None => self,
        }
    }

    /// All of it, where all is known.
    pub(super) fn known(&self, source: &str) -> Option<String> {
        let is_hole = |piece: &Piece| matches!(piece, Piece::Hole(..));
        (!self.pieces.iter().any(is_hole)).then(|| self.shown(source))
    }

    /// All of it, with a placeholder for what is not known.
    pub(super) fn shown(&self, source: &str) -> String {
        self.pieces.iter().map(|piece| piece.text(source)).collect()
    }

    /// The same text with parts replaced: each is found by `next` in what is written, with its length and what takes its place.
    pub(super) fn replaced(&self, source: &str, mut next: impl FnMut(&str) -> Option<(usize, usize, Text)>) -> Self {
        let mut replaced = Self { size: self.size, ..Self::default() };
        for piece in &self.pieces {
            let (mut rest, mut at) = (piece.text(source), 0);
            while let Some((start, length, by)) = next(rest).filter(|_| !matches!(piece, Piece::Hole(..))) {
                replaced.pieces.push(piece.part(rest, at, 0, start));
                replaced.push(by);
                at += start + length;
                rest = &rest[start + length..];
            }
            replaced.pieces.push(piece.part(rest, at, 0, rest.len()));
        }
        replaced
    }

    /// Its place, where it stands in the source as a whole.
    fn place(&self, source: &str) -> Option<Literal> {
        let mut pieces = self.pieces.iter().filter(|piece| !piece.text(source).is_empty());
        let Piece::Written(mut whole) = *pieces.next()? else { return None };
        for piece in pieces {
            let span = match piece {
                Piece::Written(literal) => literal.span,
                Piece::Hole(text, span) if span.text(source) == text => *span,
                Piece::Made(..) | Piece::Hole(..) => return None,
            };
            if span.start != whole.span.end {
                return None;
            }
            whole.span.end = span.end;
        }
        Some(whole)
    }

    /// Where it stands, if it stands there as a whole; otherwise it is written behind the source, and its origins are noted.
    pub(super) fn write(&self, source: &str, behind: &mut String, origins: &mut Origins) -> Span {
        if let Some(literal) = self.place(source) {
            origins.add_literal(literal);
            return literal.span;
        }
        behind.push('\n');
        let start = (source.len() + behind.len()) as u32;
        for piece in &self.pieces {
            let from = (source.len() + behind.len()) as u32;
            behind.push_str(piece.text(source));
            let made = Span::new(from, (source.len() + behind.len()) as u32);
            match piece {
                Piece::Written(literal) => {
                    origins.add_literal(*literal);
                    origins.add(made, literal.span, true);
                }
                Piece::Made(_, place) | Piece::Hole(_, place) => origins.add(made, *place, false),
            }
        }
        Span::new(start, (source.len() + behind.len()) as u32)
    }
}

impl Piece {
    fn text<'t>(&'t self, source: &'t str) -> &'t str {
        match self {
            Piece::Written(literal) => literal.span.text(source),
            Piece::Made(text, _) | Piece::Hole(text, _) => text,
        }
    }

    /// A part of the rest of a piece, which begins at `at` in it.
    fn part(&self, rest: &str, at: usize, start: usize, end: usize) -> Piece {
        match self {
            Piece::Written(Literal { span, quote }) => {
                let from = span.start + at as u32;
                Piece::Written(Literal { span: Span::new(from + start as u32, from + end as u32), quote: *quote })
            }
            Piece::Made(_, place) => Piece::Made(rest[start..end].to_owned(), *place),
            Piece::Hole(..) => self.clone(),
        }
    }
}
