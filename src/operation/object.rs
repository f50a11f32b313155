//! Objects that are no tables, and what is done alike to all kinds.

use super::{DataType, Expression, Query, TableReference};
use crate::name::{Name, ObjectName};

/// The kind of object that a statement names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the SQL word of its name")]
pub enum ObjectKind {
    Table,
    ForeignTable,
    View,
    MaterializedView,
    Index,
    Sequence,
    Schema,
    Database,
    Type,
    Domain,
    Function,
    Procedure,
    Routine,
    Aggregate,
    Trigger,
    EventTrigger,
    Policy,
    Rule,
    Extension,
    Publication,
    Subscription,
    Statistics,
    Collation,
    Column,
    Constraint,
    DomainConstraint,
    Role,
    Tablespace,
    /// Casts, operators, languages, servers, text search objects, …: nothing of them touches a table.
    Other,
}

impl ObjectKind {
    /// It is in `pg_class`, and so has its name to itself among tables, views, indexes and sequences.
    pub fn is_relation(self) -> bool {
        use ObjectKind::{ForeignTable, Index, MaterializedView, Sequence, Table, View};
        matches!(self, Table | ForeignTable | View | MaterializedView | Index | Sequence)
    }

    /// The kind in SQL's words, in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            ObjectKind::Table => "table",
            ObjectKind::ForeignTable => "foreign table",
            ObjectKind::View => "view",
            ObjectKind::MaterializedView => "materialized view",
            ObjectKind::Index => "index",
            ObjectKind::Sequence => "sequence",
            ObjectKind::Schema => "schema",
            ObjectKind::Database => "database",
            ObjectKind::Type => "type",
            ObjectKind::Domain => "domain",
            ObjectKind::Function => "function",
            ObjectKind::Procedure => "procedure",
            ObjectKind::Routine => "routine",
            ObjectKind::Aggregate => "aggregate",
            ObjectKind::Trigger => "trigger",
            ObjectKind::EventTrigger => "event trigger",
            ObjectKind::Policy => "policy",
            ObjectKind::Rule => "rule",
            ObjectKind::Extension => "extension",
            ObjectKind::Publication => "publication",
            ObjectKind::Subscription => "subscription",
            ObjectKind::Statistics => "statistics",
            ObjectKind::Collation => "collation",
            ObjectKind::Column => "column",
            ObjectKind::Constraint => "constraint",
            ObjectKind::DomainConstraint => "domain constraint",
            ObjectKind::Role => "role",
            ObjectKind::Tablespace => "tablespace",
            ObjectKind::Other => "object",
        }
    }
}

/// `DROP` of any kind of object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drop {
    /// The kind.
    pub kind: ObjectKind,
    /// The objects; for a function its name without the arguments.
    pub names: Vec<ObjectName>,
    /// The table of a trigger, policy or rule.
    pub on: Option<ObjectName>,
    /// `IF EXISTS`.
    pub if_exists: bool,
    /// `CASCADE`.
    pub cascade: bool,
    /// `CONCURRENTLY` (indexes).
    pub concurrently: bool,
    /// The byte offset after the kind's word: where `CONCURRENTLY` would go.
    pub after_keyword: u32,
}

/// `ALTER <object>` of something that is no relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlterObject {
    /// The kind.
    pub kind: ObjectKind,
    /// The object; for a function its name without the arguments.
    pub name: ObjectName,
    /// The table of a trigger, policy, rule or constraint.
    pub on: Option<ObjectName>,
    /// What changes.
    pub change: ObjectChange,
}

/// What an `ALTER <object>` does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ObjectChange {
    /// `RENAME TO`.
    RenameTo(Name),
    /// `SET SCHEMA`.
    SetSchema(Name),
    /// `OWNER TO`.
    OwnerTo(Name),
    /// Anything else: options, `UPDATE`, `DEPENDS ON EXTENSION`, …
    Other,
}

/// `CREATE VIEW` or `CREATE MATERIALIZED VIEW`.
#[derive(Debug, Clone, PartialEq)]
pub struct CreateView {
    /// The view.
    pub name: ObjectName,
    /// `MATERIALIZED`.
    pub materialized: bool,
    /// `OR REPLACE`.
    pub or_replace: bool,
    /// `IF NOT EXISTS` (materialized views).
    pub if_not_exists: bool,
    /// `TEMP`.
    pub temporary: bool,
    /// `RECURSIVE`.
    pub recursive: bool,
    /// The column names written after the view's name.
    pub columns: Vec<Name>,
    /// `WITH (…)`: options such as `security_invoker`.
    pub options: Vec<(Name, Option<Name>)>,
    /// Its query.
    pub query: Query,
    /// Not `WITH NO DATA` (materialized views).
    pub with_data: bool,
}

