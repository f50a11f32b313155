//! The files of a run, read, in order, and grouped by the history that they belong to.

use std::{
    path::{Path, PathBuf},
    rc::Rc,
    sync::Arc,
};

use anyhow::{Context, Result, anyhow};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use rustc_hash::FxHashSet;

use super::{
    arguments::{InputArguments, TargetArguments},
    configs::{Project, Projects},
    folder,
    host::Host,
    inputs::{Input, find, ran_before},
    parallel,
    paths::{relative, shown},
    remarks::{self, Placed},
    since::{Changed, Since},
    surroundings::{AllSurroundings, Surroundings},
    ways_back,
};
use crate::{
    config::{Chosen, known_version, timeout},
    dialect::Target,
    lint::{AssumedTransaction, File, Options},
    remark::Remark,
    source::{
        Runner, TransactionScope,
        framework::{Found, Settings},
        is_markdown,
    },
};

/// Files that are deployed one after the other to the same database.
pub struct History {
    /// What is configured for them.
    pub project: Arc<Project>,
    /// The folder that they are in, from the root.
    pub root: PathBuf,
    /// What runs them.
    pub found: Found,
    /// What the project's own settings say of it.
    pub settings: Settings,
    files: Vec<Read>,
    /// Something else makes tables too.
    partial: bool,
    /// The reported files are those that are pending: they run one after the other.
    pending: bool,
}

/// A file with its bytes.
struct Read {
    input: Input,
    path: Arc<str>,
    bytes: Vec<u8>,
    history: bool,
    runner: Runner,
    remarks: Vec<Remark>,
    /// The file that undoes it.
    down: Option<(Arc<str>, Vec<u8>)>,
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

/// A history whose files are not read yet.
struct Group<'h> {
    root: PathBuf,
    project: Arc<Project>,
    surroundings: Rc<Surroundings<'h>>,
    members: Vec<Input>,
}

/// Finds and reads all files of a run.
pub fn read(inputs: &InputArguments, targets: &TargetArguments, host: &dyn Host) -> Result<Vec<History>> {
    let mut projects = Projects::new(targets.config.as_deref(), host)?;
    let mut found = find(&inputs.paths, inputs.stdin_filename.as_deref(), &mut projects, host)?;
    found.extend(ran_before(&inputs.history, &projects));
    let groups = grouped(found, &mut projects, targets, host)?;
    let is_history = |group: &Group| group.members.iter().all(|input| input.history);
    let (elsewhere, groups): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_history);
    let elsewhere = elsewhere.into_iter().flat_map(|group| group.members).map(|input| input.absolute);
    let schemas: Vec<_> = inputs.schema.iter().cloned().chain(elsewhere).collect();
    let mut since = inputs.since.as_deref().map(|reference| Since::new(reference, projects.current(), host));
    let read = |group| read_history(group, (inputs, &schemas, since.as_mut()), targets, projects.current(), host);
    groups.into_iter().map(read).collect()
}

/// The inputs by the history that they belong to; what reverts is left out, unless nothing else is there.
fn grouped<'h>(
    inputs: Vec<Input>,
    projects: &mut Projects,
    targets: &TargetArguments,
    host: &'h dyn Host,
) -> Result<Vec<Group<'h>>> {
    let mut all = AllSurroundings::new(host);
    let mut groups: Vec<Group> = Vec::new();
    for input in inputs {
        let project = projects.of(input.absolute.parent().unwrap_or(&input.root))?;
        let mut chosen = targets.framework.or(project.config.framework).unwrap_or_default();
        if input.stdin && !input.named {
            chosen = chosen.or_plain();
        }
        let root = if input.named || input.stdin { input.root.clone() } else { own_root(&input, chosen, &mut all) };
        match groups.iter_mut().find(|group| group.root == root && Arc::ptr_eq(&group.project, &project)) {
            Some(group) => group.members.push(input),
            None => groups.push(Group { surroundings: all.of(&root, chosen), root, project, members: vec![input] }),
        }
    }
    let deploys = |group: &Group, input: &Input| group.surroundings.deploys(&input.absolute);
    if groups.iter().any(|group| group.members.iter().any(|input| deploys(group, input))) {
        groups.iter_mut().for_each(|group| {
            let surroundings = &group.surroundings;
            group.members.retain(|input| surroundings.deploys(&input.absolute));
        });
        groups.retain(|group| !group.members.is_empty());
    }
    Ok(groups)
}

