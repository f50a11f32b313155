//! The commit at which a branch began, and what to do where the clone does not hold it.

use anyhow::{Result, bail};

use crate::cli::git::Repository;

/// Where the whole history comes with the clone.
const EVERYWHERE: &str = "`fetch-depth: 0` of actions/checkout and `GIT_DEPTH: 0` of GitLab do the same";

/// The last commit that the ref and HEAD have in common.
pub fn of(repository: &Repository, reference: &str) -> Result<String> {
    if !repository.knows(reference) {
        bail!("--since: {}", unknown(repository, reference));
    }
    if let Some(base) = repository.ask(&["merge-base", reference, "HEAD"]) {
        return Ok(base);
    }
    if !repository.knows("HEAD") {
        bail!("--since: there is no commit yet to compare with `{reference}`");
    }
    if repository.is_shallow() {
        let fetch = fetch(repository, reference, "--unshallow ");
        bail!(
            "--since: this shallow clone ends before the commit at which the branch left `{reference}`; run `{fetch}` ({EVERYWHERE})"
        );
    }
    bail!("--since: `{reference}` and HEAD have no commit in common; name a ref of the same history");
}

fn unknown(repository: &Repository, reference: &str) -> String {
    let known = format!("git knows no commit `{reference}`");
    let remote = format!("origin/{reference}");
    if reference.is_empty() || reference.ends_with('/') {
        return format!("`{reference}` names no branch; is the variable with its name empty?");
    }
    if !reference.is_empty() && reference.bytes().all(|byte| byte == b'0') {
        return format!(
            "`{reference}` stands for no commit: the branch is new; name the branch that it began on, such as origin/main"
        );
    }
    if repository.knows(&remote) {
        return format!("{known}, but `{remote}`; name that");
    }
    match (repository.is_shallow(), remote_branch(repository, reference)) {
        (true, _) => {
            let fetch = fetch(repository, reference, "--unshallow ");
            format!("{known} in this shallow clone; run `{fetch}` ({EVERYWHERE})")
        }
        (false, Some(_)) => format!("{known}; check the name, or run `{}`", fetch(repository, reference, "")),
        (false, None) => format!("{known}; check the name, or fetch it first"),
    }
}

/// The command that gets the ref.
fn fetch(repository: &Repository, reference: &str, depth: &str) -> String {
    match remote_branch(repository, reference) {
        Some((remote, branch)) => format!("git fetch {depth}{remote} +refs/heads/{branch}:refs/remotes/{remote}/{branch}"),
        None => format!("git fetch {depth}--tags"),
    }
}

/// `origin` and `main` of `origin/main`, where there is such a remote.
fn remote_branch<'a>(repository: &Repository, reference: &'a str) -> Option<(&'a str, &'a str)> {
    let (remote, branch) = reference.split_once('/')?;
    let remotes = repository.ask(&["remote"])?;
    remotes.lines().any(|known| known == remote).then_some((remote, branch))
}
