//! A world that is nothing but texts.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    ffi::OsString,
    io::{self, Write},
    mem,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rustc_hash::FxHashSet;

use super::{Input, Mistake, Options};
use crate::{
    cli::host::{Finished, Host, PathKind, Stream},
    report::Units,
};

/// The path of a text that has none.
const UNNAMED: &str = "-";

/// Texts by their paths, and what was written. Relative paths start from the root.
#[derive(Debug, Default)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
    folders: FxHashSet<String>,
    stdin: Option<Vec<u8>>,
    written: Shared<BTreeMap<String, Vec<u8>>>,
    out: Shared<Vec<u8>>,
    error: Shared<Vec<u8>>,
    units: Units,
    now: i64,
}

/// What is written to from several places.
type Shared<T> = Arc<Mutex<T>>;

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Memory {
    /// The texts of a call, with its configuration.
    pub fn new(input: Input, options: &Options) -> Result<Self, Mistake> {
        let mut memory = Self { now: input.now, ..Self::default() };
        for file in input.history.into_iter().chain(input.files) {
            memory.put(&file.path, file.text.into_bytes())?;
        }
        if let Some(config) = &options.config {
            memory.files.insert(rooted(Path::new(config.file_name())), config.text().into_bytes());
        }
        Ok(memory)
    }

    fn put(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), Mistake> {
        if path == UNNAMED {
            self.stdin = Some(bytes);
            return Ok(());
        }
        let path = rooted(Path::new(path));
        let above = path.match_indices('/').map(|(end, _)| &path[..end.max(1)]);
        self.folders.extend(above.map(str::to_owned));
        match self.files.entry(path) {
            Entry::Occupied(other) => {
                let message = format!("two files have the path `{}`", other.key());
                Err(Mistake { code: "invalid-input", message })
            }
            Entry::Vacant(free) => {
                free.insert(bytes);
                Ok(())
            }
        }
    }

    /// Places in JSON are counted in these units.
    pub fn counted_in(self, units: Units) -> Self {
        Self { units, ..self }
    }

    /// What was printed since this was last asked.
    pub fn output(&self) -> String {
        taken(&self.out)
    }

    /// The report: on standard error where standard output has the text.
    pub fn report(&self) -> String {
        if self.stdin.is_none() { self.output() } else { taken(&self.error) }
    }

    /// The new text of a file, where there is one.
    pub fn written(&self, path: &str) -> Option<String> {
        if path == UNNAMED {
            return Some(self.output());
        }
        lock(&self.written).get(&rooted(Path::new(path))).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }
}

/// What a stream holds, which is empty then.
fn taken(stream: &Mutex<Vec<u8>>) -> String {
    let bytes = mem::take(&mut *lock(stream));
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// The path from the root, with `/` between its parts.
fn rooted(path: &Path) -> String {
    let text = path.to_string_lossy();
    let is_plain = text.starts_with('/') && !text.ends_with('/') && !text.contains("//") && !text.contains("/.");
    if is_plain {
        return text.into_owned();
    }
    crate::cli::paths::absolute(Path::new("/"), path).to_string_lossy().into_owned()
}

impl Host for Memory {
    fn kind(&self, path: &Path) -> Option<PathKind> {
        let path = rooted(path);
        let folder = self.folders.contains(&path).then_some(PathKind::Folder);
        folder.or_else(|| self.files.contains_key(&path).then_some(PathKind::File))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.files.get(&rooted(path)).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn read_head(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        let bytes = self.files.get(&rooted(path)).ok_or(io::ErrorKind::NotFound)?;
        Ok(bytes[..bytes.len().min(most)].to_vec())
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Write>> {
        Ok(Box::new(File { path: rooted(path), bytes: Vec::new(), written: Arc::clone(&self.written) }))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<(OsString, PathKind)>> {
        let mut folder = rooted(folder);
        if !folder.ends_with('/') {
            folder.push('/');
        }
        let inside = self.files.range(folder.clone()..).map_while(|(path, _)| path.strip_prefix(&*folder));
        let entry = |below: &str| match below.split_once('/') {
            Some((name, _)) => (name.into(), PathKind::Folder),
            None => (below.into(), PathKind::File),
        };
        let mut entries: Vec<_> = inside.map(entry).collect();
        entries.dedup();
        Ok(entries)
    }

    fn variable(&self, _name: &str) -> Option<String> {
        None
    }

    fn stdin(&self) -> io::Result<Vec<u8>> {
        Ok(self.stdin.clone().unwrap_or_default())
    }

    fn stdout(&self) -> Box<dyn Write + '_> {
        Box::new(Buffer(&self.out))
    }

    fn stderr(&self) -> Box<dyn Write + '_> {
        Box::new(Buffer(&self.error))
    }

    fn is_terminal(&self, _stream: Stream) -> bool {
        false
    }

    fn current_folder(&self) -> io::Result<PathBuf> {
        Ok(PathBuf::from("/"))
    }

    fn units(&self) -> Units {
        self.units
    }

    fn now(&self) -> i64 {
        self.now
    }

    fn git(&self, _folder: &Path, _arguments: &[&str]) -> io::Result<Finished> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// A file that is kept when its last byte was written.
struct File {
    path: String,
    bytes: Vec<u8>,
    written: Shared<BTreeMap<String, Vec<u8>>>,
}

impl Write for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        lock(&self.written).insert(self.path.clone(), self.bytes.clone());
        Ok(())
    }
}

/// A stream that is kept.
struct Buffer<'a>(&'a Mutex<Vec<u8>>);

impl Write for Buffer<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        lock(self.0).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
