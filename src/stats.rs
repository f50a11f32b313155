//! How large tables are, as a project's own database says, and how long work on them may take.

mod estimate;
#[cfg(feature = "cli")]
mod read;

use std::fmt;

pub use estimate::{Estimate, Work};
#[cfg(feature = "cli")]
pub use read::StatsError;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::{
    effects::{Newness, RelationEffect},
    name::ObjectName,
};

/// What makes `psql --csv` write the sizes of all tables: one line, for PostgreSQL 12 and later.
pub const QUERY: &str = include_str!("stats/postgres.sql");
/// The same as one JSON document.
pub const JSON_QUERY: &str = include_str!("stats/postgres_json.sql");

/// Work on a table of fewer bytes, its indexes counted, is done in less than a second.
const TINY: u64 = 10 << 20;

/// The file that `--stats` takes, as JSON. As CSV it has the keys of a table as its first line.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(title = "ddlint stats"))]
pub struct StatsFile {
    /// The version of this format.
    pub version: u32,
    /// The tables.
    pub tables: Vec<TableStats>,
}

/// A table, partitioned table or materialized view.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct TableStats {
    /// Its schema.
    #[serde(default = "public")]
    pub schema: String,
    /// Its name.
    pub table: String,
    /// How large it is.
    #[serde(flatten)]
    pub size: TableSize,
}

/// How large a table is; of a partitioned one all partitions together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct TableSize {
    /// About how many rows it has; null or left out where that is not known.
    #[serde(default)]
    pub rows: Option<u64>,
    /// Its bytes on disk, without its indexes.
    pub bytes: u64,
    /// Those of its indexes.
    #[serde(default)]
    pub index_bytes: u64,
}

/// The sizes of tables by schema and name.
#[derive(Debug, Clone, Default)]
pub struct Stats {
    tables: FxHashMap<(String, String), TableSize>,
}

fn public() -> String {
    "public".to_owned()
}

impl TableSize {
    /// All of its bytes.
    pub fn total(self) -> u64 {
        self.bytes.saturating_add(self.index_bytes)
    }

    /// Nothing that is done to it lasts.
    pub fn is_tiny(self) -> bool {
        self.total() < TINY
    }
}

impl Stats {
    /// The size of a relation, which is qualified by its schema; nothing where it is not known.
    pub fn size(&self, relation: &ObjectName) -> Option<TableSize> {
        if self.tables.is_empty() {
            return None;
        }
        let schema = relation.schema.as_deref().unwrap_or("public");
        self.tables.get(&(schema.to_owned(), relation.name.to_string())).copied()
    }

    /// Whether all that is worked through was there before and is known to be tiny.
    pub fn is_trifle(&self, effects: &[RelationEffect]) -> bool {
        let mut worked = worked(effects).peekable();
        worked.peek().is_some() && worked.all(|effect| self.size(&effect.relation).is_some_and(TableSize::is_tiny))
    }

    /// How long the work may take on the tables whose size is known, but for tiny ones. A lock that is taken for an instant
    /// takes no longer on a large table.
    pub fn estimates(&self, effects: &[RelationEffect]) -> Vec<Estimate> {
        let known = worked(effects).filter_map(|effect| Some((effect, self.size(&effect.relation)?)));
        known.filter(|(_, size)| !size.is_tiny()).map(|(effect, size)| Estimate::new(effect, size)).collect()
    }
}

impl FromIterator<TableStats> for Stats {
    fn from_iter<T: IntoIterator<Item = TableStats>>(tables: T) -> Self {
        Self { tables: tables.into_iter().map(|table| ((table.schema, table.table), table.size)).collect() }
    }
}

/// What takes longer the more rows there are.
fn worked(effects: &[RelationEffect]) -> impl Iterator<Item = &RelationEffect> {
    effects.iter().filter(|effect| effect.grows() && effect.new == Newness::Existing)
}

/// "12 million rows, 4.2 GB and 1.1 GB of indexes".
impl fmt::Display for TableSize {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(rows) = self.rows {
            let (rows, unit) = scaled(rows, 1000, &["", " thousand", " million", " billion", " trillion"]);
            write!(out, "{rows}{unit} rows, ")?;
        }
        let (bytes, unit) = scaled(self.bytes, 1024, &UNITS);
        write!(out, "{bytes}{unit}")?;
        match scaled(self.index_bytes, 1024, &UNITS) {
            _ if self.index_bytes == 0 => Ok(()),
            (bytes, unit) => write!(out, " and {bytes}{unit} of indexes"),
        }
    }
}

/// As PostgreSQL counts and writes them.
const UNITS: [&str; 5] = [" bytes", " kB", " MB", " GB", " TB"];

/// A number in the largest unit that leaves it at least 1, with one digit after the point where it is small.
fn scaled(number: u64, step: u64, units: &[&'static str]) -> (String, &'static str) {
    let (mut left, mut at) = (number as f64, 0);
    while left >= step as f64 && at + 1 < units.len() {
        left /= step as f64;
        at += 1;
    }
    let digits = usize::from(at > 0 && left < 9.95);
    (format!("{left:.digits$}").trim_end_matches(".0").to_owned(), units[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_as_people_say_them() {
        for (rows, bytes, index_bytes, words) in [
            (Some(12_345_678), 4_509_715_660, 1 << 30, "12 million rows, 4.2 GB and 1 GB of indexes"),
            (Some(950), 8192, 0, "950 rows, 8 kB"),
            (None, 3 << 50, 0, "3072 TB"),
        ] {
            assert_eq!(TableSize { rows, bytes, index_bytes }.to_string(), words);
        }
    }
}
