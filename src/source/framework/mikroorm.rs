//! MikroORM: classes with `up` and `down` that call `addSql`, by name; all that are pending run in one transaction.
//!
//! Source of `@mikro-orm/migrations` 6.6: `Migrator.js` (`allOrNothing`, on where nothing is said) and `MigrationRunner.js`; a class
//! whose `isTransactional()` is false runs outside it.

use super::{Evidence, Folder, Framework, Order, Reverts, Settings, Tool, written_for};

const CONFIGURATIONS: [&str; 4] =
    ["mikro-orm.config.ts", "mikro-orm.config.js", "src/mikro-orm.config.ts", "src/mikro-orm.config.js"];

pub(super) static MIKROORM: Framework = Framework {
    reverts: Reverts::InSections,
    order: Order::Names,
    one_transaction: true,
    detect,
    settings,
    places: |folder| folder.places(&CONFIGURATIONS, &["migrations.pathTs", "migrations.path"]),
    ..Framework::wrapping(
        "mikroorm",
        "MikroORM",
        "put it into a migration of its own whose class has `isTransactional() { return false; }`",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    written_for(folder, Tool::Mikroorm)
}

fn settings(folder: &dyn Folder) -> Settings {
    let says_no = |key: &str| folder.configurations(&CONFIGURATIONS).any(|said| said.first(key) == Some("false"));
    match (says_no("migrations.transactional"), says_no("migrations.allOrNothing")) {
        (true, _) => Settings::without_transactions(),
        (_, true) => Settings::in_transactions_of_their_own(),
        _ => Settings::default(),
    }
}
