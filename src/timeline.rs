//! The lock timeline: which statement of a transaction takes which lock, and which one lets it go.
//!
//! The fold writes it; rules ask it what is held just now, and the plan shows it when the transaction has ended.

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::{
    effects::{Effects, LockMode, Newness, RelationEffect},
    name::ObjectName,
    operation::{Located, Operation},
    source::Span,
};

/// The locks of one transaction.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    holds: Vec<Hold>,
    now: Now,
}

/// What is held at one moment.
#[derive(Debug, Clone, Default)]
struct Now {
    /// For each lane its strongest hold, in the order of the lanes' first locks.
    strongest: Vec<usize>,
    /// The lane of each relation by the name that it has at this moment.
    lanes: FxHashMap<ObjectName, usize>,
}

/// One lock from the statement that takes it to the one that lets it go.
///
/// A stronger lock on the same relation is a further hold: the weaker one stays beneath it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// The relation, qualified by its schema, by the name that it had when the transaction first locked it.
    pub relation: ObjectName,
    /// Whether anybody can be waiting for it.
    pub new: Newness,
    /// The mode.
    pub lock: LockMode,
    /// The place of the statement that took it; `None` where an earlier file of the same transaction did.
    pub since: Option<Span>,
    /// The statement that took it, as an index into the file's statements.
    pub taken: usize,
    /// What lets it go; `None` while it is held.
    pub released: Option<Release>,
}

/// The end of a hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Release {
    /// Index of the statement at whose end it is let go; null where no statement of the file does it.
    pub statement: Option<usize>,
    /// What lets it go.
    pub by: ReleasedBy,
}

/// What lets a lock go, or ends a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ReleasedBy {
    /// The statement's own end: it commits by itself.
    Statement,
    /// `COMMIT`.
    Commit,
    /// `ROLLBACK`.
    Rollback,
    /// `ROLLBACK TO SAVEPOINT`.
    RollbackToSavepoint,
    /// What comes after `PREPARE TRANSACTION`: the lock stays until then.
    Prepare,
    /// What ran the file, or the end of its session.
    End,
}

/// A moment to come back to with [`Timeline::roll_back`].
#[derive(Debug, Clone)]
pub struct Moment {
    holds: usize,
    now: Now,
}

impl Hold {
    /// Somebody may have to wait: the relation was there before, and its writers, at least, are locked out.
    pub fn is_felt(&self) -> bool {
        self.new == Newness::Existing && self.lock.blocks_writes()
    }

    /// The lock was taken before this statement, and it still has it.
    pub fn lasts_into(&self, statement: usize) -> bool {
        (self.taken < statement || self.since.is_none()) && self.covers(statement)
    }

    /// The lock is held while this statement runs, or is taken by it.
    pub fn covers(&self, statement: usize) -> bool {
        self.taken <= statement && self.released.and_then(|end| end.statement).is_none_or(|end| statement <= end)
    }
}

impl Timeline {
    /// All locks that the transaction took, in order.
    pub fn into_holds(self) -> Vec<Hold> {
        self.holds
    }

    /// The strongest lock now held on each relation, in the order in which they were first locked.
    pub fn held(&self) -> impl Iterator<Item = &Hold> {
        self.now.strongest.iter().filter_map(|&hold| self.holds.get(hold))
    }

    /// The lock now held on a relation. `relation` is qualified by its schema.
    pub fn on(&self, relation: &ObjectName) -> Option<&Hold> {
        let hold = self.now.strongest.get(*self.now.lanes.get(relation)?)?;
        self.holds.get(*hold)
    }

    /// A statement takes the locks that its effects name.
    pub fn take(&mut self, statement: usize, span: Span, effects: &Effects) {
        effects.relations.iter().for_each(|effect| self.lock(statement, span, effect));
    }

    fn lock(&mut self, taken: usize, since: Span, effect: &RelationEffect) {
        let known = self.on(&effect.relation);
        if known.is_some_and(|held| held.lock >= effect.lock) {
            return;
        }
        let (relation, new) = match known {
            Some(held) => (held.relation.clone(), held.new),
            None => (effect.relation.clone(), effect.new),
        };
        let at = self.holds.len();
        self.holds.push(Hold { relation, new, lock: effect.lock, since: Some(since), taken, released: None });
        match self.now.lanes.get(&effect.relation) {
            Some(&lane) => self.now.strongest[lane] = at,
            None => {
                self.now.lanes.insert(effect.relation.clone(), self.now.strongest.len());
                self.now.strongest.push(at);
            }
        }
    }

    /// What the file before took is held from the first statement of the next one on.
    pub fn enter_next_file(&mut self) {
        for hold in &mut self.holds {
            (hold.since, hold.taken) = (None, 0);
        }
    }

    /// One operation of a block of code has run: the next ones run under its locks, unless a `COMMIT` of the block's own lets
    /// all go (manual 43.8). What stands under a condition may not have run.
    pub fn pass(&mut self, located: &Located, effects: &Effects) {
        match located.operation {
            Operation::Transaction(_) => self.now = Now::default(),
            _ if located.context.conditional => {}
            // Rules do not ask for the statement's number.
            _ => self.take(0, located.span, effects),
        }
    }

    /// A relation gets another name; its locks stay. Both names are qualified by their schemas.
    pub fn rename(&mut self, from: &ObjectName, to: ObjectName) {
        if let Some(lane) = self.now.lanes.remove(from) {
            self.now.lanes.insert(to, lane);
        }
    }

    /// The moment that a savepoint marks.
    pub fn moment(&self) -> Moment {
        Moment { holds: self.holds.len(), now: self.now.clone() }
    }

    /// Locks taken since the moment are let go (manual: ROLLBACK TO SAVEPOINT; 13.3).
    pub fn roll_back(&mut self, to: &Moment, statement: usize) {
        let end = Release { statement: Some(statement), by: ReleasedBy::RollbackToSavepoint };
        self.release(to.holds, end);
        self.now = to.now.clone();
    }

    /// The transaction ends: nothing is held any more.
    pub fn close(&mut self, end: Release) {
        self.release(0, end);
        self.now = Now::default();
    }

    fn release(&mut self, from: usize, end: Release) {
        let since = self.holds.iter_mut().skip(from);
        since.filter(|hold| hold.released.is_none()).for_each(|hold| hold.released = Some(end));
    }
}
