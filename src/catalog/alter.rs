//! What each sub-command of an `ALTER` changes.

mod partition;
mod rename;

use super::{Catalog, Table, TableColumn};
use crate::{
    name::{Name, ObjectName},
    operation::{
        AlterTable, Column, ColumnChange, Constraint, ConstraintKind, DataType, Deferral, Expression, ObjectKind, Persistence,
        RowSecurity, TableAction,
    },
    parse::expression,
};

impl Catalog {
    pub(super) fn alter(&mut self, alter: &AlterTable, in_create_table: bool) {
        let table = &alter.table;
        if in_create_table && self.creating.as_ref().is_none_or(|creating| creating.name != table.name) {
            return;
        }
        let table = if in_create_table { self.creating.clone().unwrap_or_default() } else { self.resolve(table) };
        if alter.kind == ObjectKind::Index {
            return self.alter_index(&table, &alter.action);
        }
        match &alter.action {
            TableAction::AddColumn { column, if_not_exists } => self.add_column(&table, alter.only, column, *if_not_exists),
            TableAction::DropColumn { column, cascade, .. } => self.drop_column(&table, alter.only, column, *cascade),
            TableAction::AlterColumn { column, change } => self.alter_column(&table, alter.only, column, change),
            // There are no rows yet that `NOT VALID` could spare (`transformFKConstraints`).
            TableAction::AddConstraint(constraint) if in_create_table && constraint.not_valid => {
                let constraint = Constraint { not_valid: false, ..constraint.as_ref().clone() };
                self.add_constraint(&table, alter.only, &constraint);
            }
            TableAction::AddConstraint(constraint) => self.add_constraint(&table, alter.only, constraint),
            TableAction::DropConstraint { name, cascade, .. } => self.drop_constraint(&table, name, *cascade),
            TableAction::ValidateConstraint(name) => self.validate(&table, name),
            TableAction::AlterConstraint { name, enforced, deferral, .. } => {
                self.alter_constraint(&table, name, *enforced, *deferral);
            }
            TableAction::AttachPartition { partition, bound: Some(bound) } => {
                self.attach(&table, &self.resolve(partition), bound.clone());
            }
            TableAction::AttachPartition { bound: None, .. } => {}
            TableAction::DetachPartition { partition, .. } => self.detach(&table, &self.resolve(partition)),
            TableAction::Inherit(parent) => self.inherit(&table, parent),
            TableAction::NoInherit(parent) => self.disinherit(&table, parent),
            TableAction::RenameTo(_) | TableAction::SetSchema(_) => {
                if let Some((from, to)) = self.renamed(alter) {
                    self.move_relation(&from, &to);
                }
            }
            TableAction::RenameColumn { from, to } => self.rename_column(&table, from, to),
            TableAction::RenameConstraint { from, to } => self.rename_constraint(&table, from, to),
            TableAction::SetLogged(logged) => {
                let persistence = if *logged { Persistence::Permanent } else { Persistence::Unlogged };
                self.change(&table, |table| table.persistence = persistence);
            }
            TableAction::RowSecurity(RowSecurity::Enable) => self.change(&table, |table| table.row_security = true),
            TableAction::RowSecurity(RowSecurity::Disable) => self.change(&table, |table| table.row_security = false),
            TableAction::ClusterOn(index) => self.change(&table, |table| table.clustered_on = index.clone()),
            TableAction::SetTablespace(tablespace) => self.change(&table, |table| table.tablespace = Some(tablespace.clone())),
            TableAction::SetAccessMethod(method) => self.change(&table, |table| table.access_method = Some(method.clone())),
            TableAction::OfType(name) => self.change(&table, |table| table.of_type = Some(name.clone())),
            TableAction::NotOf => self.change(&table, |table| table.of_type = None),
            TableAction::ReplicaIdentity(identity) => self.change(&table, |table| table.replica_identity = identity.clone()),
            TableAction::SetOptions(options) => {
                if let Some(invoker) = security_invoker(options) {
                    self.change(&table, |view| view.security_invoker = invoker);
                }
            }
            TableAction::ResetOptions(names) => {
                if names.iter().any(|name| name == "security_invoker") {
                    self.change(&table, |view| view.security_invoker = false);
                }
            }
            TableAction::OwnerTo(_) => {}
            TableAction::RowSecurity(RowSecurity::Force | RowSecurity::NoForce) => {}
            TableAction::SetTrigger { .. } | TableAction::SetRule { .. } | TableAction::SetWithoutOids => {}
            TableAction::ForeignOptions | TableAction::DependsOnExtension => {}
        }
    }

    fn alter_index(&mut self, index: &ObjectName, action: &TableAction) {
        match action {
            TableAction::RenameTo(to) => self.rename_index(index, to),
            TableAction::AttachPartition { .. } => self.complete_index(index),
            _ => {}
        }
    }

    /// Children that follow a change of the table; without `ONLY` all of them.
    fn followers(&self, table: &ObjectName, only: bool) -> Vec<ObjectName> {
        if only { vec![table.clone()] } else { self.with_children(table) }
    }

