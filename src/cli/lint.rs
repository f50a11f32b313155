//! `ddlint lint`: what is dangerous in migrations.

use anyhow::{Result, anyhow};
use clap::ValueEnum;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    CLEAN, FOUND,
    arguments::{Format, LintArguments},
    configs::Severities,
    fix,
    histories::{self, History},
    host::{Host, Stream},
    output::answer,
    progress,
};
use crate::{
    config::{RuleSeverity, severities},
    diagnostic::{Diagnostic, Severity},
    fix::{Fixed, passes, with_texts},
    lint::{File, Options, Report, lint},
    report::{Sources, human, json},
    rules::Rule,
    suggest::{rule_named, unknown},
};

/// Lints, fixes if asked to, reports, and says by the exit code whether something was found.
pub fn run(arguments: &LintArguments, host: &dyn Host) -> Result<u8> {
    let wanted = arguments.rules.iter().map(|text| named_severity(text)).collect::<Result<Severities>>()?;
    let histories = histories::read(&arguments.inputs, &arguments.target, host)?;
    let options = histories.iter().map(|history| options(history, arguments, &wanted, host)).collect::<Result<Vec<_>>>()?;
    let quiet = arguments.output.quiet;
    let work = |(history, options): (&History, &Options)| linted(history, options, arguments, &wanted);
    let fixed = progress::each(&histories, &options, quiet, host, work);
    let fails = |(history, fixed): (&History, &Fixed)| {
        let limit = arguments.fail_on.or(history.project.config.fail_on).unwrap_or_default();
        fixed.report.diagnostics.iter().any(|diagnostic| limit.includes(diagnostic.severity))
    };
    let failed = histories.iter().zip(&fixed).any(fails);
    let report = merged(fixed.iter().map(|fixed| fixed.report.clone()));
    if arguments.fixes.diff {
        return fix::diff(&histories, &fixed, &report, &arguments.output, host);
    }
    let taken = arguments.fixes.fix && fix::write(&histories, &fixed, host)?;
    let files: Vec<_> =
        histories.iter().zip(&fixed).flat_map(|(history, fixed)| with_texts(&history.files(), &fixed.texts)).collect();
    let sources = Sources::new(&files);
    let stream = if taken { Stream::Error } else { Stream::Output };
    answer(&arguments.output, stream, host, |out, colour| match arguments.output.format {
        Format::Human => human::write(&report, &sources, colour, quiet, out),
        Format::Json => json::write(&report, &sources, out),
    })?;
    Ok(if failed { FOUND } else { CLEAN })
}

/// One history linted, and fixed where that is asked for.
fn linted(history: &History, options: &Options, arguments: &LintArguments, wanted: &Severities) -> Fixed {
    let lint = |files: &[File]| settled(lint(files, options), history, wanted);
    let files = history.files();
    if arguments.fixes.any() {
        return passes(&files, arguments.fixes.least(), lint);
    }
    Fixed { report: lint(&files), texts: FxHashMap::default() }
}

/// `drop-table=off` as it is given to `--rule`.
fn named_severity(text: &str) -> Result<(&'static str, Option<Severity>)> {
    let Some((name, severity)) = text.split_once('=') else {
        return Err(anyhow!("--rule: `{text}` names no severity; write it like `{text}=warning`"));
    };
    let rule = rule_named(name).map_err(|error| anyhow!("--rule: {error}"))?;
    let known = ["off", "info", "warning", "error"];
    let severity =
        RuleSeverity::from_str(severity, false).map_err(|_| anyhow!("--rule: {}", unknown("severity", severity, known)))?;
    Ok((rule.id, severity.severity()))
}

/// The engine's options; a rule runs where any file wants it, and [`settled`] takes it back from the others.
fn options(history: &History, arguments: &LintArguments, wanted: &Severities, host: &dyn Host) -> Result<Options> {
    let mut options = history.options(&arguments.target, host)?;
    options.told_in_each_file = arguments.fixes.any();
    options.severities = base(history);
    let config = &history.project.config;
    let overridden = config.overrides.iter().flat_map(|entry| severities(&entry.rules));
    options.severities.extend(overridden.filter(|(_, severity)| *severity != RuleSeverity::Off).map(entry));
    options.severities.extend(wanted);
    Ok(options)
}

/// What the configuration says of rules in all files.
fn base(history: &History) -> Severities {
    severities(&history.project.config.rules).map(entry).collect()
}

fn entry((rule, severity): (&'static Rule, RuleSeverity)) -> (&'static str, Option<Severity>) {
    (rule.id, severity.severity())
}

/// The report with the severities of each file's own overrides.
fn settled(mut report: Report, history: &History, wanted: &Severities) -> Report {
    let project = &history.project;
    let overridden: FxHashSet<_> =
        project.config.overrides.iter().flat_map(|entry| severities(&entry.rules)).map(|(rule, _)| rule.id).collect();
    if overridden.is_empty() {
        return report;
    }
    let base = base(history);
    let paths: FxHashMap<_, _> = history.reported().map(|file| (file.shown, file.absolute)).collect();
    let severity = |diagnostic: &Diagnostic| {
        let rule = diagnostic.rule;
        let file = paths.get(&*diagnostic.path)?;
        let own = project.overrides(file).flat_map(severities).filter(|(known, _)| known.id == rule.id).last();
        let default = rule.default.then_some(rule.severity);
        own.map(|(_, own)| own.severity()).or_else(|| base.get(rule.id).copied()).unwrap_or(default)
    };
    report.diagnostics.retain_mut(|diagnostic| {
        if !overridden.contains(diagnostic.rule.id) || wanted.contains_key(diagnostic.rule.id) {
            return true;
        }
        let Some(severity) = severity(diagnostic) else { return false };
        diagnostic.severity = severity;
        true
    });
    report
}

/// One report of all histories; what is reported once in a run is kept once.
fn merged(mut reports: impl Iterator<Item = Report>) -> Report {
    let mut once = FxHashSet::default();
    let Some(mut all) = reports.next() else {
        return lint(&[], &Options::default());
    };
    for report in reports {
        all.diagnostics.extend(report.diagnostics);
        all.statements += report.statements;
        all.unknown += report.unknown;
        all.files += report.files;
        all.fixed += report.fixed;
    }
    all.diagnostics.retain(|diagnostic| !diagnostic.rule.once || once.insert(diagnostic.rule.id));
    all
}
