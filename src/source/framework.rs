//! Directives by which a file tells what runs it: one file for each family.

mod dbmate;
mod goose;
mod liquibase;
mod node_pg_migrate;
mod opt_out;
mod sql_migrate;

use std::ops::Range;

use memchr::memmem;
pub(super) use opt_out::opt_out;

use super::{Direction, Section, Span, TransactionScope, scan};

/// How one family of runners marks its files.
struct Family {
    /// Stands in every directive of the family.
    needle: &'static str,
    /// What a comment line says, without its dashes and white space.
    read: fn(&str) -> Option<Directive>,
    /// What an opt-out leaves.
    opted_out: TransactionScope,
}

/// What a directive says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Directive {
    /// A section starts here.
    Start { direction: Direction, transaction: bool },
    /// The whole file runs without a transaction.
    NoTransaction,
    /// Known, and of no consequence here.
    Nothing,
}

const FAMILIES: [Family; 5] = [goose::FAMILY, sql_migrate::FAMILY, dbmate::FAMILY, node_pg_migrate::FAMILY, liquibase::FAMILY];

/// The sections of a file that names its runner in the comments before its first statement.
pub(super) fn sections(text: &str, span: Span) -> Option<Vec<Section>> {
    let head = Span::new(span.start, scan::skip_trivia(span.text(text).as_bytes(), 0) as u32 + span.start);
    let family = FAMILIES.iter().find(|family| directives(text, head, family).next().is_some())?;
    let mut sections: Vec<Section> = Vec::new();
    let mut wrapped = true;
    for (at, directive) in directives(text, span, family) {
        match directive {
            Directive::Start { direction, transaction } => start(&mut sections, family, span, at, direction, transaction),
            Directive::NoTransaction => wrapped = false,
            Directive::Nothing => {}
        }
    }
    if !wrapped {
        sections.iter_mut().for_each(|section| section.transaction = family.opted_out);
    }
    (!sections.is_empty()).then_some(sections)
}

/// Ends the last section at `at` and begins a new one there; the first begins where the text does.
fn start(sections: &mut Vec<Section>, family: &Family, span: Span, at: u32, direction: Direction, transaction: bool) {
    let start = if sections.is_empty() { span.start } else { at };
    if let Some(last) = sections.last_mut() {
        last.span.end = at;
    }
    let transaction = if transaction { TransactionScope::Wrapped } else { family.opted_out };
    sections.push(Section { span: Span::new(start, span.end), direction, transaction });
}

/// The family's directives with the start of their lines. Runners look at lines only, not at quotes.
fn directives<'a>(text: &'a str, span: Span, family: &'a Family) -> impl Iterator<Item = (u32, Directive)> + 'a {
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
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.get(word.len()..).filter(|_| text[..word.len()].eq_ignore_ascii_case(word))?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim_start())
}

/// Whether one of the words is this one, in any case.
fn has_word(text: &str, word: &str) -> bool {
    text.split_whitespace().any(|other| other.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Document;
    use Direction::{Down, Up};
    use TransactionScope::{None, OneCall, Unknown, Wrapped};

    type Part<'a> = (Direction, TransactionScope, &'a str);

    fn parts(text: &str) -> Vec<Part<'_>> {
        let sections = Document::decode("a.sql".into(), text.as_bytes()).sections();
        sections.iter().map(|section| (section.direction, section.transaction, section.span.text(text))).collect()
    }

    #[test]
    fn each_family_marks_its_sections() {
        let cases: &[(&str, &[Part])] = &[
            ("a;", &[(Up, Unknown, "a;")]),
            (
                "-- +goose Up\na;\n-- +goose Down\nb;",
                &[(Up, Wrapped, "-- +goose Up\na;\n"), (Down, Wrapped, "-- +goose Down\nb;")],
            ),
            ("-- +goose NO TRANSACTION\n-- +goose Up\na;", &[(Up, None, "-- +goose NO TRANSACTION\n-- +goose Up\na;")]),
            ("-- x\n--+goose up\na;", &[(Up, Wrapped, "-- x\n--+goose up\na;")]),
            (
                "-- +migrate Up notransaction\na;\n-- +migrate Down\nb;",
                &[(Up, None, "-- +migrate Up notransaction\na;\n"), (Down, Wrapped, "-- +migrate Down\nb;")],
            ),
            (
                "-- migrate:up transaction:false\r\na;\r\n-- migrate:down\r\n",
                &[(Up, OneCall, "-- migrate:up transaction:false\r\na;\r\n"), (Down, Wrapped, "-- migrate:down\r\n")],
            ),
            (
                "-- Up Migration\na;\n-- Down Migration\nb;",
                &[(Up, Wrapped, "-- Up Migration\na;\n"), (Down, Wrapped, "-- Down Migration\nb;")],
            ),
            (
                "--liquibase formatted sql\n\n--changeset a:1\na;\n--rollback b;\n--changeset a:2 runInTransaction:false\nc;",
                &[
                    (Up, Wrapped, "--liquibase formatted sql\n\n--changeset a:1\na;\n--rollback b;\n"),
                    (Up, None, "--changeset a:2 runInTransaction:false\nc;"),
                ],
            ),
            ("-- no-transaction\na;", &[(Up, OneCall, "-- no-transaction\na;")]),
            ("-- x\n-- no-transaction\na;", &[(Up, Unknown, "-- x\n-- no-transaction\na;")]),
            ("-- x\n-- atlas:txmode none\n\na;", &[(Up, None, "-- x\n-- atlas:txmode none\n\na;")]),
            ("a;\n-- +goose Up\nb;", &[(Up, Unknown, "a;\n-- +goose Up\nb;")]),
            ("-- about +goose Up\na;", &[(Up, Unknown, "-- about +goose Up\na;")]),
        ];
        for (text, expected) in cases {
            assert_eq!(parts(text), *expected, "{text}");
        }
    }
}
