//! graphile-migrate: `committed/000001.sql` and so on, then `current.sql`; each is a transaction, unless its first line is
//! `--! no-transaction`: then it has to be one statement.
//!
//! Manual of graphile-migrate: "Running migrations outside of a transaction"; source: `dist/header.js`. Measured: 1.4.

use super::{Configuration, Evidence, Folder, Framework, OptOut, Place, Places, Reverts, TransactionScope};

const CONFIGURATIONS: [&str; 3] = [".gmrc", ".gmrc.js", ".gmrc.cjs"];

pub(super) static GRAPHILE_MIGRATE: Framework = Framework {
    reverts: Reverts::Never,
    goes_on_in_transaction: true,
    opt_outs: &[OptOut { comment: "--! no-transaction", place: Place::Head, leaves: TransactionScope::OneCall }],
    nested: true,
    detect,
    places,
    ..Framework::wrapping(
        "graphile-migrate",
        "graphile-migrate",
        "put it alone into a migration of its own whose first line is `--! no-transaction`",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    let committed = || folder.any_text(|head| head.starts_with("--! Previous: "));
    let above = CONFIGURATIONS.iter().find_map(|name| folder.upward(name, "").filter(|found| found.0.starts_with("../")));
    above.or_else(committed)
}

/// `committed` and `current` are in it.
fn places(folder: &dyn Folder) -> Vec<Places> {
    let named = |said: Configuration| {
        let folder = said.first("migrationsFolder").unwrap_or("migrations").to_owned();
        said.places([folder])
    };
    folder.configurations(&CONFIGURATIONS).filter_map(named).collect()
}
