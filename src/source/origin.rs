//! Where a document says what its code makes: SQL behind the document's own text, and the places that it comes from.

use super::Span;

/// SQL that a script puts together, behind the document's own text.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    /// Where the document's own text ends.
    own: u32,
    /// Where the part of it ends that was read.
    read: u32,
    pieces: Vec<Piece>,
    literals: Vec<Literal>,
    comments: Vec<Span>,
}

/// A piece of what is made.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// Where it stands behind the document's text.
    made: Span,
    /// Where it comes from.
    place: Span,
    /// It stands there letter by letter.
    written: bool,
}

/// The inside of a literal that holds SQL.
#[derive(Debug, Clone, Copy)]
pub(super) struct Literal {
    /// The place, without the quotes.
    pub span: Span,
    /// What is around it.
    pub quote: Quote,
}

/// How a literal is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quote {
    /// `'…'`.
    Single,
    /// `"…"`.
    Double,
    /// `` `…` ``.
    Template,
    /// `` String.raw`…` ``, in which a backslash is one.
    Raw,
}

impl Origins {
    /// Of a document whose own text is so long and has these comments.
    pub(super) fn new(own: u32, comments: Vec<Span>) -> Self {
        Self { own, read: own, comments, ..Self::default() }
    }

    /// Of one of which only a part was read.
    pub(super) fn until(self, read: u32) -> Self {
        Self { read, ..self }
    }

    /// A place within what was read.
    pub(super) fn within(&self, place: Span) -> Span {
        Span::new(place.start.min(self.read), place.end.min(self.read))
    }

    /// Where the document's own text ends.
    pub(super) fn own(&self) -> u32 {
        self.own
    }

    /// Takes down what was made of a place.
    pub(super) fn add(&mut self, made: Span, place: Span, written: bool) {
        let place = if written { place } else { self.within(place) };
        self.pieces.push(Piece { made, place, written });
    }

    /// Takes down a literal that is sent.
    pub(super) fn add_literal(&mut self, literal: Literal) {
        self.literals.push(literal);
    }

    /// The script's comments within a part of the document.
    pub fn comments(&self, part: Span) -> impl Iterator<Item = Span> + '_ {
        self.comments.iter().copied().filter(move |comment| part.contains(*comment))
    }

    /// The place in the document that a span of its text, or of what stands behind it, comes from.
    pub fn place(&self, span: Span) -> Span {
        if span.end <= self.own {
            return span;
        }
        let (first, last) = (self.piece(span.start), self.piece(span.end.saturating_sub(1).max(span.start)));
        let start = first.map_or(0, |piece| piece.start(span.start));
        let end = last.map_or(start, |piece| piece.end(span.end));
        Span::new(start, end.max(start))
    }

    /// The same where it stands in the document letter by letter.
    fn written(&self, span: Span) -> Option<Span> {
        if span.end <= self.own {
            return Some(span);
        }
        let holds = |piece: &&Piece| piece.written && piece.made.contains(span);
        let piece = self.pieces.iter().find(holds)?;
        Some(Span::new(piece.start(span.start), piece.start(span.end)))
    }

    fn piece(&self, offset: u32) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.made.start <= offset);
        self.pieces.get(after.checked_sub(1)?)
    }

    /// An edit as it is made in the document, so that its literal stays one; `None` where nothing can be edited.
    pub fn edit(&self, text: &str, span: Span, replacement: &str) -> Option<(Span, String)> {
        let span = self.written(span)?;
        let literal = self.literals.iter().find(|literal| literal.span.contains(span))?;
        Some((span, literal.quote.escaped(replacement, literal.span.text(text))?))
    }
}

impl Piece {
    fn start(&self, offset: u32) -> u32 {
        if self.written { self.place.start + (offset - self.made.start) } else { self.place.start }
    }

    fn end(&self, offset: u32) -> u32 {
        if self.written { self.place.start + (offset.min(self.made.end) - self.made.start) } else { self.place.end }
    }
}

impl Quote {
    /// SQL as it is written in such a literal, which has this inside now.
    fn escaped(self, sql: &str, inside: &str) -> Option<String> {
        let escaped = match self {
            Quote::Single => sql.replace('\\', "\\\\").replace('\'', "\\'").replace("\r\n", "\n").replace('\n', "\\n"),
            Quote::Double => sql.replace('\\', "\\\\").replace('"', "\\\"").replace("\r\n", "\n").replace('\n', "\\n"),
            Quote::Template => sql.replace('\\', "\\\\").replace('`', "\\`"),
            Quote::Raw if sql.contains('`') => return None,
            Quote::Raw => sql.to_owned(),
        };
        // What the literal puts in already may stay; anything else would be run as code.
        let puts_in = |part: &str| part.split_once('}').is_some_and(|(name, _)| inside.contains(&format!("${{{name}}}")));
        let is_template = matches!(self, Quote::Template | Quote::Raw);
        (!is_template || escaped.split("${").skip(1).all(puts_in)).then_some(escaped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_keeps_its_place() {
        // `one` at 5..8 as it is written, then something made of 10..14, behind a text of 20 bytes.
        let mut origins = Origins::new(20, Vec::new());
        origins.add(Span::new(21, 24), Span::new(5, 8), true);
        origins.add(Span::new(24, 26), Span::new(10, 14), false);
        for ((start, end), expected) in [
            ((3, 4), (3, 4)),
            ((21, 24), (5, 8)),
            ((22, 23), (6, 7)),
            ((22, 25), (6, 14)),
            ((25, 26), (10, 14)),
            ((24, 24), (10, 14)),
        ] {
            assert_eq!(origins.place(Span::new(start, end)), Span::new(expected.0, expected.1), "{start}..{end}");
        }
    }

    #[test]
    fn an_edit_leaves_its_literal_one() {
        let cases = [
            (Quote::Single, "a 'b'\n\\", Some("a \\'b\\'\\n\\\\")),
            (Quote::Double, "a \"b\" 'c'", Some("a \\\"b\\\" 'c'")),
            (Quote::Template, "`a` '${x}'\n", Some("\\`a\\` '${x}'\n")),
            (Quote::Template, "${y}", None),
            (Quote::Raw, "a`", None),
            (Quote::Raw, "a\\b", Some("a\\b")),
        ];
        for (quote, sql, expected) in cases {
            assert_eq!(quote.escaped(sql, "x ${x}").as_deref(), expected, "{sql}");
        }
    }
}
