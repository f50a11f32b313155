//! What was there when the file began and has gone since: a table whose name another takes, an index that another replaces.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::{Catalog, Relation, Table, TableIndex};
use crate::name::ObjectName;

/// Names given up by the file that is being read.
#[derive(Debug, Default, Clone)]
pub(super) struct Former {
    relations: FxHashMap<ObjectName, Rc<Relation>>,
    indexes: Vec<FormerIndex>,
}

/// An index that the file has dropped.
#[derive(Debug, Clone)]
pub struct FormerIndex {
    /// Its table, qualified.
    pub table: ObjectName,
    /// The index as it was.
    pub index: TableIndex,
    /// The transaction that dropped it.
    pub dropped_in: u32,
}

impl Catalog {
    /// The table that had this qualified name when the file began, if it has it no more.
    pub fn former_table(&self, name: &ObjectName) -> Option<&Table> {
        match self.former.relations.get(name)?.as_ref() {
            Relation::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The indexes that the file has dropped so far.
    pub fn former_indexes(&self) -> &[FormerIndex] {
        &self.former.indexes
    }

    /// Notes a relation that is about to give up its name; the first one of a name is the one that the file found.
    pub(super) fn note_former(&mut self, name: &ObjectName, relation: &Rc<Relation>) {
        if matches!(relation.as_ref(), Relation::Table(table) if table.maybe_older || table.origin.file != self.now.file) {
            self.former.relations.entry(name.clone()).or_insert_with(|| relation.clone());
        }
    }

    pub(super) fn note_former_index(&mut self, table: &ObjectName, index: &TableIndex) {
        if index.origin.file != self.now.file {
            let dropped_in = self.now.transaction;
            self.former.indexes.push(FormerIndex { table: table.clone(), index: index.clone(), dropped_in });
        }
    }
}
