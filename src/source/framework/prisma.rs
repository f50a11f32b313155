//! Prisma: folders with `migration.sql`, `migration_lock.toml` beside them; a file is sent in one call, without a way out. From 7.4 on its
//! statements are sent one by one, if Prisma's parser, which is `sqlparser`, reads all of them.
//!
//! Manual of Prisma: "About migration histories"; issue 14456 of `prisma/prisma`: `CREATE INDEX CONCURRENTLY` works where it is
//! the file's only statement. Folders are compared as text. Measured: engine 8.1 as WebAssembly, with a connection that sends each
//! script in one call. Pull requests 5767 and 5847 of `prisma/prisma-engines`: since 7.4 the native engine parts a script, and sends it
//! whole where `sqlparser` fails, such as at `DROP INDEX CONCURRENTLY`.

use super::{Configuration, Evidence, Folder, Framework, Order, Places, Reverts, Settings, TransactionScope, value};
use crate::source::foreign;

const CONFIGURATIONS: [&str; 7] = [
    "prisma.config.ts",
    "prisma.config.mts",
    "prisma.config.js",
    "prisma.config.mjs",
    "prisma.config.cjs",
    ".config/prisma.ts",
    "package.json",
];

pub(super) static PRISMA: Framework = Framework {
    order: Order::Names,
    reverts: Reverts::Never,
    transaction: TransactionScope::OneCall,
    renames: " (this is how Prisma writes a rename; `prisma migrate dev --create-only` lets you edit the migration before it runs)",
    detect,
    places,
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

/// `migrations.path`, or else `migrations` beside the schema that is named.
fn places(folder: &dyn Folder) -> Vec<Places> {
    let beside = |schema: &str| match schema.rsplit_once('/') {
        Some((folder, file)) if file.ends_with(".prisma") => format!("{folder}/migrations"),
        None if schema.ends_with(".prisma") => "migrations".to_owned(),
        _ => format!("{schema}/migrations"),
    };
    let named = |said: Configuration| {
        let paths: Vec<_> = said.all("migrations.path").map(str::to_owned).collect();
        let own = if said.path.ends_with(".json") { "prisma.schema" } else { "schema" };
        let schemas = said.all(own).filter(|_| paths.is_empty()).map(beside);
        said.places(paths.iter().cloned().chain(schemas))
    };
    folder.configurations(&CONFIGURATIONS).filter_map(named).collect()
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