/// The folder whose files make one history with a file that was found in a folder: its own where what runs it is known by that
/// folder, otherwise the one that was named.
fn own_root(input: &Input, chosen: Chosen, all: &mut AllSurroundings) -> PathBuf {
    let own = folder::history(&input.absolute);
    let framework = all.of(&own, chosen).found.framework;
    if framework.nested {
        let mut around = own.ancestors().take_while(|folder| folder.starts_with(&input.root));
        let named = around.find(|folder| {
            let found = &all.of(folder, chosen).found;
            found.configured && found.framework == framework
        });
        if let Some(named) = named {
            return named.to_owned();
        }
    }
    let nested = framework.nested && all.of(&input.root, chosen).found.framework == framework;
    if framework.is_plain() || nested { input.root.clone() } else { own }
}

fn read_history(
    group: Group,
    (arguments, schemas, since): (&InputArguments, &[PathBuf], Option<&mut Since>),
    targets: &TargetArguments,
    current: &Path,
    host: &dyn Host,
) -> Result<History> {
    let Group { root, project, surroundings, mut members } = group;
    let files = members.iter().map(|input| input.absolute.as_path());
    let changed = since.map(|since| since.changed(&root, files)).transpose()?;
    let mut files = schemas.iter().map(|path| schema(path, host)).collect::<Result<Vec<_>>>()?;
    let named = members.iter().any(|input| input.named);
    let in_order = |one: &Input, other: &Input| surroundings.compare(&one.absolute, &other.absolute);
    members.sort_by(in_order);
    let elders =
        if arguments.no_history { Vec::new() } else { elders((&root, &surroundings), &project, &members, current, host)? };
    let (mut before, mut members): (Vec<_>, Vec<_>) = members.into_iter().partition(|input| input.history);
    members.extend(elders);
    members.sort_by(in_order);
    before.append(&mut members);
    let members = before;
    let is_history = |input: &Input| input.history || changed.as_ref().is_some_and(|changed| !changed.contains(&input.absolute));
    let bytes = parallel::each(&members, |input| contents(input, host)).into_iter().collect::<Result<Vec<_>>>()?;
    let assumed = assumed(&project, targets).scope();
    let read = members.into_iter().zip(bytes).map(|(input, bytes)| Read {
        history: is_history(&input),
        path: input.shown.as_str().into(),
        runner: runner(&surroundings, &input.absolute, assumed),
        down: None,
        input,
        bytes,
        remarks: Vec::new(),
    });
    files.extend(remarked(read.map(|read| with_way_back(read, &surroundings, host)).collect(), &surroundings, changed.as_ref()));
    let partial = arguments.no_history || is_partial(&files, &root, &surroundings, host);
    let pending = changed.is_some() || named;
    Ok(History { project, root, found: surroundings.found.clone(), settings: surroundings.settings, files, partial, pending })
}

/// Something else than the files makes tables, too. A single text from standard input, and runbooks, are no history.
fn is_partial(files: &[Read], root: &Path, surroundings: &Surroundings, host: &dyn Host) -> bool {
    let runbook = files.iter().any(|file| is_markdown(&file.path));
    runbook || host.kind(root).is_none() || folder::has_code(root, host) || surroundings.is_partial()
}

/// The files with what is told of their names and places.
fn remarked(mut files: Vec<Read>, surroundings: &Surroundings, changed: Option<&Changed>) -> Vec<Read> {
    let placed = |read| -> Placed<'_> {
        let Read { input, bytes, history, runner, .. }: &Read = read;
        Placed { path: &input.absolute, bytes, history: *history, runner: *runner }
    };
    let placed: Vec<_> = files.iter().map(placed).collect();
    let remarks = remarks::of(&placed, surroundings, changed);
    files.iter_mut().zip(remarks).for_each(|(file, remarks)| file.remarks = remarks);
    files
}

