//! Lines that are for the client and not for the server: `DELIMITER`, `GO`, `/`, psql's commands, the data of a COPY.

use memchr::{memchr2, memmem};

use crate::source::scan;

/// A line for the client that stands between statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Client<'a> {
    /// `DELIMITER $$`.
    Delimiter {
        /// What ends statements from here on.
        delimiter: &'a [u8],
        /// The line's end.
        end: usize,
    },
    /// Ends a batch that has ended already.
    Skip {
        /// The line's end.
        end: usize,
    },
}

/// The client's line whose first word is at `at`.
pub fn client(text: &[u8], at: usize) -> Option<Client<'_>> {
    if !matches!(text.get(at)?, b'd' | b'D' | b'g' | b'G' | b'/' | b'\\') || !begins(text, at) {
        return None;
    }
    let end = end(text, at);
    if is_lone(text, at, b"go") || is_lone(text, at, b"/") || is_lone(text, at, b"\\.") {
        return Some(Client::Skip { end });
    }
    let mut words = text[at..end].split(|&byte| is_blank(byte)).filter(|word| !word.is_empty());
    let is_delimiter = words.next()?.eq_ignore_ascii_case(b"delimiter");
    words.next().filter(|_| is_delimiter).map(|delimiter| Client::Delimiter { delimiter, end })
}

/// The line whose first word is at `at` ends the statement before it: `GO`, or a `/` that a new statement follows.
pub fn ends_batch(text: &[u8], at: usize) -> bool {
    match text.get(at) {
        Some(b'g' | b'G') => is_lone(text, at, b"go"),
        Some(b'/') => is_lone(text, at, b"/") && starts_statement(text, scan::skip_trivia(text, at + 1)),
        _ => false,
    }
}

/// Only blanks stand before `at` on its line.
pub fn begins(text: &[u8], at: usize) -> bool {
    let before = text[..at].iter().rev().find(|&&byte| !is_blank(byte));
    before.is_none_or(|&byte| is_line_end(byte)) || text[..at].trim_ascii_end().ends_with(b"\xEF\xBB\xBF")
}

/// The offset of the first byte from `at` on that is neither space nor tab.
pub fn skip_blanks(text: &[u8], at: usize) -> usize {
    at + text[at..].iter().take_while(|&&byte| is_blank(byte)).count()
}

/// The line's end, if nothing but comments stands from `at` up to it; otherwise `at`.
pub fn rest_of_line(text: &[u8], at: usize) -> usize {
    let mut here = at;
    loop {
        here = skip_blanks(text, here);
        match &text[here..] {
            [] | [b'\n' | b'\r', ..] => return here,
            [b'-', b'-', ..] => return end(text, here),
            [b'/', b'*', ..] => {
                let reach = scan::block_comment(text, here);
                if !reach.closed || reach.end > end(text, here) {
                    return at;
                }
                here = reach.end;
            }
            _ => return at,
        }
    }
}

/// Whether the text at `at` is its end or the first word of a statement.
pub fn starts_statement(text: &[u8], at: usize) -> bool {
    const WORDS: [&str; 35] = [
        "ALTER",
        "ANALYZE",
        "BEGIN",
        "CALL",
        "CLUSTER",
        "COMMENT",
        "COMMIT",
        "COPY",
        "CREATE",
        "DELETE",
        "DELIMITER",
        "DO",
        "DROP",
        "END",
        "EXECUTE",
        "GRANT",
        "IMPORT",
        "INSERT",
        "LOCK",
        "MERGE",
        "NOTIFY",
        "PREPARE",
        "REFRESH",
        "REINDEX",
        "RESET",
        "REVOKE",
        "ROLLBACK",
        "SAVEPOINT",
        "SELECT",
        "SET",
        "START",
        "TRUNCATE",
        "UPDATE",
        "VACUUM",
        "WITH",
    ];
    let rest = text.get(at..).unwrap_or_default();
    let word = &rest[..rest.iter().take(10).take_while(|&&byte| scan::is_word_byte(byte)).count()];
    rest.is_empty() || WORDS.iter().any(|keyword| word.eq_ignore_ascii_case(keyword.as_bytes()))
}

/// A psql command that sends the statement before it.
pub fn sends(text: &[u8]) -> bool {
    const COMMANDS: [&str; 7] = ["g", "gx", "gexec", "gset", "gdesc", "crosstabview", "watch"];
    let name = text.get(1..).unwrap_or_default();
    let name = &name[..name.iter().take_while(|byte| byte.is_ascii_alphabetic()).count()];
    COMMANDS.iter().any(|command| name == command.as_bytes())
}

/// psql's `\copy … from stdin`: data follows.
pub fn copies_in(command: &[u8]) -> bool {
    let mut words = command.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let is_copy = words.next().is_some_and(|word| word == b"\\copy");
    let mut rest = words.skip_while(|word| !word.eq_ignore_ascii_case(b"from")).skip(1);
    is_copy && rest.next().is_some_and(|word| word.eq_ignore_ascii_case(b"stdin"))
}

/// Behind the next line that is `\.`.
pub fn data_end(text: &[u8], at: usize) -> Option<usize> {
    let is_line = |&found: &usize| {
        let before = at + found;
        let starts = before > 0 && is_line_end(text[before - 1]);
        starts && text.get(before + 2).is_none_or(|&byte| is_line_end(byte))
    };
    memmem::find_iter(&text[at..], b"\\.").find(is_line).map(|found| at + found + 2)
}

fn is_lone(text: &[u8], at: usize, word: &[u8]) -> bool {
    let Some(found) = text.get(at..at + word.len()) else { return false };
    let rest = skip_blanks(text, at + word.len());
    found.eq_ignore_ascii_case(word) && text.get(rest).is_none_or(|&byte| is_line_end(byte))
}

fn end(text: &[u8], at: usize) -> usize {
    memchr2(b'\n', b'\r', &text[at..]).map_or(text.len(), |found| at + found)
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}
