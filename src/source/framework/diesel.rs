//! Diesel: folders with `up.sql` and `down.sql`; each is a transaction, unless `metadata.toml` beside it says
//! `run_in_transaction = false`.
//!
//! Source of `migrations_internals`: versions are the folders' names up to the first `_`, without dashes, compared as text. Measured:
//! `diesel_migrations` 2.3; without its transaction several statements are still one call.

use super::{Evidence, Folder, Framework, Order, Reverts, Settings, TransactionScope};

pub(super) static DIESEL: Framework = Framework {
    order: Order::Names,
    goes_on_in_transaction: true,
    reverts: Reverts::InFiles,
    unique_versions: true,
    detect,
    places: |folder| folder.places(&["diesel.toml"], &["migrations_directory.dir"]),
    settings,
    beside,
    ..Framework::wrapping(
        "diesel",
        "Diesel",
        "put it alone into a migration of its own, with a `metadata.toml` beside it that says `run_in_transaction = false`",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    folder.any_file(|path| path.ends_with("/up.sql"))?;
    let metadata = || folder.any_file(|path| path.ends_with("/metadata.toml"));
    folder.upward("diesel.toml", "").or_else(metadata).or_else(|| folder.upward("Cargo.toml", "diesel"))
}

fn beside(folder: &dyn Folder, file: &str) -> Option<TransactionScope> {
    let (version, _) = file.rsplit_once('/')?;
    let metadata = folder.read(&format!("{version}/metadata.toml"))?;
    let says = |line: &str| line.split_whitespace().collect::<String>() == "run_in_transaction=false";
    metadata.lines().any(says).then_some(TransactionScope::OneCall)
}

fn settings(folder: &dyn Folder) -> Settings {
    let database = folder.database_of_environment().or_else(|| folder.database_of_crate("diesel"));
    Settings { database, ..Settings::default() }
}
