//! `--baseline` and `--write-baseline`: what is known is left out of the report.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use rustc_hash::FxHashMap;

use super::{
    CLEAN,
    arguments::BaselineArguments,
    histories::History,
    host::Host,
    output::print,
    paths::{absolute, relative, shown},
};
use crate::{
    baseline::{Baseline, Outcome, Run},
    lint::{Options, Report},
    report::{Sources, summary::counted},
};

impl BaselineArguments {
    /// Whether there is a baseline, or will be.
    pub fn any(&self) -> bool {
        self.baseline.is_some() || self.write_baseline.is_some()
    }
}

/// Takes out of the reports what the file knows.
pub fn settle(
    file: &Path,
    (histories, options): (&[History], &[Options]),
    reports: &mut [Report],
    sources: &Sources,
    host: &dyn Host,
) -> Result<Outcome> {
    let baseline =
        read(file, host)?.ok_or_else(|| anyhow!("there is no baseline `{}`; --write-baseline writes one", shown(file)))?;
    with_run(file, (histories, options), sources, host, |run| baseline.settle(reports, run))
}

/// Writes what was found, and says how much that is.
pub fn write(
    file: &Path,
    (histories, options): (&[History], &[Options]),
    reports: &[Report],
    sources: &Sources,
    host: &dyn Host,
) -> Result<u8> {
    let old = read(file, host)?;

    let baseline = with_run(file, (histories, options), sources, host, |run| Baseline::of(reports, old, run))?;
    let written = host.create(file).and_then(|out| baseline.write(out));
    written.with_context(|| format!("cannot write `{}`", file.display()))?;
    print(host, |out| writeln!(out, "{} in {}", counted(baseline.findings.len(), "finding"), shown(file)))?;
    Ok(CLEAN)
}

/// The file; nothing where there is none.
fn read(file: &Path, host: &dyn Host) -> Result<Option<Baseline>> {
    if host.kind(file).is_none() {
        return Ok(None);
    }
    let name = shown(file);
    let bytes = host.read(file).with_context(|| format!("cannot read the baseline `{name}`"))?;
    serde_json::from_slice(&bytes).map(Some).map_err(|error| anyhow!("{name}: {error}"))
}

/// Paths in the file are seen from its folder.
fn with_run<T>(
    file: &Path,
    (histories, options): (&[History], &[Options]),
    sources: &Sources,
    host: &dyn Host,
    work: impl FnOnce(&Run) -> T,
) -> Result<T> {
    let current = host.current_folder().context("cannot tell the current folder")?;
    let folder = absolute(&current, file).parent().unwrap_or(&current).to_owned();
    let reported = histories.iter().flat_map(History::reported);
    let names: FxHashMap<_, _> = reported.map(|file| (file.shown, shown(&relative(&folder, file.absolute)))).collect();
    let today = options.first().and_then(|options| options.today);
    let is_there = |name: &str| host.kind(&folder.join(name)).is_some();
    Ok(work(&Run { sources, names: &names, is_there: &is_there, today }))
}
