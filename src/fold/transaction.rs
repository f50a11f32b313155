//! Transaction blocks: what a COMMIT keeps, what a ROLLBACK takes back, and which locks are held meanwhile.

use super::enum_value::FreshLabel;
use crate::{
    catalog::{Catalog, Origin, Savepoint},
    effects::{Effects, Newness},
    lint::Options,
    name::Name,
    operation::Transaction,
    plan::TransactionKind,
    rules::HeldLock,
    session::{Session, TransactionBlock},
    source::Span,
};

/// The state of one file's session and its transactions.
pub(super) struct Transactions {
    session: Session,
    /// The settings that outlive the transaction: `SET LOCAL` does not reach them.
    lasting: Session,
    block: Option<Block>,
    held: Vec<HeldLock>,
    origin: Origin,
}

struct Block {
    opened: Savepoint,
    before: Session,
    fresh_labels: Vec<FreshLabel>,
    savepoints: Vec<Mark>,
}

struct Mark {
    name: Name,
    catalog: Savepoint,
    session: Session,
    lasting: Session,
    held: Vec<HeldLock>,
}

impl Transactions {
    pub(super) fn new(options: &Options, origin: Origin) -> Self {
        let session =
            Session { lock_timeout: options.lock_timeout, statement_timeout: options.statement_timeout, ..Session::default() };
        Self { lasting: session.clone(), session, block: None, held: Vec::new(), origin }
    }

    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    pub(super) fn held(&self) -> &[HeldLock] {
        &self.held
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
            TransactionBlock::Runner => TransactionKind::Runner,
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

    pub(super) fn begin_runner(&mut self, catalog: &mut Catalog) {
        self.begin(TransactionBlock::Runner, catalog);
    }

    fn begin(&mut self, kind: TransactionBlock, catalog: &mut Catalog) {
        if self.block.is_some() {
            return;
        }
        let before = self.lasting.clone();
        self.block = Some(Block { opened: catalog.savepoint(), before, fresh_labels: Vec::new(), savepoints: Vec::new() });
        self.session.transaction = kind;
        self.held.clear();
    }

    /// A statement outside a block is a transaction of its own.
    pub(super) fn start_statement(&mut self, catalog: &mut Catalog) {
        catalog.set_origin(self.origin);
    }

    /// The locks that a statement took are held on, or let go with its transaction.
    pub(super) fn finish_statement(&mut self, statement: Span, effects: &[Effects], catalog: &mut Catalog) {
        if self.block.is_none() {
            self.held.clear();
            self.origin.transaction += 1;
            catalog.commit();
            return;
        }
        for effect in effects.iter().flat_map(|effects| &effects.relations) {
            let known = self.held.iter_mut().find(|held| held.relation == effect.relation);
            let existing = effect.new == Newness::Existing;
            match known {
                Some(held) if held.lock >= effect.lock => {}
                Some(held) => (held.lock, held.since) = (effect.lock, statement),
                None => {
                    self.held.push(HeldLock { relation: effect.relation.clone(), lock: effect.lock, since: statement, existing })
                }
            }
        }
    }

    pub(super) fn apply(&mut self, command: &Transaction, span: Span, catalog: &mut Catalog) {
        match command {
            Transaction::Begin => self.begin(TransactionBlock::Explicit(span), catalog),
            Transaction::Commit { chain } => self.close(true, chain.then_some(span), catalog),
            Transaction::Rollback { chain } => self.close(false, chain.then_some(span), catalog),
            Transaction::Prepare => self.close(true, None, catalog),
            Transaction::Savepoint(name) => self.savepoint(name, catalog),
            Transaction::RollbackTo(name) => self.rollback_to(name, catalog),
            Transaction::Release(name) => {
                if let Some(block) = &mut self.block {
                    let at = block.savepoints.iter().rposition(|mark| mark.name == *name);
                    block.savepoints.truncate(at.unwrap_or(block.savepoints.len()));
                }
            }
            Transaction::Other => {}
        }
    }

    /// Ends the block; with `chain` another begins at once.
    fn close(&mut self, keep: bool, chain: Option<Span>, catalog: &mut Catalog) {
        let Some(block) = self.block.take() else { return };
        if keep {
            catalog.commit();
        } else {
            catalog.rollback(block.opened);
            self.lasting = block.before;
        }
        self.session = self.lasting.clone();
        self.session.transaction = TransactionBlock::None;
        self.held.clear();
        self.origin.transaction += 1;
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
            held: self.held.clone(),
        };
        if let Some(block) = &mut self.block {
            block.savepoints.push(mark);
        }
    }

    /// Takes back catalog and settings; locks taken since are let go (manual: ROLLBACK TO SAVEPOINT; 13.3).
    fn rollback_to(&mut self, name: &Name, catalog: &mut Catalog) {
        let Some(block) = &mut self.block else { return };
        let Some(at) = block.savepoints.iter().rposition(|mark| mark.name == *name) else { return };
        block.savepoints.truncate(at + 1);
        let Some(mark) = block.savepoints.last() else { return };
        catalog.rollback(mark.catalog);
        self.session = mark.session.clone();
        self.lasting = mark.lasting.clone();
        self.held = mark.held.clone();
    }

    /// The section ends: what is open is taken to be committed, so that the history stays whole.
    pub(super) fn end(&mut self, catalog: &mut Catalog) {
        self.close(true, None, catalog);
    }
}
