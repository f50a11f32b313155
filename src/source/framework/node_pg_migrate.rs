//! node-pg-migrate's SQL files: `-- Up Migration`, `-- Down Migration`; pending files run in one transaction.

use super::{Direction, Directive, Family, TransactionScope, after_word};

pub(super) const FAMILY: Family = Family { needle: "igration", read, opted_out: TransactionScope::None };

fn read(comment: &str) -> Option<Directive> {
    let comment = comment.trim_start_matches(['-', ' ', '\t']);
    let start = |direction, rest| after_word(rest, "migration").map(|_| Directive::Start { direction, transaction: true });
    let up = after_word(comment, "up").and_then(|rest| start(Direction::Up, rest));
    up.or_else(|| after_word(comment, "down").and_then(|rest| start(Direction::Down, rest)))
}
