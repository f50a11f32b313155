//! From the arguments to the files that are meant.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::{
    configs::Projects,
    folder,
    globs::Globs,
    host::{Host, PathKind},
    paths::{absolute, relative, shown},
};

/// A file that is meant, not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The path as it is reported.
    pub shown: String,
    /// The path from the root; for standard input what it would be.
    pub absolute: PathBuf,
    /// Named by itself, not found in a folder.
    pub named: bool,
    /// It is standard input.
    pub stdin: bool,
    /// It is not reported.
    pub history: bool,
    /// The folder whose files make one history, from the root.
    pub root: PathBuf,
}

/// All files that are meant, each once, in no order.
pub fn find(paths: &[PathBuf], stdin_filename: Option<&Path>, projects: &mut Projects, host: &dyn Host) -> Result<Vec<Input>> {
    let configured = if paths.is_empty() { configured(projects)? } else { Vec::new() };
    let known = if paths.is_empty() && configured.is_empty() { folder::known(host)? } else { Vec::new() };
    let mut inputs = Vec::new();
    for path in paths.iter().chain(&configured).chain(&known) {
        match host.kind(path) {
            _ if path == Path::new("-") => inputs.push(stdin(stdin_filename, projects.current())),
            Some(PathKind::File) => inputs.push(named(path, projects.current())),
            Some(PathKind::Folder) => inputs.extend(in_folder(path, projects, host)?),
            None => inputs.extend(matching(path, projects, host)?),
        }
    }
    let mut seen = rustc_hash::FxHashSet::default();
    inputs.retain(|input| input.stdin || seen.insert(input.absolute.clone()));
    Ok(inputs)
}

/// Files that ran before all others.
pub fn ran_before(paths: &[PathBuf], projects: &Projects) -> impl Iterator<Item = Input> {
    paths.iter().map(|path| Input { history: true, ..named(path, projects.current()) })
}

/// `paths` of the configuration that holds here.
fn configured(projects: &mut Projects) -> Result<Vec<PathBuf>> {
    let current = projects.current().to_owned();
    let project = projects.of(&current)?;
    Ok(project.config.paths.iter().map(|path| relative(&current, &absolute(&project.folder, Path::new(path)))).collect())
}

fn stdin(name: Option<&Path>, current: &Path) -> Input {
    let input = named(name.unwrap_or(Path::new("<stdin>")), current);
    Input { stdin: true, named: name.is_some(), ..input }
}

fn named(path: &Path, current: &Path) -> Input {
    let absolute = absolute(current, path);
    Input { shown: shown(path), root: folder::history(&absolute), absolute, named: true, stdin: false, history: false }
}

fn in_folder(path: &Path, projects: &mut Projects, host: &dyn Host) -> Result<Vec<Input>> {
    let root = absolute(projects.current(), path);
    let mut inputs = Vec::new();
    for file in folder::migrations(path, host)? {
        let absolute = absolute(projects.current(), &file);
        if !projects.of(absolute.parent().unwrap_or(&root))?.excludes(&absolute) {
            inputs.push(Input { shown: shown(&file), absolute, named: false, stdin: false, history: false, root: root.clone() });
        }
    }
    if inputs.iter().all(|input| folder::is_down(&input.absolute)) {
        bail!(
            "no migrations in the folder `{}`: it holds no .sql files and no scripts that are migrations, or all are ignored or undo others",
            path.display()
        );
    }
    Ok(inputs)
}

/// The files that a glob matches; an error where the path is no glob.
fn matching(path: &Path, projects: &mut Projects, host: &dyn Host) -> Result<Vec<Input>> {
    let pattern = shown(path);
    if !pattern.contains(['*', '?', '[', '{']) {
        bail!("{}", missing(&pattern));
    }
    let globs = Globs::new(&[&pattern])?;
    let base: PathBuf = path.components().take_while(|part| !has_glob(part.as_os_str())).collect();
    let base = if base.as_os_str().is_empty() { PathBuf::from(".") } else { base };
    let files = match host.kind(&base) {
        Some(PathKind::Folder) => {
            host.walk(&base, usize::MAX).with_context(|| format!("cannot read the folder `{}`", base.display()))?
        }
        _ => Vec::new(),
    };
    let matching: Vec<_> = files.into_iter().filter(|file| globs.is_match(file)).collect();
    if matching.is_empty() {
        bail!("no file matches `{pattern}`; globs start from the current folder, and `**` crosses folders");
    }
    Ok(matching.iter().map(|file| named(file, projects.current())).collect())
}

fn has_glob(part: &std::ffi::OsStr) -> bool {
    part.to_string_lossy().contains(['*', '?', '[', '{'])
}

fn missing(path: &str) -> String {
    const COMMANDS: [&str; 8] = ["lint", "plan", "explain", "rules", "frameworks", "init", "stats-query", "completions"];
    match crate::suggest::nearest(path, COMMANDS) {
        Some(command) if command == path => format!("no file or folder `{path}`; a command stands before all options"),
        Some(command) => format!("no file or folder `{path}`; did you mean the command `{command}`?"),
        None => format!("no file or folder `{path}`; check the path"),
    }
}
