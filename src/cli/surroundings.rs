//! What stands around migrations: their folder as detection sees it, and what it shows of how they are run.

use std::{
    cell::{OnceCell, RefCell},
    cmp::Ordering,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    rc::Rc,
};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    host::{Host, PathKind},
    paths::{absolute, shown},
};
use crate::{
    config::Chosen,
    source::{
        Direction, TransactionScope,
        framework::{FRAMEWORKS, Folder, Found, Settings, detect},
        order,
    },
};

/// So many folders upward a project's own files are searched where no repository ends the search.
const UPWARD: usize = 6;
/// So deep the files of a folder of migrations are looked at.
const DEPTH: usize = 3;

/// So many bytes of a migration are looked at to tell what runs it.
const HEAD: usize = 16_384;

/// A folder of migrations with what runs them.
pub struct Surroundings<'h> {
    /// What runs them, and what showed it.
    pub found: Found,
    /// What the project's own settings say.
    pub settings: Settings,
    folder: HostFolder<'h>,
    /// The files in the order that another file lists, and the place of each in it.
    listed: Option<(Vec<PathBuf>, FxHashMap<PathBuf, usize>)>,
}

/// The surroundings of all folders of a run, each looked at once.
pub struct AllSurroundings<'h> {
    names: Rc<Names<'h>>,
    known: FxHashMap<(PathBuf, Chosen), Rc<Surroundings<'h>>>,
}

impl<'h> AllSurroundings<'h> {
    /// None is known yet.
    pub fn new(host: &'h dyn Host) -> Self {
        Self { names: Rc::new(Names::new(host)), known: FxHashMap::default() }
    }

    /// Those of a folder, given from the root, unless what runs its files is chosen.
    pub fn of(&mut self, folder: &Path, chosen: Chosen) -> Rc<Surroundings<'h>> {
        if let Some(known) = self.known.get(&(folder.to_owned(), chosen)) {
            return Rc::clone(known);
        }
        let surroundings = Rc::new(Surroundings::new(HostFolder::new(folder, Rc::clone(&self.names)), chosen));
        self.known.insert((folder.to_owned(), chosen), Rc::clone(&surroundings));
        surroundings
    }
}

impl<'h> Surroundings<'h> {
    fn new(folder: HostFolder<'h>, chosen: Chosen) -> Self {
        let found = match chosen.0 {
            Some(framework) => Found { framework, evidence: None, configured: false },
            None => detect(&folder),
        };
        let listed = found.framework.listed(&folder).map(|files| {
            let files: Vec<_> = files.into_iter().map(|file| folder.root.join(file)).collect();
            let places = files.iter().cloned().zip(0..).collect();
            (files, places)
        });
        let settings = found.framework.settings(&folder);
        Self { found, settings, folder, listed }
    }

    /// The order in which files, given from the root, are deployed. One that is not in the list of all comes last.
    pub fn compare(&self, one: &Path, other: &Path) -> Ordering {
        let place = |file: &Path| self.listed.as_ref().map(|(_, places)| places.get(file).copied().unwrap_or(usize::MAX));
        let by_list = place(one).cmp(&place(other));
        by_list.then_with(|| self.found.framework.compare(&one.to_string_lossy(), &other.to_string_lossy()))
    }

    /// Whether a file, given from the root, deploys.
    pub fn deploys(&self, file: &Path) -> bool {
        let above = self.folder.root.parent().unwrap_or(&self.folder.root);
        let path = shown(file.strip_prefix(above).unwrap_or(file));
        let own = shown(file.strip_prefix(&self.folder.root).unwrap_or(file));
        let framework = self.found.framework;
        framework.direction(&path) == Some(Direction::Up) && framework.runs(&self.folder, &own)
    }

    /// The name that orders a migration: that of its file, or of its folder below the migrations' own.
    pub fn migration(&self, file: &Path) -> Option<String> {
        let below = file.strip_prefix(&self.folder.root).ok()?;
        let first = if self.found.framework.nested { below.file_name()? } else { below.iter().next()? };
        Some(first.to_string_lossy().into_owned())
    }

    /// Whether the list of all leaves a file out that looks like those in it.
    pub fn is_unlisted(&self, file: &Path) -> bool {
        let Some((files, _)) = self.listed.as_ref().filter(|(_, places)| !places.contains_key(file)) else { return false };
        let is_numbered = |file: &Path| self.migration(file).is_some_and(|name| order::version(&name).is_some());
        let beside = files.iter().any(|listed| listed.parent() == file.parent());
        beside && (is_numbered(file) || !files.iter().all(|listed| is_numbered(listed)))
    }

    /// Listed files that are not there, each with the file before it that is, or the first one.
    pub fn missing(&self) -> Vec<(&Path, &Path)> {
        let files: &[PathBuf] = self.listed.as_ref().map_or(&[], |(files, _)| files);
        let is_there: Vec<bool> = files.iter().map(|file| self.has(file)).collect();
        let near = |at: usize| {
            let before = (0..at).rev().find(|before| is_there[*before]);
            before.or_else(|| (at..files.len()).find(|later| is_there[*later]))
        };
        let missing = (0..files.len()).filter(|at| !is_there[*at]);
        missing.filter_map(|at| Some((files[at].as_path(), files[near(at)?].as_path()))).collect()
    }

    /// Something beside its files makes tables, too.
    pub fn is_partial(&self) -> bool {
        self.found.framework.is_partial(&self.folder)
    }

