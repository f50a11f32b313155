//! Sequelize: `up` and `down` with a query interface, files by name; nothing is in a transaction but what the file itself puts there.
//!
//! Source of `umzug` 3.8.3 and `sequelize` 6.37: neither opens a transaction; `queryInterface.sequelize.transaction` does.

use super::{Evidence, Folder, Framework, Order, Reverts, Settings, Tool, TransactionScope, written_for};

const CONFIGURATIONS: [&str; 4] = ["config/config.json", "config/config.js", "src/config/config.json", "src/config/config.js"];

pub(super) static SEQUELIZE: Framework = Framework {
    transaction: TransactionScope::OneCall,
    reverts: Reverts::InSections,
    order: Order::Names,
    detect,
    settings: |folder| Settings { database: folder.database_of(&CONFIGURATIONS, "dialect"), ..Settings::default() },
    places: |folder| folder.places(&[".sequelizerc"], &["migrations-path"]),
    ..Framework::wrapping(
        "sequelize",
        "Sequelize",
        "take it out of `sequelize.transaction(…)`: without one, each call commits by itself",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    written_for(folder, Tool::Sequelize)
}
