//! Flyway: `V1.2__name.sql` by version, then `R__name.sql`; `U…` undoes. A file is a transaction, unless all of its statements
//! need none, or `<file>.conf` says `executeInTransaction=false`.
//!
//! Manual of Flyway: "Migrations", "Script configuration files", "Mixed". Its driver is that of Liquibase, which was measured: what
//! follows a file's own `COMMIT` is a transaction again.

use super::{Evidence, Folder, Framework, Order, Reverts, Settings, TransactionScope, database_of_address};

pub(super) static FLYWAY: Framework = Framework {
    reverts: Reverts::InFiles,
    transaction: TransactionScope::Unmixed,
    order: Order::FileNames,
    nested: true,
    goes_on_in_transaction: true,
    unique_versions: true,
    late: "Flyway refuses or ignores it, unless `outOfOrder` is set",
    detect,
    settings,
    beside,
    ..Framework::wrapping(
        "flyway",
        "Flyway",
        "put it into a file of its own, around which Flyway opens no transaction, and set `flyway.postgresql.transactional.lock=false`",
    )
};

/// By its own files, or by those of its folders where they hold nothing else.
fn detect(folder: &dyn Folder) -> Option<Evidence> {
    let mut nested = folder.files().iter().filter(|path| path.ends_with(".sql"));
    let own = folder.any_file(|path| !path.contains('/') && is_named(path, &['V']));
    own.or_else(|| {
        nested.all(|path| is_named(path, &['V', 'R', 'U', 'B'])).then(|| folder.any_file(|path| is_named(path, &['V'])))?
    })
}

/// `V1__name.sql`, `R__name.sql`, with one of these letters.
fn is_named(path: &str, letters: &[char]) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let Some((version, _)) = name.strip_prefix(letters).and_then(|rest| rest.split_once("__")) else { return false };
    version.starts_with(|letter: char| letter.is_ascii_digit()) || (version.is_empty() && name.starts_with('R'))
}

fn beside(folder: &dyn Folder, file: &str) -> Option<TransactionScope> {
    let settings = folder.read(&format!("{file}.conf"))?;
    let says = |line: &str| line.split_whitespace().collect::<String>().eq_ignore_ascii_case("executeInTransaction=false");
    settings.lines().any(says).then_some(TransactionScope::None)
}

/// `flyway.conf` has `flyway.mixed=true`, `flyway.toml` has `mixed = true` under `[flyway]`.
fn settings(folder: &dyn Folder) -> Settings {
    let setting = |key: &str| {
        let named = folder.setting("flyway.conf", &format!("flyway.{key}"));
        named
            .or_else(|| folder.setting("conf/flyway.conf", &format!("flyway.{key}")))
            .or_else(|| folder.setting("flyway.toml", key))
    };
    let is = |key: &str, word: &str| setting(key).is_some_and(|value| value.eq_ignore_ascii_case(word));
    let transaction = match (is("executeInTransaction", "false"), is("mixed", "true")) {
        (true, _) => Some(TransactionScope::None),
        (_, true) => Some(TransactionScope::Mixed),
        _ => None,
    };
    Settings {
        database: setting("url").and_then(|address| database_of_address(&address)),
        transaction,
        one_transaction: is("group", "true").then_some(true),
    }
}
