//! sqlx: `1_name.sql`, or `1_name.up.sql` and `1_name.down.sql`, by number; each is a transaction, unless the very first bytes are
//! `-- no-transaction`: then it is sent in one call.
//!
//! Source of `sqlx-core` 0.9: `config/migrate.rs` for `sqlx.toml`, `migrate/source.rs`; `sql.starts_with("-- no-transaction")`. Measured: 0.8.

use super::{Evidence, Folder, Framework, OptOut, Place, Reverts, Settings, TransactionScope, database_of_address};

const OPT_OUT: &str = "-- no-transaction";

pub(super) static SQLX: Framework = Framework {
    reverts: Reverts::InFiles,
    goes_on_in_transaction: true,
    opt_outs: &[OptOut { comment: OPT_OUT, place: Place::First, leaves: TransactionScope::OneCall }],
    unique_versions: true,
    detect,
    places: |folder| folder.places(&["sqlx.toml"], &["migrate.migrations-dir"]),
    settings,
    ..Framework::wrapping("sqlx", "sqlx", "put it alone into a migration of its own whose first line is `-- no-transaction`")
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    let numbered = |path: &str| path.starts_with(|letter: char| letter.is_ascii_digit()) && !path.contains('/');
    folder.any_file(numbered)?;
    let opted_out = folder.any_text(|text| text.starts_with(OPT_OUT));
    opted_out.or_else(|| folder.upward("Cargo.toml", "sqlx")).or_else(|| by_names(folder))
}

/// Reversible files as its command line makes them, where nothing speaks for golang-migrate, which may name them the same way:
/// no Go around them, and no statement that sqlx would have refused.
fn by_names(folder: &dyn Folder) -> Option<Evidence> {
    let made = |path: &str| {
        let digits = path.bytes().take_while(u8::is_ascii_digit).count();
        digits == 14 && path[digits..].starts_with('_') && (path.ends_with(".up.sql") || path.ends_with(".down.sql"))
    };
    let other = folder.any_file(|path| path.ends_with(".sql") && !made(path));
    let refused = || folder.any_text(|text| text.to_ascii_lowercase().contains("concurrently"));
    if other.is_some() || folder.nearest("go.mod").is_some() || refused().is_some() {
        return None;
    }
    folder.any_file(|path| path.ends_with(".down.sql"))
}

fn settings(folder: &dyn Folder) -> Settings {
    let variable =
        folder.configurations(&["sqlx.toml"]).find_map(|said| said.first("common.database-url-var").map(str::to_owned));
    let named = variable.and_then(|name| database_of_address(&folder.setting(".env", &name)?));
    let database = named.or_else(|| folder.database_of_environment()).or_else(|| folder.database_of_crate("sqlx"));
    Settings { database, ..Settings::default() }
}
