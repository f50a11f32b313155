//! graphile-migrate: `committed/000001.sql` and so on, then `current.sql`; each is a transaction, unless its first line is
//! `--! no-transaction`: then it has to be one statement.
//!
//! Manual of graphile-migrate: "Running migrations outside of a transaction"; source: `dist/header.js`. Measured: 1.4.

use super::{Evidence, Folder, Framework, OptOut, Reverts, TransactionScope};

pub(super) static GRAPHILE_MIGRATE: Framework = Framework {
    reverts: Reverts::Never,
    goes_on_in_transaction: true,
    opt_outs: &[OptOut { comment: "--! no-transaction", first: false, leaves: TransactionScope::OneCall }],
    detect,
    ..Framework::wrapping(
        "graphile-migrate",
        "graphile-migrate",
        "put it alone into a migration of its own whose first line is `--! no-transaction`",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    let committed = || folder.any_text(|head| head.starts_with("--! Previous: "));
    folder.upward(".gmrc", "").or_else(|| folder.upward(".gmrc.js", "")).or_else(committed)
}
