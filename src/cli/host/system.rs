//! The world as the operating system gives it.

use std::{
    io::{self, IsTerminal, Read, Write},
    path::{Path, PathBuf},
};

use super::{Finished, Host, PathKind, Stream};

/// The operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Host for System {
    fn kind(&self, path: &Path) -> Option<PathKind> {
        let metadata = std::fs::metadata(path).ok()?;
        Some(if metadata.is_dir() { PathKind::Folder } else { PathKind::File })
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn read_head(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        std::fs::File::open(path)?.take(most as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Write>> {
        Ok(Box::new(std::fs::File::create(path)?))
    }

    fn walk(&self, folder: &Path, depth: usize) -> io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for entry in ignore::WalkBuilder::new(folder).max_depth(Some(depth)).require_git(false).build() {
            let entry = entry.map_err(io::Error::other)?;
            if entry.file_type().is_some_and(|kind| !kind.is_dir()) {
                files.push(entry.into_path());
            }
        }
        Ok(files)
    }

    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok().filter(|value| !value.is_empty())
    }

    fn stdin(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn stdout(&self) -> Box<dyn Write + '_> {
        Box::new(anstream::AutoStream::always(io::stdout().lock()))
    }

    fn stderr(&self) -> Box<dyn Write + '_> {
        Box::new(anstream::AutoStream::always(io::stderr().lock()))
    }

    fn is_terminal(&self, stream: Stream) -> bool {
        match stream {
            Stream::Output => io::stdout().is_terminal(),
            Stream::Error => io::stderr().is_terminal(),
        }
    }

    fn current_folder(&self) -> io::Result<PathBuf> {
        std::env::current_dir()
    }

    fn now(&self) -> i64 {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since.map_or(0, |since| since.as_secs() as i64)
    }

    fn git(&self, folder: &Path, arguments: &[&str]) -> io::Result<Finished> {
        let output = std::process::Command::new("git").arg("-C").arg(folder).args(arguments).output()?;
        Ok(Finished {
            success: output.status.success(),
            output: String::from_utf8_lossy(&output.stdout).into_owned(),
            error: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }
}