/// A reported file with what undoes it. Where that cannot be read, it is as if there were none.
fn with_way_back(read: Read, surroundings: &Surroundings, host: &dyn Host) -> Read {
    let file = ways_back::of(&read.input.absolute, surroundings).filter(|_| !read.history && !read.input.stdin);
    let bytes = file.as_ref().filter(|file| surroundings.has(file)).and_then(|file| host.read(file).ok());
    Read { down: file.zip(bytes).map(|(file, bytes)| (shown(&file).into(), bytes)), ..read }
}

fn runner(surroundings: &Surroundings, file: &Path, assumed: Option<TransactionScope>) -> Runner {
    let transaction = surroundings.beside(file).or(assumed).or(surroundings.settings.transaction);
    Runner { framework: surroundings.found.framework, transaction }
}

/// Siblings that were deployed before the last of the named files, and are not named themselves.
fn elders(
    (root, surroundings): (&Path, &Surroundings),
    project: &Project,
    members: &[Input],
    current: &Path,
    host: &dyn Host,
) -> Result<Vec<Input>> {
    let in_order = |one: &Path, other: &Path| surroundings.compare(one, other);
    let migrations = members.iter().filter(|input| input.named && !is_markdown(&input.shown));
    let named = migrations.map(|input| &input.absolute);
    let newest = named.max_by(|one, other| in_order(one, other));
    let known: FxHashSet<_> = members.iter().map(|member| member.absolute.as_path()).collect();
    let Some(newest) = newest.filter(|_| host.kind(root).is_some()) else { return Ok(Vec::new()) };
    let siblings = folder::siblings(root, host)?.into_iter().map(|absolute| Input {
        shown: shown(&relative(current, &absolute)),
        absolute,
        named: false,
        stdin: false,
        history: true,
        root: root.to_owned(),
    });
    let is_elder = |path: &Path| {
        in_order(path, newest).is_lt() && surroundings.deploys(path) && !known.contains(path) && !project.excludes(path)
    };
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
    let input =
        Input { shown: shown(path), absolute: path.to_owned(), named: true, stdin: false, history: true, root: PathBuf::new() };
    let path = input.shown.as_str().into();
    Ok(Read { path, input, bytes, history: true, runner: Runner::default(), remarks: Vec::new(), down: None })
}

impl History {
    /// The files as the engine takes them.
    pub fn files(&self) -> Vec<File<'_>> {
        let file = |read| -> File<'_> {
            let Read { path, bytes, history, runner, remarks, down, .. }: &Read = read;
            let down = down.as_ref().map(|(path, bytes)| (Arc::clone(path), bytes.as_slice()));
            File { path: Arc::clone(path), bytes, history: *history, runner: *runner, remarks, down }
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

    /// The folders that its files stand in, from the root.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().filter(|read| !read.input.stdin).filter_map(|read| read.input.absolute.parent())
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

    /// All pending files run in one transaction.
    pub fn is_one_transaction(&self) -> bool {
        self.settings.one_transaction.unwrap_or(self.found.framework.one_transaction)
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
            transaction: assumed(&self.project, arguments),
            lock_timeout: time(&config.assume.lock_timeout).unwrap_or_default(),
            statement_timeout: time(&config.assume.statement_timeout).unwrap_or_default(),
            today: today(host),
            partial_history: self.partial,
            one_transaction: self.pending && self.is_one_transaction(),
            ..Options::default()
        })
    }
}

/// What is said of transactions around the files: the arguments' word before the configuration's.
fn assumed(project: &Project, arguments: &TargetArguments) -> AssumedTransaction {
    match project.config.assume.transaction {
        _ if arguments.assume_transaction => AssumedTransaction::Always,
        _ if arguments.no_transaction => AssumedTransaction::Never,
        Some(true) => AssumedTransaction::Always,
        Some(false) => AssumedTransaction::Never,
        None => AssumedTransaction::Unknown,
    }
}

/// The day on which the migrations run, in UTC; that of `SOURCE_DATE_EPOCH` where it is set, so that output can be reproduced.
pub fn today(host: &dyn Host) -> Option<Date> {
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
