//! Comments that take a file out of its runner's transaction.

use super::Framework;
use crate::source::{Span, TransactionScope, scan};

/// A comment line that opts out.
pub(super) struct OptOut {
    /// The line.
    pub comment: &'static str,
    /// It counts only as the first bytes of the file.
    pub first: bool,
    /// What is left of the transaction.
    pub leaves: TransactionScope,
}

/// What the comments before the first statement leave of the runner's transaction.
pub fn opt_out(text: &str, span: Span, framework: &Framework) -> Option<TransactionScope> {
    // A byte order mark comes before the first bytes, too.
    let marked = span.start > 0;
    let text = span.text(text);
    let head = text.get(..scan::skip_trivia(text.as_bytes(), 0))?;
    let found = framework.opt_outs.iter().find(|opt_out| match opt_out.first {
        true => !marked && head.starts_with(opt_out.comment),
        false => head.split(['\n', '\r']).any(|line| line.trim() == opt_out.comment),
    })?;
    Some(found.leaves)
}
