//! Tables and views with all that belongs to them.

use std::rc::Rc;

use super::Origin;
use crate::{
    name::{Name, ObjectName},
    operation::{
        ConstraintKind, DataType, Deferral, Expression, PartitionBound, PartitionKey, Persistence, PolicyCommand,
        ReplicaIdentity, Rule, TriggerEvents, TriggerTime,
    },
};

/// A table, partitioned table, foreign table, view or materialized view.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Its qualified name.
    pub name: ObjectName,
    /// Which of them.
    pub kind: TableKind,
    /// Permanent, unlogged or temporary.
    pub persistence: Persistence,
    /// Where it was made.
    pub origin: Origin,
    /// It may have been there before: made by `IF NOT EXISTS`, or only seen in passing.
    pub maybe_older: bool,
    /// The history shows all of its columns; false where it was only seen in passing.
    pub complete: bool,
    /// Its columns, in order.
    pub columns: Vec<TableColumn>,
    /// How many columns were ever dropped; they count towards the limit of 1600.
    pub dropped_columns: u32,
    /// Its constraints, but for NOT NULL, which is with the column.
    pub constraints: Vec<TableConstraint>,
    /// Its indexes.
    pub indexes: Vec<TableIndex>,
    /// Its triggers.
    pub triggers: Vec<TableTrigger>,
    /// Its policies.
    pub policies: Vec<TablePolicy>,
    /// Its rules, by name.
    pub rules: Vec<(Name, Rc<Rule>)>,
    /// Extended statistics: name and columns.
    pub statistics: Vec<(ObjectName, Vec<Name>)>,
    /// The table that this is a partition of, with its bound.
    pub partition_of: Option<(ObjectName, PartitionBound)>,
    /// How it is partitioned.
    pub partition_by: Option<PartitionKey>,
    /// Parents by inheritance.
    pub inherits: Vec<ObjectName>,
    /// Partitions and inheritance children.
    pub children: Vec<ObjectName>,
    /// The type of a typed table.
    pub of_type: Option<ObjectName>,
    /// For a view: the relations that it reads, each with the columns (empty: unknown, so perhaps any).
    pub reads: Vec<(ObjectName, Vec<Name>)>,
    /// Tables that have, or had, a foreign key to this one.
    pub referenced_by: Vec<ObjectName>,
    /// Views that read, or once read, this relation.
    pub read_by: Vec<ObjectName>,
    /// The index of the last `CLUSTER`.
    pub clustered_on: Option<Name>,
    /// Its tablespace where it is not the database's.
    pub tablespace: Option<Name>,
    /// Its access method where it is not the database's.
    pub access_method: Option<Name>,
    /// Row level security is enabled.
    pub row_security: bool,
    /// How replication tells its rows apart.
    pub replica_identity: ReplicaIdentity,
    /// A view that is read with the rights of whoever reads it.
    pub security_invoker: bool,
    /// A materialized view or table that is known to hold no rows.
    pub empty: bool,
}

/// What a [`Table`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TableKind {
    /// An ordinary table.
    #[default]
    Table,
    /// A partitioned table: it has no rows of its own.
    Partitioned,
    /// A foreign table.
    Foreign,
    /// A view.
    View,
    /// A materialized view.
    MaterializedView,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TableColumn {
    /// Its name.
    pub name: Name,
    /// Its type; `None` where the history does not tell (a view's, `CREATE TABLE … AS`).
    pub data_type: Option<DataType>,
    /// `COLLATE`.
    pub collation: Option<ObjectName>,
    /// NOT NULL and proven so.
    pub not_null: bool,
    /// NOT NULL … NOT VALID (PostgreSQL 18): name of the constraint.
    pub not_null_unproven: Option<Name>,
    /// Its default.
    pub default: Option<Expression>,
    /// Its generation expression.
    pub generated: Option<Expression>,
    /// The generated value is stored.
    pub stored: bool,
    /// An identity column.
    pub identity: bool,
    /// Where it was added.
    pub origin: Origin,
}

/// A constraint of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableConstraint {
    /// Its name, as written or as the server makes it up.
    pub name: Name,
    /// What it demands. Names of referenced tables are qualified.
    pub kind: ConstraintKind,
    /// Proven for all rows.
    pub valid: bool,
    /// Enforced.
    pub enforced: bool,
    /// When it is checked.
    pub deferral: Deferral,
    /// The columns that it reads.
    pub columns: Vec<Name>,
    /// Where it was added.
    pub origin: Origin,
}

