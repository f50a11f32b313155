//! What a call from JavaScript may say: the options of the command line, in its spelling.

use std::{collections::BTreeMap, path::PathBuf};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::Mistake;
use crate::{
    cli::arguments::TargetArguments,
    config::{Chosen, FILE_NAME, Preset, RuleSeverity},
    dialect::Dialect,
};

/// How the files are understood, and what is reported. What is not said here is as in `config`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
pub struct Options {
    /// The SQL dialect: `"postgres"` if not said.
    pub dialect: Option<Dialect>,
    /// The server's major version, such as 15.
    pub target_version: Option<u16>,
    /// What runs the migrations; `"auto"` (if not said) tells it from the files.
    pub framework: Option<Chosen>,
    /// True: whatever runs the migrations wraps each file in a transaction. False: each statement commits by itself.
    pub assume_transaction: Option<bool>,
    /// What is reported where no rule is named: `"recommended"` if not said.
    pub preset: Option<Preset>,
    /// Other severities for rules, by name.
    pub rules: BTreeMap<String, RuleSeverity>,
    /// What would stand in `ddlint.toml`: its text, or the same as an object.
    pub config: Option<Configuration>,
    /// For `fix`: also apply fixes that change what a migration does.
    #[serde(rename = "unsafe")]
    pub with_unsafe: bool,
}

/// A configuration as text or as an object.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Configuration {
    /// The text of a `ddlint.toml`.
    Text(String),
    /// The same keys in an object.
    Object(#[schemars(schema_with = "of_configuration")] serde_json::Map<String, serde_json::Value>),
}

/// The schema of `ddlint.toml`, which stands beside that of the options.
fn of_configuration(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "$ref": "ddlint.schema.json" })
}

impl Options {
    /// Reads the JSON of an options object.
    pub fn parse(json: &str) -> Result<Self, Mistake> {
        serde_json::from_str(json).map_err(|error| {
            let message = error.to_string();
            // The place in a JSON text that nobody wrote helps nobody.
            let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
            Mistake { code: "invalid-options", message: format!("options: {message}") }
        })
    }

    /// What the command line calls the target.
    pub(super) fn target(&self) -> Result<TargetArguments, Mistake> {
        Ok(TargetArguments {
            dialect: self.dialect,
            target_version: self.target_version.map(|version| version.to_string()),
            framework: self.framework,
            assume_transaction: self.assume_transaction == Some(true),
            no_transaction: self.assume_transaction == Some(false),
            config: self.config.as_ref().map(|config| PathBuf::from(config.file_name())),
        })
    }

    /// `drop-table=off` for each rule.
    pub(super) fn rule_arguments(&self) -> Vec<String> {
        let severity = |severity: &RuleSeverity| severity.severity().map_or("off", |severity| severity.as_str());
        self.rules.iter().map(|(rule, of_rule)| format!("{rule}={}", severity(of_rule))).collect()
    }
}

impl Configuration {
    /// The file that would say it.
    pub fn file_name(&self) -> &'static str {
        match self {
            Configuration::Text(_) => FILE_NAME,
            Configuration::Object(_) => "options.config",
        }
    }

    /// What would be in it.
    pub fn text(&self) -> String {
        match self {
            Configuration::Text(text) => text.clone(),
            Configuration::Object(keys) => serde_json::Value::Object(keys.clone()).to_string(),
        }
    }
}
