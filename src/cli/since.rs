//! Which files are new or changed since a git ref.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use rustc_hash::FxHashSet;

use super::{
    host::{Finished, Host},
    paths::absolute,
};

/// Files, from the root, that are new or changed since a ref, committed or not.
#[derive(Debug, Default)]
pub struct Changed {
    added: FxHashSet<PathBuf>,
    modified: FxHashSet<PathBuf>,
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

/// What was added, changed or renamed since the ref. `folder` is any folder in the repository, from the root.
pub fn changed(reference: &str, folder: &Path, host: &dyn Host) -> Result<Changed> {
    let top = git(host, folder, &["rev-parse", "--show-cdup"])?;
    if !top.success {
        bail!("--since needs a git repository, and `{}` is in none", folder.display());
    }
    let top = absolute(folder, Path::new(top.output.trim_end_matches(['\n', '\r'])));
    let commit = format!("{reference}^{{commit}}");
    if reference.starts_with('-') || !git(host, &top, &["rev-parse", "--verify", "--quiet", &commit])?.success {
        bail!("--since: git knows no commit `{reference}`; check the name, or fetch it first");
    }
    let base = git(host, &top, &["merge-base", reference, "HEAD"])?;
    if !base.success {
        bail!("--since: `{reference}` and HEAD have no commit in common; in a shallow clone, fetch the whole history first");
    }
    let diff = |filter| ["diff", "--name-only", "--no-relative", filter, "-z", base.output.trim()];
    let untracked = ["ls-files", "--others", "--exclude-standard", "-z"];
    let mut added = listed(&diff("--diff-filter=AR"), &top, host)?;
    added.extend(listed(&untracked, &top, host)?);
    Ok(Changed { added, modified: listed(&diff("--diff-filter=M"), &top, host)? })
}

fn listed(arguments: &[&str], top: &Path, host: &dyn Host) -> Result<FxHashSet<PathBuf>> {
    let listed = git(host, top, arguments)?;
    if !listed.success {
        bail!("--since: git {} failed: {}", arguments[0], listed.error.trim());
    }
    Ok(listed.output.split('\0').filter(|name| !name.is_empty()).map(|name| top.join(name)).collect())
}

fn git(host: &dyn Host, folder: &Path, arguments: &[&str]) -> Result<Finished> {
    host.git(folder, arguments).map_err(|error| anyhow!("--since needs the program git, which could not be started: {error}"))
}
