//! Where a runner's own splitter, which looks at the ends of lines only, cuts a statement in two.

use memchr::memmem;

use super::Framework;
use crate::source::{Section, Span};

/// Comment lines between which a runner leaves a statement whole.
#[derive(Debug, Clone, Copy)]
pub struct Marks {
    /// The line before it.
    pub begin: &'static str,
    /// The line behind it.
    pub end: &'static str,
}

impl Framework {
    /// The first `;` at a line's end inside a statement at which the runner cuts it, and the marks that would keep it whole.
    pub fn cut(&self, text: &str, section: &Section, statement: Span) -> Option<(u32, Marks)> {
        let marks = self.statement_marks?;
        let words = statement.text(text);
        let mut lines = memmem::find_iter(words.as_bytes(), b"\n").scan(0, |start, end| {
            let line = (*start, &words[*start..end]);
            *start = end + 1;
            Some(line)
        });
        let (start, line) = lines.find(|(_, line)| ends_statement(line))?;
        let before = Span::new(section.span.start, statement.start).text(text);
        let at = statement.start + (start + last_semicolon(line)) as u32;
        (!is_open(before, marks)).then_some((at, marks))
    }
}

/// The last word of a line that is no comment ends with a `;`.
fn ends_statement(line: &str) -> bool {
    let words = line.split_whitespace().take_while(|word| !word.starts_with("--"));
    words.last().is_some_and(|word| word.ends_with(';'))
}

fn last_semicolon(line: &str) -> usize {
    let code = line.match_indices("--").map(|(at, _)| at).find(|&at| at == 0 || line[..at].ends_with([' ', '\t']));
    line[..code.unwrap_or(line.len())].rfind(';').unwrap_or(0)
}

/// The last of the marks is one that begins.
fn is_open(before: &str, marks: Marks) -> bool {
    let lower = before.to_ascii_lowercase();
    let last = |mark: &str| memmem::rfind(lower.as_bytes(), mark.trim_start_matches(['-', ' ']).to_ascii_lowercase().as_bytes());
    last(marks.begin) > last(marks.end)
}
