//! sql-migrate: `-- +migrate Up`, `-- +migrate Down`, each with `notransaction`; one transaction a file.

use super::{Direction, Directive, Family, TransactionScope, after_word, has_word};

pub(super) const FAMILY: Family = Family { needle: "+migrate", read, opted_out: TransactionScope::None };

fn read(comment: &str) -> Option<Directive> {
    let command = after_word(comment, "+migrate")?;
    let start = |direction, options| Directive::Start { direction, transaction: !has_word(options, "notransaction") };
    let up = after_word(command, "up").map(|options| start(Direction::Up, options));
    let down = || after_word(command, "down").map(|options| start(Direction::Down, options));
    Some(up.or_else(down).unwrap_or(Directive::Nothing))
}
