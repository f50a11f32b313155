//! `ddlint lint`: what is dangerous in migrations.

use std::{
    io::{self, Write as _},
    num::NonZeroU32,
};

use anyhow::{Result, anyhow};
use clap::ValueEnum;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    CLEAN, FOUND,
    arguments::{Earlier, LintArguments, ReportFormat},
    baseline::Baselines,
    code,
    configs::Severities,
    fix,
    git::Repository,
    histories::{self, History},
    host::{Host, Stream},
    output::answer,
    plan::merged as merged_plans,
    progress, stats,
};
use crate::{
    config::{Preset, RuleSeverity, Rules, allowed, severities},
    diagnostic::{Diagnostic, Severity},
    fix::{Fixed, Texts, passes, with_texts},
    html,
    lint::{File, Options, Report, Tables, lint},
    plan::{Plan, plan},
    report::{Sources, checkstyle, github, gitlab, human, json, junit, markdown, sarif},
    rules::RULES,
    stats::Stats,
    suggest::{rule_named, unknown},
};

/// Lints, fixes if asked to, reports, and says by the exit code whether something was found.
pub fn run(arguments: &LintArguments, host: &dyn Host) -> Result<u8> {
    let wanted = arguments.rules.iter().map(|text| named_severity(text)).collect::<Result<Severities>>()?;
    let histories = histories::read(&arguments.inputs, &arguments.target, host)?;
    let known = Baselines::read(&arguments.baseline, &histories, host)?;
    let stats = arguments.stats.as_deref().map(|file| stats::read(file, host)).transpose()?.unwrap_or_default();
    let options = |history| options(history, arguments, (&wanted, &known, &stats), host);
    let options = histories.iter().map(options).collect::<Result<Vec<_>>>()?;
    let work = |(history, options): (&History, &Options)| linted(history, (options, arguments), &wanted, &known);
    let linted = progress::each(&histories, &options, arguments.output.quiet, host, work);
    let (mut reports, fixed): (Vec<_>, Vec<_>) = linted.into_iter().map(|Fixed { report, texts }| (report, texts)).unzip();
    let files: Vec<_> = histories.iter().zip(&fixed).flat_map(|(history, texts)| with_texts(&history.files(), texts)).collect();
    let sources = Sources::counted_in(host.units(), &files).named(in_repository(&histories, arguments.format, host));
    if arguments.baseline.write_baseline.is_some() {
        return known.write(&histories, &reports, &sources);
    }
    let baseline = known.settle(&histories, &mut reports, &sources);
    code::look_up(&arguments.code, &histories, &mut reports, arguments.output.quiet, host)?;
    let fails = |(history, report): (&History, &Report)| {
        let limit = arguments.fail_on.or(history.project.config.fail_on).unwrap_or_default();
        report.diagnostics.iter().any(|diagnostic| limit.includes(diagnostic.severity))
    };
    let failed = histories.iter().zip(&reports).any(fails);
    let report = Report { baseline, ..merged(reports.into_iter()) };
    let report = arguments.earlier.iter().fold(report, as_it_was);
    if arguments.fixes.diff {
        return fix::diff(&histories, &fixed, &report, &arguments.output, host);
    }
    let taken = arguments.fixes.fix && fix::write(&histories, &fixed, host)?;
    let stream = if taken { Stream::Error } else { Stream::Output };
    let plan = planned((&histories, &options), &fixed, arguments.format);
    answer(&arguments.output, stream, host, |out, colour| shown((&report, &plan), &sources, arguments, colour, out))?;
    tell_baseline(&report, arguments, host);
    Ok(if failed { FOUND } else { CLEAN })
}

/// The report with what was left of it earlier.
fn as_it_was(mut report: Report, earlier: &Earlier) -> Report {
    report.fixed = earlier.fixed.unwrap_or_default();
    let kept: FxHashSet<_> = earlier.kept.iter().copied().collect();
    let mut places = 0..;
    report.diagnostics.retain(|_| places.next().is_some_and(|place| kept.contains(&place)));
    report
}

/// What the baseline did, where the format has no place for it.
fn tell_baseline(report: &Report, arguments: &LintArguments, host: &dyn Host) {
    let tells = matches!(arguments.format, ReportFormat::Human | ReportFormat::Json);
    if let Some(baseline) = report.baseline.as_ref().filter(|_| !tells && !arguments.output.quiet) {
        // Nobody is left to be told where standard error is closed.
        let _ = writeln!(host.stderr(), "{baseline}");
    }
}

/// The report in the shape that is asked for.
fn shown(
    (report, plan): (&Report, &Plan),
    sources: &Sources,
    arguments: &LintArguments,
    colour: bool,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    match arguments.format {
        ReportFormat::Human => human::write(report, sources, colour, arguments.output.quiet, out),
        ReportFormat::Json => json::write(report, sources, out),
        ReportFormat::Sarif => sarif::write(report, sources, out),
        ReportFormat::Github => github::write(report, sources, out),
        ReportFormat::Gitlab => gitlab::write(report, sources, out),
        ReportFormat::Junit => junit::write(report, sources, out),
        ReportFormat::Checkstyle => checkstyle::write(report, sources, out),
        ReportFormat::Markdown => markdown::write(report, sources, out),
        ReportFormat::Html => html::write(plan, Some(report), sources, out),
    }
}

/// The reported files as their repository names them, where the format is for a service that shows findings beside them.
fn in_repository<'a>(histories: &'a [History], format: ReportFormat, host: &dyn Host) -> FxHashMap<&'a str, String> {
    let is_for_service = matches!(format, ReportFormat::Github | ReportFormat::Gitlab | ReportFormat::Sarif);
    let current = host.current_folder().ok().filter(|_| is_for_service);
    let Some(repository) = current.and_then(|current| Repository::of(&current, host).ok()) else { return FxHashMap::default() };
    let files = histories.iter().flat_map(History::reported);
    files.filter_map(|file| Some((file.shown, repository.name(file.absolute)?))).collect()
}

