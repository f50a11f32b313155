//! What is asked of `git`.

use std::path::{Path, PathBuf};

use super::{
    host::{Finished, Host},
    paths::{absolute, shown},
};

/// The repository that a folder is in.
pub struct Repository<'h> {
    /// Its uppermost folder, from the root, with all links followed.
    pub top: PathBuf,
    /// It is a submodule of another one.
    pub submodule: bool,
    /// The folder that was asked about; a link may lead to it.
    folder: PathBuf,
    /// The uppermost folder on the way to that one, where no link below it leads there.
    way: PathBuf,
    /// That folder as git names it: empty, or ending in `/`.
    prefix: String,
    host: &'h dyn Host,
}

/// Why there is no repository.
pub enum Missing {
    /// The program could not be started.
    Program(std::io::Error),
    /// The folder is in none.
    Repository,
    /// git does not read what another user owns.
    Owner,
}

impl<'h> Repository<'h> {
    /// The repository of a folder, from the root.
    pub fn of(folder: &Path, host: &'h dyn Host) -> Result<Self, Missing> {
        let asked = ["rev-parse", "--show-toplevel", "--show-cdup", "--show-prefix", "--show-superproject-working-tree"];
        let told = host.git(folder, &asked).map_err(Missing::Program)?;
        if !told.success {
            return Err(if told.error.contains("dubious ownership") { Missing::Owner } else { Missing::Repository });
        }
        let mut lines = told.output.lines();
        let mut line = || lines.next().unwrap_or_default();
        let (top, up, prefix) = (line(), line(), line());
        Ok(Self {
            top: PathBuf::from(top),
            way: absolute(folder, Path::new(up)),
            submodule: lines.next().is_some_and(|folder| !folder.is_empty()),
            folder: folder.to_owned(),
            prefix: prefix.to_owned(),
            host,
        })
    }

    /// A file's name in the repository, with `/` between its parts; nothing where it is not in it.
    pub fn name(&self, file: &Path) -> Option<String> {
        match file.strip_prefix(&self.folder) {
            Ok(inside) => Some(format!("{}{}", self.prefix, shown(inside))),
            Err(_) => file.strip_prefix(&self.top).or(file.strip_prefix(&self.way)).ok().map(shown),
        }
    }

    /// Runs git in the uppermost folder.
    pub fn git(&self, arguments: &[&str]) -> std::io::Result<Finished> {
        self.host.git(&self.top, arguments)
    }

    /// What git prints, without the end of its line; nothing where it fails.
    pub fn ask(&self, arguments: &[&str]) -> Option<String> {
        let told = self.git(arguments).ok().filter(|told| told.success)?;
        Some(told.output.trim_end_matches(['\n', '\r']).to_owned())
    }

    /// The commit of this name is here.
    pub fn knows(&self, reference: &str) -> bool {
        let commit = format!("{reference}^{{commit}}");
        !reference.starts_with('-') && self.ask(&["rev-parse", "--verify", "--quiet", &commit]).is_some()
    }

    /// Its history was cut off when it was cloned.
    pub fn is_shallow(&self) -> bool {
        self.ask(&["rev-parse", "--is-shallow-repository"]).as_deref() == Some("true")
    }
}
