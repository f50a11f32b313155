//! `ddlint init --from squawk`: what a `.squawk.toml` says, in our words.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    path::Path,
};

use anyhow::{Context, Result, anyhow};
use serde::Deserialize;

use super::super::{folder, host::Host, paths::shown};
use crate::{
    config::known_version,
    rules::{RULES, Rule},
};

/// Where Squawk looks for its configuration.
const FILE: &str = ".squawk.toml";

/// The keys that Squawk knows; others it leaves unread.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Squawk {
    excluded_paths: Vec<String>,
    excluded_rules: Vec<String>,
    included_rules: Vec<String>,
    pg_version: Option<toml::Value>,
    assume_in_transaction: Option<bool>,
}

/// A `ddlint.toml` that says the same.
pub fn translated(file: Option<&Path>, host: &dyn Host) -> Result<String> {
    let path = file.unwrap_or(Path::new(FILE));
    let name = shown(path);
    let bytes =
        host.read(path).with_context(|| format!("cannot read `{name}`; name Squawk's configuration after `--from squawk`"))?;
    let text = String::from_utf8_lossy(&bytes);
    let squawk: Squawk = toml::from_str(&text).map_err(|error| anyhow!("{name}: {}", error.message()))?;
    Ok(written(&squawk, &name, host))
}

fn written(squawk: &Squawk, name: &str, host: &dyn Host) -> String {
    let mut out = format!("# Translated from Squawk's {name} by `ddlint init --from squawk`.\n\ndialect = \"postgres\"\n");
    let mut say = |line: std::fmt::Arguments| {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{line}");
    };
    if let Some(version) = squawk.pg_version.as_ref().and_then(major) {
        match known_version(version) {
            Ok(version) => say(format_args!("target-version = {version}")),
            Err(error) => say(format_args!("# pg_version was {version}: {error}")),
        }
    }
    if let Ok(folders) = folder::known(host) {
        say(format_args!("{}", super::paths(&folders)));
    }
    if !squawk.excluded_paths.is_empty() {
        say(format_args!("exclude = {:?}", squawk.excluded_paths));
    }
    if let Some(assumed) = squawk.assume_in_transaction {
        say(format_args!("\n[assume]\ntransaction = {assumed}"));
    }
    let (mut severities, mut unknown) = (BTreeMap::new(), BTreeSet::new());
    for name in &squawk.included_rules {
        note(name, &mut unknown, |rule| (!rule.default).then(|| severities.insert(rule.id, rule.severity.as_str())));
    }
    for name in &squawk.excluded_rules {
        note(name, &mut unknown, |rule| Some(severities.insert(rule.id, "off")));
    }
    say(format_args!("\n[rules]"));
    severities.iter().for_each(|(rule, severity)| say(format_args!("{rule} = \"{severity}\"")));
    if !unknown.is_empty() {
        let unknown: Vec<&str> = unknown.into_iter().collect();
        say(format_args!("# No rule here does the same as: {}", unknown.join(", ")));
    }
    out
}

/// Our rules for one of Squawk's.
fn note<'n, T>(name: &'n str, unknown: &mut BTreeSet<&'n str>, mut with: impl FnMut(&'static Rule) -> Option<T>) {
    let source = format!("squawk/{name}");
    let ours: Vec<&'static Rule> = RULES.iter().filter(|rule| rule.sources.contains(&source.as_str())).collect();
    if ours.is_empty() {
        unknown.insert(name);
    }
    for rule in ours {
        with(rule);
    }
}

/// `"15.4"`, `"15"` or `15`.
fn major(version: &toml::Value) -> Option<u16> {
    match version {
        toml::Value::String(text) => text.split('.').next()?.trim().parse().ok(),
        toml::Value::Integer(number) => u16::try_from(*number).ok(),
        toml::Value::Float(number) => Some(*number as u16),
        _ => None,
    }
}
