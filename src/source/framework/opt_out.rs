//! Comments that take a file out of its runner's transaction.

use crate::source::{Span, TransactionScope, scan};

/// A comment line that opts out.
struct OptOut {
    comment: &'static str,
    /// It counts only as the first bytes of the file.
    first: bool,
    leaves: TransactionScope,
}

const OPT_OUTS: [OptOut; 4] = [
    // sqlx: the file is still one call.
    OptOut { comment: "-- no-transaction", first: true, leaves: TransactionScope::OneCall },
    // morph
    OptOut { comment: "-- morph:nontransactional", first: true, leaves: TransactionScope::OneCall },
    // graphile-migrate
    OptOut { comment: "--! no-transaction", first: false, leaves: TransactionScope::OneCall },
    // Atlas runs statement by statement.
    OptOut { comment: "-- atlas:txmode none", first: false, leaves: TransactionScope::None },
];

/// What the comments before the first statement leave of the runner's transaction.
pub fn opt_out(text: &str, span: Span) -> Option<TransactionScope> {
    let text = span.text(text);
    let head = text.get(..scan::skip_trivia(text.as_bytes(), 0))?;
    let found = OPT_OUTS.iter().find(|opt_out| match opt_out.first {
        true => head.starts_with(opt_out.comment),
        false => head.split(['\n', '\r']).any(|line| line.trim() == opt_out.comment),
    })?;
    Some(found.leaves)
}
