//! Kysely: `up` and `down` with the database, files by name; all that are pending run in one transaction on PostgreSQL.
//!
//! Source of `kysely` 0.28.18: `migration/migrator.js`. `disableTransactions` of the migrator turns that off for all of them; a file
//! has no way out of its own. A file that sorts before one that has run is refused, unless `allowUnorderedMigrations` is set.

use super::{Evidence, Folder, Framework, Order, Reverts, Tool, written_for};

pub(super) static KYSELY: Framework = Framework {
    reverts: Reverts::InSections,
    order: Order::Names,
    one_transaction: true,
    late: "Kysely refuses to go on, unless `allowUnorderedMigrations` is set",
    detect,
    places: |folder| {
        folder.places(&["kysely.config.ts", "kysely.config.js", ".config/kysely.config.ts"], &["migrations.migrationFolder"])
    },
    ..Framework::wrapping(
        "kysely",
        "Kysely",
        "Kysely runs all pending files in one transaction: run this one alone, by a migrator with `disableTransactions`",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    written_for(folder, Tool::Kysely)
}
