//! Runbooks: the fences of a Markdown document that hold SQL, in order, each at its place.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Part, Runner, Section, Span, TransactionScope, split::starts_statement};

/// The first word of a heading, or words in it, of a chapter that is not run after the ones before it.
const ASIDE: [&str; 16] = [
    "rollback",
    "roll back",
    "rolling back",
    "revert",
    "undo",
    "back out",
    "alternative",
    "alternatively",
    "instead of",
    "recovery",
    "disaster",
    "troubleshooting",
    "fallback",
    "plan b",
    "anti-pattern",
    "example",
];

/// Whether a document of this name is Markdown.
pub fn is_markdown(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| ["md", "markdown", "mdx"].iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// The fences with SQL: those that say so, and those that say nothing and begin like a statement.
pub(super) fn sections(text: &str, span: Span, runner: Runner) -> Vec<Section> {
    let mut reader =
        Reader { text, runner, sections: Vec::new(), heading: None, aside: None, quotes: 0, fence: None, chapters: 0 };
    for (event, range) in Parser::new_ext(span.text(text), Options::empty()).into_offset_iter() {
        let place = Span::new(span.start + range.start as u32, span.start + range.end as u32);
        reader.read(&event, place);
    }
    reader.sections
}

struct Reader<'a> {
    text: &'a str,
    runner: Runner,
    sections: Vec<Section>,
    /// The heading that is being read.
    heading: Option<(HeadingLevel, String)>,
    /// The level of the heading that led aside.
    aside: Option<HeadingLevel>,
    /// Open block quotes: their marks stand in the middle of the SQL.
    quotes: u32,
    /// The fence that is being read: whether it says that it is SQL, and what is in it so far.
    fence: Option<(bool, Option<Span>)>,
    /// Chapters that led aside so far.
    chapters: u32,
}

impl Reader<'_> {
    fn read(&mut self, event: &Event, place: Span) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => self.heading = Some((*level, String::new())),
            Event::End(TagEnd::Heading(_)) => self.enter_chapter(),
            Event::Start(Tag::BlockQuote(_)) => self.quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => self.quotes = self.quotes.saturating_sub(1),
            Event::Start(Tag::CodeBlock(kind)) => self.fence = language(kind).filter(|_| self.quotes == 0).map(|sql| (sql, None)),
            Event::End(TagEnd::CodeBlock) => self.end_fence(),
            Event::Text(words) | Event::Code(words) => {
                if let Some((_, heading)) = &mut self.heading {
                    heading.push_str(words);
                }
                if let Some((_, inside)) = &mut self.fence {
                    *inside = Some(inside.map_or(place, |inside| inside.to(place)));
                }
            }
            _ => {}
        }
    }

    /// A heading leads aside, or back to the main line where it is no part of the chapter that led aside.
    fn enter_chapter(&mut self) {
        let Some((level, words)) = self.heading.take() else { return };
        if self.aside.is_some_and(|aside| level > aside) {
            return;
        }
        let words = words.to_lowercase();
        let leads = ASIDE.iter().any(|word| words.contains(word));
        self.aside = leads.then_some(level);
        self.chapters += u32::from(leads);
    }

    fn end_fence(&mut self) {
        let Some((says, Some(span))) = self.fence.take() else { return };
        let inside = span.text(self.text);
        let begins = starts_statement(inside);
        if inside.trim().is_empty() || !(says || begins && inside.contains(';')) {
            return;
        }
        let part = match self.aside {
            Some(_) => Part::Aside(self.chapters),
            None => Part::Fence,
        };
        let transaction = self.runner.transaction.unwrap_or(TransactionScope::Unknown);
        self.sections.push(Section { part, transaction, ..Section::plain(span) });
    }
}

/// Whether a fence says that it is SQL; `None` where it says that it is something else.
fn language(kind: &CodeBlockKind) -> Option<bool> {
    let CodeBlockKind::Fenced(info) = kind else { return Some(false) };
    let word: String = info.trim_start_matches(['{', '.']).chars().take_while(char::is_ascii_alphanumeric).collect();
    match word.to_ascii_lowercase().as_str() {
        "sql" | "postgresql" | "postgres" | "pgsql" | "psql" | "plpgsql" => Some(true),
        _ => info.trim().is_empty().then_some(false),
    }
}
