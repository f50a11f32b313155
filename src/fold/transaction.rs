//! Transaction blocks: what a COMMIT keeps, what a ROLLBACK takes back, and which locks are held meanwhile.

use super::{enum_value::FreshLabel, pending::Pending};
use crate::{
    catalog::{Catalog, Origin, Savepoint},
    effects::Effects,
    lint::Options,
    name::{Name, ObjectName},
    operation::{Operation, Transaction},
    plan::TransactionKind,
    session::{Session, TransactionBlock},
    source::{Framework, Span},
    timeline::{Moment, Release, ReleasedBy, Timeline},
};

/// The state of one file's session and its transactions.
pub(super) struct Transactions {
    session: Session,
    /// The settings that outlive the transaction: `SET LOCAL` does not reach them.
    lasting: Session,
    /// The settings that a session begins with: what `RESET` goes back to.
    outside: Session,
    block: Option<Block>,
    timeline: Timeline,
    /// The transaction that the current statement ended.
    ended: Option<Ended>,
    /// How many of the file's statements have run.
    statement: usize,
    origin: Origin,
}

/// A transaction that is over.
#[derive(Debug, Clone)]
pub struct Ended {
    /// Its number in the run.
    pub transaction: u32,
    /// What ended it.
    pub by: ReleasedBy,
    /// The locks that it took.
    pub timeline: Timeline,
}

struct Block {
    opened: Savepoint,
    before: Session,
    fresh_labels: Vec<FreshLabel>,
    pending: Pending,
    savepoints: Vec<Mark>,
}

struct Mark {
    name: Name,
    catalog: Savepoint,
    session: Session,
    lasting: Session,
    pending: Pending,
    locks: Moment,
}

impl Transactions {
    pub(super) fn new(options: &Options, origin: Origin) -> Self {
        let session =
            Session { lock_timeout: options.lock_timeout, statement_timeout: options.statement_timeout, ..Session::default() };
        let timeline = Timeline::default();
        Self {
            lasting: session.clone(),
            outside: session.clone(),
            session,
            block: None,
            timeline,
            ended: None,
            statement: 0,
            origin,
        }
    }

    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    pub(super) fn outside(&self) -> &Session {
        &self.outside
    }

    pub(super) fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// The transaction that has ended since this was last asked.
    pub(super) fn take_ended(&mut self) -> Option<Ended> {
        self.ended.take()
    }

    /// The runner's transaction is open.
    pub(super) fn is_runners(&self) -> bool {
        matches!(self.session.transaction, TransactionBlock::Runner(_))
    }

    /// The open transaction as far as the file that ends here takes it.
    pub(super) fn so_far(&self) -> Ended {
        let mut timeline = self.timeline.clone();
        timeline.close(Release { statement: None, by: ReleasedBy::End });
        Ended { transaction: self.origin.transaction, by: ReleasedBy::End, timeline }
    }

    /// The same transaction in the next file.
    pub(super) fn continued(mut self, origin: Origin) -> Self {
        self.origin = Origin { transaction: self.origin.transaction, ..origin };
        self.statement = 0;
        self.timeline.enter_next_file();
        self
    }

    pub(super) fn number(&self) -> u32 {
        self.origin.transaction
    }

    pub(super) fn in_block(&self) -> bool {
        self.block.is_some()
    }

    pub(super) fn kind(&self) -> TransactionKind {
        match self.session.transaction {
            TransactionBlock::None => TransactionKind::Autocommit,
            TransactionBlock::Explicit(_) => TransactionKind::Explicit,
            TransactionBlock::Runner(_) | TransactionBlock::Call(_) => TransactionKind::Runner,
        }
    }

    /// Enum labels that the open transaction made.
    pub(super) fn fresh_labels(&self) -> &[FreshLabel] {
        self.block.as_ref().map(|block| block.fresh_labels.as_slice()).unwrap_or_default()
    }

    /// Notes an enum label made in the open transaction.
    pub(super) fn note_label(&mut self, label: FreshLabel) {
        if let Some(block) = &mut self.block {
            block.fresh_labels.push(label);
        }
    }

    /// The triggers that wait for the end of the open transaction; without one, of what runs alone.
    pub(super) fn pending(&self) -> Pending {
        self.block.as_ref().map(|block| block.pending.clone()).unwrap_or_default()
    }

    /// Notes what an operation leaves waiting.
    pub(super) fn note_pending(&mut self, operation: &Operation, catalog: &Catalog) {
        self.block.iter_mut().for_each(|block| block.pending.note(operation, catalog));
    }

    /// Changes a setting, for the session or for the transaction only.
    pub(super) fn set(&mut self, local: bool, change: impl Fn(&mut Session)) {
        if local && self.block.is_none() {
            return;
        }
        change(&mut self.session);
        if !local {
            change(&mut self.lasting);
        }
    }

    /// What runs the file opens a transaction, unless one is open.
    pub(super) fn begin_runner(&mut self, framework: &'static Framework, catalog: &mut Catalog) {
        self.begin(TransactionBlock::Runner(framework), catalog);
    }

