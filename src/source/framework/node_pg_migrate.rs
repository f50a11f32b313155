//! node-pg-migrate: scripts with `pgm`, and SQL files with `-- Up Migration`, `-- Down Migration`; all that are pending run in one
//! transaction.
//!
//! Source of node-pg-migrate: `getActions` for the marks; `single-transaction` is on where nothing is said, and only a migration
//! in JavaScript can call `pgm.noTransaction()`. Its folder and options stand in the commands of `package.json`, or in `config`. Measured: 9.0, its command line; where the second file fails, nothing of the first
//! stays.

use super::{
    Direction, Directive, Evidence, Family, Folder, Framework, Places, Reverts, Settings, Tool, TransactionScope, after_word,
    written_for,
};

const FAMILY: Family = Family { needle: "igration", read, opted_out: TransactionScope::None, begins_up: false };

pub(super) static NODE_PG_MIGRATE: Framework = Framework {
    reverts: Reverts::InSections,
    marks: Some(&FAMILY),
    one_transaction: true,
    goes_on_in_transaction: true,
    late: "node-pg-migrate refuses to go on",
    detect,
    places,
    settings,
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

fn places(folder: &dyn Folder) -> Vec<Places> {
    let given = folder.in_commands("node-pg-migrate", &["-m", "--migrations-dir"]);
    let given = given.and_then(|(package, path)| package.places([path]));
    let configured = folder.places(&["config/default.json", "config/default.js"], &["migrations-dir"]);
    given.into_iter().chain(configured).collect()
}

fn settings(folder: &dyn Folder) -> Settings {
    let single = folder.in_commands("node-pg-migrate", &["--single-transaction", "--no-single-transaction"]);
    let is_off = single.is_some_and(|(_, value)| value == "false")
        || folder.in_commands("node-pg-migrate", &["--no-single-transaction"]).is_some();
    if is_off { Settings::in_transactions_of_their_own() } else { Settings::default() }
}
