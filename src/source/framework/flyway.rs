//! Flyway: `V1.2__name.sql` by version, then `R__name.sql`; `U…` undoes. A file is a transaction, unless all of its statements
//! need none, or `<file>.conf` says `executeInTransaction=false`.
//!
//! Manual of Flyway: "Migrations", "Script configuration files", "Mixed". Its driver is that of Liquibase, which was measured: what
//! follows a file's own `COMMIT` is a transaction again.

use super::{
    Configuration, Evidence, Folder, Framework, Order, Places, Reverts, Settings, TransactionScope, database_of_address,
};
use crate::source::order;

/// Its own, and those of Spring Boot and Quarkus.
const CONFIGURATIONS: [&str; 6] = [
    "flyway.toml",
    "flyway.conf",
    "conf/flyway.conf",
    "src/main/resources/application.properties",
    "src/main/resources/application.yml",
    "src/main/resources/application.yaml",
];

pub(super) static FLYWAY: Framework = Framework {
    reverts: Reverts::InFiles,
    transaction: TransactionScope::Unmixed,
    order: Order::FileNames,
    nested: true,
    goes_on_in_transaction: true,
    unique_versions: true,
    late: "Flyway refuses or ignores it, unless `outOfOrder` is set",
    detect,
    places,
    listed,
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

/// `filesystem:` from where Flyway is run, `classpath:` from where Maven and Gradle keep resources; others are on no disk.
fn places(folder: &dyn Folder) -> Vec<Places> {
    const RESOURCES: &str = "src/main/resources";
    let path = |location: &str| {
        let location = location.trim().replace("{vendor}", "postgresql");
        match location.split_once(':') {
            Some(("filesystem", path)) => vec![path.to_owned()],
            Some(("classpath", path)) => vec![format!("{RESOURCES}/{path}")],
            None => vec![format!("{RESOURCES}/{location}"), location],
            Some(_) => Vec::new(),
        }
    };
    let named = |said: Configuration| said.places(said.all("flyway.locations").flat_map(|all| all.split(',')).flat_map(path));
    folder.configurations(&CONFIGURATIONS).filter_map(named).collect()
}

/// Where names are told to begin otherwise than Flyway's own do: the files in the order that they have by these.
fn listed(folder: &dyn Folder) -> Option<Vec<String>> {
    let setting = |key: &str, usual: &str| {
        let mut said = folder.configurations(&CONFIGURATIONS);
        said.find_map(|said| said.first(key).map(str::to_owned)).unwrap_or_else(|| usual.to_owned())
    };
    let versioned = setting("flyway.sqlMigrationPrefix", "V");
    let repeatable = setting("flyway.repeatableSqlMigrationPrefix", "R");
    let separator = setting("flyway.sqlMigrationSeparator", "__");
    if (versioned.as_str(), repeatable.as_str(), separator.as_str()) == ("V", "R", "__") {
        return None;
    }
    let usual = |path: &String| {
        let name = path.rsplit('/').next()?.strip_suffix(".sql")?;
        let rest_of = |prefix: &str| name.strip_prefix(prefix)?.split_once(separator.as_str());
        let version = rest_of(&versioned).filter(|(version, _)| version.starts_with(|letter: char| letter.is_ascii_digit()));
        let again = || rest_of(&repeatable).filter(|(version, _)| version.is_empty()).map(|(_, rest)| format!("R__{rest}"));
        version.map(|(version, rest)| format!("V{version}__{rest}")).or_else(again)
    };
    let mut named: Vec<_> = folder.files().iter().filter_map(|path| Some((usual(path)?, path))).collect();
    named.sort_by(|(one, _), (other, _)| order::compare_file_names(one, other));
    Some(named.into_iter().map(|(_, path)| path.clone()).collect())
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
