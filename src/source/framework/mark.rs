//! Directives in comments that part a file into sections: one family of them for each framework that has them.

use std::ops::Range;

use memchr::memmem;

use super::{FRAMEWORKS, Framework};
use crate::source::{Direction, Section, Span, TransactionScope, scan};

/// How one family of runners marks its files.
pub struct Family {
    /// Stands in every directive of the family.
    pub(super) needle: &'static str,
    /// What a comment line says, without its dashes and white space.
    pub(super) read: fn(&str) -> Option<Directive<'_>>,
    /// What an opt-out leaves.
    pub(super) opted_out: TransactionScope,
    /// What stands before the first directive deploys.
    pub(super) begins_up: bool,
}

/// What a directive says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Directive<'a> {
    /// A section starts here.
    Start { direction: Direction, transaction: bool },
    /// A section that deploys starts here, which this ends statements of beside `;`.
    Delimited { transaction: TransactionScope, delimiter: Option<&'a str> },
    /// What starts here is not run on this database.
    Skip,
    /// The whole file runs without a transaction.
    NoTransaction,
    /// Known, and of no consequence here.
    Nothing,
}

/// The sections of a file that its directives mark. Where the framework is not known, the comments before the first statement
/// name it.
pub fn sections(text: &str, span: Span, framework: &'static Framework) -> Option<Vec<Section>> {
    let told = |known: &&'static Framework| known.marks.is_some_and(|family| names_runner(text, span, family));
    let framework = if framework.is_plain() { *FRAMEWORKS.iter().find(|known| told(known))? } else { framework };
    let family = framework.marks?;
    let mut sections: Vec<Section> = Vec::new();
    let mut skipped: Vec<usize> = Vec::new();
    let mut wrapped = true;
    for (at, directive) in directives(text, span, family) {
        let plain = Section { framework, ..Section::plain(span) };
        let section = match directive {
            Directive::Start { direction, transaction } => Section {
                direction,
                transaction: if transaction { TransactionScope::Wrapped } else { family.opted_out },
                ..plain
            },
            Directive::Delimited { transaction, delimiter } => {
                let delimiter = delimiter.and_then(|delimiter| first_delimiter(text, behind_line(text, at, span), delimiter));
                Section { transaction, delimiter, ..plain }
            }
            Directive::Skip => {
                skipped.push(sections.len());
                plain
            }
            Directive::NoTransaction => {
                wrapped = false;
                continue;
            }
            Directive::Nothing => continue,
        };
        start(&mut sections, section, at, family);
    }
    if !wrapped && sections.is_empty() {
        sections.push(Section { framework, ..Section::plain(span) });
    }
    if !wrapped {
        sections.iter_mut().for_each(|section| section.transaction = family.opted_out);
    }
    if sections.is_empty() {
        return None;
    }
    skipped.into_iter().rev().for_each(|at| _ = sections.remove(at));
    Some(sections)
}

/// The text behind the line that stands at a place.
pub(super) fn behind_line(text: &str, at: u32, span: Span) -> Span {
    let rest = Span::new(at, span.end).text(text);
    Span::new(at + rest.find('\n').unwrap_or(rest.len()) as u32, span.end)
}

/// Where a delimiter stands for the first time. A regular expression is taken for the text that it
/// most likely means.
pub(in crate::source) fn first_delimiter(text: &str, span: Span, delimiter: &str) -> Option<Span> {
    let plain = delimiter.replace("\\n", "\n").replace("\\r", "").replace("\\s*", "");
    let plain = plain.trim_matches(|letter: char| letter == '\n' || letter == '$' && plain.len() > 2).replace('\\', "");
    let is_usual = matches!(plain.as_str(), "" | ";" | "/") || plain.eq_ignore_ascii_case("go");
    let body = span.text(text);
    let at = span.start + body.find(plain.as_str()).filter(|_| !is_usual)? as u32;
    Some(Span::new(at, at + plain.len() as u32))
}

/// Whether the comments before the first statement hold a directive of the family.
pub(super) fn names_runner(text: &str, span: Span, family: &Family) -> bool {
    let head = Span::new(span.start, scan::skip_trivia(span.text(text).as_bytes(), 0) as u32 + span.start);
    directives(text, if family.begins_up { span } else { head }, family).next().is_some()
}

/// Ends the last section at `at` and begins a new one there; the first begins where the text does.
fn start(sections: &mut Vec<Section>, mut section: Section, at: u32, family: &Family) {
    if sections.is_empty() && family.begins_up {
        sections.push(Section { direction: Direction::Up, transaction: TransactionScope::Wrapped, ..section });
    }
    if let Some(last) = sections.last_mut() {
        last.span.end = at;
        section.span.start = at;
    }
    sections.push(section);
}

/// The family's directives with the start of their lines. Runners look at lines only, not at quotes.
fn directives<'a>(text: &'a str, span: Span, family: &'a Family) -> impl Iterator<Item = (u32, Directive<'a>)> + 'a {
    let part = span.text(text);
    memmem::find_iter(part.as_bytes(), family.needle).filter_map(move |found| {
        let line = comment_line(part.as_bytes(), found)?;
        let comment = part.get(line.clone())?.trim_start().strip_prefix("--")?;
        Some((span.start + line.start as u32, (family.read)(comment.trim())?))
    })
}

/// The line around `at`. One with more than 200 bytes before `at` is no directive, and is not searched further.
fn comment_line(text: &[u8], at: usize) -> Option<Range<usize>> {
    let from = at.saturating_sub(200);
    let start = memchr::memrchr2(b'\n', b'\r', &text[from..at]).map(|found| from + found + 1);
    let start = start.or((from == 0).then_some(0))?;
    let near = &text[at..text.len().min(at + 1000)];
    Some(start..at + memchr::memchr2(b'\n', b'\r', near).unwrap_or(near.len()))
}

/// The rest of a text after a word, in any case, that white space or the end follows.
pub(super) fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.get(word.len()..).filter(|_| text[..word.len()].eq_ignore_ascii_case(word))?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim_start())
}

/// Whether one of the words is this one, in any case.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    text.split_whitespace().any(|other| other.eq_ignore_ascii_case(word))
}
