//! The files of a run, read, in order, and grouped by the history that they belong to.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, Result, anyhow};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::{
    arguments::{InputArguments, TargetArguments},
    configs::{Project, Projects},
    folder,
    host::Host,
    inputs::{Input, find},
    paths::{relative, shown},
    since,
};
use crate::{
    config::{known_version, timeout},
    dialect::Target,
    lint::{AssumedTransaction, File, Options},
    source::order,
};

/// Files that are deployed one after the other to the same database.
pub struct History {
    /// What is configured for them.
    pub project: Arc<Project>,
    files: Vec<Read>,
    /// Something else makes tables too.
    partial: bool,
}

/// A file with its bytes.
struct Read {
    input: Input,
    path: Arc<str>,
    bytes: Vec<u8>,
    history: bool,
}

/// A file that is linted, not mere history.
#[derive(Debug, Clone, Copy)]
pub struct Reported<'a> {
    /// The path as it is reported.
    pub shown: &'a str,
    /// The path from the root.
    pub absolute: &'a Path,
    /// It is standard input.
    pub stdin: bool,
    /// Its bytes as they were read.
    pub bytes: &'a [u8],
}

/// Finds and reads all files of a run.
pub fn read(inputs: &InputArguments, targets: &TargetArguments, host: &dyn Host) -> Result<Vec<History>> {
    let mut projects = Projects::new(targets.config.as_deref(), host)?;
    let found = find(&inputs.paths, inputs.stdin_filename.as_deref(), &mut projects, host)?;
    let mut groups: Vec<(PathBuf, Arc<Project>, Vec<Input>)> = Vec::new();
    for input in found {
        let project = projects.of(input.absolute.parent().unwrap_or(&input.root))?;
        match groups.iter_mut().find(|(root, of, _)| *root == input.root && Arc::ptr_eq(of, &project)) {
            Some((_, _, members)) => members.push(input),
            None => groups.push((input.root.clone(), project, vec![input])),
        }
    }
    let read = |(root, project, members)| read_history(root, project, members, inputs, projects.current(), host);
    groups.into_iter().map(read).collect()
}

fn read_history(
    root: PathBuf,
    project: Arc<Project>,
    mut members: Vec<Input>,
    arguments: &InputArguments,
    current: &Path,
    host: &dyn Host,
) -> Result<History> {
    let changed = arguments.since.as_deref().map(|reference| since::changed(reference, &root, host)).transpose()?;
    let mut files = arguments.schema.iter().map(|path| schema(path, host)).collect::<Result<Vec<_>>>()?;
    let elders = if arguments.no_history { Vec::new() } else { elders(&root, &project, &members, current, host)? };
    let older: FxHashSet<PathBuf> = elders.iter().map(|elder| elder.absolute.clone()).collect();
    members.extend(elders);
    members.sort_by(|one, other| in_order(&one.absolute, &other.absolute));
    let is_history = |input: &Input| {
        older.contains(&input.absolute) || changed.as_ref().is_some_and(|changed| !changed.contains(&input.absolute))
    };
    let bytes = members.par_iter().map(|input| contents(input, host)).collect::<Result<Vec<_>>>()?;
    files.extend(members.into_iter().zip(bytes).map(|(input, bytes)| Read {
        history: is_history(&input),
        path: input.shown.as_str().into(),
        input,
        bytes,
    }));
    // A single text from standard input, or files without those before them, are no history.
    let partial = arguments.no_history || host.kind(&root).is_none() || folder::has_code(&root, host);
    Ok(History { project, files, partial })
}

/// The order in which files are deployed.
fn in_order(one: &Path, other: &Path) -> std::cmp::Ordering {
    order::compare(&one.to_string_lossy(), &other.to_string_lossy())
}

/// Siblings that were deployed before the last of the named files, and are not named themselves.
fn elders(root: &Path, project: &Project, members: &[Input], current: &Path, host: &dyn Host) -> Result<Vec<Input>> {
    let newest =
        members.iter().filter(|input| input.named).map(|input| &input.absolute).max_by(|one, other| in_order(one, other));
    let known: FxHashSet<_> = members.iter().map(|member| member.absolute.as_path()).collect();
    let Some(newest) = newest.filter(|_| host.kind(root).is_some()) else { return Ok(Vec::new()) };
    let siblings = folder::siblings(root, host)?.into_iter().map(|absolute| Input {
        shown: shown(&relative(current, &absolute)),
        absolute,
        named: false,
        stdin: false,
        root: root.to_owned(),
    });
    let is_elder = |path: &Path| in_order(path, newest).is_lt() && !known.contains(path) && !project.excludes(path);
    Ok(siblings.filter(|sibling| is_elder(&sibling.absolute)).collect())
}

