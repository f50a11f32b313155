//! A transaction's locks as lanes: a column a table, a row a statement.

use crate::{
    effects::{Blocks, LockMode, Newness},
    plan::{StatementPlan, TransactionPlan},
    timeline::Hold,
};

/// More tables than this are counted, not drawn.
const MOST: usize = 8;

/// The tables whose users may have to wait for the transaction.
pub struct Lanes<'a> {
    lanes: Vec<Lane<'a>>,
    /// How many tables got no lane.
    left_out: usize,
}

/// One table, and the locks on it.
struct Lane<'a> {
    first: &'a Hold,
    holds: Vec<&'a Hold>,
}

impl<'a> Lanes<'a> {
    /// The lanes of a transaction; where they are too many, those go first whose users wait for an instant only.
    pub fn of(transaction: &'a TransactionPlan, statements: &[StatementPlan]) -> Self {
        let mut lanes: Vec<Lane> = Vec::new();
        for hold in transaction.locks.iter().filter(|hold| hold.is_felt()) {
            match lanes.iter_mut().find(|lane| lane.first.relation == hold.relation) {
                Some(lane) => lane.holds.push(hold),
                None => lanes.push(Lane { first: hold, holds: vec![hold] }),
            }
        }
        let left_out = lanes.len().saturating_sub(MOST);
        if left_out > 0 {
            let is_short = |lane: &Lane| lane.holds.iter().all(|hold| transaction.work_under(hold, statements).next().is_none());
            lanes.sort_by_cached_key(is_short);
            lanes.truncate(MOST);
            lanes.sort_by_key(|lane| lane.first.taken);
        }
        Self { lanes, left_out }
    }

    /// The tables' names, each above its lane, and how many have none.
    pub fn headings(&self) -> Vec<String> {
        let names = self.lanes.iter().enumerate().map(|(at, lane)| format!("{}{}", "│  ".repeat(at), lane.first.relation));
        let left_out = (self.left_out > 0).then(|| format!("and {} more tables, which are not drawn", self.left_out));
        names.chain(left_out).collect()
    }

    /// What is locked while a statement runs, lane by lane.
    pub fn row(&self, statement: usize, long: bool) -> Vec<Mark> {
        let held = |lane: &Lane| lane.holds.iter().filter(|hold| hold.covers(statement)).map(|hold| hold.lock).max();
        self.lanes.iter().map(|lane| held(lane).map_or(Mark::FREE, |lock| Mark::of(lock, Newness::Existing, long))).collect()
    }
}

/// One cell of a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Who waits.
    pub blocks: Blocks,
    /// They wait the longer the more rows there are.
    pub long: bool,
}

impl Mark {
    /// Nobody waits.
    pub const FREE: Self = Self { blocks: Blocks::Nothing, long: false };

    /// Who waits for a lock on a relation.
    pub fn of(lock: LockMode, new: Newness, long: bool) -> Self {
        if new == Newness::Existing { Self { blocks: lock.blocks(), long } } else { Self::FREE }
    }

    /// Two characters.
    pub fn drawn(self) -> &'static str {
        match (self.blocks, self.long) {
            (Blocks::Nothing, _) => "  ",
            (Blocks::Writes, false) => "░ ",
            (Blocks::Writes, true) => "░░",
            (Blocks::ReadsAndWrites, false) => "▓ ",
            (Blocks::ReadsAndWrites, true) => "▓▓",
        }
    }
}
