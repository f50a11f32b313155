//! Renames, followed to every place that holds the name.

use crate::{
    catalog::{Catalog, Relation, Table},
    name::{Name, ObjectName},
    operation::{AlterTable, ConstraintKind, TableAction},
};

impl Catalog {
    /// The relation that gets another name or schema, and that name.
    pub fn renamed(&self, alter: &AlterTable) -> Option<(ObjectName, ObjectName)> {
        let from = self.resolve(&alter.table);
        let to = match &alter.action {
            TableAction::RenameTo(name) => from.sibling(name.clone()),
            TableAction::SetSchema(schema) => ObjectName::qualified(schema.clone(), from.name.clone()),
            _ => return None,
        };
        Some((from, to))
    }

    /// A relation gets another name or schema.
    pub(super) fn move_relation(&mut self, from: &ObjectName, to: &ObjectName) {
        let Some(relation) = self.relation(from).cloned() else { return };
        match relation {
            Relation::Index { .. } => self.rename_index(from, &to.name),
            Relation::Sequence { .. } => {
                self.remove(from);
                self.put(to.clone(), relation);
            }
            Relation::Table(table) => self.move_table(*table, to),
        }
    }

    fn move_table(&mut self, mut table: Table, to: &ObjectName) {
        let from = std::mem::replace(&mut table.name, to.clone());
        self.remove(&from);
        for index in &table.indexes {
            self.remove(&from.sibling(index.name.clone()));
            self.put(to.sibling(index.name.clone()), Relation::Index { table: to.clone() });
        }
        let neighbours: Vec<ObjectName> = table.neighbours().filter(|neighbour| **neighbour != from).cloned().collect();
        table.replace_name(&from, to);
        self.put(to.clone(), Relation::Table(Box::new(table)));
        for neighbour in neighbours {
            if self.relations.contains_key(&neighbour) {
                self.change(&neighbour, |known| known.replace_name(&from, to));
            }
        }
        self.move_sequences(&from, to);
    }

    /// Sequences owned by a table's columns keep their name, but follow it to another schema.
    fn move_sequences(&mut self, from: &ObjectName, to: &ObjectName) {
        let columns: Vec<Name> =
            self.table(to).map(|table| table.columns.iter().map(|column| column.name.clone()).collect()).unwrap_or_default();
        for column in columns {
            let sequence = from.sibling(crate::catalog::names::made_up(&from.name, &column, "seq"));
            let Some(Relation::Sequence { owned_by: Some((owner, _)), origin }) = self.relation(&sequence) else { continue };
            if owner == from {
                let moved = Relation::Sequence { owned_by: Some((to.clone(), column)), origin: *origin };
                self.remove(&sequence);
                self.put(to.sibling(sequence.name), moved);
            }
        }
    }

    pub(in crate::catalog) fn rename_index(&mut self, from: &ObjectName, to: &Name) {
        let Some(Relation::Index { table }) = self.relation(from).cloned() else { return };
        let from = self.resolve(from);
        self.remove(&from);
        self.put(from.sibling(to.clone()), Relation::Index { table: table.clone() });
        self.change(&table, |table| {
            for index in table.indexes.iter_mut().filter(|index| index.name == from.name) {
                index.name = to.clone();
                index.constraint = index.constraint.as_ref().map(|_| to.clone());
            }
            table
                .constraints
                .iter_mut()
                .filter(|known| known.carries_index() && known.name == from.name)
                .for_each(|known| known.name = to.clone());
        });
    }

    pub(super) fn rename_column(&mut self, table: &ObjectName, from: &Name, to: &Name) {
        let referencing: Vec<ObjectName> = self.referencing(table).iter().map(|(other, _)| other.name.clone()).collect();
        for other in referencing {
            self.change(&other, |other| rename_referenced(other, table, from, to));
        }
        let readers: Vec<ObjectName> = self.readers(table, Some(from)).iter().map(|view| view.name.clone()).collect();
        for view in readers {
            self.change(&view, |view| {
                let reads = view.reads.iter_mut().filter(|(read, _)| read == table);
                reads.for_each(|(_, columns)| rename_in(columns, from, to));
            });
        }
        for member in self.with_children(table) {
            self.change(&member, |table| rename_own(table, from, to));
        }
    }

