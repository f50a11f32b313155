//! How long work on a table of a known size may take: an honest range, not a promise.

use std::fmt;

use serde::Serialize;

use super::TableSize;
use crate::{
    effects::{RelationEffect, Scan},
    name::ObjectName,
};

/// How long work on one table may take.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// The table, qualified by its schema.
    pub relation: ObjectName,
    /// How large it is.
    pub size: TableSize,
    /// What is done.
    pub work: Work,
}

/// Work that lasts longer the larger a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Work {
    /// Its rows are read once.
    Read,
    /// Each row is looked up in another table.
    LookUp,
    /// Its rows are read and sorted into an index.
    IndexBuild,
    /// It is written anew, and all of its indexes are built.
    Rewrite,
    /// Some of its rows, or all, are changed.
    Change,
}

/// Bytes a second, in MB: on a slow disk that others use too, and on a fast machine that has the table in memory.
///
/// Measured with PostgreSQL 15 on 634 MB in memory (3 million rows, four indexes of 260 MB): reading 1400 to 2900 MB/s, a
/// foreign key 620 MB/s, an index 190 to 800 MB/s, a rewrite 83 MB/s, an UPDATE of all rows 8 MB/s. The slow end is a disk
/// of 100 MB/s, which random access makes slower.
const fn rates(work: Work) -> (u32, u32) {
    match work {
        Work::Read => (100, 2000),
        Work::LookUp => (50, 600),
        Work::IndexBuild => (20, 500),
        Work::Rewrite => (10, 150),
        Work::Change => (1, 50),
    }
}

impl Estimate {
    pub(super) fn new(effect: &RelationEffect, size: TableSize) -> Self {
        let work = match effect.scan {
            _ if effect.rewrite => Work::Rewrite,
            Scan::Rewrite => Work::Rewrite,
            Scan::IndexBuild => Work::IndexBuild,
            Scan::ValidateForeignKey => Work::LookUp,
            _ if effect.index_build => Work::IndexBuild,
            Scan::Dml => Work::Change,
            Scan::Verify | Scan::None => Work::Read,
        };
        Self { relation: effect.relation.clone(), size, work }
    }

    /// The least and the most seconds that are to be expected. To change rows takes at least as long as to find them.
    pub fn seconds(&self) -> (f64, f64) {
        let (slow, fast) = rates(self.work);
        let (least, most) = match self.work {
            Work::Read | Work::LookUp | Work::IndexBuild => (self.size.bytes, self.size.bytes),
            Work::Rewrite => (self.size.total(), self.size.total()),
            Work::Change => (self.size.bytes, self.size.total()),
        };
        let fast = if self.work == Work::Change { rates(Work::Read).1 } else { fast };
        let at = |bytes: u64, rate: u32| bytes as f64 / (f64::from(rate) * 1e6);
        (at(least, fast), at(most, slow))
    }
}

/// "`orders` has 12 million rows, 4.2 GB: 9 s to 4 min (an estimate: 20 to 500 MB/s)".
impl fmt::Display for Estimate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (least, most) = self.seconds();
        let (slow, fast) = rates(self.work);
        write!(out, "`{}` has {}: {} to {}, ", self.relation, self.size, Time(least), Time(most))?;
        match self.work {
            Work::Change => write!(
                out,
                "by how many of its rows are changed (an estimate: reads of {} MB/s to changes of {slow} MB/s)",
                rates(Work::Read).1
            ),
            _ => write!(out, "an estimate ({slow} to {fast} MB/s)"),
        }
    }
}

/// Seconds as people say them.
struct Time(f64);

impl fmt::Display for Time {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = match self.0 {
            seconds if seconds < 1.0 => return out.write_str("less than 1 s"),
            seconds if seconds < 99.5 => (seconds, "s"),
            seconds if seconds < 5970.0 => (seconds / 60.0, "min"),
            seconds if seconds < 100.0 * 3600.0 => (seconds / 3600.0, "h"),
            seconds => (seconds / 86_400.0, "days"),
        };
        let digits = usize::from(number < 1.95);
        write!(out, "{} {unit}", format!("{number:.digits$}").trim_end_matches(".0"))
    }
}

#[cfg(test)]
mod tests {
    use super::Time;

    #[test]
    fn times_are_told_as_people_say_them() {
        for (seconds, words) in
            [(0.3, "less than 1 s"), (1.54, "1.5 s"), (99.0, "99 s"), (240.0, "4 min"), (7200.0, "2 h"), (1e6, "12 days")]
        {
            assert_eq!(Time(seconds).to_string(), words);
        }
    }
}