/// `REFRESH MATERIALIZED VIEW`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshView {
    /// The materialized view.
    pub name: ObjectName,
    /// `CONCURRENTLY`.
    pub concurrently: bool,
    /// Not `WITH NO DATA`.
    pub with_data: bool,
    /// The byte offset after the word `VIEW`: where `CONCURRENTLY` would go.
    pub after_keyword: u32,
}

/// `CREATE SEQUENCE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateSequence {
    /// The sequence.
    pub name: ObjectName,
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// `TEMP`.
    pub temporary: bool,
    /// `OWNED BY table.column`.
    pub owned_by: Option<(ObjectName, Name)>,
}

/// `ALTER SEQUENCE` with sequence options; renaming and the like are `AlterTable` of kind `Sequence`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlterSequence {
    /// The sequence.
    pub name: ObjectName,
    /// `IF EXISTS`.
    pub if_exists: bool,
    /// `AS type`.
    pub data_type: Option<DataType>,
    /// `RESTART` without a number: from the start again.
    pub restart: bool,
    /// `OWNED BY table.column`; `Some(None)` for `OWNED BY NONE`.
    pub owned_by: Option<Option<(ObjectName, Name)>>,
}

/// The command that a policy is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs, reason = "each is the SQL word of its name")]
pub enum PolicyCommand {
    #[default]
    All,
    Select,
    Insert,
    Update,
    Delete,
}

/// `CREATE POLICY`.
#[derive(Debug, Clone, PartialEq)]
pub struct CreatePolicy {
    /// The policy.
    pub name: Name,
    /// Its table.
    pub table: ObjectName,
    /// `FOR`.
    pub command: PolicyCommand,
    /// Not `AS RESTRICTIVE`.
    pub permissive: bool,
    /// `TO`; empty means `PUBLIC`.
    pub roles: Vec<Name>,
    /// `USING (…)`.
    pub using: Option<Expression>,
    /// `WITH CHECK (…)`.
    pub with_check: Option<Expression>,
}

/// `ALTER POLICY` of its roles or expressions.
#[derive(Debug, Clone, PartialEq)]
pub struct AlterPolicy {
    /// The policy.
    pub name: Name,
    /// Its table.
    pub table: ObjectName,
    /// `TO`; empty where it is left as it is.
    pub roles: Vec<Name>,
    /// `USING (…)`.
    pub using: Option<Expression>,
    /// `WITH CHECK (…)`.
    pub with_check: Option<Expression>,
}

/// `CREATE STATISTICS`.
#[derive(Debug, Clone, PartialEq)]
pub struct CreateStatistics {
    /// The statistics object; named by the server where empty (PostgreSQL 16).
    pub name: Option<ObjectName>,
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// Its columns.
    pub columns: Vec<Name>,
    /// Its table.
    pub table: ObjectName,
}

/// `CREATE SCHEMA`; the statements inside it follow as operations of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateSchema {
    /// The schema.
    pub name: Name,
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
}

/// `CREATE EXTENSION`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateExtension {
    /// The extension.
    pub name: Name,
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// `SCHEMA`.
    pub schema: Option<Name>,
}

/// What a publication covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicationScope {
    /// `FOR ALL TABLES`.
    AllTables,
    /// `FOR TABLE …` and `FOR TABLES IN SCHEMA …` (PostgreSQL 15), which may be mixed.
    Some {
        /// The tables.
        tables: Vec<TableReference>,
        /// The schemas.
        schemas: Vec<Name>,
    },
}

/// `CREATE PUBLICATION`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatePublication {
    /// The publication.
    pub name: Name,
    /// What it covers.
    pub scope: PublicationScope,
    /// `publish` leaves out updates and deletes.
    pub inserts_only: bool,
}

/// `ALTER PUBLICATION`, but for its name and owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlterPublication {
    /// The publication.
    pub name: Name,
    /// What changes.
    pub change: PublicationChange,
}

/// What an `ALTER PUBLICATION` does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicationChange {
    /// `ADD`.
    Add(PublicationScope),
    /// `SET TABLE …`.
    Replace(PublicationScope),
    /// `DROP`.
    Remove(PublicationScope),
    /// `SET (…)`.
    Options,
}

/// `COMMENT ON`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The kind.
    pub kind: ObjectKind,
    /// The object; for a column its table.
    pub name: ObjectName,
    /// The column, for a column.
    pub column: Option<Name>,
    /// The table of a trigger, policy, rule or constraint; the domain of a domain constraint.
    pub on: Option<ObjectName>,
}
