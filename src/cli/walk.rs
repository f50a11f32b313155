//! The files below a folder, but for hidden ones and those that ignore files leave out.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    host::{Host, PathKind},
    ignore::IgnoreFile,
    paths::{absolute, shown},
};

/// Where git keeps what all repositories of a person ignore, where its configuration names no other file.
const GLOBAL: &str = "git/ignore";

impl dyn Host + '_ {
    /// Every file at most so many folders deep (1: in the folder itself), in order of their names, but for hidden ones and
    /// those that ignore files leave out.
    pub fn walk(&self, folder: &Path, depth: usize) -> io::Result<Vec<PathBuf>> {
        let current = self.current_folder()?;
        let from_root = absolute(&current, folder);
        let mut walker = Walker { host: self, current, levels: Vec::new(), global: global(self), files: Vec::new() };
        for above in from_root.ancestors().skip(1).collect::<Vec<_>>().into_iter().rev() {
            walker.levels.push(Level::of(above, self));
        }
        walker.folder(folder, &from_root, depth)?;
        Ok(walker.files)
    }
}

struct Walker<'h> {
    host: &'h dyn Host,
    current: PathBuf,
    /// From the root to the folder that is walked.
    levels: Vec<Level>,
    global: IgnoreFile,
    files: Vec<PathBuf>,
}

/// What one folder's ignore files say.
struct Level {
    folder: PathBuf,
    /// In order of their weight: `.ignore`, `.gitignore`, `.git/info/exclude`.
    files: [IgnoreFile; 3],
}

impl Level {
    fn of(folder: &Path, host: &dyn Host) -> Self {
        let file = |path: PathBuf| text(&path, host).map(|text| IgnoreFile::new(&text)).unwrap_or_default();
        let exclude = git_folder(folder, host).map(|git| file(git.join("info/exclude"))).unwrap_or_default();
        Self { folder: folder.to_owned(), files: [file(folder.join(".ignore")), file(folder.join(".gitignore")), exclude] }
    }
}

impl Walker<'_> {
    /// `shown` leads to the folder as it was named.
    fn folder(&mut self, shown: &Path, folder: &Path, depth: usize) -> io::Result<()> {
        let mut entries = self.host.list(folder)?;
        entries.sort_unstable();
        self.levels.push(Level::of(folder, self.host));
        for (name, kind) in entries {
            let path = folder.join(&name);
            if self.is_left_out(&path, kind == PathKind::Folder) {
                continue;
            }
            match kind {
                PathKind::File => self.files.push(shown.join(name)),
                PathKind::Folder if depth > 1 => self.folder(&shown.join(name), &path, depth - 1)?,
                PathKind::Folder => {}
            }
        }
        self.levels.pop();
        Ok(())
    }

    fn is_left_out(&self, path: &Path, is_folder: bool) -> bool {
        let said = |weight: usize| {
            let levels = self.levels.iter().rev().filter(|level| !level.files[weight].is_empty());
            levels.filter_map(|level| level.files[weight].ignores(&below(path, &level.folder), is_folder)).next()
        };
        let global = || self.global.ignores(&below(path, &self.current), is_folder);
        let hidden = || path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        (0..3).find_map(said).or_else(global).unwrap_or_else(hidden)
    }
}

fn below(path: &Path, folder: &Path) -> String {
    shown(path.strip_prefix(folder).unwrap_or(path))
}

fn text(path: &Path, host: &dyn Host) -> Option<String> {
    let is_file = host.kind(path) == Some(PathKind::File);
    is_file.then(|| host.read(path).ok()).flatten().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// Where the repository of a folder keeps its own files: in a work tree that is another place.
fn git_folder(folder: &Path, host: &dyn Host) -> Option<PathBuf> {
    let git = folder.join(".git");
    match host.kind(&git)? {
        PathKind::Folder => Some(git),
        PathKind::File => {
            let linked = absolute(folder, Path::new(text(&git, host)?.strip_prefix("gitdir:")?.trim()));
            let common = text(&linked.join("commondir"), host).map(|path| absolute(&linked, Path::new(path.trim())));
            Some(common.unwrap_or(linked))
        }
    }
}

/// What a person ignores everywhere.
fn global(host: &dyn Host) -> IgnoreFile {
    let home = host.variable("HOME").or_else(|| host.variable("USERPROFILE")).map(PathBuf::from);
    let config = host.variable("XDG_CONFIG_HOME").map(PathBuf::from).or_else(|| Some(home.as_ref()?.join(".config")));
    let configs = [home.as_ref().map(|home| home.join(".gitconfig")), config.as_ref().map(|config| config.join("git/config"))];
    let named = configs.into_iter().flatten().find_map(|path| excludes_file(&text(&path, host)?));
    let named = named.map(|path| match (path.strip_prefix("~/"), &home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    });
    let path = named.or_else(|| Some(config?.join(GLOBAL)));
    path.and_then(|path| text(&path, host)).map(|text| IgnoreFile::new(&text)).unwrap_or_default()
}

/// `excludesFile` of git's configuration.
fn excludes_file(config: &str) -> Option<String> {
    config.lines().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        key.trim().eq_ignore_ascii_case("excludesfile").then(|| value.trim().trim_matches('"').to_owned())
    })
}
