//! Findings that a project knows of and has put off: what `--write-baseline` writes and `--baseline` leaves out of reports.

use std::{fmt, io};

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::{
    diagnostic::{Diagnostic, Suppressed, SuppressedBy},
    lint::Report,
    report::{
        Sources, VERSION,
        fingerprint::{Fingerprint, fingerprints},
        summary::counted,
    },
    wording::short,
};

/// More entries than this are counted, not listed.
const ENTRIES_SHOWN: usize = 10;

/// The file that `--write-baseline` writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(title = "ddlint baseline"))]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// The version of this format.
    version: u32,
    /// What is known, in order of path, rule and statement.
    pub findings: Vec<Entry>,
}

/// All that is looked at in a file of another version.
#[derive(Deserialize)]
struct Version {
    version: u32,
}

/// One finding that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The file, as seen from the baseline's folder.
    pub path: String,
    /// The rule's name.
    pub rule: String,
    /// The beginning of the statement, for people.
    pub statement: String,
    /// What it is recognised by: a number made of the rule and the words of its statement.
    pub fingerprint: Fingerprint,
    /// The last day on which it is left out of reports, such as 2027-01-31.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "cli", schemars(with = "Option<String>"))]
    pub until: Option<Date>,
    /// Why it is put off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What a baseline did to a report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename = "BaselineOutcome"))]
pub struct Outcome {
    /// How many findings it left out.
    pub known: usize,
    /// Entries of the files that were read, or of files that are gone, whose finding is there no more.
    pub gone: Vec<Entry>,
    /// Entries that had their day: their findings are reported.
    pub expired: Vec<Entry>,
}

/// The files of a run.
pub struct Run<'a> {
    /// The texts that are reported.
    pub sources: &'a Sources<'a>,
    /// Each reported path as the baseline names it.
    pub names: &'a FxHashMap<&'a str, String>,
    /// Whether there is a file by this name of the baseline.
    pub is_there: &'a dyn Fn(&str) -> bool,
    /// The day.
    pub today: Option<Date>,
}

impl Outcome {
    /// Adds what another baseline did.
    pub fn extend(&mut self, other: Outcome) {
        self.known += other.known;
        self.gone.extend(other.gone);
        self.expired.extend(other.expired);
    }
}

impl Run<'_> {
    fn name<'a>(&'a self, diagnostic: &'a Diagnostic) -> &'a str {
        self.names.get(&*diagnostic.path).map_or(&*diagnostic.path, String::as_str)
    }

    /// The entry had its day.
    fn is_over(&self, entry: &Entry) -> bool {
        entry.until.zip(self.today).is_some_and(|(until, today)| until < today)
    }

    /// The files were read in this run, or are there no more.
    fn judges(&self) -> impl Fn(&Entry) -> bool + '_ {
        let read: FxHashSet<&str> = self.names.values().map(String::as_str).collect();
        move |entry| read.contains(&*entry.path) || !(self.is_there)(&entry.path)
    }
}

