//! Changes that can be taken back: savepoints, rollbacks, and attempts.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::{Catalog, Function, Publication, Relation, Type};
use crate::name::{Name, ObjectName};

/// How to take one change back.
#[derive(Debug, Clone)]
pub(super) enum Undo {
    Relation(ObjectName, Option<Rc<Relation>>),
    Type(ObjectName, Option<Rc<Type>>),
    Function(ObjectName, Option<Rc<Function>>),
    Publication(Name, Option<Rc<Publication>>),
    SearchPath(Vec<Name>),
    Gone(ObjectName, bool),
}

/// A point to come back to with [`Catalog::rollback`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Savepoint(usize);

impl Catalog {
    /// A point to come back to.
    pub fn savepoint(&mut self) -> Savepoint {
        self.recording = true;
        self.recorded.clear();
        Savepoint(self.journal.len())
    }

    /// Does something to the catalog and takes it back.
    pub fn tentatively<T>(&mut self, attempt: impl FnOnce(&mut Self) -> T) -> T {
        let recording = self.recording;
        let savepoint = self.savepoint();
        let outcome = attempt(self);
        self.rollback(savepoint);
        self.recording = recording;
        outcome
    }

    /// Whether a relation of this qualified name was made after the savepoint.
    pub fn is_made_since(&self, name: &ObjectName, savepoint: Savepoint) -> bool {
        let since = self.journal.get(savepoint.0..).unwrap_or_default();
        since.iter().find_map(|undo| match undo {
            Undo::Relation(changed, before) if changed == name => Some(before.is_none()),
            _ => None,
        }) == Some(true)
    }

    pub(super) fn record(&mut self, undo: impl FnOnce() -> Undo) {
        if self.recording {
            self.journal.push(undo());
        }
    }

    /// Takes back everything since the savepoint.
    pub fn rollback(&mut self, to: Savepoint) {
        self.recorded.clear();
        self.passes.get_mut().clear();
        while self.journal.len() > to.0 {
            match self.journal.pop() {
                Some(Undo::Relation(name, before)) => restore(&mut self.relations, name, before),
                Some(Undo::Type(name, before)) => restore(&mut self.types, name, before),
                Some(Undo::Function(name, before)) => restore(&mut self.functions, name, before),
                Some(Undo::Publication(name, before)) => restore(&mut self.publications, name, before),
                Some(Undo::SearchPath(before)) => self.search_path = before,
                Some(Undo::Gone(name, true)) => drop(self.gone.insert(name)),
                Some(Undo::Gone(name, false)) => drop(self.gone.remove(&name)),
                None => {}
            }
        }
    }

    /// Keeps everything: no savepoint is good any more.
    pub fn commit(&mut self) {
        self.journal.clear();
        self.recording = false;
    }
}

fn restore<K: std::hash::Hash + Eq, V>(map: &mut FxHashMap<K, V>, key: K, before: Option<V>) {
    match before {
        Some(before) => map.insert(key, before),
        None => map.remove(&key),
    };
}
