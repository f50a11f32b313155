//! `--baseline`, `--write-baseline` and the key `baseline`: what is known is left out of the report.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use rustc_hash::FxHashMap;

use super::{
    CLEAN,
    arguments::BaselineArguments,
    histories::{History, today},
    host::Host,
    output::print,
    paths::{absolute, relative, shown},
};
use crate::{
    baseline::{Baseline, Outcome, Run},
    lint::{File, Report},
    report::{Sources, summary::counted},
};

/// Where a baseline is written if nothing else is said.
const FILE_NAME: &str = "ddlint-baseline.json";

/// The baselines of a run.
pub struct Baselines<'h> {
    files: Vec<BaselineFile<'h>>,
    host: &'h dyn Host,
}

/// One of them, with the histories that it holds for.
struct BaselineFile<'h> {
    path: PathBuf,
    /// What paths in it are seen from.
    folder: PathBuf,
    histories: Vec<&'h History>,
    /// What the file holds; nothing where it is not there yet.
    baseline: Option<Baseline>,
}

impl<'h> Baselines<'h> {
    /// Reads the baseline of each history: the one that the arguments name, or else the one of its configuration.
    pub fn read(arguments: &BaselineArguments, histories: &'h [History], host: &'h dyn Host) -> Result<Self> {
        let current = host.current_folder().context("cannot tell the current folder")?;
        let mut files: Vec<BaselineFile> = Vec::new();
        for history in histories {
            let Some(path) = named(arguments, history, &current) else { continue };
            match files.iter_mut().find(|file| file.path == path) {
                Some(file) => file.histories.push(history),
                None => files.push(BaselineFile::read(path, history, &current, host)?),
            }
        }
        let missing = files.iter().find(|file| file.baseline.is_none() && arguments.write_baseline.is_none());
        if let Some(file) = missing {
            bail!("there is no baseline `{}`; --write-baseline writes one", shown(&file.path));
        }
        Ok(Self { files, host })
    }

    /// Whether one holds for this history, or will.
    pub fn hold_for(&self, history: &History) -> bool {
        self.of(history).is_some()
    }

    /// Takes the fixes from what is known, so that nothing of it is changed.
    pub fn spare(&self, history: &History, files: &[File], report: &mut Report) {
        let Some(file) = self.of(history) else { return };
        if let Some(baseline) = &file.baseline {
            let sources = Sources::new(files);
            file.with_run([history], &sources, self.host, |run| baseline.spare(report, run));
        }
    }

    /// Takes what is known out of the reports, which stand in the order of the histories; nothing where there is no baseline.
    pub fn settle(&self, histories: &[History], reports: &mut [Report], sources: &Sources) -> Option<Outcome> {
        let mut all: Option<Outcome> = None;
        for (file, baseline) in self.files.iter().filter_map(|file| Some((file, file.baseline.as_ref()?))) {
            let mut own: Vec<_> = file.own(histories.iter().zip(&mut *reports)).collect();
            let known = file.histories.iter().copied();
            let outcome = file.with_run(known, sources, self.host, |run| baseline.settle(&mut own, run));
            all.get_or_insert_default().extend(outcome);
        }
        all
    }

    /// Writes what was found, and says how much that is.
    pub fn write(self, histories: &[History], reports: &[Report], sources: &Sources) -> Result<u8> {
        for mut file in self.files {
            let own: Vec<_> = file.own(histories.iter().zip(reports)).collect();
            let old = file.baseline.take();
            let known = file.histories.iter().copied();
            let baseline = file.with_run(known, sources, self.host, |run| Baseline::of(&own, old, run));
            let written = self.host.create(&file.path).and_then(|out| baseline.write(out));
            written.with_context(|| format!("cannot write `{}`", file.path.display()))?;
            let count = counted(baseline.findings.len(), "finding");
            print(self.host, |out| writeln!(out, "{count} in {}", shown(&file.path)))?;
        }
        Ok(CLEAN)
    }

    fn of(&self, history: &History) -> Option<&BaselineFile<'h>> {
        self.files.iter().find(|file| file.holds_for(history))
    }
}

impl<'h> BaselineFile<'h> {
    fn read(path: PathBuf, history: &'h History, current: &Path, host: &dyn Host) -> Result<Self> {
        let folder = absolute(current, &path).parent().unwrap_or(current).to_owned();
        let mut file = Self { path, folder, histories: vec![history], baseline: None };
        if host.kind(&file.path).is_some() {
            let name = shown(&file.path);
            let bytes = host.read(&file.path).with_context(|| format!("cannot read the baseline `{name}`"))?;
            file.baseline = Some(Baseline::parse(&bytes).map_err(|error| anyhow!("{name}: {error}"))?);
        }
        Ok(file)
    }

    fn holds_for(&self, history: &History) -> bool {
        self.histories.iter().any(|own| std::ptr::eq(*own, history))
    }

    /// What stands beside the histories that it holds for.
    fn own<'a, T>(&'a self, all: impl Iterator<Item = (&'a History, T)>) -> impl Iterator<Item = T> {
        all.filter(|(history, _)| self.holds_for(history)).map(|(_, own)| own)
    }

    /// Paths in the file are seen from its folder.
    fn with_run<'a, T>(
        &self,
        histories: impl IntoIterator<Item = &'a History>,
        sources: &Sources,
        host: &dyn Host,
        work: impl FnOnce(&Run) -> T,
    ) -> T {
        let reported = histories.into_iter().flat_map(History::reported);
        let names: FxHashMap<_, _> = reported.map(|file| (file.shown, shown(&relative(&self.folder, file.absolute)))).collect();
        let is_there = |name: &str| host.kind(&self.folder.join(name)).is_some();
        work(&Run { sources, names: &names, is_there: &is_there, today: today(host) })
    }
}

/// The baseline of a history, as it is shown.
fn named(arguments: &BaselineArguments, history: &History, current: &Path) -> Option<PathBuf> {
    let configured = || {
        let project = &history.project;
        let file = project.config.baseline.as_ref()?;
        Some(relative(current, &absolute(&project.folder, Path::new(file))))
    };
    match &arguments.write_baseline {
        _ if arguments.no_baseline => None,
        Some(Some(file)) => Some(file.clone()),
        Some(None) => Some(configured().unwrap_or_else(|| FILE_NAME.into())),
        None => arguments.baseline.clone().or_else(configured),
    }
}
