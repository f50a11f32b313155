//! db-migrate: `exports.up` and `exports.down` with a driver, files by name.
//!
//! Source of `db-migrate` 0.11.14, `lib/migrator.js`, and `db-migrate-pg` 1.5.2: `BEGIN` before each file and `COMMIT` behind it,
//! unless `--non-transactional` is given.

use super::{Evidence, Folder, Framework, Order, Reverts, Tool, written_for};

pub(super) static DB_MIGRATE: Framework = Framework {
    reverts: Reverts::InSections,
    order: Order::Names,
    detect,
    places: |folder| folder.places(&[".db-migraterc"], &["migrations-dir"]),
    ..Framework::wrapping("db-migrate", "db-migrate", "run it alone, with `db-migrate up --non-transactional`")
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    written_for(folder, Tool::DbMigrate)
}
