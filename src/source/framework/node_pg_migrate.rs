//! node-pg-migrate: scripts with `pgm`, and SQL files with `-- Up Migration`, `-- Down Migration`; all that are pending run in one
//! transaction.
//!
//! Source of node-pg-migrate: `getActions` for the marks; `single-transaction` is on where nothing is said, and only a migration
//! in JavaScript can call `pgm.noTransaction()`. Measured: 9.0, its command line; where the second file fails, nothing of the first
//! stays.

use super::{
    Direction, Directive, Evidence, Family, Folder, Framework, Reverts, Tool, TransactionScope, after_word, written_for,
};

const FAMILY: Family = Family { needle: "igration", read, opted_out: TransactionScope::None, begins_up: false };

pub(super) static NODE_PG_MIGRATE: Framework = Framework {
    reverts: Reverts::InSections,
    marks: Some(&FAMILY),
    one_transaction: true,
    goes_on_in_transaction: true,
    late: "node-pg-migrate refuses to go on",
    detect,
    ..Framework::wrapping(
        "node-pg-migrate",
        "node-pg-migrate",
        "put it into a migration of its own in JavaScript that calls `pgm.noTransaction()`; SQL files have no way out",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    let scripts = || written_for(folder, Tool::NodePgMigrate);
    folder.any_marked(&FAMILY).or_else(scripts).or_else(|| folder.upward("package.json", "\"node-pg-migrate\""))
}

fn read(comment: &str) -> Option<Directive<'_>> {
    let comment = comment.trim_start_matches(['-', ' ', '\t']);
    let start = |direction, rest| after_word(rest, "migration").map(|_| Directive::Start { direction, transaction: true });
    let up = after_word(comment, "up").and_then(|rest| start(Direction::Up, rest));
    up.or_else(|| after_word(comment, "down").and_then(|rest| start(Direction::Down, rest)))
}
