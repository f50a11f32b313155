//! TypeORM: classes with `up` and `down`, by the number in their names; all that are pending run in one transaction.
//!
//! Source of `typeorm` 1.1.1: `MigrationExecutor.js`, `executePendingMigrations`. `migrationsTransactionMode` is `all` where nothing
//! is said; then a class that says `transaction = false` is an error, and with `each` or `none` it is the way out. Files are
//! taken by their timestamps, late ones too.

use super::{Evidence, Folder, Framework, Reverts, Tool, written_for};

/// Where people keep the data source; no name is prescribed.
const CONFIGURATIONS: [&str; 14] = [
    "ormconfig.json",
    "ormconfig.js",
    "ormconfig.ts",
    "data-source.ts",
    "data-source.js",
    "src/data-source.ts",
    "src/data-source.js",
    "src/database/data-source.ts",
    "src/db/data-source.ts",
    "db/data-source.ts",
    "typeorm.config.ts",
    "typeorm.config.js",
    "src/typeorm.config.ts",
    "src/config/typeorm.ts",
];

pub(super) static TYPEORM: Framework = Framework {
    reverts: Reverts::InSections,
    one_transaction: true,
    unique_versions: true,
    detect,
    places: |folder| folder.places(&CONFIGURATIONS, &["migrations"]),
    ..Framework::wrapping(
        "typeorm",
        "TypeORM",
        "put it into a migration of its own whose class says `transaction = false`, and set `migrationsTransactionMode` to `each`",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    written_for(folder, Tool::Typeorm)
}
