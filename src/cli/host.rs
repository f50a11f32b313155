//! What a command may do in the world: files, streams, the environment and `git`.

#[cfg(not(target_family = "wasm"))]
mod system;

use std::{
    ffi::OsString,
    io::{self, Write},
    path::{Path, PathBuf},
};

#[cfg(not(target_family = "wasm"))]
pub use system::System;

use crate::report::Units;

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PathKind {
    /// A file, or what can be read like one.
    File,
    /// A folder.
    Folder,
}

/// A standard stream that may be a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Output,
    /// Standard error.
    Error,
}

/// What a finished program left.
#[derive(Debug, Clone)]
pub struct Finished {
    /// It ended with exit code 0.
    pub success: bool,
    /// What it wrote to standard output.
    pub output: String,
    /// What it wrote to standard error.
    pub error: String,
}

/// The world as commands see it: the operating system, or what JavaScript brings.
pub trait Host: Sync {
    /// What stands at a path, if anything does.
    fn kind(&self, path: &Path) -> Option<PathKind>;
    /// A file's bytes.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// The first bytes of a file.
    fn read_head(&self, path: &Path, most: usize) -> io::Result<Vec<u8>>;
    /// Makes a file, or empties it, to be written.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Write>>;
    /// What stands in a folder, by name, in no order. A link is a file here.
    fn list(&self, folder: &Path) -> io::Result<Vec<(OsString, PathKind)>>;
    /// An environment variable, if it is set and not empty.
    fn variable(&self, name: &str) -> Option<String>;
    /// All of standard input.
    fn stdin(&self) -> io::Result<Vec<u8>>;
    /// Standard output; what is written may hold ANSI styles.
    fn stdout(&self) -> Box<dyn Write + '_>;
    /// Standard error.
    fn stderr(&self) -> Box<dyn Write + '_>;
    /// Whether a person looks at the stream.
    fn is_terminal(&self, stream: Stream) -> bool;
    /// The width of the terminal, where it must be told because clap cannot see it.
    fn columns(&self) -> Option<usize> {
        None
    }
    /// The folder that relative paths start from.
    fn current_folder(&self) -> io::Result<PathBuf>;
    /// What offsets and columns count in JSON.
    fn units(&self) -> Units {
        Units::Bytes
    }
    /// Seconds since 1970, for what hangs on the day.
    fn now(&self) -> i64;
    /// Runs `git` in a folder; an error where it cannot be started.
    fn git(&self, folder: &Path, arguments: &[&str]) -> io::Result<Finished>;
}
