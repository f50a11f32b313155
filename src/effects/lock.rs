//! PostgreSQL's table-level lock modes and which of them conflict (manual 13.3.1, table 13.2).

use std::{fmt, str::FromStr};

use serde::{Serialize, Serializer};

use super::Blocks;

/// A table-level lock mode, from weakest to strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LockMode {
    /// Taken by `SELECT`.
    AccessShare,
    /// Taken by `SELECT … FOR UPDATE`.
    RowShare,
    /// Taken by `INSERT`, `UPDATE`, `DELETE`.
    RowExclusive,
    /// Taken by `VACUUM`, `CREATE INDEX CONCURRENTLY`, `VALIDATE CONSTRAINT`.
    ShareUpdateExclusive,
    /// Taken by `CREATE INDEX`: writes wait.
    Share,
    /// Taken by `CREATE TRIGGER` and `ADD FOREIGN KEY`: writes wait.
    ShareRowExclusive,
    /// Taken by `REFRESH MATERIALIZED VIEW CONCURRENTLY`: writes wait.
    Exclusive,
    /// Taken by `DROP TABLE`, `TRUNCATE`, most of `ALTER TABLE`: reads and writes wait.
    AccessExclusive,
}

impl LockMode {
    /// All modes, weakest first.
    pub const ALL: [LockMode; 8] = [
        LockMode::AccessShare,
        LockMode::RowShare,
        LockMode::RowExclusive,
        LockMode::ShareUpdateExclusive,
        LockMode::Share,
        LockMode::ShareRowExclusive,
        LockMode::Exclusive,
        LockMode::AccessExclusive,
    ];

    /// PostgreSQL's own name.
    pub fn as_str(self) -> &'static str {
        match self {
            LockMode::AccessShare => "ACCESS SHARE",
            LockMode::RowShare => "ROW SHARE",
            LockMode::RowExclusive => "ROW EXCLUSIVE",
            LockMode::ShareUpdateExclusive => "SHARE UPDATE EXCLUSIVE",
            LockMode::Share => "SHARE",
            LockMode::ShareRowExclusive => "SHARE ROW EXCLUSIVE",
            LockMode::Exclusive => "EXCLUSIVE",
            LockMode::AccessExclusive => "ACCESS EXCLUSIVE",
        }
    }

    /// Whether a transaction that holds `self` makes one that wants `other` wait.
    pub fn conflicts_with(self, other: LockMode) -> bool {
        // One row a mode, one bit a conflicting mode, weakest in the lowest bit.
        const CONFLICTS: [u8; 8] =
            [0b1000_0000, 0b1100_0000, 0b1111_0000, 0b1111_1000, 0b1110_1100, 0b1111_1100, 0b1111_1110, 0b1111_1111];
        CONFLICTS[self as usize] & (1 << other as usize) != 0
    }

    /// `INSERT`, `UPDATE` and `DELETE` wait.
    pub fn blocks_writes(self) -> bool {
        self.conflicts_with(LockMode::RowExclusive)
    }

    /// Plain `SELECT` waits.
    pub fn blocks_reads(self) -> bool {
        self.conflicts_with(LockMode::AccessShare)
    }

    /// Who waits while it is held.
    pub fn blocks(self) -> Blocks {
        match self {
            lock if lock.blocks_reads() => Blocks::ReadsAndWrites,
            lock if lock.blocks_writes() => Blocks::Writes,
            _ => Blocks::Nothing,
        }
    }
}

impl fmt::Display for LockMode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl FromStr for LockMode {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|mode| mode.as_str().eq_ignore_ascii_case(name)).ok_or(())
    }
}

impl Serialize for LockMode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conflicts_are_symmetric() {
        for held in LockMode::ALL {
            for wanted in LockMode::ALL {
                assert_eq!(held.conflicts_with(wanted), wanted.conflicts_with(held), "{held} and {wanted}");
            }
        }
    }

    #[test]
    fn what_waits() {
        assert!(!LockMode::ShareUpdateExclusive.blocks_writes());
        assert!(LockMode::Share.blocks_writes() && !LockMode::Share.blocks_reads());
        assert!(LockMode::AccessExclusive.blocks_reads());
    }
}
