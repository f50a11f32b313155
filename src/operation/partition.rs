//! Partition keys and bounds.

use crate::name::{Name, quoted};

/// `PARTITION BY`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartitionKey {
    /// Range, list or hash.
    pub strategy: PartitionStrategy,
    /// Its columns; `None` for an expression.
    pub columns: Vec<Option<Name>>,
}

/// How a partitioned table spreads its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartitionStrategy {
    /// `RANGE`.
    Range,
    /// `LIST`.
    List,
    /// `HASH`.
    Hash,
}

/// The rows that a partition takes. Values are kept as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartitionBound {
    /// `FROM (…) TO (…)`.
    Range {
        /// Inclusive lower bound, one value a key column.
        from: Vec<Box<str>>,
        /// Exclusive upper bound.
        to: Vec<Box<str>>,
    },
    /// `IN (…)`.
    List(Vec<Box<str>>),
    /// `WITH (MODULUS m, REMAINDER r)`.
    Hash {
        /// The modulus.
        modulus: u32,
        /// The remainder.
        remainder: u32,
    },
    /// `DEFAULT`.
    Default,
}

impl PartitionBound {
    /// What is true of the rows within it, as SQL, but for NOT NULL; `None` where it cannot be said of one column.
    pub fn condition(&self, key: &PartitionKey) -> Option<String> {
        let [Some(name)] = key.columns.as_slice() else { return None };
        let column = quoted(name);
        match self {
            PartitionBound::Range { from, to } => {
                let limits = [(">=", from.first()?), ("<", to.first()?)].into_iter().filter(|(_, limit)| !is_open(limit));
                let conditions: Vec<String> = limits.map(|(operator, limit)| format!("{column} {operator} {limit}")).collect();
                (!conditions.is_empty()).then(|| conditions.join(" AND "))
            }
            PartitionBound::List(values) if values.iter().all(|value| !value.eq_ignore_ascii_case("null")) => {
                Some(format!("{column} IN ({})", values.join(", ")))
            }
            PartitionBound::List(_) | PartitionBound::Hash { .. } | PartitionBound::Default => None,
        }
    }
}

/// `MINVALUE` and `MAXVALUE` limit nothing.
pub fn is_open(limit: &str) -> bool {
    limit.eq_ignore_ascii_case("minvalue") || limit.eq_ignore_ascii_case("maxvalue")
}
