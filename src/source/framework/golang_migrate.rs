//! golang-migrate: `1_name.up.sql` and `1_name.down.sql` by number; on PostgreSQL a file is sent in one call.
//!
//! Source of golang-migrate: `database/postgres`, `Run`; `x-multi-statement` splits, which the files do not show.

use super::{Evidence, Folder, Framework, Reverts, TransactionScope};

pub(super) static GOLANG_MIGRATE: Framework = Framework {
    reverts: Reverts::InFiles,
    transaction: TransactionScope::OneCall,
    unique_versions: true,
    late: "golang-migrate never runs it there",
    detect,
    ..Framework::wrapping(
        "golang-migrate",
        "golang-migrate",
        "put it alone into a migration of its own: golang-migrate sends a file in one call, which is a transaction if it holds several statements",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    folder.any_file(|path| path.ends_with(".up.sql"))?;
    folder.upward("go.mod", "golang-migrate/migrate")
}
