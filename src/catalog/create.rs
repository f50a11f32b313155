//! New tables and indexes.

use super::{Catalog, Origin, Relation, Table, TableColumn, TableConstraint, TableIndex, TableKind, TypeKind};
use crate::{
    catalog::names::index_columns,
    name::{Name, ObjectName},
    operation::{ConstraintKind, CreateIndex, CreateTable, CreateTableAs, LikeSource, Persistence},
    parse::{expression, query},
};

impl Catalog {
    pub(super) fn create_table(&mut self, create: &CreateTable) {
        let temporary = create.persistence == Persistence::Temporary;
        let schema = if temporary { Some(Name::const_new("pg_temp")) } else { create.name.schema.clone() };
        let name = self.new_name(&ObjectName { schema, name: create.name.name.clone() });
        let known = self.relations.get(&name);
        self.creating = None;
        if create.if_not_exists && known.is_some_and(|known| !seen_in_passing(known)) {
            return;
        }
        let (referenced_by, read_by) = match known.map(AsRef::as_ref) {
            Some(Relation::Table(table)) => (table.referenced_by.clone(), table.read_by.clone()),
            _ => Default::default(),
        };
        let table = Table {
            name: name.clone(),
            kind: match (create.foreign, &create.partition_by) {
                (true, _) => TableKind::Foreign,
                (false, Some(_)) => TableKind::Partitioned,
                (false, None) => TableKind::Table,
            },
            persistence: create.persistence,
            origin: self.now,
            maybe_older: create.if_not_exists,
            complete: true,
            partition_by: create.partition_by.clone(),
            of_type: create.of_type.clone(),
            empty: true,
            referenced_by,
            read_by,
            ..Table::default()
        };
        self.put(name.clone(), Relation::Table(Box::new(table)));
        create.like.iter().for_each(|source| self.copy_like(&name, source));
        create.inherits.iter().for_each(|parent| self.inherit(&name, parent));
        if let Some(of_type) = &create.of_type {
            self.copy_attributes(&name, of_type);
        }
        if let Some((parent, bound)) = &create.partition_of {
            self.attach(parent, &name, bound.clone());
        }
        self.creating = Some(name);
    }

    pub(super) fn create_table_as(&mut self, create: &CreateTableAs) {
        let temporary = create.persistence == Persistence::Temporary;
        let schema = if temporary { Some(Name::const_new("pg_temp")) } else { create.name.schema.clone() };
        let name = self.new_name(&ObjectName { schema, name: create.name.name.clone() });
        if create.if_not_exists && self.relations.contains_key(&name) {
            return;
        }
        let names = query::output_columns(&create.query);
        let column = |name| TableColumn { name, origin: self.now, ..TableColumn::default() };
        let table = Table {
            name: name.clone(),
            persistence: create.persistence,
            origin: self.now,
            maybe_older: create.if_not_exists,
            complete: names.is_some(),
            columns: names.unwrap_or_default().into_iter().map(column).collect(),
            empty: !create.with_data,
            ..Table::default()
        };
        self.put(name, Relation::Table(Box::new(table)));
    }

    fn copy_like(&mut self, name: &ObjectName, like: &LikeSource) {
        let Some(source) = self.table(&like.table).cloned() else {
            return self.change(name, |table| table.complete = false);
        };
        let including = |part: &str| like.including.iter().any(|named| named == part || named == "all");
        let (defaults, generated, identity) = (including("defaults"), including("generated"), including("identity"));
        let origin = self.now;
        self.change(name, |table| {
            table.complete &= source.complete;
            table.columns.extend(source.columns.into_iter().map(|column| TableColumn {
                default: column.default.filter(|_| defaults),
                generated: column.generated.filter(|_| generated),
                identity: column.identity && identity,
                origin,
                ..column
            }));
            if including("constraints") {
                let checks = source.constraints.iter().filter(|constraint| matches!(constraint.kind, ConstraintKind::Check(_)));
                table.constraints.extend(checks.cloned());
            }
        });
        if including("indexes") {
            source.indexes.iter().for_each(|index| self.copy_index(name, index));
            let keys = source.constraints.iter().filter(|constraint| constraint.carries_index());
            keys.for_each(|key| self.copy_key(name, key));
        }
    }

    fn copy_attributes(&mut self, name: &ObjectName, of_type: &ObjectName) {
        let Some(TypeKind::Composite { attributes }) = self.type_named(of_type).map(|known| known.kind.clone()) else { return };
        let origin = self.now;
        let column = |(name, data_type)| TableColumn { name, data_type: Some(data_type), origin, ..TableColumn::default() };
        self.change(name, |table| table.columns.extend(attributes.into_iter().map(column)));
    }

