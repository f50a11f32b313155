//! ddlint on texts in memory, as JavaScript calls it: the commands of the program, with a host that holds the texts.

mod memory;
mod options;

use std::path::PathBuf;

use clap::ValueEnum;
pub use memory::Memory;
pub use options::{Configuration, Options};
use serde::Serialize;

use crate::{
    cli::{
        arguments::{Earlier, ExplainArguments, FixArguments, InputArguments, LintArguments, PlanArguments, PlanFormat},
        explain, lint as lint_command, plan as plan_command, rules as rules_command,
    },
    report::Units,
};

pub use crate::cli::arguments::ReportFormat;

/// One text by its path; `-` is a text that has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Where it stands, with `/` between folders. Names show what runs the files, and in which order.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// What is read.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// What is reported.
    pub files: Vec<Text>,
    /// What ran before, and what else shows how the files are run, such as `drizzle/meta/_journal.json`.
    pub history: Vec<Text>,
    /// Seconds since 1970, for what hangs on the day.
    pub now: i64,
}

/// Why a call has no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mistake {
    /// For programs.
    pub code: &'static str,
    /// For people: what is wrong, and the cure.
    pub message: String,
}

/// What fixes made of the files.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "Fixed", title = "ddlint fix")]
pub struct Fixed {
    /// What is left; its places are those of the new texts.
    #[schemars(with = "crate::report::json::ReportJson")]
    pub report: Box<serde_json::value::RawValue>,
    /// Every reported file as it is now.
    pub files: Vec<FixedText>,
}

/// A file after it was fixed.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct FixedText {
    /// Where it stands.
    pub path: String,
    /// What is in it now.
    pub text: String,
    /// Whether that is something else than before.
    pub changed: bool,
}

/// The report as JSON, with places in UTF-16 units.
pub fn lint(input: Input, options: &Options) -> Result<String, Mistake> {
    let arguments = lint_arguments(&input, options)?;
    let host = Memory::new(input, options)?.counted_in(Units::Utf16);
    lint_command::run(&arguments, &host).map_err(Mistake::options)?;
    Ok(host.output())
}

/// The plan as JSON, with places in UTF-16 units.
pub fn plan(input: Input, options: &Options) -> Result<String, Mistake> {
    let arguments =
        PlanArguments { inputs: paths(&input), target: options.target()?, format: PlanFormat::Json, ..PlanArguments::default() };
    let host = Memory::new(input, options)?.counted_in(Units::Utf16);
    plan_command::run(&arguments, &host).map_err(Mistake::options)?;
    Ok(host.output())
}

/// A [`Fixed`] as JSON.
pub fn fix(input: Input, options: &Options) -> Result<String, Mistake> {
    let fixes = FixArguments { fix: true, with_unsafe: options.with_unsafe, diff: false };
    let arguments = LintArguments { fixes, ..lint_arguments(&input, options)? };
    let files = input.files.clone();
    let host = Memory::new(input, options)?.counted_in(Units::Utf16);
    lint_command::run(&arguments, &host).map_err(Mistake::options)?;
    let now = |file: &Text| {
        let text = host.written(&file.path).unwrap_or_else(|| file.text.clone());
        FixedText { path: file.path.clone(), changed: text != file.text, text }
    };
    let files = files.iter().map(now).collect();
    let internal = |error: serde_json::Error| Mistake { code: "internal", message: error.to_string() };
    let report = serde_json::value::RawValue::from_string(host.report()).map_err(internal)?;
    serde_json::to_string(&Fixed { report, files }).map_err(internal)
}

/// What is left of an earlier report in a format of the program, as it would print it.
pub fn format(input: Input, options: &Options, name: &str, earlier: Earlier) -> Result<String, Mistake> {
    let unknown = || {
        let names: Vec<_> = ReportFormat::value_variants().iter().filter_map(ValueEnum::to_possible_value).collect();
        crate::suggest::unknown("format", name, names.iter().map(clap::builder::PossibleValue::get_name))
    };
    let format = ReportFormat::from_str(name, false).map_err(|_| Mistake { code: "unknown-format", message: unknown() })?;
    let units = if format == ReportFormat::Json { Units::Utf16 } else { Units::Bytes };
    let arguments = LintArguments { format, earlier: Some(earlier), ..lint_arguments(&input, options)? };
    let host = Memory::new(input, options)?.counted_in(units);
    lint_command::run(&arguments, &host).map_err(Mistake::options)?;
    Ok(host.output())
}

/// All rules as JSON.
pub fn rules() -> String {
    rules_command::json().unwrap_or_default()
}

/// A rule's page, in Markdown.
pub fn explain(rule: &str) -> Result<String, Mistake> {
    let host = Memory::default();
    let unknown = |error: anyhow::Error| Mistake { code: "unknown-rule", message: format!("{error:#}") };
    explain::run(&ExplainArguments { rule: rule.to_owned() }, &host).map_err(unknown)?;
    Ok(host.output())
}

fn lint_arguments(input: &Input, options: &Options) -> Result<LintArguments, Mistake> {
    Ok(LintArguments {
        inputs: paths(input),
        target: options.target()?,
        format: ReportFormat::Json,
        preset: options.preset,
        rules: options.rule_arguments(),
        ..LintArguments::default()
    })
}

/// Of what ran before only migrations are read; the rest is looked at where something asks for it.
fn paths(input: &Input) -> InputArguments {
    let paths = |texts: &[Text]| texts.iter().map(|text| PathBuf::from(&text.path)).collect::<Vec<_>>();
    let history = paths(&input.history).into_iter().filter(|path| crate::cli::folder::is_sql(path));
    InputArguments { paths: paths(&input.files), history: history.collect(), ..InputArguments::default() }
}

impl Mistake {
    fn options(error: anyhow::Error) -> Self {
        let message = format!("{error:#}");
        let message = message.strip_prefix("--rule: ").map_or(message.clone(), |rest| format!("rules: {rest}"));
        let message = message.strip_prefix("--target-version: ").map_or(message.clone(), |rest| format!("targetVersion: {rest}"));
        Self { code: "invalid-options", message }
    }
}
