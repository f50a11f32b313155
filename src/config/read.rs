//! Reading `ddlint.toml`, with every mistake named and placed.

use std::{fmt, ops::Range};

use serde::{Deserialize, Deserializer, de};

use super::{Config, RuleOptions, RuleSetting, RuleSeverity, Rules};
use crate::{
    dialect::Target,
    rules::Rule,
    session::Timeout,
    source::LineIndex,
    suggest::{rule_named, unknown},
};

/// A mistake in `ddlint.toml`.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// 1-based line.
    pub line: u32,
    /// 1-based column in characters.
    pub column: u32,
    /// What is wrong, and the cure.
    pub message: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads a configuration and checks all that its types do not.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let config: Config = toml::from_str(text).map_err(|error| placed(text, error.span(), &explained(&error)))?;
        config.check().map_err(|(place, message)| placed(text, Some(place), &message))?;
        Ok(config)
    }

    /// Reads the same keys from JSON, such as those of `ddlint` in a `package.json`.
    pub fn from_json(keys: &serde_json::Value) -> Result<Self, String> {
        // What reads TOML also knows its places; in JSON they would be those of a text that nobody wrote.
        let text = toml::to_string(keys).map_err(|error| error.to_string())?;
        Self::parse(&text).map_err(|error| error.message)
    }

    fn check(&self) -> Result<(), (Range<usize>, String)> {
        let timeouts = [&self.assume.lock_timeout, &self.assume.statement_timeout];
        timeouts.into_iter().flatten().try_for_each(|setting| match timeout(setting.as_ref()) {
            Some(_) => Ok(()),
            None => Err((setting.span(), format!("`{}` is no time; write it like \"5s\" or \"500ms\"", setting.as_ref()))),
        })?;
        check_rules(&self.rules)?;
        self.overrides.iter().try_for_each(|entry| check_rules(&entry.rules))
    }
}

fn check_rules(rules: &Rules) -> Result<(), (Range<usize>, String)> {
    rules.keys().try_for_each(|name| match rule_named(name.as_ref()) {
        Ok(_) => Ok(()),
        Err(message) => Err((name.span(), message)),
    })
}

/// The rules that a table names, with the severity that it gives them. Names were checked when the file was read.
pub fn severities(rules: &Rules) -> impl Iterator<Item = (&'static Rule, RuleSeverity)> + '_ {
    rules.iter().filter_map(|(name, setting)| Some((rule_named(name.as_ref()).ok()?, setting.severity()?)))
}

/// The rules that a table names, with the relations of which they have nothing to say.
pub fn allowed(rules: &Rules) -> impl Iterator<Item = (&'static Rule, &[String])> + '_ {
    let named = rules.iter().filter(|(_, setting)| !setting.allowed().is_empty());
    named.filter_map(|(name, setting)| Some((rule_named(name.as_ref()).ok()?, setting.allowed())))
}

/// A version that effects were measured on.
pub fn known_version(version: u16) -> Result<u16, String> {
    let known = Target::POSTGRES_VERSIONS;
    if known.contains(&version) {
        return Ok(version);
    }
    let nearest = version.clamp(*known.start(), *known.end());
    Err(format!("PostgreSQL {version} is not known, only {} to {}; use {nearest}", known.start(), known.end()))
}

/// A time as PostgreSQL writes it: `5s`, `500ms`, `1min`, or milliseconds without a unit; 0 switches a timeout off.
pub fn timeout(text: &str) -> Option<Timeout> {
    let text = text.trim();
    let digits = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let milliseconds = match unit.trim() {
        "" | "ms" => 1,
        "s" => 1000,
        "min" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return None,
    };
    Some(match number.parse::<u64>().ok()?.saturating_mul(milliseconds) {
        0 => Timeout::Disabled,
        limit => Timeout::Milliseconds(limit),
    })
}

/// toml's message on one line; of an unknown word's alternatives only the nearest.
fn explained(error: &toml::de::Error) -> String {
    let message = error.message().trim().replace('\n', "; ");
    let Some((_, rest)) = message.split_once("unknown ") else { return message };
    let Some((what, rest)) = rest.split_once(" `") else { return message };
    let Some((found, alternatives)) = rest.split_once('`') else { return message };
    unknown(if what == "field" { "key" } else { what }, found, alternatives.split('`').skip(1).step_by(2))
}

fn placed(text: &str, place: Option<Range<usize>>, message: &str) -> ConfigError {
    let start = place.map_or(0, |place| place.start) as u32;
    let position = LineIndex::new(text).position(text, start);
    ConfigError { line: position.line, column: position.column, message: message.to_owned() }
}

impl<'de> Deserialize<'de> for RuleSetting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SettingVisitor)
    }
}

struct SettingVisitor;

impl<'de> de::Visitor<'de> for SettingVisitor {
    type Value = RuleSetting;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a severity (\"off\", \"info\", \"warning\", \"error\") or a table of options")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<RuleSetting, E> {
        RuleSeverity::deserialize(de::value::StrDeserializer::new(name)).map(RuleSetting::Severity)
    }

    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<RuleSetting, A::Error> {
        RuleOptions::deserialize(de::value::MapAccessDeserializer::new(map)).map(RuleSetting::Options)
    }
}
