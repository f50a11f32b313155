//! Prisma: folders with `migration.sql`, `migration_lock.toml` beside them; a file is sent in one call, without a way out. From 7.4 on its
//! statements are sent one by one, if Prisma's parser, which is `sqlparser`, reads all of them.
//!
//! Manual of Prisma: "About migration histories"; issue 14456 of `prisma/prisma`: `CREATE INDEX CONCURRENTLY` works where it is
//! the file's only statement. Folders are compared as text. Measured: engine 8.1 as WebAssembly, with a connection that sends each
//! script in one call. Pull requests 5767 and 5847 of `prisma/prisma-engines`: since 7.4 the native engine parts a script, and sends it
//! whole where `sqlparser` fails, such as at `DROP INDEX CONCURRENTLY`.

use super::{Evidence, Folder, Framework, Order, Reverts, Settings, TransactionScope, value};
use crate::source::foreign;

pub(super) static PRISMA: Framework = Framework {
    order: Order::Names,
    reverts: Reverts::Never,
    transaction: TransactionScope::OneCall,
    renames: " (this is how Prisma writes a rename; `prisma migrate dev --create-only` lets you edit the migration before it runs)",
    detect,
    settings,
    ..Framework::wrapping(
        "prisma",
        "Prisma",
        "put it alone into a migration of its own (`prisma migrate dev --create-only` writes one to edit): Prisma sends a file in one call, which is a transaction if it holds several statements",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    let nameless = || folder.any_file(|path| path.ends_with("/migration.sql"));
    folder.has("migration_lock.toml").or_else(nameless)
}

fn settings(folder: &dyn Folder) -> Settings {
    let lock = folder.read("migration_lock.toml").and_then(|text| value(&text, "provider").map(str::to_owned));
    let provider = lock.or_else(|| {
        let (_, schema) = folder.nearest("schema.prisma")?;
        let (_, source) = schema.split_once("datasource ")?;
        value(source, "provider").map(str::to_owned)
    });
    Settings {
        database: provider.and_then(|provider| foreign::named(&provider)),
        transaction: parts_files(folder).then_some(TransactionScope::Parsed),
        ..Settings::default()
    }
}

/// The project has a version that parts files into their statements: the one that is installed, or the oldest that
/// `package.json` allows.
fn parts_files(folder: &dyn Folder) -> bool {
    let installed = || folder.setting("node_modules/prisma/package.json", "\"version\"");
    let demanded = ["\"prisma\"", "\"@prisma/client\""];
    let version = installed().or_else(|| demanded.iter().find_map(|name| folder.setting("package.json", name)));
    let numbers = version.unwrap_or_default();
    let mut numbers =
        numbers.trim_start_matches(|letter: char| !letter.is_ascii_digit()).split(['.', '-', ' ']).map(str::parse::<u32>);
    let (major, minor) = (numbers.next().and_then(Result::ok), numbers.next().and_then(Result::ok));
    (major.unwrap_or_default(), minor.unwrap_or_default()) >= (7, 4)
}
