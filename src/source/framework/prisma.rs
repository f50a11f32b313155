//! Prisma: folders with `migration.sql`, `migration_lock.toml` beside them; a file is sent in one call, without a way out.
//!
//! Manual of Prisma: "About migration histories"; issue 14456 of `prisma/prisma`: `CREATE INDEX CONCURRENTLY` works where it is
//! the file's only statement. Folders are compared as text. Measured: engine 8.1 as WebAssembly, with a connection that sends each
//! script in one call.

use super::{Evidence, Folder, Framework, Order, Reverts, TransactionScope};

pub(super) static PRISMA: Framework = Framework {
    order: Order::Names,
    reverts: Reverts::Never,
    transaction: TransactionScope::OneCall,
    detect,
    ..Framework::wrapping(
        "prisma",
        "Prisma",
        "put it alone into a migration of its own: Prisma sends a file in one call, which is a transaction if it holds several statements",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    let nameless = || folder.any_file(|path| path.ends_with("/migration.sql"));
    folder.has("migration_lock.toml").or_else(nameless)
}