fn contents(input: &Input, host: &dyn Host) -> Result<Vec<u8>> {
    if input.stdin {
        return host.stdin().context("cannot read standard input");
    }
    host.read(&input.absolute).with_context(|| format!("cannot read `{}`", input.shown))
}

fn schema(path: &Path, host: &dyn Host) -> Result<Read> {
    let bytes = host.read(path).with_context(|| format!("cannot read the schema `{}`", path.display()))?;
    let input = Input { shown: shown(path), absolute: path.to_owned(), named: true, stdin: false, root: PathBuf::new() };
    Ok(Read { path: input.shown.as_str().into(), input, bytes, history: true })
}

impl History {
    /// The files as the engine takes them.
    pub fn files(&self) -> Vec<File<'_>> {
        let file = |read| -> File<'_> {
            let Read { path, bytes, history, .. }: &Read = read;
            File { path: Arc::clone(path), bytes, history: *history }
        };
        self.files.iter().map(file).collect()
    }

    /// How many bytes are read.
    pub fn size(&self) -> usize {
        self.files.iter().map(|read| read.bytes.len()).sum()
    }

    /// How many files are read.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// The files that are not mere history.
    pub fn reported(&self) -> impl Iterator<Item = Reported<'_>> {
        let reported = self.files.iter().filter(|read| !read.history);
        reported.map(|Read { path, input, bytes, .. }| Reported {
            shown: path,
            absolute: &input.absolute,
            stdin: input.stdin,
            bytes,
        })
    }

    /// What the engine is told: the arguments' word before the configuration's. Rules are left to the caller.
    pub fn options(&self, arguments: &TargetArguments, host: &dyn Host) -> Result<Options> {
        let config = &self.project.config;
        let dialect = arguments.dialect.or(config.dialect).unwrap_or_default();
        let version = match (&arguments.target_version, config.target_version) {
            (Some(version), _) => Some(argument_version(version)?),
            (None, Some(version)) => Some(known_version(version).map_err(|error| anyhow!("target-version: {error}"))?),
            (None, None) => None,
        };
        let time = |setting: &Option<toml::Spanned<String>>| setting.as_ref().and_then(|text| timeout(text.as_ref()));
        Ok(Options {
            target: Target { dialect, version: version.unwrap_or(Target::default().version) },
            transaction: self.transaction(arguments),
            lock_timeout: time(&config.assume.lock_timeout).unwrap_or_default(),
            statement_timeout: time(&config.assume.statement_timeout).unwrap_or_default(),
            today: today(host),
            partial_history: self.partial,
            ..Options::default()
        })
    }

    fn transaction(&self, arguments: &TargetArguments) -> AssumedTransaction {
        match self.project.config.assume.transaction {
            _ if arguments.assume_transaction => AssumedTransaction::Always,
            _ if arguments.no_transaction => AssumedTransaction::Never,
            Some(true) => AssumedTransaction::Always,
            Some(false) => AssumedTransaction::Never,
            None => AssumedTransaction::Unknown,
        }
    }
}

/// The day on which the migrations run, in UTC; that of `SOURCE_DATE_EPOCH` where it is set, so that output can be reproduced.
fn today(host: &dyn Host) -> Option<Date> {
    let fixed = host.variable("SOURCE_DATE_EPOCH").and_then(|seconds| seconds.parse().ok());
    let days = fixed.unwrap_or_else(|| host.now()).div_euclid(86_400);
    (-2_000_000..2_000_000).contains(&days).then(|| date(1970, 1, 1).checked_add(days.days()).ok()).flatten()
}

/// `15`, or `15.4` of which only the major version counts.
fn argument_version(text: &str) -> Result<u16> {
    let major = text.split('.').next().unwrap_or_default().parse();
    let version = major.map_err(|_| anyhow!("--target-version: `{text}` is no version; write a number such as 15"))?;
    known_version(version).map_err(|error| anyhow!("--target-version: {error}"))
}
