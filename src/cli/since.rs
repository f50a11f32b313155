//! `--since`: which files are new or changed since a git ref.

mod base;

use std::{
    path::{Path, PathBuf},
    rc::Rc,
};

use anyhow::{Result, anyhow, bail};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    git::{Missing, Repository},
    host::Host,
};

/// The ref of a run, and what is known of the repositories that were met.
pub struct Since<'a> {
    reference: &'a str,
    current: &'a Path,
    host: &'a dyn Host,
    /// By uppermost folder.
    listed: FxHashMap<PathBuf, Rc<Listing>>,
}

/// The files of one history that are new or changed since the ref, committed or not.
#[derive(Debug, Default)]
pub struct Changed {
    added: FxHashSet<PathBuf>,
    modified: FxHashSet<PathBuf>,
}

/// What changed in a repository, by the names that it has there.
enum Listing {
    /// The repository is new.
    New,
    Names {
        /// Names of files, and of folders, which end in `/`.
        added: FxHashSet<String>,
        modified: FxHashSet<String>,
    },
}

impl Changed {
    /// The file was not there, or not under this name.
    pub fn is_added(&self, file: &Path) -> bool {
        self.added.contains(file)
    }

    /// The file was there, with another text.
    pub fn is_modified(&self, file: &Path) -> bool {
        self.modified.contains(file)
    }

    /// One of the two.
    pub fn contains(&self, file: &Path) -> bool {
        self.is_added(file) || self.is_modified(file)
    }
}

impl<'a> Since<'a> {
    /// `current` is the folder in which the ref was named.
    pub fn new(reference: &'a str, current: &'a Path, host: &'a dyn Host) -> Self {
        Self { reference, current, host, listed: FxHashMap::default() }
    }

    /// Which of the files in a folder are new or changed; all paths are from the root.
    pub fn changed<'f>(&mut self, folder: &Path, files: impl Iterator<Item = &'f Path>) -> Result<Changed> {
        let outer = repository(folder, self.host)?;
        let listing = self.of_root(&outer)?;
        let mut inner: FxHashMap<PathBuf, (Repository, Rc<Listing>)> = FxHashMap::default();
        let mut known = FxHashMap::default();
        let mut changed = Changed::default();
        for file in files {
            let (repository, listing) = match self.nested(file, folder, &mut known) {
                None => (&outer, &listing),
                Some(top) => {
                    if !inner.contains_key(&top) {
                        let repository = repository(&top, self.host)?;
                        let listing = self.of_submodule(&repository, &outer)?;
                        inner.insert(top.clone(), (repository, listing));
                    }
                    let (repository, listing) = &inner[&top];
                    (repository, listing)
                }
            };
            let Some(name) = repository.name(file) else { continue };
            if listing.is_added(&name) {
                changed.added.insert(file.to_owned());
            } else if listing.is_modified(&name) {
                changed.modified.insert(file.to_owned());
            }
        }
        Ok(changed)
    }

    /// The uppermost folder of a repository that stands between a file and the folder of its history.
    fn nested(&self, file: &Path, folder: &Path, known: &mut FxHashMap<PathBuf, bool>) -> Option<PathBuf> {
        let between = file.ancestors().skip(1).take_while(|ancestor| *ancestor != folder && ancestor.starts_with(folder));
        let mut is_top = |ancestor: &&Path| match known.get(*ancestor) {
            Some(&is_top) => is_top,
            None => {
                let is_top = self.host.kind(&ancestor.join(".git")).is_some();
                known.insert(ancestor.to_path_buf(), is_top);
                is_top
            }
        };
        between.into_iter().find(|ancestor| is_top(ancestor)).map(Path::to_owned)
    }

    /// The ref is one of the repository in which it was named; a submodule of that is compared with what its commit there holds.
    fn of_root(&mut self, repository: &Repository) -> Result<Rc<Listing>> {
        let here = if repository.submodule { Repository::of(self.current, self.host).ok() } else { None };
        match here.filter(|here| repository.top != here.top && repository.top.starts_with(&here.top)) {
            Some(here) => self.of_submodule(repository, &here),
            None => self.listing(repository, || base::of(repository, self.reference).map(Some)),
        }
    }

    fn of_submodule(&mut self, repository: &Repository, outer: &Repository) -> Result<Rc<Listing>> {
        let reference = self.reference;
        self.listing(repository, || {
            let name = outer.name(&repository.top).unwrap_or_default();
            let recorded = format!("{}:{}", base::of(outer, reference)?, name.trim_end_matches('/'));
            match outer.ask(&["rev-parse", "--verify", "--quiet", &recorded]) {
                Some(commit) if !repository.knows(&commit) => {
                    bail!("--since: `{reference}` wants commit {commit} of the submodule `{name}`, which is not there; fetch it there first")
                }
                recorded => Ok(recorded),
            }
        })
    }

    /// What changed since a commit; without one all is new.
    fn listing(&mut self, repository: &Repository, base: impl FnOnce() -> Result<Option<String>>) -> Result<Rc<Listing>> {
        if let Some(known) = self.listed.get(&repository.top) {
            return Ok(Rc::clone(known));
        }
        let listing = base()?.map_or(Ok(Listing::New), |base| Listing::of(repository, &base))?;
        Ok(Rc::clone(self.listed.entry(repository.top.clone()).or_insert(Rc::new(listing))))
    }
}