    fn add_column(&mut self, table: &ObjectName, only: bool, column: &Column, if_not_exists: bool) {
        if column.data_type.name.name.is_empty() {
            return self.add_column_options(table, column);
        }
        if if_not_exists && self.table(table).is_some_and(|table| table.column(&column.name).is_some()) {
            return;
        }
        self.note_row_type(&column.data_type);
        let primary = column.constraints.iter().any(is_primary);
        let made = TableColumn {
            name: column.name.clone(),
            data_type: Some(column.data_type.clone()),
            collation: column.collation.clone(),
            not_null: column.not_null || primary || column.identity || column.data_type.serial,
            default: column.default.clone(),
            generated: column.generated.as_ref().map(|generated| generated.expression.clone()),
            stored: column.generated.as_ref().is_some_and(|generated| generated.stored),
            identity: column.identity,
            origin: self.origin(),
            ..TableColumn::default()
        };
        for member in self.followers(table, only) {
            self.change(&member, |table| {
                table.columns.retain(|known| known.name != made.name);
                table.columns.push(made.clone());
            });
        }
        for constraint in &column.constraints {
            self.add_constraint(table, only, constraint);
        }
        if column.data_type.serial || column.identity {
            let sequence = self.free_relation(table, &column.name, "seq");
            let owned_by = Some((table.clone(), column.name.clone()));
            self.put(table.sibling(sequence), super::Relation::Sequence { owned_by, origin: self.origin() });
        }
    }

    /// A column of a partition or a typed table that only adds options and constraints.
    fn add_column_options(&mut self, table: &ObjectName, column: &Column) {
        self.change(table, |table| {
            let Some(known) = table.columns.iter_mut().find(|known| known.name == column.name) else { return };
            known.not_null |= column.not_null || column.constraints.iter().any(is_primary);
            known.default = column.default.clone().or(known.default.take());
        });
        for constraint in &column.constraints {
            self.add_constraint(table, false, constraint);
        }
    }

    pub(super) fn drop_column(&mut self, table: &ObjectName, only: bool, column: &Name, cascade: bool) {
        let referencing: Vec<(ObjectName, Name)> = self
            .referencing(table)
            .into_iter()
            .filter(|(_, constraint)| cascade && constraint.referenced_columns().contains(column))
            .map(|(other, constraint)| (other.name.clone(), constraint.name.clone()))
            .collect();
        for (other, constraint) in referencing {
            self.change(&other, |other| other.constraints.retain(|known| known.name != constraint));
        }
        if cascade {
            let views: Vec<ObjectName> = self.readers(table, Some(column)).iter().map(|view| view.name.clone()).collect();
            views.iter().for_each(|view| self.drop_table(view, true));
        }
        for member in self.followers(table, only) {
            for index in self.indexes_of(&member, column) {
                self.remove(&member.sibling(index));
            }
            self.change(&member, |table| forget_column(table, column));
        }
    }

    /// The names of the table's indexes that go when a column goes.
    pub(crate) fn indexes_of(&self, table: &ObjectName, column: &Name) -> Vec<Name> {
        let indexes = self.table(table).map(|table| table.indexes.as_slice()).unwrap_or_default();
        indexes.iter().filter(|index| index.uses(column)).map(|index| index.name.clone()).collect()
    }

    fn alter_column(&mut self, table: &ObjectName, only: bool, column: &Name, change: &ColumnChange) {
        if let ColumnChange::Type { data_type, .. } = change {
            self.note_row_type(data_type);
        }
        for member in self.followers(table, only) {
            if self.table(&member).is_none_or(|table| table.column(column).is_none()) {
                continue;
            }
            self.change(&member, |table| {
                if let Some(known) = table.columns.iter_mut().find(|known| known.name == *column) {
                    change_column(known, change);
                }
            });
        }
        if matches!(change, ColumnChange::AddIdentity { .. }) {
            let sequence = self.free_relation(table, column, "seq");
            let owned_by = Some((table.clone(), column.clone()));
            self.put(table.sibling(sequence), super::Relation::Sequence { owned_by, origin: self.origin() });
        }
    }

    fn drop_constraint(&mut self, table: &ObjectName, name: &Name, cascade: bool) {
        let Some(known) = self.table(table).and_then(|table| table.constraint(name)).cloned() else {
            return self.change(table, |table| drop_not_null(table, name));
        };
        if cascade && known.carries_index() {
            let referencing: Vec<ObjectName> = self.referencing(table).iter().map(|(other, _)| other.name.clone()).collect();
            let lost = |constraint: &super::TableConstraint| {
                constraint.references() == Some(table) && constraint.referenced_columns() == known.columns
            };
            for other in referencing {
                self.change(&other, |other| other.constraints.retain(|constraint| !lost(constraint)));
            }
        }
        for member in self.with_children(table) {
            let same =
                self.table(&member).and_then(|table| table.constraints.iter().find(|constraint| constraint.same_as(&known)));
            let Some(same) = same.cloned() else { continue };
            if same.carries_index() {
                self.remove(&member.sibling(same.name.clone()));
            }
            if let Some(referenced) = same.references() {
                self.change(referenced, |referenced| referenced.referenced_by.retain(|other| *other != member));
            }
            self.change(&member, |table| {
                table.constraints.retain(|constraint| constraint.name != same.name);
                table.indexes.retain(|index| index.constraint.as_ref() != Some(&same.name));
            });
        }
    }

