//! What a statement is written for: the dialect and the server's version.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The SQL dialect of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// PostgreSQL.
    #[default]
    Postgres,
}

impl Dialect {
    /// The name used in options, configuration and reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Dialect::Postgres => "postgres",
        }
    }

    /// The name as people write it.
    pub fn title(self) -> &'static str {
        match self {
            Dialect::Postgres => "PostgreSQL",
        }
    }
}

/// A dialect and the server's major version; every effect is looked up by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Target {
    /// The dialect.
    pub dialect: Dialect,
    /// The major version, such as 15.
    pub version: u16,
}

impl Target {
    /// The oldest and newest PostgreSQL whose effects were measured.
    pub const POSTGRES_VERSIONS: std::ops::RangeInclusive<u16> = 12..=18;

    /// PostgreSQL of this major version.
    pub const fn postgres(version: u16) -> Self {
        Self { dialect: Dialect::Postgres, version }
    }
}

impl Default for Target {
    fn default() -> Self {
        Self::postgres(17)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.dialect.as_str(), self.version)
    }
}

impl FromStr for Dialect {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name.to_ascii_lowercase().as_str() {
            "postgres" | "postgresql" | "pg" => Ok(Dialect::Postgres),
            _ => Err(format!("unknown dialect `{name}`; known: postgres")),
        }
    }
}
