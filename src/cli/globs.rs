//! Globs of files, as people write them in configurations and arguments.

use std::path::Path;

use anyhow::{Result, anyhow};
use fast_glob::{glob_match, validate};

use super::paths::shown;

/// Some globs. `*` stays in its folder, `**` crosses folders.
#[derive(Debug, Default)]
pub struct Globs(Vec<String>);

impl Globs {
    /// Reads patterns; an error names the first that is none.
    pub fn new(patterns: &[impl AsRef<str>]) -> Result<Self> {
        let read = |pattern: &str| {
            validate(pattern).map_err(|error| anyhow!("`{pattern}` is no glob: {error}"))?;
            Ok(pattern.to_owned())
        };
        patterns.iter().map(|pattern| read(pattern.as_ref().trim_start_matches("./"))).collect::<Result<_>>().map(Self)
    }

    /// Whether one of them matches.
    pub fn is_match(&self, path: &Path) -> bool {
        !self.0.is_empty() && {
            let path = shown(path);
            self.0.iter().any(|glob| glob_match(glob, &path))
        }
    }
}
