//! dbmate: `-- migrate:up`, `-- migrate:down`, each with `transaction:false`; the file is one call even then.
//!
//! Manual of dbmate: "Migration options". Files are compared as text. Measured: dbmate 2.36; a file's own `COMMIT` makes it fail in
//! the end, and what was committed stays.

use super::{
    Direction, Directive, Evidence, Family, Folder, Framework, Order, Reverts, Settings, TransactionScope, after_word, has_word,
};

const FAMILY: Family = Family { needle: "migrate:", read, opted_out: TransactionScope::OneCall, begins_up: false };

pub(super) static DBMATE: Framework = Framework {
    order: Order::Names,
    goes_on_in_transaction: true,
    reverts: Reverts::InSections,
    marks: Some(&FAMILY),
    unique_versions: true,
    detect,
    places: |folder| folder.places(&[".env"], &["DBMATE_MIGRATIONS_DIR"]),
    settings,
    ..Framework::wrapping(
        "dbmate",
        "dbmate",
        "put it alone into a migration of its own that begins with `-- migrate:up transaction:false`",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    folder.any_marked(&FAMILY)
}

fn read(comment: &str) -> Option<Directive<'_>> {
    let start = |direction, options| Directive::Start { direction, transaction: !has_word(options, "transaction:false") };
    let up = after_word(comment, "migrate:up").map(|options| start(Direction::Up, options));
    up.or_else(|| after_word(comment, "migrate:down").map(|options| start(Direction::Down, options)))
}

fn settings(folder: &dyn Folder) -> Settings {
    Settings { database: folder.database_of_environment(), ..Settings::default() }
}