impl Baseline {
    /// Reads what [`Baseline::write`] wrote.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let version = serde_json::from_slice::<Version>(bytes).map_or(VERSION, |known| known.version);
        if version > VERSION {
            return Err(format!("its version is {version}: a newer ddlint reads it"));
        }
        serde_json::from_slice(bytes).map_err(|error| error.to_string())
    }

    /// Of all that these reports hold. Entries of files that this run did not read are kept, as are days and reasons.
    pub fn of(reports: &[&Report], old: Option<Baseline>, run: &Run) -> Self {
        let mut findings: Vec<Entry> = reports.iter().flat_map(|report| entries(report, run)).collect();
        let judges = run.judges();
        let (judged, kept): (Vec<_>, Vec<_>) =
            old.map(|old| old.findings).unwrap_or_default().into_iter().partition(|entry| judges(entry));
        let said: FxHashMap<_, _> = judged.iter().map(|old| ((&*old.path, old.fingerprint), old)).collect();
        for entry in &mut findings {
            if let Some(old) = said.get(&(&*entry.path, entry.fingerprint)) {
                (entry.until, entry.reason) = (old.until, old.reason.clone());
            }
        }
        findings.extend(kept);
        let key = |entry: &Entry| (entry.path.clone(), entry.rule.clone(), entry.statement.clone(), entry.fingerprint);
        findings.sort_by_cached_key(key);
        Self { version: VERSION, findings }
    }

    /// Writes one line a finding, so that changes are read and merged with ease.
    pub fn write(&self, mut out: impl io::Write) -> io::Result<()> {
        writeln!(out, "{{\n  \"version\": {},\n  \"findings\": [", self.version)?;
        for (at, entry) in self.findings.iter().enumerate() {
            let comma = if at + 1 < self.findings.len() { "," } else { "" };
            writeln!(out, "    {}{comma}", serde_json::to_string(entry).map_err(io::Error::from)?)?;
        }
        writeln!(out, "  ]\n}}")
    }

    /// Takes what is known out of the reports, which keep it as suppressed.
    pub fn settle(&self, reports: &mut [&mut Report], run: &Run) -> Outcome {
        let found = self.found(reports.iter().map(|report| &**report), run);
        let mut used = vec![false; self.findings.len()];
        for (report, entries) in reports.iter_mut().zip(found) {
            for (diagnostic, entry) in std::mem::take(&mut report.diagnostics).into_iter().zip(entries) {
                let entry = entry.map(|at| (&self.findings[at], used[at] = true).0);
                match entry.filter(|entry| !run.is_over(entry)) {
                    None => report.diagnostics.push(diagnostic),
                    Some(Entry { reason, .. }) => {
                        let (by, reason) = (SuppressedBy::Baseline, reason.clone());
                        report.suppressed.push(Suppressed { diagnostic, by, reason });
                    }
                }
            }
        }
        let (judges, mut outcome) = (run.judges(), Outcome::default());
        for (entry, used) in self.findings.iter().zip(used) {
            match used {
                true if run.is_over(entry) => outcome.expired.push(entry.clone()),
                true => outcome.known += 1,
                false if judges(entry) => outcome.gone.push(entry.clone()),
                false => {}
            }
        }
        outcome
    }

    /// Takes the fixes from what is known, so that nothing of it is changed.
    pub fn spare(&self, report: &mut Report, run: &Run) {
        for entries in self.found([&*report], run) {
            let known = report.diagnostics.iter_mut().zip(entries);
            let known = known.filter(|(_, entry)| entry.is_some_and(|at| !run.is_over(&self.findings[at])));
            known.for_each(|(diagnostic, _)| diagnostic.fix = None);
        }
    }

    /// For each finding of the reports its entry. A finding is known by its file and its fingerprint, or by its fingerprint
    /// alone where the file that had it is gone: it got another name.
    fn found<'r>(&self, reports: impl IntoIterator<Item = &'r Report>, run: &Run) -> Vec<Vec<Option<usize>>> {
        let entries = || self.findings.iter().enumerate();
        let exact: FxHashMap<_, _> = entries().map(|(at, entry)| ((&*entry.path, entry.fingerprint), at)).collect();
        let mut moved: FxHashMap<Fingerprint, Vec<usize>> = FxHashMap::default();
        for (at, entry) in entries().filter(|(_, entry)| !(run.is_there)(&entry.path)) {
            moved.entry(entry.fingerprint).or_default().push(at);
        }
        let mut entry = |(diagnostic, fingerprint): (&Diagnostic, Fingerprint)| {
            let exact = exact.get(&(run.name(diagnostic), fingerprint)).copied();
            exact.or_else(|| moved.get_mut(&fingerprint).and_then(Vec::pop))
        };
        let known = |report: &Report| fingerprints(&report.diagnostics, run.sources);
        reports.into_iter().map(|report| report.diagnostics.iter().zip(known(report)).map(&mut entry).collect()).collect()
    }
}

fn entries(report: &Report, run: &Run) -> Vec<Entry> {
    let known = fingerprints(&report.diagnostics, run.sources);
    let entry = |(diagnostic, fingerprint): (&Diagnostic, Fingerprint)| {
        let text = run.sources.get(&diagnostic.path).map_or("", |source| &*source.text);
        Entry {
            path: run.name(diagnostic).to_owned(),
            rule: diagnostic.rule.id.to_owned(),
            statement: short(diagnostic.statement.text(text)),
            fingerprint,
            until: None,
            reason: None,
        }
    };
    report.diagnostics.iter().zip(known).map(entry).collect()
}

/// "2 findings are in the baseline", and its entries that should go, one a line.
impl fmt::Display for Outcome {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = if self.known == 1 { "is" } else { "are" };
        write!(out, "{} {verb} in the baseline", counted(self.known, "finding"))?;
        for (entries, what) in [(&self.gone, "is no longer found"), (&self.expired, "has expired")] {
            for Entry { path, rule, statement, .. } in entries.iter().take(ENTRIES_SHOWN) {
                write!(out, "\nits entry `{rule}` in {path} {what}: {statement}")?;
            }
            if entries.len() > ENTRIES_SHOWN {
                write!(out, "\nand {} more", entries.len() - ENTRIES_SHOWN)?;
            }
        }
        Ok(())
    }
}
