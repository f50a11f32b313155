//! What runs the migrations of a folder, as its files and those above it show.

use std::rc::Rc;

use super::{
    FRAMEWORKS, Framework,
    mark::{Family, names_runner},
    places::joined,
};
use crate::source::{
    Span,
    script::{self, Tool},
};

/// A folder of migrations, as detection sees it. Paths are relative to it, with `/`.
pub trait Folder {
    /// The files in it and in its folders.
    fn files(&self) -> &[String];
    /// The text of a file; `../` leads to the folder above.
    fn read(&self, path: &str) -> Option<String>;
    /// The beginning of a file in it.
    fn head(&self, path: &str) -> Option<Rc<str>>;
    /// The nearest file of this name, from the folder upward to the repository's root: its path and its text.
    fn nearest(&self, name: &str) -> Option<(String, String)>;
    /// The folder's own path.
    fn path(&self) -> &str;
}

/// What showed which framework it is, such as a file's path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence(pub String);

/// What runs the migrations of a folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// The framework.
    pub framework: &'static Framework,
    /// What showed it; `None` where nothing did.
    pub evidence: Option<Evidence>,
    /// A configuration names this very folder.
    pub configured: bool,
}

/// What runs the migrations of a folder; plain where nothing shows it. A configuration that names the folder tells more than its
/// files do.
pub fn detect(folder: &dyn Folder) -> Found {
    let known = || MOST_TELLING_FIRST.iter().filter_map(|id| super::named(id));
    let configured = known().find_map(|framework| {
        let evidence = Some(Evidence(named_by(folder, framework)?));
        Some(Found { framework, evidence, configured: true })
    });
    let mut found = known().filter_map(|framework| {
        let evidence = Some((framework.detect)(folder)?);
        Some(Found { framework, evidence, configured: false })
    });
    configured.or_else(|| found.next()).unwrap_or_default()
}

/// The framework's configuration that names this folder.
fn named_by(folder: &dyn Folder, framework: &Framework) -> Option<String> {
    let is_this = |named: &String| joined(folder.path(), named) == folder.path();
    let mut places = framework.places(folder).into_iter();
    places.find(|places| places.folders.iter().any(is_this)).map(|places| places.configuration)
}

/// One of a folder's scripts is a migration for this tool.
pub(super) fn written_for(folder: &dyn Folder, tool: Tool) -> Option<Evidence> {
    let may_be = |file: &str| script::may_be_migration(&format!("{}/{file}", folder.path()));
    folder.any_head(may_be, |head| script::is_migration(head) && Tool::of(head) == Some(tool))
}

/// So many of a folder's first files, and of its last, are looked into.
const MOST_FILES: usize = 50;

/// A file that belongs to one framework only counts before one that is merely named as its own are.
const MOST_TELLING_FIRST: [&str; FRAMEWORKS.len() - 1] = [
    "drizzle",
    "prisma",
    "sqitch",
    "atlas",
    "supabase",
    "graphile-migrate",
    "hasura",
    "typeorm",
    "sequelize",
    "kysely",
    "mikroorm",
    "slonik",
    "knex",
    "db-migrate",
    "diesel",
    "goose",
    "sql-migrate",
    "dbmate",
    "liquibase",
    "tern",
    "refinery",
    "flyway",
    "popx",
    "golang-migrate",
    "sqlx",
    "node-pg-migrate",
];

impl dyn Folder + '_ {
    /// A file of this path is there.
    pub(super) fn has(&self, path: &str) -> Option<Evidence> {
        let there = self.files().iter().any(|file| file == path) || self.read(path).is_some();
        there.then(|| Evidence(path.to_owned()))
    }

    /// One of the files in the folder, or in its folders, has such a path.
    pub(super) fn any_file(&self, is: impl Fn(&str) -> bool) -> Option<Evidence> {
        let mut near = self.files().iter().filter(|file| file.matches('/').count() < 2);
        near.find(|file| is(file)).cloned().map(Evidence)
    }

    /// The beginning of one of the folder's own SQL files is such.
    pub(super) fn any_text(&self, is: impl Fn(&str) -> bool) -> Option<Evidence> {
        self.any_head(|file| file.ends_with(".sql"), is)
    }

    /// The beginning of one of the folder's own files with such a name is such. Of very many files only the first and the last are
    /// looked at.
    fn any_head(&self, named: impl Fn(&str) -> bool, is: impl Fn(&str) -> bool) -> Option<Evidence> {
        let files = self.files().iter().filter(|file| !file.contains('/') && named(file));
        let files: Vec<&String> = files.collect();
        let (first, rest) = files.split_at(files.len().min(MOST_FILES));
        let last = &rest[rest.len().saturating_sub(MOST_FILES)..];
        let is = |file: &&&String| self.head(file).is_some_and(|text| is(text.trim_start_matches('\u{feff}')));
        first.iter().chain(last).find(is).map(|file| Evidence(file.to_string()))
    }

    /// One of the SQL files names its runner in the comments before its first statement.
    pub(super) fn any_marked(&self, family: &Family) -> Option<Evidence> {
        self.any_text(|text| names_runner(text, Span::new(0, text.len() as u32), family))
    }

    /// A file of this name, here or above, holds these words.
    pub(super) fn upward(&self, name: &str, words: &str) -> Option<Evidence> {
        let (path, text) = self.nearest(name)?;
        text.contains(words).then_some(Evidence(path))
    }

    /// The folder's own path ends so.
    pub(super) fn inside(&self, end: &str) -> Option<Evidence> {
        let path = self.path();
        let rest = path.strip_suffix(end)?;
        (rest.is_empty() || rest.ends_with('/')).then(|| Evidence(path.to_owned()))
    }
}
