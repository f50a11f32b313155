//! Tables: made, altered, emptied, locked and kept in order.

use super::{
    Column, Constraint, ConstraintKind, DataType, Deferral, Expression, ObjectKind, Operation, PartitionBound, PartitionKey,
    Query,
};
use crate::{
    name::{Name, ObjectName},
    source::Span,
};

/// `CREATE TABLE`; its columns and constraints follow as `AlterTable` operations.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreateTable {
    /// The new table.
    pub name: ObjectName,
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// `TEMP`, `UNLOGGED` or neither.
    pub persistence: Persistence,
    /// `CREATE FOREIGN TABLE`.
    pub foreign: bool,
    /// `PARTITION OF parent …`.
    pub partition_of: Option<(ObjectName, PartitionBound)>,
    /// `PARTITION BY …`.
    pub partition_by: Option<PartitionKey>,
    /// `INHERITS (…)`.
    pub inherits: Vec<ObjectName>,
    /// `LIKE source`, each with whether `INCLUDING ALL` (or `INDEXES`) copies its indexes.
    pub like: Vec<LikeSource>,
    /// `OF type`.
    pub of_type: Option<ObjectName>,
    /// The number of columns and constraints written.
    pub elements: usize,
}

/// One `LIKE` clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LikeSource {
    /// The table copied from.
    pub table: ObjectName,
    /// `INCLUDING ALL` or the parts named: defaults, constraints, indexes, identity, generated.
    pub including: Vec<Name>,
}

/// How long a table lives and whether it is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Persistence {
    /// An ordinary, logged table.
    #[default]
    Permanent,
    /// `UNLOGGED`: empty after a crash.
    Unlogged,
    /// `TEMP`: seen by its own session only.
    Temporary,
}

/// `CREATE TABLE … AS` and `SELECT … INTO`.
#[derive(Debug, Clone, PartialEq)]
pub struct CreateTableAs {
    /// The new table.
    pub name: ObjectName,
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// `TEMP`, `UNLOGGED` or neither.
    pub persistence: Persistence,
    /// Where its rows come from.
    pub query: Query,
    /// Not `WITH NO DATA`.
    pub with_data: bool,
}

/// One sub-command of an `ALTER` of a relation.
#[derive(Debug, Clone, PartialEq)]
pub struct AlterTable {
    /// The kind named in the statement. `ALTER TABLE` may also name an index, a view or a sequence.
    pub kind: ObjectKind,
    /// The relation.
    pub table: ObjectName,
    /// `ONLY`: children and partitions are left out.
    pub only: bool,
    /// `IF EXISTS`.
    pub if_exists: bool,
    /// What changes.
    pub action: TableAction,
}

impl Operation {
    /// A primary key comes with it, as a constraint or with a column.
    pub fn adds_primary_key(&self) -> bool {
        let is_primary = |constraint: &Constraint| matches!(&constraint.kind, ConstraintKind::Unique(unique) if unique.primary);
        let Operation::AlterTable(alter) = self else { return false };
        match &alter.action {
            TableAction::AddColumn { column, .. } => column.constraints.iter().any(is_primary),
            TableAction::AddConstraint(constraint) => is_primary(constraint),
            _ => false,
        }
    }
}

