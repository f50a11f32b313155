//! golang-migrate: `1_name.up.sql` and `1_name.down.sql` by number; on PostgreSQL a file is sent in one call.
//!
//! Source of golang-migrate: `database/postgres`, `Run`; `x-multi-statement=true` in the
//! address of the database has it send one statement after the other.

use super::{Evidence, Folder, Framework, Reverts, Settings, TransactionScope};

pub(super) static GOLANG_MIGRATE: Framework = Framework {
    reverts: Reverts::InFiles,
    transaction: TransactionScope::OneCall,
    unique_versions: true,
    late: "golang-migrate never runs it there",
    detect,
    settings,
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

/// Where the address of the database is written down, it says whether a file is parted into its statements.
fn settings(folder: &dyn Folder) -> Settings {
    let parted = [".env", "Makefile", "Taskfile.yml", "docker-compose.yml", "compose.yaml"];
    let parted = parted.into_iter().any(|file| folder.upward(file, "x-multi-statement=true").is_some());
    Settings { transaction: parted.then_some(TransactionScope::None), ..Settings::default() }
}
