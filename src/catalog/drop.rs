//! Objects that go, and what goes with them.

use super::{Catalog, Relation, TypeKind, Undo, alter::set_default};
use crate::{
    name::{Name, ObjectName},
    operation::{DataType, Drop, ObjectKind},
};

impl Catalog {
    pub(super) fn drop_objects(&mut self, drop: &Drop) {
        if drop.cascade || drop.kind == ObjectKind::Schema {
            self.cascaded = Some((self.now.file, self.now.transaction));
        }
        for name in &drop.names {
            self.drop_object(drop, name);
        }
    }

    fn drop_object(&mut self, drop: &Drop, name: &ObjectName) {
        match drop.kind {
            ObjectKind::Table | ObjectKind::ForeignTable | ObjectKind::View | ObjectKind::MaterializedView => {
                self.drop_table(&self.resolve(name), drop.cascade);
            }
            ObjectKind::Index => self.drop_index(&self.resolve(name)),
            ObjectKind::Sequence => {
                if drop.cascade {
                    self.drop_defaults_from(&self.resolve(name));
                }
                self.remove(&self.resolve(name));
            }
            ObjectKind::Schema => self.drop_schema(&name.name),
            ObjectKind::Type | ObjectKind::Domain => self.drop_type(name, drop.cascade),
            ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Routine => {
                // Of several, which one it is that goes is not known.
                let overloaded = self.function(name).is_some_and(|known| known.overloaded);
                let name = self.new_name(name);
                if !overloaded && let Some(before) = self.functions.remove(&name) {
                    self.record(|| Undo::Function(name, Some(before)));
                }
            }
            ObjectKind::Publication => {
                if let Some(before) = self.publications.remove(&name.name) {
                    self.record(|| Undo::Publication(name.name.clone(), Some(before)));
                }
            }
            ObjectKind::Trigger | ObjectKind::Policy | ObjectKind::Rule => self.drop_from_table(drop, &name.name),
            ObjectKind::Statistics => self.drop_statistics(&self.resolve(name)),
            _ => {}
        }
    }

    fn drop_from_table(&mut self, drop: &Drop, name: &Name) {
        let Some(table) = &drop.on else { return };
        for member in self.partitions(table) {
            self.change(&member, |table| match drop.kind {
                ObjectKind::Trigger => table.triggers.retain(|trigger| trigger.name != *name),
                ObjectKind::Policy => table.policies.retain(|policy| policy.name != *name),
                _ => table.rules.retain(|(rule, _)| rule != name),
            });
        }
    }

    /// The table of extended statistics.
    pub(crate) fn statistics_table(&self, name: &ObjectName) -> Option<&super::Table> {
        self.tables().find(|table| table.statistics.iter().any(|(known, _)| known == name))
    }

    fn drop_statistics(&mut self, name: &ObjectName) {
        let Some(table) = self.statistics_table(name).map(|table| table.name.clone()) else { return };
        self.change(&table, |table| table.statistics.retain(|(known, _)| known != name));
    }

    /// Drops a table or view with its indexes, partitions, sequences, and what `CASCADE` takes with it.
    pub(super) fn drop_table(&mut self, name: &ObjectName, cascade: bool) {
        let Some(Relation::Table(table)) = self.remove(name).map(|relation| relation.as_ref().clone()) else { return };
        for index in &table.indexes {
            self.remove(&name.sibling(index.name.clone()));
        }
        let owned = table.columns.iter().map(|column| super::names::made_up(&name.name, &column.name, "seq"));
        for sequence in owned.map(|sequence| name.sibling(sequence)) {
            if matches!(self.relation(&sequence), Some(Relation::Sequence { owned_by: Some((owner, _)), .. }) if owner == name) {
                self.remove(&sequence);
            }
        }
        for parent in table.inherits.iter().chain(table.partition_of.iter().map(|(parent, _)| parent)) {
            self.change(parent, |parent| parent.children.retain(|child| child != name));
        }
        for child in &table.children {
            let partition = self.table(child).is_some_and(|child| child.partition_of.is_some());
            if partition || cascade {
                self.drop_table(child, cascade);
            }
        }
        for referencing in table.referenced_by.iter().filter(|other| cascade && *other != name) {
            if self.relations.contains_key(referencing) {
                self.change(referencing, |other| other.constraints.retain(|constraint| constraint.references() != Some(name)));
            }
        }
        for view in table.read_by.iter().filter(|_| cascade) {
            self.drop_table(view, true);
        }
        let users = if cascade { self.row_users(name) } else { Vec::new() };
        users.iter().for_each(|(user, column)| self.drop_column(user, false, column, true));
    }

    /// Drops an index with its partitions.
    pub(super) fn drop_index(&mut self, name: &ObjectName) {
        let Some(Relation::Index { table }) = self.remove(name).map(|relation| relation.as_ref().clone()) else { return };
        let index = self.table(&table).and_then(|table| table.index(&name.name)).cloned();
        self.change(&table, |table| table.indexes.retain(|index| index.name != name.name));
        let Some(index) = index else { return };
        self.note_former_index(&table, &index);
        for partition in self.partitions(&table).into_iter().skip(1) {
            let same = self.table(&partition).and_then(|table| table.indexes.iter().find(|known| known.covers_as(&index)));
            if let Some(name) = same.map(|known| partition.sibling(known.name.clone())) {
                self.remove(&name);
                self.change(&partition, |table| table.indexes.retain(|known| known.name != name.name));
            }
        }
    }