/// The plan of all histories as they are now, where the format shows it.
fn planned((histories, options): (&[History], &[Options]), fixed: &[Texts], format: ReportFormat) -> Plan {
    let shown = histories.iter().zip(options).zip(fixed).filter(|_| format == ReportFormat::Html);
    merged_plans(shown.map(|((history, options), texts)| plan(&with_texts(&history.files(), texts), options)).collect())
}

/// One history linted, and fixed where that is asked for; what is known is left as it is.
fn linted(history: &History, (options, arguments): (&Options, &LintArguments), wanted: &Severities, known: &Baselines) -> Fixed {
    let lint = |files: &[File]| settled(lint(files, options), history, (options, arguments), wanted);
    let files = history.files();
    if !arguments.fixes.any() {
        return Fixed { report: lint(&files), texts: Texts::default() };
    }
    passes(&files, arguments.fixes.least(), |files| {
        let mut report = lint(files);
        known.spare(history, files, &mut report);
        report
    })
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
fn options(
    history: &History,
    arguments: &LintArguments,
    (wanted, known, stats): (&Severities, &Baselines, &Stats),
    host: &dyn Host,
) -> Result<Options> {
    let mut options = history.options(&arguments.target, host)?;
    let was_fixed = arguments.earlier.as_ref().is_some_and(|earlier| earlier.fixed.is_some());
    options.told_in_each_file = arguments.fixes.any() || was_fixed || known.hold_for(history);
    options.severities = base(history, arguments.preset);
    let config = &history.project.config;
    let overridden = config.overrides.iter().flat_map(|entry| said(entry.preset, &entry.rules));
    options.severities.extend(overridden.filter(|(_, severity)| severity.is_some()));
    options.severities.extend(wanted);
    let allowed = allowed(&config.rules).map(|(rule, names)| (rule.id, names.to_vec())).collect();
    let (small, hot) = (config.tables.small.clone(), config.tables.hot.clone());
    options.tables = Tables { small, hot, allowed, stats: stats.clone() };
    options.batch_rows = config.tables.batch_size.map_or(options.batch_rows, NonZeroU32::get);
    Ok(options)
}

/// What the configuration says of rules in all files.
fn base(history: &History, preset: Option<Preset>) -> Severities {
    let config = &history.project.config;
    let framework = history.found.framework.id;
    let suited = RULES.iter().filter(|rule| rule.default_with == Some(framework)).map(|rule| (rule.id, Some(rule.severity)));
    let preset = preset.or(config.preset).unwrap_or_default().severities();
    let reason = config.require_reason.then_some(("ignore-without-reason", Some(Severity::Error)));
    suited.chain(preset).chain(reason).chain(named(&config.rules)).collect()
}

/// What a preset says of rules, then what is said of them by name.
fn said(preset: Option<Preset>, rules: &Rules) -> impl Iterator<Item = (&'static str, Option<Severity>)> + '_ {
    preset.unwrap_or_default().severities().chain(named(rules))
}

fn named(rules: &Rules) -> impl Iterator<Item = (&'static str, Option<Severity>)> + '_ {
    severities(rules).map(|(rule, severity)| (rule.id, severity.severity()))
}

/// The report with the severities of each file's own overrides.
fn settled(
    mut report: Report,
    history: &History,
    (options, arguments): (&Options, &LintArguments),
    wanted: &Severities,
) -> Report {
    let project = &history.project;
    let entries = project.config.overrides.iter();
    let overridden: FxHashSet<_> = entries.flat_map(|entry| said(entry.preset, &entry.rules)).map(|(rule, _)| rule).collect();
    if overridden.is_empty() {
        return report;
    }
    let base = base(history, arguments.preset);
    let paths: FxHashMap<_, _> = history.reported().map(|file| (file.shown, file.absolute)).collect();
    // The severity that the file's own overrides give, or the one that it would have without any.
    let severity = |diagnostic: &Diagnostic| {
        let rule = diagnostic.rule;
        let own = paths.get(&*diagnostic.path).and_then(|file| {
            let entries = project.overrides(file).flat_map(|entry| said(entry.preset, &entry.rules));
            entries.filter(|(known, _)| *known == rule.id).last()
        });
        let default = rule.default.then_some(rule.severity);
        own.map_or_else(|| base.get(rule.id).copied().unwrap_or(default), |(_, own)| own)
    };
    let mut keep = |diagnostic: &mut Diagnostic| {
        if !overridden.contains(diagnostic.rule.id) || wanted.contains_key(diagnostic.rule.id) {
            return true;
        }
        let Some(severity) = severity(diagnostic) else { return false };
        // A case that deserves a milder or a harsher word keeps it.
        diagnostic.severity = match options.severity(diagnostic.rule) {
            Some(general) if diagnostic.severity < general => severity.min(diagnostic.severity),
            Some(general) if diagnostic.severity > general => severity.max(diagnostic.severity),
            _ => severity,
        };
        true
    };
    report.diagnostics.retain_mut(&mut keep);
    report.suppressed.retain_mut(|suppressed| keep(&mut suppressed.diagnostic));
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
        all.suppressed.extend(report.suppressed);
        all.statements += report.statements;
        all.unknown += report.unknown;
        all.files += report.files;
        all.fixed += report.fixed;
    }
    all.diagnostics.retain(|diagnostic| !diagnostic.rule.once || once.insert(diagnostic.rule.id));
    all
}
