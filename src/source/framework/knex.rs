//! Knex: `exports.up` and `exports.down`, files by name; all that are pending run in one transaction, unless one of them opts out.
//!
//! Source of `knex` 3.3.0: `lib/migrations/migrate/Migrator.js`. `latest` opens one transaction for all unless a pending file says
//! `exports.config = { transaction: false }`; then each of the others has one of its own.

use super::{Evidence, Folder, Framework, Order, Reverts, Tool, written_for};

pub(super) static KNEX: Framework = Framework {
    reverts: Reverts::InSections,
    order: Order::Names,
    one_transaction: true,
    detect,
    places: |folder| folder.places(&["knexfile.js", "knexfile.ts", "knexfile.cjs", "knexfile.mjs"], &["migrations.directory"]),
    ..Framework::wrapping(
        "knex",
        "Knex",
        "put it into a migration of its own that says `exports.config = { transaction: false }`",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    written_for(folder, Tool::Knex)
}