    fn drop_defaults_from(&mut self, sequence: &ObjectName) {
        let Some(Relation::Sequence { owned_by: Some((table, column)), .. }) = self.relation(sequence).cloned() else { return };
        self.change(&table, |table| {
            table.columns.iter_mut().filter(|known| known.name == column).for_each(|known| set_default(known, None));
        });
    }

    fn drop_schema(&mut self, schema: &Name) {
        let inside = |name: &&ObjectName| name.schema.as_ref() == Some(schema);
        let gone: Vec<ObjectName> = self.relations.keys().filter(inside).cloned().collect();
        for name in gone {
            self.remove(&name);
        }
        let types: Vec<ObjectName> = self.types.keys().filter(inside).cloned().collect();
        for name in types {
            let before = self.types.remove(&name);
            self.record(|| Undo::Type(name, before));
        }
    }

    fn drop_type(&mut self, name: &ObjectName, cascade: bool) {
        let users = self.type_users(name);
        let name = self.type_name(name);
        let Some(known) = self.types.remove(&name) else { return };
        self.record(|| Undo::Type(name.clone(), Some(known.clone())));
        if !cascade {
            return;
        }
        for (table, column) in users {
            self.drop_column(&table, false, &column, true);
        }
        self.domains_over(&name).iter().for_each(|domain| self.drop_type(domain, true));
        if let TypeKind::Composite { .. } = known.kind {
            self.typed_tables(&name).iter().for_each(|table| self.drop_table(table, true));
        }
    }

    /// Tables made `OF` this composite type.
    pub fn typed_tables(&self, name: &ObjectName) -> Vec<ObjectName> {
        let wanted = self.resolved_type(name);
        let typed = |table: &&super::Table| table.of_type.as_ref().is_some_and(|used| self.resolved_type(used) == wanted);
        let mut tables: Vec<ObjectName> = self.tables().filter(typed).map(|table| table.name.clone()).collect();
        tables.sort();
        tables
    }

    /// Columns of tables that have this type, as it is or as an array, by place.
    pub fn type_users(&self, name: &ObjectName) -> Vec<(ObjectName, Name)> {
        let wanted = self.resolved_type(name);
        let uses = |data_type: &Option<DataType>| data_type.as_ref().is_some_and(|used| self.resolved_type(&used.name) == wanted);
        let columns = self.tables().filter(|table| table.has_columns_of_its_own());
        let columns = columns.flat_map(|table| table.columns.iter().map(move |column| (&table.name, column)));
        let mut users: Vec<_> = columns
            .filter(|(_, column)| uses(&column.data_type))
            .map(|(table, column)| (table.clone(), column.name.clone()))
            .collect();
        users.sort();
        users
    }

    /// Columns whose values hold values of this type: also in a domain over it, or in a composite type.
    pub fn value_users(&self, name: &ObjectName) -> Vec<(ObjectName, Name)> {
        let mut types = vec![self.resolved_type(name)];
        let mut at = 0;
        while let Some(next) = types.get(at).cloned() {
            let holds = |kind: &TypeKind| match kind {
                TypeKind::Domain(domain) => self.resolved_type(&domain.base.name) == next,
                TypeKind::Composite { attributes } => attributes.iter().any(|(_, used)| self.resolved_type(&used.name) == next),
                _ => false,
            };
            let more = self.types.iter().filter(|(name, known)| holds(&known.kind) && !types.contains(name));
            let more: Vec<ObjectName> = more.map(|(name, _)| name.clone()).collect();
            types.extend(more);
            at += 1;
        }
        let mut users: Vec<_> = types.iter().flat_map(|name| self.type_users(name)).collect();
        users.sort();
        users
    }

    /// Columns that have the rows of a table as their values.
    pub fn row_users(&self, table: &ObjectName) -> Vec<(ObjectName, Name)> {
        if !self.row_types.contains(table) {
            return Vec::new();
        }
        let uses = |used: &DataType| used.name.name == table.name && self.resolve(&used.name) == *table;
        let users = self.tables().filter(|user| user.has_columns_of_its_own()).flat_map(|user| {
            let columns = user.columns.iter().filter(|column| column.data_type.as_ref().is_some_and(uses));
            columns.map(|column| (user.name.clone(), column.name.clone()))
        });
        let mut users: Vec<_> = users.collect();
        users.sort();
        users
    }

    /// The type's qualified name where the history made it, else as it is.
    pub fn resolved_type(&self, name: &ObjectName) -> ObjectName {
        if name.schema.is_some() {
            return name.clone();
        }
        let candidates = self.search_path.iter().map(|schema| ObjectName::qualified(schema.clone(), name.name.clone()));
        candidates.into_iter().find(|name| self.types.contains_key(name)).unwrap_or_else(|| name.clone())
    }

    pub(super) fn rename_type(&mut self, from: &ObjectName, to: &ObjectName) {
        let tables: Vec<ObjectName> = self.tables().map(|table| table.name.clone()).collect();
        for table in tables {
            let used = |known: &Option<DataType>| {
                known.as_ref().is_some_and(|known| known.name == *from || known.name.name == from.name)
            };
            if self.table(&table).is_some_and(|table| table.columns.iter().any(|column| used(&column.data_type))) {
                self.change(&table, |table| {
                    let types = table.columns.iter_mut().filter_map(|column| column.data_type.as_mut());
                    types.filter(|known| known.name.name == from.name).for_each(|known| known.name = to.clone());
                });
            }
        }
    }
}
