//! What is told of a file by its name and its place among the others of its history.

use std::path::Path;

use rustc_hash::FxHashMap;

use super::{paths::shown, since::Changed, surroundings::Surroundings, ways_back};
use crate::{
    remark::Remark,
    source::{
        Direction, Document, Runner,
        framework::{Framework, List, Reverts},
        order,
    },
};

/// So many migrations before one tell what is usual, and so many have to be there.
const NEAR: usize = 10;
const FEWEST: usize = 3;

/// A file of a history, as its remarks see it.
pub struct Placed<'a> {
    /// The path from the root.
    pub path: &'a Path,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// It is mere history.
    pub history: bool,
    /// What runs it.
    pub runner: Runner,
}

/// The remarks on each file of a history, in the same order.
pub fn of(files: &[Placed], surroundings: &Surroundings, changed: Option<&Changed>) -> Vec<Vec<Remark>> {
    let framework = surroundings.found.framework;
    let versions = versions(files, surroundings);
    let mut first: FxHashMap<&str, &Path> = FxHashMap::default();
    let last_released = changed.and_then(|_| files.iter().rposition(|file| file.history));
    let missing = surroundings.missing();
    let has_way_back: Vec<_> = files.iter().map(|file| has_way_back(file, surroundings)).collect();
    let mut remarks = Vec::with_capacity(files.len());
    for (at, file) in files.iter().enumerate() {
        let mut own = Vec::new();
        let version = versions[at].as_deref();
        if let Some(version) = version.filter(|_| framework.unique_versions) {
            match first.get(version) {
                Some(other) => own.push(duplicate(other, version, framework)),
                None => _ = first.insert(version, file.path),
            }
        }
        let before = at.checked_sub(1).and_then(|before| versions[before].as_deref());
        own.extend(version.zip(before).filter(|_| framework.without_gaps).and_then(|(own, before)| gap(own, before, framework)));
        if let Some(changed) = changed {
            let later = last_released.filter(|last| at < *last && version.is_some()).map(|last| files[last].path);
            own.extend(later.filter(|_| changed.is_added(file.path)).map(|later| unordered(later, framework)));
            own.extend((version.is_some() && changed.is_modified(file.path)).then(|| altered(framework)));
        }
        own.extend(surroundings.settings.database.map(|database| Remark {
            rule: "foreign-dialect",
            message: format!("{} runs these migrations on {database}: nothing in them is checked", framework.name),
            help: "leave it out: `exclude` in ddlint.toml".to_owned(),
        }));
        if let Some(list) = &framework.list {
            own.extend(surroundings.is_unlisted(file.path).then(|| unlisted(list, framework)));
            let near = missing.iter().filter(|(_, near)| *near == file.path);
            own.extend(near.map(|(gone, _)| not_there(gone, list, framework)));
        }
        own.extend((has_way_back[at] == Some(false) && is_usual(&has_way_back[..at])).then(without_down));
        own.extend(surroundings.migration(file.path).and_then(|name| vague(&name)));
        remarks.push(if file.history { Vec::new() } else { own });
    }
    remarks
}

/// The version of each file that has one.
fn versions(files: &[Placed], surroundings: &Surroundings) -> Vec<Option<String>> {
    let version = |file: &Placed| surroundings.migration(file.path).and_then(|name| order::version(&name));
    files.iter().map(version).collect()
}

fn name(path: &Path) -> String {
    let mut names = path.iter().rev().map(|name| name.to_string_lossy().into_owned());
    let name = names.next().unwrap_or_default();
    match names.next() {
        Some(folder) if order::version(&name).is_none() => format!("{folder}/{name}"),
        _ => name,
    }
}

fn duplicate(other: &Path, version: &str, framework: &Framework) -> Remark {
    Remark {
        rule: "duplicate-version",
        message: format!("{} refuses it, or skips it: `{}` has the version {version}, too", framework.name, name(other)),
        help: "give it a version of its own".to_owned(),
    }
}

fn gap(version: &str, before: &str, framework: &Framework) -> Option<Remark> {
    let (version, before): (u64, u64) = (version.parse().ok()?, before.parse().ok()?);
    (version > before + 1).then(|| Remark {
        rule: "missing-version",
        message: format!("{} stops: there is no version {} before it", framework.name, before + 1),
        help: format!("number it {}", before + 1),
    })
}

