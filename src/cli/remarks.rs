//! What is told of a file by its name and its place among the others of its history.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use super::{paths::shown, since::Changed, surroundings::Surroundings};
use crate::{
    remark::Remark,
    source::{
        Direction, Document, Runner,
        framework::{Framework, Reverts},
        order,
    },
};

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
        own.extend(surroundings.foreign().map(|database| Remark {
            rule: "foreign-dialect",
            message: format!("{} runs this file on {database}: nothing in it is checked", framework.name),
            help: "leave it out: `exclude` in ddlint.toml".to_owned(),
        }));
        own.extend(without_down(file, framework, surroundings));
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

fn altered(framework: &Framework) -> Remark {
    let by = if framework.is_plain() { "what ran it".to_owned() } else { framework.name.to_owned() };
    Remark {
        rule: "released-file-changed",
        message: format!("it is released: where it has run, {by} does not run it again, and may refuse to go on"),
        help: "restore it, and put the change into a new migration".to_owned(),
    }
}

/// A migration that nothing undoes, where its framework would.
fn without_down(file: &Placed, framework: &Framework, surroundings: &Surroundings) -> Option<Remark> {
    let lacks = match framework.reverts {
        Reverts::InFiles => down_file(file.path).is_some_and(|down| !surroundings.has(&down)),
        Reverts::InSections => {
            let document = Document::decode(shown(file.path).into(), file.bytes);
            document.sections(file.runner).iter().all(|section| section.direction == Direction::Up)
        }
        Reverts::Never | Reverts::InComments | Reverts::InFolder => false,
    };
    lacks.then(|| Remark {
        rule: "missing-down",
        message: "nothing undoes it".to_owned(),
        help: "write what undoes it, or say there why nothing can".to_owned(),
    })
}

/// The file that undoes one of this name, where the name tells.
fn down_file(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    if name == "up.sql" {
        return Some(path.with_file_name("down.sql"));
    }
    name.strip_suffix(".up.sql").map(|stem| path.with_file_name(format!("{stem}.down.sql")))
}
