//! Which files are new or changed since a git ref.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use rustc_hash::FxHashSet;

use super::{
    host::{Finished, Host},
    paths::absolute,
};

/// Files, from the root, that were added, changed or renamed since the ref, committed or not.
/// `folder` is any folder in the repository, from the root.
pub fn changed(reference: &str, folder: &Path, host: &dyn Host) -> Result<FxHashSet<PathBuf>> {
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
    let diff = ["diff", "--name-only", "--no-relative", "--diff-filter=AMR", "-z", base.output.trim()];
    let untracked = ["ls-files", "--others", "--exclude-standard", "-z"];
    let mut files = FxHashSet::default();
    for arguments in [&diff[..], &untracked[..]] {
        let listed = git(host, &top, arguments)?;
        if !listed.success {
            bail!("--since: git {} failed: {}", arguments[0], listed.error.trim());
        }
        files.extend(listed.output.split('\0').filter(|name| !name.is_empty()).map(|name| top.join(name)));
    }
    Ok(files)
}

fn git(host: &dyn Host, folder: &Path, arguments: &[&str]) -> Result<Finished> {
    host.git(folder, arguments).map_err(|error| anyhow!("--since needs the program git, which could not be started: {error}"))
}
