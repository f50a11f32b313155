//! Slonik's migrator: `up` and `down` with a connection, files by name; each query commits by itself.
//!
//! Source of `@slonik/migrator` 0.12.0: `runCommand`, which opens a transaction only where `singleTransaction` is set.

use super::{Evidence, Folder, Framework, Order, Reverts, Tool, TransactionScope, written_for};

pub(super) static SLONIK: Framework = Framework {
    transaction: TransactionScope::OneCall,
    reverts: Reverts::InSections,
    order: Order::Names,
    detect,
    ..Framework::wrapping(
        "slonik",
        "Slonik",
        "take it out of `connection.transaction(…)`: without one, each query commits by itself",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    written_for(folder, Tool::Slonik)
}