fn unordered(later: &Path, framework: &Framework) -> Remark {
    Remark {
        rule: "version-before-released",
        message: format!("it comes before `{}`, which is released: {}", name(later), framework.late),
        help: "give it a version after all that are released".to_owned(),
    }
}

fn unlisted(list: &List, framework: &Framework) -> Remark {
    Remark {
        rule: "unlisted-file",
        message: format!("{} {}: `{}` does not list it", framework.name, list.leaves_out, list.file),
        help: list.help.to_owned(),
    }
}

fn not_there(gone: &Path, list: &List, framework: &Framework) -> Remark {
    Remark {
        rule: "missing-file",
        message: format!("{} stops: `{}` lists `{}`, which is not there", framework.name, list.file, name(gone)),
        help: "restore the file; where no database has run it, take it out of the list".to_owned(),
    }
}

fn altered(framework: &Framework) -> Remark {
    let by = if framework.is_plain() { "what ran it".to_owned() } else { framework.name.to_owned() };
    Remark {
        rule: "released-file-changed",
        message: format!("it is released: where it has run, {by} does not run it again, and may refuse to go on"),
        help: "restore it, and put the change into a new migration".to_owned(),
    }
}

/// Words of a migration's name that say nothing of what it does, and those that say nothing beside them.
const VAGUE: [&str; 26] = [
    "again",
    "alter",
    "change",
    "changed",
    "changes",
    "fix",
    "fixed",
    "fixes",
    "hotfix",
    "migrate",
    "migration",
    "migrations",
    "minor",
    "misc",
    "modify",
    "more",
    "other",
    "patch",
    "refactor",
    "some",
    "stuff",
    "temp",
    "tmp",
    "update",
    "updates",
    "wip",
];
const BESIDE: [&str; 7] = ["data", "database", "db", "new", "schema", "sql", "the"];

/// A name that holds nothing but such words, and numbers.
fn vague(migration: &str) -> Option<Remark> {
    order::version(migration)?;
    let name = migration.strip_suffix(".sql").unwrap_or(migration).trim_end_matches(".up");
    let name = name.trim_start_matches(|letter: char| letter.is_ascii_digit() || "VUB._-".contains(letter));
    let lower = name.to_ascii_lowercase();
    let words = || lower.split(['_', '-', ' ', '.']).filter(|word| !word.is_empty());
    let is_filler = |word: &str| BESIDE.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit());
    let says_nothing = words().all(|word| VAGUE.contains(&word) || is_filler(word)) && words().any(|word| VAGUE.contains(&word));
    says_nothing.then(|| Remark {
        rule: "vague-name",
        message: format!("its name, `{name}`, does not say what it does"),
        help: "name it after what it does, such as `add_email_to_users`".to_owned(),
    })
}

/// Whether something undoes a migration; `None` where that is not seen from its name or its text.
fn has_way_back(file: &Placed, surroundings: &Surroundings) -> Option<bool> {
    match surroundings.found.framework.reverts {
        Reverts::InFiles | Reverts::InFolder => ways_back::of(file.path, surroundings).map(|down| surroundings.has(&down)),
        Reverts::InSections if ways_back::of(file.path, surroundings).is_some_and(|down| surroundings.has(&down)) => Some(true),
        Reverts::InSections => {
            let mut document = Document::decode(shown(file.path).into(), file.bytes);
            Some(document.sections(file.runner).iter().any(|section| section.direction == Direction::Down))
        }
        Reverts::Never | Reverts::InComments => None,
    }
}

/// Most of the migrations just before have a way back. Who never writes one has decided so.
fn is_usual(has_way_back: &[Option<bool>]) -> bool {
    let near = has_way_back.iter().rev().flatten().take(NEAR);
    let (with, all) = near.fold((0, 0), |(with, all), has| (with + usize::from(*has), all + 1));
    all >= FEWEST && with * 2 > all
}

fn without_down() -> Remark {
    Remark {
        rule: "missing-down",
        message: "nothing undoes it, though most of the migrations before it can be undone".to_owned(),
        help: "write what undoes it, or say there why nothing can".to_owned(),
    }
}
