//! Partitions and inheritance: what a child gets from its parent.

use crate::{
    catalog::{Catalog, Table, TableColumn},
    name::ObjectName,
    operation::{ConstraintKind, PartitionBound},
};

impl Catalog {
    /// The DEFAULT partition of a partitioned table.
    pub fn default_partition(&self, parent: &ObjectName) -> Option<&Table> {
        let mut children = self.table(parent)?.children.iter().filter_map(|child| self.table(child));
        children.find(|child| matches!(child.partition_of, Some((_, PartitionBound::Default))))
    }

    /// Makes a table a partition: it gets the parent's indexes, constraints and row triggers where it lacks them.
    pub(in crate::catalog) fn attach(&mut self, parent: &ObjectName, partition: &ObjectName, bound: PartitionBound) {
        let parent = self.resolve(parent);
        self.add_child(&parent, partition);
        let Some(above) = self.table(&parent).cloned() else {
            return self.change(partition, |table| {
                table.partition_of = Some((parent.clone(), bound));
                table.complete = false;
            });
        };
        self.change(partition, |table| {
            table.partition_of = Some((parent.clone(), bound));
            copy_columns(table, &above);
            copy_constraints(table, &above);
            let missing = above.triggers.iter().filter(|trigger| trigger.for_each_row);
            let missing = missing.filter(|trigger| table.triggers.iter().all(|known| known.name != trigger.name));
            let missing: Vec<_> = missing.cloned().collect();
            table.triggers.extend(missing);
        });
        for constraint in above.constraints.iter().filter(|constraint| constraint.carries_index()) {
            self.copy_key(partition, constraint);
        }
        for index in &above.indexes {
            self.copy_index(partition, index);
        }
        for (referenced, table) in above.constraints.iter().filter_map(|key| Some((key.references()?, partition))) {
            let referenced = referenced.clone();
            if self.table(&referenced).is_some_and(|known| !known.referenced_by.contains(table)) {
                self.change(&referenced, |known| known.referenced_by.push(table.clone()));
            }
        }
    }

    pub(super) fn detach(&mut self, parent: &ObjectName, partition: &ObjectName) {
        self.change(parent, |table| table.children.retain(|child| child != partition));
        self.change(partition, |table| table.partition_of = None);
    }

    /// Makes a table an inheritance child: it gets the parent's columns and checks.
    pub(in crate::catalog) fn inherit(&mut self, child: &ObjectName, parent: &ObjectName) {
        let parent = self.resolve(parent);
        self.add_child(&parent, child);
        let above = self.table(&parent).cloned().unwrap_or_default();
        self.change(child, |table| {
            table.inherits.push(parent);
            table.complete &= above.complete;
            copy_columns(table, &above);
            copy_checks(table, &above);
        });
    }

    pub(super) fn disinherit(&mut self, child: &ObjectName, parent: &ObjectName) {
        let parent = self.resolve(parent);
        self.change(&parent, |table| table.children.retain(|known| known != child));
        self.change(child, |table| table.inherits.retain(|known| *known != parent));
    }

    fn add_child(&mut self, parent: &ObjectName, child: &ObjectName) {
        self.change(parent, |table| {
            if !table.children.contains(child) {
                table.children.push(child.clone());
            }
        });
    }

    /// An index made `ON ONLY` is valid as soon as every partition has its part; taken as done with the first.
    pub(super) fn complete_index(&mut self, index: &ObjectName) {
        let Some((table, _)) = self.index(index) else { return };
        let table = table.name.clone();
        self.change(&table, |table| {
            table.indexes.iter_mut().filter(|known| known.name == index.name).for_each(|known| known.valid = true);
        });
    }
}

fn copy_columns(table: &mut Table, above: &Table) {
    for column in &above.columns {
        match table.columns.iter_mut().find(|known| known.name == column.name) {
            Some(known) => known.not_null |= column.not_null,
            None => table.columns.push(TableColumn { origin: table.origin, ..column.clone() }),
        }
    }
}

fn copy_checks(table: &mut Table, above: &Table) {
    let checks = above.constraints.iter().filter(|constraint| matches!(constraint.kind, ConstraintKind::Check(_)));
    let missing: Vec<_> = checks.filter(|check| table.constraint(&check.name).is_none()).cloned().collect();
    table.constraints.extend(missing);
}

fn copy_constraints(table: &mut Table, above: &Table) {
    copy_checks(table, above);
    let keys = above.constraints.iter().filter(|constraint| constraint.references().is_some());
    let missing: Vec<_> = keys.filter(|key| table.constraints.iter().all(|known| !known.same_as(key))).cloned().collect();
    table.constraints.extend(missing);
}