    /// A file, given from the root, is there.
    pub fn has(&self, file: &Path) -> bool {
        self.folder.names.host.kind(file) == Some(PathKind::File)
    }

    /// The file, from the root, that begins with this path.
    pub fn beginning(&self, path: &Path) -> Option<PathBuf> {
        let begin = shown(path.strip_prefix(&self.folder.root).ok()?);
        let mut found = self.folder.files().iter().filter(|file| file.starts_with(&begin) && file.ends_with(".sql"));
        found.next().map(|file| self.folder.root.join(file))
    }

    /// What a file beside this one, given from the root, or its name says of its transaction.
    pub fn beside(&self, file: &Path) -> Option<TransactionScope> {
        let path = shown(file.strip_prefix(&self.folder.root).unwrap_or(file));
        self.found.framework.beside(&self.folder, &path)
    }
}

/// The folders, from the root, that tools' configurations name for the folder they stand in, or for one below it; those in others of them
/// are left out.
pub fn configured(folder: &Path, host: &dyn Host) -> Vec<PathBuf> {
    let here = HostFolder::new(folder, Rc::new(Names::new(host)));
    let places = FRAMEWORKS.iter().flat_map(|framework| framework.places(&here));
    let named = places.flat_map(|places| places.folders).map(|named| absolute(folder, Path::new(&named)));
    let mut folders: Vec<PathBuf> = Vec::new();
    for named in named.filter(|named| named.starts_with(folder) && host.kind(named) == Some(PathKind::Folder)) {
        if !folders.iter().any(|known| named.starts_with(known)) {
            folders.retain(|known| !known.starts_with(&named));
            folders.push(named);
        }
    }
    folders
}

/// The names that stand in folders, each folder looked at once, as many files are asked for that few projects have; and the texts of
/// those that are there, each read once.
struct Names<'h> {
    host: &'h dyn Host,
    known: RefCell<FxHashMap<PathBuf, Option<FxHashSet<OsString>>>>,
    texts: RefCell<FxHashMap<PathBuf, Option<Rc<str>>>>,
}

impl<'h> Names<'h> {
    fn new(host: &'h dyn Host) -> Self {
        Self { host, known: RefCell::default(), texts: RefCell::default() }
    }

    fn text(&self, path: &Path) -> Option<String> {
        let mut texts = self.texts.borrow_mut();
        let text = texts.entry(path.to_owned()).or_insert_with(|| {
            let is_file = self.host.kind(path) == Some(PathKind::File);
            let bytes = is_file.then(|| self.host.read(path).ok()).flatten()?;
            Some(String::from_utf8_lossy(&bytes).into())
        });
        text.as_deref().map(str::to_owned)
    }

    /// Something of this name may stand in the folder.
    fn may_have(&self, folder: &Path, name: &OsStr) -> bool {
        let mut known = self.known.borrow_mut();
        if !known.contains_key(folder) {
            let names = self.host.list(folder).ok().map(|entries| entries.into_iter().map(|(name, _)| name).collect());
            known.insert(folder.to_owned(), names);
        }
        known.get(folder).is_none_or(|names| names.as_ref().is_none_or(|names| names.contains(name)))
    }
}

/// A folder of the host's.
struct HostFolder<'h> {
    names: Rc<Names<'h>>,
    root: PathBuf,
    path: String,
    files: OnceCell<Vec<String>>,
    heads: RefCell<FxHashMap<String, Option<Rc<str>>>>,
}

impl<'h> HostFolder<'h> {
    fn new(root: &Path, names: Rc<Names<'h>>) -> Self {
        let (root, path) = (root.to_owned(), shown(root));
        Self { names, root, path, files: OnceCell::new(), heads: RefCell::default() }
    }
}

impl Folder for HostFolder<'_> {
    fn files(&self) -> &[String] {
        self.files.get_or_init(|| {
            let walked = self.names.host.walk(&self.root, DEPTH).unwrap_or_default();
            let below = walked.iter().filter_map(|file| Some(shown(file.strip_prefix(&self.root).ok()?)));
            let mut files: Vec<_> = below.collect();
            files.sort_unstable();
            files
        })
    }

    fn read(&self, path: &str) -> Option<String> {
        let above = path.strip_prefix("../").and_then(|rest| Some(self.root.parent()?.join(rest)));
        self.names.text(&above.unwrap_or_else(|| self.root.join(path)))
    }

    fn head(&self, path: &str) -> Option<Rc<str>> {
        let mut heads = self.heads.borrow_mut();
        let head = heads.entry(path.to_owned()).or_insert_with(|| {
            let bytes = self.names.host.read_head(&self.root.join(path), HEAD).ok()?;
            Some(String::from_utf8_lossy(&bytes).into())
        });
        head.clone()
    }

    fn nearest(&self, name: &str) -> Option<(String, String)> {
        let first = Path::new(name).iter().next()?;
        for (level, folder) in self.root.ancestors().take(UPWARD).enumerate() {
            let text = || self.names.text(&folder.join(name));
            if let Some(text) = self.names.may_have(folder, first).then(text).flatten() {
                return Some(("../".repeat(level) + name, text));
            }
            if self.names.may_have(folder, OsStr::new(".git")) {
                return None;
            }
        }
        None
    }

    fn path(&self) -> &str {
        &self.path
    }
}
