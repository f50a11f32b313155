//! dbmate: `-- migrate:up`, `-- migrate:down`, each with `transaction:false`; the file is one call even then.

use super::{Direction, Directive, Family, TransactionScope, after_word, has_word};

pub(super) const FAMILY: Family = Family { needle: "migrate:", read, opted_out: TransactionScope::OneCall };

fn read(comment: &str) -> Option<Directive> {
    let start = |direction, options| Directive::Start { direction, transaction: !has_word(options, "transaction:false") };
    let up = after_word(comment, "migrate:up").map(|options| start(Direction::Up, options));
    up.or_else(|| after_word(comment, "migrate:down").map(|options| start(Direction::Down, options)))
}