/// What one sub-command does.
#[derive(Debug, Clone, PartialEq)]
pub enum TableAction {
    /// `ADD COLUMN`.
    AddColumn {
        /// The column.
        column: Box<Column>,
        /// `IF NOT EXISTS`.
        if_not_exists: bool,
    },
    /// `DROP COLUMN`.
    DropColumn {
        /// The column.
        column: Name,
        /// `IF EXISTS`.
        if_exists: bool,
        /// `CASCADE`.
        cascade: bool,
    },
    /// `ALTER COLUMN`.
    AlterColumn {
        /// The column.
        column: Name,
        /// What changes.
        change: ColumnChange,
    },
    /// `ADD CONSTRAINT`.
    AddConstraint(Box<Constraint>),
    /// `DROP CONSTRAINT`.
    DropConstraint {
        /// The constraint.
        name: Name,
        /// `IF EXISTS`.
        if_exists: bool,
        /// `CASCADE`.
        cascade: bool,
    },
    /// `VALIDATE CONSTRAINT`.
    ValidateConstraint(Name),
    /// `ALTER CONSTRAINT`.
    AlterConstraint {
        /// The constraint.
        name: Name,
        /// `ENFORCED` / `NOT ENFORCED` (PostgreSQL 18).
        enforced: Option<bool>,
        /// `INHERIT` / `NO INHERIT` (PostgreSQL 18).
        inherit: Option<bool>,
        /// When it is checked.
        deferral: Option<Deferral>,
    },
    /// `ATTACH PARTITION`; on an index (`ALTER INDEX`) the bound is `None`.
    AttachPartition {
        /// The partition.
        partition: ObjectName,
        /// Its bound.
        bound: Option<PartitionBound>,
    },
    /// `DETACH PARTITION`.
    DetachPartition {
        /// The partition.
        partition: ObjectName,
        /// `CONCURRENTLY` (PostgreSQL 14).
        concurrently: bool,
        /// `FINALIZE` (PostgreSQL 14).
        finalize: bool,
    },
    /// `RENAME TO`.
    RenameTo(Name),
    /// `RENAME COLUMN`.
    RenameColumn {
        /// The old name.
        from: Name,
        /// The new name.
        to: Name,
    },
    /// `RENAME CONSTRAINT`.
    RenameConstraint {
        /// The old name.
        from: Name,
        /// The new name.
        to: Name,
    },
    /// `SET SCHEMA`.
    SetSchema(Name),
    /// `OWNER TO`.
    OwnerTo(Name),
    /// `SET (…)`: storage parameters, or a view's options.
    SetOptions(Vec<(Name, Option<Name>)>),
    /// `RESET (…)`.
    ResetOptions(Vec<Name>),
    /// `SET LOGGED`, or `SET UNLOGGED` for false.
    SetLogged(bool),
    /// `SET TABLESPACE`.
    SetTablespace(Name),
    /// `SET ACCESS METHOD`.
    SetAccessMethod(Name),
    /// `SET WITHOUT OIDS`.
    SetWithoutOids,
    /// `CLUSTER ON index`, or `SET WITHOUT CLUSTER` for `None`.
    ClusterOn(Option<Name>),
    /// `REPLICA IDENTITY`.
    ReplicaIdentity(ReplicaIdentity),
    /// `… ROW LEVEL SECURITY`.
    RowSecurity(RowSecurity),
    /// `ENABLE`/`DISABLE TRIGGER`.
    SetTrigger {
        /// A name, `ALL` or `USER`.
        trigger: TriggerSelection,
        /// When it fires from now on.
        firing: Firing,
    },
    /// `ENABLE`/`DISABLE RULE`.
    SetRule {
        /// The rule.
        rule: Name,
        /// When it fires from now on.
        firing: Firing,
    },
    /// `INHERIT parent`.
    Inherit(ObjectName),
    /// `NO INHERIT parent`.
    NoInherit(ObjectName),
    /// `OF type`.
    OfType(ObjectName),
    /// `NOT OF`.
    NotOf,
    /// `OPTIONS (…)` of a foreign table.
    ForeignOptions,
    /// `DEPENDS ON EXTENSION`.
    DependsOnExtension,
}

/// What an `ALTER COLUMN` does.
#[derive(Debug, Clone, PartialEq)]
pub enum ColumnChange {
    /// `[SET DATA] TYPE`.
    Type {
        /// The new type.
        data_type: Box<DataType>,
        /// `COLLATE`.
        collation: Option<ObjectName>,
        /// `USING`.
        using: Option<Expression>,
        /// Where the type stands.
        type_span: Span,
    },
    /// `SET NOT NULL`.
    SetNotNull,
    /// `DROP NOT NULL`.
    DropNotNull,
    /// `SET DEFAULT`.
    SetDefault(Expression),
    /// `DROP DEFAULT`.
    DropDefault,
    /// `ADD GENERATED … AS IDENTITY`.
    AddIdentity {
        /// `START` is among its options.
        start: bool,
    },
    /// `SET GENERATED …`, `RESTART`, `SET <sequence option>`.
    SetIdentity {
        /// `RESTART` without a number: from the start again.
        restart: bool,
    },
    /// `DROP IDENTITY`.
    DropIdentity {
        /// `IF EXISTS`.
        if_exists: bool,
    },
    /// `SET EXPRESSION AS (…)` (PostgreSQL 17).
    SetExpression(Expression),
    /// `DROP EXPRESSION`.
    DropExpression {
        /// `IF EXISTS`.
        if_exists: bool,
    },
    /// `SET STATISTICS`.
    SetStatistics,
    /// `SET STORAGE`.
    SetStorage,
    /// `SET COMPRESSION`.
    SetCompression,
    /// `SET (n_distinct = …)`, `RESET (…)`.
    SetAttributes,
    /// `OPTIONS (…)` of a foreign table's column.
    ForeignOptions,
}

/// `REPLICA IDENTITY`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ReplicaIdentity {
    /// `DEFAULT`: the primary key.
    #[default]
    Default,
    /// `FULL`: the whole row.
    Full,
    /// `NOTHING`.
    Nothing,
    /// `USING INDEX`.
    Index(Name),
}

/// What happens to row level security.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowSecurity {
    /// `ENABLE`.
    Enable,
    /// `DISABLE`.
    Disable,
    /// `FORCE`.
    Force,
    /// `NO FORCE`.
    NoForce,
}

/// Which triggers an `ENABLE`/`DISABLE TRIGGER` means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TriggerSelection {
    /// One by name.
    Named(Name),
    /// `ALL`: also the internal ones that check foreign keys.
    All,
    /// `USER`.
    User,
}

/// When a trigger or rule fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Firing {
    /// `ENABLE`.
    Enable,
    /// `DISABLE`.
    Disable,
    /// `ENABLE REPLICA`.
    Replica,
    /// `ENABLE ALWAYS`.
    Always,
}
