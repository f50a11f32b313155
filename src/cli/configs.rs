//! Which `ddlint.toml` holds for which file, and what it says of it.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, Result, anyhow};
use rustc_hash::FxHashMap;

use super::{
    globs::Globs,
    host::{Host, PathKind},
    paths::{absolute, shown},
};
use crate::{
    config::{Config, FILE_NAME, Override, PACKAGE_FILE},
    diagnostic::Severity,
};

/// Severities by rule; `None` turns a rule off.
pub type Severities = FxHashMap<&'static str, Option<Severity>>;

/// A configuration with its globs made.
#[derive(Debug, Default)]
pub struct Project {
    /// What the file says; all defaults where there is none.
    pub config: Config,
    /// The folder that its globs and paths start from.
    pub folder: PathBuf,
    exclude: Globs,
    overrides: Vec<Globs>,
}

/// All configurations of a run, each read once.
pub struct Projects<'h> {
    host: &'h dyn Host,
    current: PathBuf,
    fixed: Option<Arc<Project>>,
    by_folder: FxHashMap<PathBuf, Arc<Project>>,
}

impl<'h> Projects<'h> {
    /// Configurations found upward from each file, or one for all.
    pub fn new(fixed: Option<&Path>, host: &'h dyn Host) -> Result<Self> {
        let current = host.current_folder().context("cannot tell the current folder")?;
        let fixed = fixed.map(|path| Project::read(path, &current, host)).transpose()?.map(Arc::new);
        Ok(Self { host, current, fixed, by_folder: FxHashMap::default() })
    }

    /// The folder that relative paths start from.
    pub fn current(&self) -> &Path {
        &self.current
    }

    /// The configuration that holds in a folder, given from the root.
    pub fn of(&mut self, folder: &Path) -> Result<Arc<Project>> {
        if let Some(fixed) = &self.fixed {
            return Ok(Arc::clone(fixed));
        }
        if let Some(known) = self.by_folder.get(folder) {
            return Ok(Arc::clone(known));
        }
        let here = [FILE_NAME, PACKAGE_FILE].map(|name| folder.join(name)).into_iter().find(|path| self.says_something(path));
        let project = match (here, folder.parent()) {
            (Some(path), _) => Arc::new(Project::read(&path, &self.current, self.host)?),
            (None, Some(parent)) => self.of(parent)?,
            (None, None) => Arc::default(),
        };
        self.by_folder.insert(folder.to_owned(), Arc::clone(&project));
        Ok(project)
    }

    fn says_something(&self, path: &Path) -> bool {
        let is_there = self.host.kind(path) == Some(PathKind::File);
        is_there && (!path.ends_with(PACKAGE_FILE) || self.host.read(path).is_ok_and(|bytes| of_package(&bytes).is_some()))
    }
}

/// What a `package.json` says under the key `ddlint`.
fn of_package(bytes: &[u8]) -> Option<serde_json::Value> {
    let mut package: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    package.get_mut("ddlint").map(serde_json::Value::take)
}

impl Project {
    fn read(path: &Path, current: &Path, host: &dyn Host) -> Result<Self> {
        let name = shown(path.strip_prefix(current).unwrap_or(path));
        let bytes = host.read(path).with_context(|| format!("cannot read the configuration `{name}`"))?;
        let config = if path.ends_with(PACKAGE_FILE) {
            let keys = of_package(&bytes).ok_or_else(|| anyhow!("{name} has no key `ddlint`"))?;
            Config::from_json(&keys).map_err(|error| anyhow!("{name}: `ddlint`: {error}"))?
        } else if bytes.starts_with(b"{") {
            let keys = serde_json::from_slice(&bytes).map_err(|error| anyhow!("{name}: {error}"))?;
            Config::from_json(&keys).map_err(|error| anyhow!("{name}: {error}"))?
        } else {
            let text = String::from_utf8_lossy(&bytes);
            Config::parse(text.trim_start_matches('\u{feff}')).map_err(|error| anyhow!("{name}:{error}"))?
        };
        let globs = |patterns: &[String]| Globs::new(patterns).map_err(|error| anyhow!("{name}: {error}"));
        let exclude = globs(&config.exclude)?;
        let overrides = config.overrides.iter().map(|entry| globs(&entry.paths)).collect::<Result<_>>()?;
        let folder = absolute(current, path).parent().unwrap_or(current).to_owned();
        Ok(Self { config, folder, exclude, overrides })
    }

    /// Whether a file, given from the root, is left out of its folder.
    pub fn excludes(&self, file: &Path) -> bool {
        self.exclude.is_match(file.strip_prefix(&self.folder).unwrap_or(file))
    }

    /// The overrides that hold for a file, given from the root.
    pub fn overrides(&self, file: &Path) -> impl Iterator<Item = &Override> {
        let file = file.strip_prefix(&self.folder).unwrap_or(file).to_owned();
        let entries = self.config.overrides.iter().zip(&self.overrides);
        entries.filter(move |(_, globs)| globs.is_match(&file)).map(|(entry, _)| entry)
    }
}