    fn validate(&mut self, table: &ObjectName, name: &Name) {
        for member in self.with_children(table) {
            self.change(&member, |table| {
                table.constraints.iter_mut().filter(|known| known.name == *name).for_each(|known| known.valid = true);
                let proven = table.columns.iter_mut().filter(|column| column.not_null_unproven.as_ref() == Some(name));
                for column in proven {
                    column.not_null_unproven = None;
                    column.not_null = true;
                }
            });
        }
    }

    fn alter_constraint(&mut self, table: &ObjectName, name: &Name, enforced: Option<bool>, deferral: Option<Deferral>) {
        self.change(table, |table| {
            for constraint in table.constraints.iter_mut().filter(|known| known.name == *name) {
                constraint.enforced = enforced.unwrap_or(constraint.enforced);
                constraint.valid = enforced.unwrap_or(constraint.valid);
                constraint.deferral = deferral.unwrap_or(constraint.deferral);
            }
        });
    }
}

/// What the options of a view say of `security_invoker`.
pub(super) fn security_invoker(options: &[(Name, Option<Name>)]) -> Option<bool> {
    let (_, value) = options.iter().find(|(name, _)| name == "security_invoker")?;
    Some(value.as_deref().is_none_or(|value| matches!(value.to_ascii_lowercase().as_str(), "true" | "on" | "yes" | "1")))
}

fn is_primary(constraint: &Constraint) -> bool {
    matches!(&constraint.kind, ConstraintKind::Unique(unique) if unique.primary)
}

fn change_column(known: &mut TableColumn, change: &ColumnChange) {
    match change {
        ColumnChange::Type { data_type, collation, .. } => {
            // The default of a serial column stays.
            let serial = known.data_type.as_ref().is_some_and(|known| known.serial);
            known.data_type = Some(DataType { serial, ..data_type.as_ref().clone() });
            known.collation = collation.clone();
        }
        ColumnChange::SetNotNull => {
            known.not_null = true;
            known.not_null_unproven = None;
        }
        ColumnChange::DropNotNull => {
            known.not_null = false;
            known.not_null_unproven = None;
        }
        ColumnChange::SetDefault(default) => set_default(known, Some(default.clone())),
        ColumnChange::DropDefault => set_default(known, None),
        ColumnChange::AddIdentity { .. } => known.identity = true,
        ColumnChange::DropIdentity { .. } => known.identity = false,
        ColumnChange::SetExpression(expression) => known.generated = Some(expression.clone()),
        ColumnChange::DropExpression { .. } => known.generated = None,
        ColumnChange::SetIdentity { .. } | ColumnChange::SetStatistics | ColumnChange::SetStorage => {}
        ColumnChange::SetCompression | ColumnChange::SetAttributes | ColumnChange::ForeignOptions => {}
    }
}

/// The default of a serial column goes too.
pub(super) fn set_default(known: &mut TableColumn, default: Option<Expression>) {
    known.default = default;
    if let Some(data_type) = &mut known.data_type {
        data_type.serial = false;
    }
}

/// The column with the constraints, indexes and statistics that it is part of.
fn forget_column(table: &mut Table, column: &Name) {
    table.columns.retain(|known| known.name != *column);
    table.dropped_columns += 1;
    table.constraints.retain(|constraint| !constraint.columns.contains(column));
    table.indexes.retain(|index| !index.uses(column));
    table.statistics.retain(|(_, columns)| !columns.contains(column));
}

fn drop_not_null(table: &mut Table, constraint: &Name) {
    let named = |column: &&mut TableColumn| {
        let made_up = super::names::made_up(&table.name.name, &column.name, "not_null");
        column.not_null_unproven.as_ref() == Some(constraint) || made_up == *constraint
    };
    for column in table.columns.iter_mut().filter(named) {
        column.not_null = false;
        column.not_null_unproven = None;
    }
}

impl super::TableConstraint {
    /// The same demand, perhaps under another name: how a child's constraint is found from its parent's.
    pub fn same_as(&self, other: &super::TableConstraint) -> bool {
        match (&self.kind, &other.kind) {
            (ConstraintKind::Check(a), ConstraintKind::Check(b)) => self.name == other.name && expression::same(a, b),
            (ConstraintKind::Unique(a), ConstraintKind::Unique(b)) => a.primary == b.primary && self.columns == other.columns,
            (ConstraintKind::ForeignKey(a), ConstraintKind::ForeignKey(b)) => {
                a.references == b.references && a.columns == b.columns && a.referenced_columns == b.referenced_columns
            }
            (ConstraintKind::Exclude { columns: a }, ConstraintKind::Exclude { columns: b }) => a == b,
            _ => false,
        }
    }
}