/// An index of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TableIndex {
    /// Its name.
    pub name: Name,
    /// `UNIQUE`.
    pub unique: bool,
    /// Its method.
    pub method: Name,
    /// Key columns in order; `None` for an expression.
    pub keys: Vec<Option<Name>>,
    /// Operator classes written, by position in `keys`.
    pub operator_classes: Vec<Option<Name>>,
    /// `INCLUDE` columns.
    pub include: Vec<Name>,
    /// Columns read by its expressions and its predicate.
    pub expression_columns: Vec<Name>,
    /// The functions that its expressions and its predicate call.
    pub calls: Vec<Name>,
    /// It has a predicate.
    pub partial: bool,
    /// The constraint that it carries.
    pub constraint: Option<Name>,
    /// Made `ON ONLY` and not yet complete, or left behind by a failed `CONCURRENTLY`.
    pub valid: bool,
    /// Where it was made.
    pub origin: Origin,
}

/// A trigger of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableTrigger {
    /// Its name.
    pub name: Name,
    /// The columns of `UPDATE OF` and `WHEN`.
    pub columns: Vec<Name>,
    /// When it fires.
    pub time: TriggerTime,
    /// When it is run, if it is a constraint trigger.
    pub deferral: Deferral,
    /// What fires it.
    pub events: TriggerEvents,
    /// `FOR EACH ROW`: copied to partitions.
    pub for_each_row: bool,
    /// The function that it calls.
    pub function: ObjectName,
}

/// A policy of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TablePolicy {
    /// Its name.
    pub name: Name,
    /// The columns that it reads.
    pub columns: Vec<Name>,
    /// `FOR`.
    pub command: PolicyCommand,
    /// Not `AS RESTRICTIVE`.
    pub permissive: bool,
    /// `TO`; empty means `PUBLIC`.
    pub roles: Vec<Name>,
}

impl TableColumn {
    /// A row that says nothing of the column gets a value for it: a default other than NULL, a number, a computed value.
    pub fn gives_a_value(&self) -> bool {
        let serial = self.data_type.as_ref().is_some_and(|data_type| data_type.serial);
        let default = self.default.as_ref().is_some_and(|default| !default.sql.eq_ignore_ascii_case("null"));
        default || serial || self.identity || self.generated.is_some()
    }
}

impl TableConstraint {
    /// The referenced table of a foreign key.
    pub fn references(&self) -> Option<&ObjectName> {
        match &self.kind {
            ConstraintKind::ForeignKey(key) => Some(&key.references),
            _ => None,
        }
    }

    /// The referenced columns of a foreign key.
    pub fn referenced_columns(&self) -> &[Name] {
        match &self.kind {
            ConstraintKind::ForeignKey(key) => &key.referenced_columns,
            _ => &[],
        }
    }
}

impl TableIndex {
    /// Whether a column is in its key, among its included columns, in an expression or in its predicate.
    pub fn uses(&self, column: &Name) -> bool {
        self.keys.iter().flatten().chain(&self.include).chain(&self.expression_columns).any(|used| used == column)
    }
}

impl Table {
    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&TableColumn> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The constraint of this name.
    pub fn constraint(&self, name: &str) -> Option<&TableConstraint> {
        self.constraints.iter().find(|constraint| constraint.name == name)
    }

    /// The index of this name.
    pub fn index(&self, name: &str) -> Option<&TableIndex> {
        self.indexes.iter().find(|index| index.name == name)
    }

    /// The primary key's columns.
    pub fn primary_key(&self) -> Option<&[Name]> {
        self.constraints.iter().find_map(|constraint| match &constraint.kind {
            ConstraintKind::Unique(unique) if unique.primary => Some(constraint.columns.as_slice()),
            _ => None,
        })
    }

    /// The history only named it, and never made it.
    pub fn seen_in_passing(&self) -> bool {
        !self.complete && self.maybe_older && self.columns.is_empty()
    }

    /// Replication can tell its rows apart, so that published updates and deletes succeed (manual: 29.1.1).
    pub fn is_identified(&self) -> bool {
        match &self.replica_identity {
            ReplicaIdentity::Default => self.primary_key().is_some(),
            ReplicaIdentity::Full => true,
            ReplicaIdentity::Nothing => false,
            ReplicaIdentity::Index(index) => self.index(index).is_some(),
        }
    }

    /// Its columns are its own and not a query's.
    pub fn has_columns_of_its_own(&self) -> bool {
        !matches!(self.kind, TableKind::View | TableKind::MaterializedView)
    }

    /// It holds rows in a file of its own.
    pub fn has_storage(&self) -> bool {
        matches!(self.kind, TableKind::Table | TableKind::MaterializedView)
    }
}
