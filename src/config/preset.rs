//! Presets: what is reported where no rule is named.

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    diagnostic::{Category, Severity},
    rules::{RULES, Rule},
};

/// What is reported where no rule is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// What a careful person wants to hear.
    #[default]
    Recommended,
    /// Every rule, conventions too.
    Strict,
    /// Only what breaks the application that is running.
    Compat,
    /// The first step of a change in two: what breaks the running application is an error.
    Expand,
    /// The last step of a change in two: dropping what nobody uses any more is expected.
    Contract,
}

impl Preset {
    /// What it says of rules, where that differs from their own words; `None` turns a rule off.
    pub fn severities(self) -> impl Iterator<Item = (&'static str, Option<Severity>)> {
        RULES.iter().filter_map(move |rule| Some((rule.id, self.severity(rule)?)))
    }

    fn severity(self, rule: &Rule) -> Option<Option<Severity>> {
        let breaks = rule.breaks_application || rule.category == Category::Compatibility;
        match self {
            Preset::Recommended => None,
            Preset::Strict => Some(Some(rule.severity)),
            // What the engine says of the text itself is said in any case.
            Preset::Compat => (!breaks && rule.check.is_some()).then_some(None),
            Preset::Expand => breaks.then_some(Some(Severity::Error)),
            Preset::Contract => rule.expected_in_contract.then_some(None),
        }
    }
}