impl Listing {
    fn of(repository: &Repository, base: &str) -> Result<Self> {
        let (mut added, mut modified) = (FxHashSet::default(), FxHashSet::default());
        let diff = ["diff", "--name-status", "--no-relative", "--find-renames", "--no-ext-diff", "-z", base];
        let told = output(repository, &diff)?;
        let mut words = told.split('\0').filter(|word| !word.is_empty());
        while let Some(status) = words.next() {
            let name = words.next().unwrap_or_default();
            match status.as_bytes().first() {
                Some(b'A' | b'C') if status.len() == 1 => _ = added.insert(name.to_owned()),
                Some(b'R' | b'C') => {
                    let now = words.next().unwrap_or_default();
                    match status {
                        _ if own_name(name) != own_name(now) => _ = added.insert(now.to_owned()),
                        // It only moved to another folder.
                        "R100" => {}
                        _ => _ = modified.insert(now.to_owned()),
                    }
                }
                Some(b'D') => {}
                _ => _ = modified.insert(name.to_owned()),
            }
        }
        let untracked = output(repository, &["ls-files", "--others", "--exclude-standard", "-z"])?;
        added.extend(untracked.split('\0').filter(|name| !name.is_empty()).map(str::to_owned));
        Ok(Self::Names { added, modified })
    }

    fn is_added(&self, name: &str) -> bool {
        let Self::Names { added, .. } = self else { return true };
        let mut folders = name.match_indices('/').map(|(at, _)| &name[..=at]);
        added.contains(name) || folders.any(|folder| added.contains(folder))
    }

    fn is_modified(&self, name: &str) -> bool {
        matches!(self, Self::Names { modified, .. } if modified.contains(name))
    }
}

/// What is left of a file's name when the folder that holds all migrations gets another one: `1_init.sql`, `1_init/up.sql`.
fn own_name(name: &str) -> &str {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    if file.contains(|letter: char| letter.is_ascii_digit()) || folder.is_empty() {
        return file;
    }
    folder.rfind('/').map_or(name, |at| &name[at + 1..])
}

fn output(repository: &Repository, arguments: &[&str]) -> Result<String> {
    let told = repository.git(arguments)?;
    if !told.success {
        bail!("--since: git {} failed: {}", arguments[0], told.error.trim());
    }
    Ok(told.output)
}

fn repository<'h>(folder: &Path, host: &'h dyn Host) -> Result<Repository<'h>> {
    let shown = folder.display();
    Repository::of(folder, host).map_err(|missing| match missing {
        Missing::Program(error) => anyhow!("--since needs the program git, which could not be started: {error}"),
        Missing::Repository => anyhow!("--since needs a git repository, and `{shown}` is in none"),
        Missing::Owner => anyhow!(
            "--since: git does not read the repository of `{shown}`, which another user owns; allow it with `git config --global --add safe.directory '*'`"
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::own_name;

    #[test]
    fn a_file_that_only_moved_keeps_its_name() {
        for (one, other, same) in [
            ("db/1_init.sql", "sql/migrations/1_init.sql", true),
            ("db/1_init.sql", "db/2_init.sql", false),
            ("prisma/1_init/migration.sql", "db/1_init/migration.sql", true),
            ("prisma/1_init/migration.sql", "prisma/2_init/migration.sql", false),
            ("init.sql", "db/init.sql", false),
        ] {
            assert_eq!(own_name(one) == own_name(other), same, "{one} {other}");
        }
    }
}