    /// Adds to `table` an index like one of its parent's or source's that carries no constraint.
    pub(super) fn copy_index(&mut self, table: &ObjectName, like: &TableIndex) {
        if like.constraint.is_some() {
            return;
        }
        let same = |index: &TableIndex| index.constraint.is_none() && index.covers_as(like);
        if self.table(table).is_some_and(|table| table.indexes.iter().any(same)) {
            return;
        }
        let name = self.free_relation(table, &key_columns(&like.keys), "idx");
        self.add_index(table, TableIndex { name, origin: self.now, ..like.clone() });
    }

    /// Adds to `table` a primary key, unique or exclusion constraint like one of its parent's or source's.
    pub(super) fn copy_key(&mut self, table: &ObjectName, like: &TableConstraint) {
        let Some(known) = self.table(table) else { return };
        let same = |constraint: &TableConstraint| constraint.carries_index() && constraint.columns == like.columns;
        if known.constraints.iter().any(same) {
            return;
        }
        let (columns, label) = like.made_up_parts();
        let name = self.free_relation(table, &columns, label);
        let index = TableIndex {
            name: name.clone(),
            unique: matches!(like.kind, ConstraintKind::Unique(_)),
            keys: like.columns.iter().cloned().map(Some).collect(),
            constraint: Some(name.clone()),
            valid: true,
            origin: self.now,
            ..TableIndex::default()
        };
        self.add_index(table, index);
        self.change(table, |table| table.constraints.push(TableConstraint { name, ..like.clone() }));
    }

    pub(super) fn create_index(&mut self, create: &CreateIndex) {
        let table = self.resolve(&create.table);
        let name = create.name.clone().unwrap_or_else(|| self.free_relation(&table, &index_columns(create).join("_"), "idx"));
        if self.relations.contains_key(&table.sibling(name.clone())) {
            return;
        }
        let index = TableIndex::made_by(create, name, self.now);
        self.add_index(&table, index.clone());
        if !create.only {
            let partitions = self.partitions(&table);
            partitions.iter().skip(1).for_each(|partition| self.copy_index(partition, &index));
        }
    }

    pub(super) fn add_index(&mut self, table: &ObjectName, index: TableIndex) {
        self.put(table.sibling(index.name.clone()), Relation::Index { table: table.clone() });
        self.change(table, |table| table.indexes.push(index));
    }
}

impl TableIndex {
    /// The index that a `CREATE INDEX` makes.
    pub fn made_by(create: &CreateIndex, name: Name, origin: Origin) -> Self {
        let expressions = || create.keys.iter().filter_map(|key| key.expression.as_ref()).chain(&create.predicate);
        let calls = expressions().flat_map(|expression| expression::analyse(expression).calls);
        Self {
            name,
            unique: create.unique,
            method: create.method.clone(),
            keys: create.keys.iter().map(|key| key.column.clone()).collect(),
            operator_classes: create.keys.iter().map(|key| key.operator_class.as_ref().map(|class| class.name.clone())).collect(),
            include: create.include.clone(),
            expression_columns: expressions().flat_map(expression::columns).collect(),
            calls: calls.map(|call| call.name.name).collect(),
            partial: create.predicate.is_some(),
            constraint: None,
            valid: !create.only,
            origin,
        }
    }

    /// Surely the same: nothing in it that the catalog does not keep.
    pub fn is_equivalent(&self, other: &TableIndex) -> bool {
        let plain = !self.partial && self.keys.iter().all(Option::is_some);
        plain && self.covers_as(other) && self.operator_classes == other.operator_classes
    }

    /// The same keys, expressions and predicate, as far as the history tells.
    pub fn covers_as(&self, other: &TableIndex) -> bool {
        let same_kind = self.unique == other.unique && self.partial == other.partial && self.method == other.method;
        same_kind
            && self.keys == other.keys
            && self.expression_columns == other.expression_columns
            && self.include == other.include
    }
}

fn seen_in_passing(relation: &Relation) -> bool {
    matches!(relation, Relation::Table(table) if table.seen_in_passing())
}

/// Key columns as the server strings them into an index's name; an expression is `expr`.
fn key_columns(keys: &[Option<Name>]) -> String {
    keys.iter().map(|key| key.as_deref().unwrap_or("expr")).collect::<Vec<_>>().join("_")
}
