//! db-migrate: `exports.up` and `exports.down` with a driver, files by name.
//!
//! A script may send what stands in `sqls/1-name-up.sql` and `sqls/1-name-down.sql`, as `db-migrate create --sql-file` writes it.
//!
//! Source of `db-migrate` 0.11.14, `lib/migrator.js`, and `db-migrate-pg` 1.5.2: `BEGIN` before each file and `COMMIT` behind it,
//! unless `--non-transactional` is given.

use super::{Evidence, Folder, Framework, Order, Places, Reverts, Settings, Tool, written_for};

pub(super) static DB_MIGRATE: Framework = Framework {
    reverts: Reverts::InSections,
    order: Order::FileNames,
    nested: true,
    detect,
    places,
    settings,
    ..Framework::wrapping("db-migrate", "db-migrate", "run it alone, with `db-migrate up --non-transactional`")
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    written_for(folder, Tool::DbMigrate)
}

fn places(folder: &dyn Folder) -> Vec<Places> {
    let given = folder.in_commands("db-migrate", &["-m", "--migrations-dir"]);
    let given = given.and_then(|(package, path)| package.places([path]));
    given.into_iter().chain(folder.places(&[".db-migraterc"], &["migrations-dir"])).collect()
}

fn settings(folder: &dyn Folder) -> Settings {
    let given = folder.in_commands("db-migrate", &["--non-transactional"]).is_some();
    let configured = || folder.configurations(&[".db-migraterc"]).any(|said| said.first("non-transactional") == Some("true"));
    let settings = if given || configured() { Settings::without_transactions() } else { Settings::default() };
    Settings { database: folder.database_of(&["database.json"], "driver"), ..settings }
}
