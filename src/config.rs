//! `ddlint.toml`: what a project says of its migrations.

mod chosen;
mod preset;
mod read;

use std::{collections::BTreeMap, num::NonZeroU32};

pub use chosen::{AUTO, Chosen};
use clap::ValueEnum;
pub use preset::Preset;
pub use read::{ConfigError, allowed, known_version, severities, timeout};
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::{diagnostic::Severity, dialect::Dialect};

/// The file's name.
pub const FILE_NAME: &str = "ddlint.toml";

/// The file of JavaScript projects that may say the same under the key `ddlint`.
pub const PACKAGE_FILE: &str = "package.json";

/// What a project says of its migrations. The file is searched upward from each linted file.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(title = "ddlint.toml")]
pub struct Config {
    /// The SQL dialect.
    pub dialect: Option<Dialect>,
    /// The server's major version, such as 15.
    pub target_version: Option<u16>,
    /// What runs the migrations.
    pub framework: Option<Chosen>,
    /// Files, folders and globs that are read where none is named, relative to this file.
    pub paths: Vec<String>,
    /// Globs of files that are left out of folders, relative to this file.
    pub exclude: Vec<String>,
    /// The lowest severity that makes the exit code 1.
    pub fail_on: Option<FailOn>,
    /// What is reported where no rule is named.
    pub preset: Option<Preset>,
    /// The file that `--write-baseline` writes and whose findings are not reported, relative to this file.
    pub baseline: Option<String>,
    /// True: an ignore comment that does not say why is an error.
    pub require_reason: bool,
    /// What is in force around every migration.
    pub assume: Assume,
    /// What is known of tables.
    pub tables: Tables,
    /// Rules by name: a severity, or a table of options.
    #[schemars(with = "BTreeMap<String, RuleSetting>")]
    pub rules: Rules,
    /// Other rules for some files; later entries win.
    pub overrides: Vec<Override>,
}

/// Settings by rule, each name with its place in the file.
pub type Rules = BTreeMap<Spanned<String>, RuleSetting>;

/// What is in force around every migration.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Assume {
    /// `lock_timeout` as set outside the migrations, such as "5s"; "0" where it is switched off.
    #[schemars(with = "Option<String>")]
    pub lock_timeout: Option<Spanned<String>>,
    /// `statement_timeout` as set outside the migrations, such as "1min".
    #[schemars(with = "Option<String>")]
    pub statement_timeout: Option<Spanned<String>>,
    /// True: each file runs in a transaction. False: each statement commits by itself.
    pub transaction: Option<bool>,
}

/// Other rules for some files.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Globs of the files, relative to this file.
    pub paths: Vec<String>,
    /// What is reported in them where no rule is named.
    pub preset: Option<Preset>,
    /// Rules by name.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, RuleSetting>")]
    pub rules: Rules,
}

/// What is known of tables. Names may hold `*`; a schema is written where it is not `public`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Tables {
    /// Tables of a few rows, where nothing lasts: what waits for them is advice.
    pub small: Vec<String>,
    /// Tables that are always in use: what waits for them is one severity worse.
    pub hot: Vec<String>,
    /// How many rows a batch takes in what is shown instead of a change of all rows at once.
    pub batch_size: Option<NonZeroU32>,
}

/// What is said of one rule.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(untagged)]
pub enum RuleSetting {
    /// Its severity.
    Severity(RuleSeverity),
    /// Its options.
    Options(RuleOptions),
}

/// A rule's options.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct RuleOptions {
    /// Its severity.
    pub severity: Option<RuleSeverity>,
    /// Tables (and other relations) of which it has nothing to say, such as `*_old`. Names may hold `*`.
    pub allow: Vec<String>,
}

/// How bad a rule's findings are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum RuleSeverity {
    /// They are not reported.
    Off,
    /// Advice.
    Info,
    /// Depends on the table's size or use.
    Warning,
    /// Can stop traffic, lose data, or fail.
    Error,
}

/// The lowest severity that fails a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FailOn {
    /// Advice fails.
    Info,
    /// Warnings and errors fail.
    Warning,
    /// Only errors fail.
    #[default]
    Error,
    /// Nothing fails.
    Never,
}

impl FailOn {
    /// Whether a finding of this severity fails the run.
    pub fn includes(self, severity: Severity) -> bool {
        match self {
            FailOn::Info => true,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Error => severity >= Severity::Error,
            FailOn::Never => false,
        }
    }
}

impl RuleSetting {
    /// The severity, if one is set.
    pub fn severity(&self) -> Option<RuleSeverity> {
        match self {
            RuleSetting::Severity(severity) => Some(*severity),
            RuleSetting::Options(options) => options.severity,
        }
    }
}

impl RuleSetting {
    /// The relations of which the rule has nothing to say.
    pub fn allowed(&self) -> &[String] {
        match self {
            RuleSetting::Severity(_) => &[],
            RuleSetting::Options(options) => &options.allow,
        }
    }
}

impl RuleSeverity {
    /// The severity of findings; `None` where they are not reported.
    pub fn severity(self) -> Option<Severity> {
        match self {
            RuleSeverity::Off => None,
            RuleSeverity::Info => Some(Severity::Info),
            RuleSeverity::Warning => Some(Severity::Warning),
            RuleSeverity::Error => Some(Severity::Error),
        }
    }
}