    /// One of several statements that are sent in one call begins (manual 54.2.2.1): they are a transaction, unless one is open.
    pub(super) fn begin_call(&mut self, framework: &'static Framework, catalog: &mut Catalog) {
        self.begin(TransactionBlock::Call(framework), catalog);
    }

    fn begin(&mut self, kind: TransactionBlock, catalog: &mut Catalog) {
        if self.block.is_some() {
            return;
        }
        let before = self.lasting.clone();
        self.block = Some(Block {
            opened: catalog.savepoint(),
            before,
            fresh_labels: Vec::new(),
            pending: Pending::default(),
            savepoints: Vec::new(),
        });
        self.session.transaction = kind;
    }

    /// A statement outside a block is a transaction of its own.
    pub(super) fn start_statement(&mut self, catalog: &mut Catalog) {
        catalog.set_origin(self.origin);
    }

    /// The current statement takes its locks.
    pub(super) fn take_locks(&mut self, span: Span, effects: &[Effects]) {
        effects.iter().for_each(|effects| self.timeline.take(self.statement, span, effects));
    }

    /// What the statement took is kept, or let go with its transaction.
    pub(super) fn finish_statement(&mut self, catalog: &mut Catalog) {
        if self.block.is_none() {
            catalog.commit();
            if self.ended.is_none() {
                self.end_transaction(Some(self.statement), ReleasedBy::Statement);
            }
        }
        self.statement += 1;
    }

    /// A relation gets another name.
    pub(super) fn rename(&mut self, from: &ObjectName, to: ObjectName) {
        self.timeline.rename(from, to);
    }

    fn end_transaction(&mut self, statement: Option<usize>, by: ReleasedBy) {
        let mut timeline = std::mem::take(&mut self.timeline);
        timeline.close(Release { statement, by });
        self.ended = Some(Ended { transaction: self.origin.transaction, by, timeline });
        self.origin.transaction += 1;
    }

    pub(super) fn apply(&mut self, command: &Transaction, span: Span, catalog: &mut Catalog) {
        match command {
            // The implicit transaction of a call becomes a block; what ran in it before stays in it.
            Transaction::Begin if matches!(self.session.transaction, TransactionBlock::Call(_)) => {
                self.session.transaction = TransactionBlock::Explicit(span);
            }
            Transaction::Begin => self.begin(TransactionBlock::Explicit(span), catalog),
            Transaction::Commit { chain } => self.close(ReleasedBy::Commit, chain.then_some(span), catalog),
            Transaction::Rollback { chain } => self.close(ReleasedBy::Rollback, chain.then_some(span), catalog),
            Transaction::Prepare => self.close(ReleasedBy::Prepare, None, catalog),
            Transaction::Savepoint(name) => self.savepoint(name, catalog),
            Transaction::RollbackTo(name) => self.rollback_to(name, catalog),
            Transaction::Release(name) => {
                if let Some(block) = &mut self.block {
                    let at = block.savepoints.iter().rposition(|mark| mark.name == *name);
                    block.savepoints.truncate(at.unwrap_or(block.savepoints.len()));
                }
            }
            // Which constraints wait is noted where all that runs is.
            Transaction::SetConstraints { .. } | Transaction::Other => {}
        }
    }

    /// Ends the block; with `chain` another begins at once.
    fn close(&mut self, by: ReleasedBy, chain: Option<Span>, catalog: &mut Catalog) {
        let Some(block) = self.block.take() else { return };
        if by == ReleasedBy::Rollback {
            catalog.rollback(block.opened);
            self.lasting = block.before;
        } else {
            catalog.commit();
        }
        self.session = self.lasting.clone();
        self.session.transaction = TransactionBlock::None;
        let by_statement = matches!(by, ReleasedBy::Commit | ReleasedBy::Rollback);
        self.end_transaction(by_statement.then_some(self.statement), by);
        if let Some(span) = chain {
            self.begin(TransactionBlock::Explicit(span), catalog);
        }
    }

    fn savepoint(&mut self, name: &Name, catalog: &mut Catalog) {
        let mark = Mark {
            name: name.clone(),
            catalog: catalog.savepoint(),
            session: self.session.clone(),
            lasting: self.lasting.clone(),
            pending: self.block.as_ref().map(|block| block.pending.clone()).unwrap_or_default(),
            locks: self.timeline.moment(),
        };
        if let Some(block) = &mut self.block {
            block.savepoints.push(mark);
        }
    }

    /// Takes back catalog, settings and locks.
    fn rollback_to(&mut self, name: &Name, catalog: &mut Catalog) {
        let Some(block) = &mut self.block else { return };
        let Some(at) = block.savepoints.iter().rposition(|mark| mark.name == *name) else { return };
        block.savepoints.truncate(at + 1);
        let Some(mark) = block.savepoints.last() else { return };
        catalog.rollback(mark.catalog);
        self.session = mark.session.clone();
        self.lasting = mark.lasting.clone();
        block.pending = mark.pending.clone();
        self.timeline.roll_back(&mark.locks, self.statement);
    }

    /// The section ends: what is open is taken to be committed, so that the history stays whole.
    pub(super) fn end(&mut self, catalog: &mut Catalog) {
        self.close(ReleasedBy::End, None, catalog);
    }
}