    pub(super) fn rename_constraint(&mut self, table: &ObjectName, from: &Name, to: &Name) {
        let carries_index = self.table(table).and_then(|table| table.constraint(from)).is_some_and(|known| known.carries_index());
        if carries_index {
            return self.rename_index(&table.sibling(from.clone()), to);
        }
        for member in self.with_children(table) {
            self.change(&member, |table| {
                table.constraints.iter_mut().filter(|known| known.name == *from).for_each(|known| known.name = to.clone());
            });
        }
    }

    pub(in crate::catalog) fn rename_schema(&mut self, from: &Name, to: &Name) {
        let inside: Vec<ObjectName> = self.relations.keys().filter(|name| name.schema.as_ref() == Some(from)).cloned().collect();
        for name in inside {
            if self.table(&name).is_some() {
                self.move_relation(&name, &ObjectName::qualified(to.clone(), name.name.clone()));
            }
        }
    }
}

impl Table {
    /// Relations that hold this table's name or are held by it.
    fn neighbours(&self) -> impl Iterator<Item = &ObjectName> {
        let parents = self.inherits.iter().chain(self.partition_of.iter().map(|(parent, _)| parent));
        let keys = self.constraints.iter().filter_map(|constraint| constraint.references());
        let reads = self.reads.iter().map(|(read, _)| read);
        parents.chain(keys).chain(reads).chain(&self.children).chain(&self.referenced_by).chain(&self.read_by)
    }

    fn replace_name(&mut self, from: &ObjectName, to: &ObjectName) {
        let lists = [&mut self.inherits, &mut self.children, &mut self.referenced_by, &mut self.read_by];
        let names = lists.into_iter().flatten();
        let names = names
            .chain(self.partition_of.iter_mut().map(|(parent, _)| parent))
            .chain(self.reads.iter_mut().map(|(read, _)| read));
        names.filter(|name| *name == from).for_each(|name| *name = to.clone());
        for constraint in &mut self.constraints {
            if let ConstraintKind::ForeignKey(key) = &mut constraint.kind
                && key.references == *from
            {
                key.references = to.clone();
            }
        }
    }
}

fn rename_in(names: &mut [Name], from: &Name, to: &Name) {
    names.iter_mut().filter(|name| *name == from).for_each(|name| *name = to.clone());
}

fn rename_referenced(other: &mut Table, table: &ObjectName, from: &Name, to: &Name) {
    for constraint in &mut other.constraints {
        if let ConstraintKind::ForeignKey(key) = &mut constraint.kind
            && key.references == *table
        {
            rename_in(&mut key.referenced_columns, from, to);
        }
    }
}

fn rename_own(table: &mut Table, from: &Name, to: &Name) {
    table.columns.iter_mut().filter(|column| column.name == *from).for_each(|column| column.name = to.clone());
    for constraint in &mut table.constraints {
        rename_in(&mut constraint.columns, from, to);
        match &mut constraint.kind {
            ConstraintKind::Unique(unique) => rename_in(&mut unique.columns, from, to),
            ConstraintKind::ForeignKey(key) => rename_in(&mut key.columns, from, to),
            ConstraintKind::Exclude { columns } => rename_in(columns, from, to),
            ConstraintKind::Check(_) | ConstraintKind::NotNull(_) => {}
        }
    }
    for index in &mut table.indexes {
        index.keys.iter_mut().flatten().filter(|name| *name == from).for_each(|name| *name = to.clone());
        rename_in(&mut index.include, from, to);
        rename_in(&mut index.expression_columns, from, to);
    }
    table.triggers.iter_mut().for_each(|trigger| rename_in(&mut trigger.columns, from, to));
    table.policies.iter_mut().for_each(|policy| rename_in(&mut policy.columns, from, to));
    table.statistics.iter_mut().for_each(|(_, columns)| rename_in(columns, from, to));
    if let Some(key) = &mut table.partition_by {
        key.columns.iter_mut().flatten().filter(|name| *name == from).for_each(|name| *name = to.clone());
    }
}
