//! Partition keys and bounds.

use crate::name::Name;

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
