//! MikroORM: classes with `up` and `down` that call `addSql`, by name; all that are pending run in one transaction.
//!
//! Source of `@mikro-orm/migrations` 6.6: `Migrator.js` (`allOrNothing`, on where nothing is said) and `MigrationRunner.js`; a class
//! whose `isTransactional()` is false runs outside it.

use super::{Evidence, Folder, Framework, Order, Reverts, Tool, written_for};

const CONFIGURATIONS: [&str; 4] =
    ["mikro-orm.config.ts", "mikro-orm.config.js", "src/mikro-orm.config.ts", "src/mikro-orm.config.js"];

pub(super) static MIKROORM: Framework = Framework {
    reverts: Reverts::InSections,
    order: Order::Names,
    one_transaction: true,
    detect,
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
