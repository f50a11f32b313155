//! Knex: `exports.up` and `exports.down`, files by name; all that are pending run in one transaction, unless one of them opts out.
//!
//! Source of `knex` 3.3.0: `lib/migrations/migrate/Migrator.js`. `latest` opens one transaction for all unless a pending file says
//! `exports.config = { transaction: false }`; then each of the others has one of its own. `disableTransactions` in
//! the configuration turns all of that off.

use super::{Evidence, Folder, Framework, Order, Reverts, Settings, Tool, written_for};

const CONFIGURATIONS: [&str; 4] = ["knexfile.js", "knexfile.ts", "knexfile.cjs", "knexfile.mjs"];

pub(super) static KNEX: Framework = Framework {
    reverts: Reverts::InSections,
    order: Order::Names,
    one_transaction: true,
    detect,
    places: |folder| folder.places(&CONFIGURATIONS, &["migrations.directory"]),
    settings,
    ..Framework::wrapping(
        "knex",
        "Knex",
        "put it into a migration of its own that says `exports.config = { transaction: false }`",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    written_for(folder, Tool::Knex)
}

fn settings(folder: &dyn Folder) -> Settings {
    let mut said = folder.configurations(&CONFIGURATIONS);
    let disabled = said.any(|said| said.first("migrations.disableTransactions") == Some("true"));
    let settings = if disabled { Settings::without_transactions() } else { Settings::default() };
    Settings { database: folder.database_of(&CONFIGURATIONS, "client"), ..settings }
}
