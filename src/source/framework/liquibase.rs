//! Liquibase formatted SQL: each `--changeset author:id` is a transaction, unless it has `runInTransaction:false`.
//! `--rollback …` lines and `/* liquibase rollback … */` are comments, so what reverts is never seen.
//!
//! Manual of Liquibase: "SQL changelog example", "runInTransaction"; source: `AbstractFormattedChangeLogParser.java` for the options.
//! `endDelimiter` ends statements, and `splitStatements:false` sends a changeset in one call; a changeset whose `dbms` leaves PostgreSQL
//! out, or with `ignore:true`, is not run. Which contexts and labels are run is not known: all are. Measured: 4.4; the driver
//! opens a transaction for what follows a changeset's own `COMMIT`.

mod changelog;

use super::{
    Directive, Evidence, Family, Folder, Framework, Places, Reverts, Settings, TransactionScope, after_word, database_of_address,
    has_word, joined,
};
use crate::source::changelog::{has_changes, may_be_changelog};

const FAMILY: Family = Family { needle: "changeset", read, opted_out: TransactionScope::None, begins_up: false };

pub(super) static LIQUIBASE: Framework = Framework {
    reverts: Reverts::InComments,
    marks: Some(&FAMILY),
    nested: true,
    goes_on_in_transaction: true,
    detect,
    places,
    listed: changelog::files,
    is_partial,
    settings,
    ..Framework::wrapping("liquibase", "Liquibase", "put it into a changeset of its own with `runInTransaction:false`")
};

/// Where people keep the changelog that includes the others; Spring Boot's own place comes last.
const CHANGELOGS: [&str; 12] = [
    "db.changelog-master.yaml",
    "db.changelog-master.yml",
    "db.changelog-master.xml",
    "db.changelog-master.json",
    "changelog-master.xml",
    "changelog-master.yaml",
    "changelog.xml",
    "changelog.yaml",
    "master.xml",
    "src/main/resources/db/changelog/db.changelog-master.yaml",
    "src/main/resources/db/changelog/db.changelog-master.xml",
    "src/main/resources/db/changelog/db.changelog-master.yml",
];
/// What names it.
const CONFIGURATIONS: [&str; 4] = [
    "liquibase.properties",
    "src/main/resources/application.properties",
    "src/main/resources/application.yml",
    "src/main/resources/application.yaml",
];
const KEYS: [&str; 4] = ["changeLogFile", "changelogFile", "changelog-file", "liquibase.change-log"];

/// The folder of the changelog that includes the others.
fn places(folder: &dyn Folder) -> Vec<Places> {
    let named = folder.configurations(&CONFIGURATIONS).filter_map(|said| {
        let paths = KEYS.iter().flat_map(|key| said.all(key)).map(|path| path.trim_start_matches("classpath:"));
        let folders = paths.filter_map(|path| Some(path.trim_start_matches('/').rsplit_once('/')?.0));
        said.places(folders.flat_map(|folder| [folder.to_owned(), format!("src/main/resources/{folder}")]))
    });
    let usual = CHANGELOGS.iter().filter_map(|name| {
        let (path, _) = folder.nearest(name).filter(|(_, text)| changelog::is(text))?;
        let own = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        Some(Places { configuration: path, folders: vec![own] })
    });
    named.chain(usual).collect()
}

/// Changes in Liquibase's own words are not read.
fn is_partial(folder: &dyn Folder) -> bool {
    let mut changelogs = folder.files().iter().filter(|path| may_be_changelog(path));
    changelogs.any(|path| folder.read(path).is_some_and(|text| has_changes(&text)))
}

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    folder.any_marked(&FAMILY)
}

fn read(comment: &str) -> Option<Directive<'_>> {
    let options = after_word(comment, "changeset").filter(|options| options.contains(':'))?;
    if has_word(options, "ignore:true") || option(options, "dbms").is_some_and(|names| !is_for_postgres(names)) {
        return Some(Directive::Skip);
    }
    let transaction = match (has_word(options, "runInTransaction:false"), has_word(options, "splitStatements:false")) {
        (false, _) => TransactionScope::Wrapped,
        (true, true) => TransactionScope::OneCall,
        (true, false) => TransactionScope::None,
    };
    Some(Directive::Delimited { transaction, delimiter: option(options, "endDelimiter") })
}

/// `name:value` among the options of a changeset.
fn option<'o>(options: &'o str, name: &str) -> Option<&'o str> {
    let value = |word: &'o str| {
        let (own, value) = word.split_once(':')?;
        own.eq_ignore_ascii_case(name).then(|| value.trim_matches('"'))
    };
    options.split_whitespace().filter_map(value).find(|value| !value.is_empty())
}

/// `postgresql,h2`, `!oracle`, `all`.
pub(in crate::source) fn is_for_postgres(names: &str) -> bool {
    let names = || names.split(',').map(str::trim);
    let only = names().any(|name| !name.starts_with('!'));
    let named = |name: &str| names().any(|other| other.eq_ignore_ascii_case(name));
    !named("!postgresql") && !named("none") && (!only || named("postgresql") || named("all"))
}

fn settings(folder: &dyn Folder) -> Settings {
    let address = folder.setting("liquibase.properties", "url");
    Settings { database: address.and_then(|address| database_of_address(&address)), ..Settings::default() }
}
