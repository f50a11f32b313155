//! Comments that take a file out of its runner's transaction, and the one that says what ends its statements.

use super::{
    Framework,
    mark::{behind_line, first_delimiter},
};
use crate::source::{Span, TransactionScope, scan};

/// A comment line that opts out.
pub(super) struct OptOut {
    /// The line.
    pub comment: &'static str,
    /// Where it counts.
    pub place: Place,
    /// What is left of the transaction.
    pub leaves: TransactionScope,
}

/// Where a comment line counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// As the first bytes of the file.
    First,
    /// Before the first statement.
    Head,
    /// Among the lines that the file begins with, all of them comments, and an empty line behind them.
    Detached,
}

/// What the comments before the first statement leave of the runner's transaction.
pub fn opt_out(text: &str, span: Span, framework: &Framework) -> Option<TransactionScope> {
    // A byte order mark comes before the first bytes, too.
    let marked = span.start > 0;
    let text = span.text(text);
    let head = text.get(..scan::skip_trivia(text.as_bytes(), 0))?;
    let is_line = |comment: &str, part: &str| part.split(['\n', '\r']).any(|line| line.trim() == comment);
    let found = framework.opt_outs.iter().find(|opt_out| match opt_out.place {
        Place::First => !marked && head.starts_with(opt_out.comment),
        Place::Head => is_line(opt_out.comment, head),
        Place::Detached => detached(head).is_some_and(|comments| is_line(opt_out.comment, comments)),
    })?;
    Some(found.leaves)
}

/// The lines of comments that a file begins with, if an empty line follows.
fn detached(head: &str) -> Option<&str> {
    let mut end = 0;
    for line in head.split_inclusive('\n') {
        match line.trim() {
            "" => return Some(&head[..end]),
            _ if line.starts_with("--") => end += line.len(),
            _ => return None,
        }
    }
    None
}

/// Where what ends statements beside `;` stands for the first time, if the file's first line says what that is.
pub fn delimiter(text: &str, span: Span, framework: &Framework) -> Option<Span> {
    let line = span.text(text).lines().next()?;
    first_delimiter(text, behind_line(text, span.start, span), line.strip_prefix(framework.says_delimiter?)?.trim())
}
