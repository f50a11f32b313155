//! TypeORM: classes with `up` and `down`, by the number in their names; all that are pending run in one transaction.
//!
//! Source of `typeorm` 1.1.1: `MigrationExecutor.js`, `executePendingMigrations`. `migrationsTransactionMode` is `all` where nothing
//! is said, there or by `--transaction`; then a class that says `transaction = false` is an error, and with `each` or `none` it is the way out. Files are
//! taken by their timestamps, late ones too.

use super::{Configuration, Evidence, Folder, Framework, Places, Reverts, Settings, Tool, written_for};

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
    places,
    settings,
    ..Framework::wrapping(
        "typeorm",
        "TypeORM",
        "put it into a migration of its own whose class says `transaction = false`, and set `migrationsTransactionMode` to `each`",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    written_for(folder, Tool::Typeorm)
}

/// The data source that the commands of `package.json` name, then those in usual places.
fn sources(folder: &dyn Folder) -> Vec<Configuration> {
    let named = ["migration:run", "typeorm"].iter().find_map(|command| folder.in_commands(command, &["-d", "--dataSource"]));
    let named = named.map(|(_, path)| path.trim_start_matches("./").to_owned());
    let named: Vec<_> = named.as_deref().map(|path| folder.configurations(&[path]).collect()).unwrap_or_default();
    named.into_iter().chain(folder.configurations(&CONFIGURATIONS)).collect()
}

fn places(folder: &dyn Folder) -> Vec<Places> {
    let places = |said: Configuration| said.places(said.all("migrations").map(str::to_owned));
    sources(folder).into_iter().filter_map(places).collect()
}

fn settings(folder: &dyn Folder) -> Settings {
    let sources = sources(folder);
    let given = folder.in_commands("migration:run", &["-t", "--transaction"]).map(|(_, mode)| mode);
    let configured = || sources.iter().find_map(|said| said.first("migrationsTransactionMode").map(str::to_owned));
    let settings = match given.or_else(configured).as_deref() {
        Some("each") => Settings::in_transactions_of_their_own(),
        Some("none" | "false") => Settings::without_transactions(),
        _ => Settings::default(),
    };
    Settings { database: folder.database_of(&CONFIGURATIONS, "type"), ..settings }
}
