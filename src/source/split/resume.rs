//! Where to go on after a statement whose end is not to be found.

use memchr::memmem;

use super::{
    Splitter, line,
    walk::{Ending, Walk},
};
use crate::source::scan;

impl<'a> Splitter<'a> {
    /// A guess at the end of a statement in which a quote or comment is never closed; `first` is where the first of that
    /// kind opens. It is the first delimiter at a line's end that a new statement follows.
    pub(super) fn resume(&mut self, walk: Walk<'a>, first: usize) -> Ending {
        if !self.may_read_again(walk.start()) {
            return walk.at_end();
        }
        // The body of a function is full of statements, but few of them begin their lines.
        let is_body = self.text.get(first) == Some(&b'$');
        let line_ends = || {
            let found = memmem::find_iter(&self.text[first..], self.delimiter).map(|found| first + found);
            found.filter(|&at| self.ends_line(at + self.delimiter.len()))
        };
        let end = line_ends().find(|&at| self.statement_follows(at + self.delimiter.len(), is_body));
        match end.or_else(|| line_ends().next()) {
            Some(at) => walk.ended_at(at),
            None => walk.at_end(),
        }
    }

    /// The end of a statement whose parentheses or `BEGIN ATOMIC` stay open: its first delimiter.
    pub(super) fn flat(&mut self, walk: Walk<'a>) -> Ending {
        if self.may_read_again(walk.start()) { walk.flat().run() } else { walk.at_end() }
    }

    fn may_read_again(&mut self, start: usize) -> bool {
        let left = self.budget.checked_sub(self.text.len() - start);
        self.budget = left.unwrap_or(0);
        left.is_some()
    }

    fn ends_line(&self, at: usize) -> bool {
        let rest = &self.text[line::skip_blanks(self.text, at)..];
        matches!(rest, [] | [b'\n' | b'\r', ..] | [b'-', b'-', ..])
    }

    fn statement_follows(&self, at: usize, unindented: bool) -> bool {
        let spaces = self.text[at..].iter().take_while(|&&byte| scan::is_space(byte)).count();
        let next = at + spaces;
        match &self.text[next..] {
            [] => !unindented,
            [b'-', b'-', ..] | [b'/', b'*', ..] | [b'\\', ..] => !unindented,
            _ if unindented && !matches!(self.text[next - 1], b'\n' | b'\r') => false,
            [b'b' | b'B' | b'e' | b'E', ..] if unindented => false,
            _ => line::starts_statement(self.text, next),
        }
    }
}
