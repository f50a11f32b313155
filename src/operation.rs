//! What a statement means, without the syntax it was written in.
//!
//! A statement becomes one or more operations: `ALTER TABLE a, b` is two, `CREATE TABLE` is itself and one `AddColumn` or
//! `AddConstraint` for each element, a `DO` block is itself and the statements inside.

mod column;
mod data;
mod expression;
mod index;
mod object;
mod routine;
mod session;
mod table;
mod types;

pub use column::*;
pub use data::*;
pub use expression::*;
pub use index::*;
pub use object::*;
pub use routine::*;
pub use session::*;
pub use table::*;
pub use types::*;

use crate::source::Span;

/// One operation with its place and with what surrounds it inside the statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Located {
    /// What it does.
    pub operation: Operation,
    /// Where its own words stand: the whole statement, or one sub-command of it.
    pub span: Span,
    /// What surrounds it.
    pub context: Context,
}

impl Located {
    /// An operation that is a statement (or a sub-command) of its own, outside any procedural code.
    pub fn new(operation: impl Into<Operation>, span: Span) -> Self {
        Self { operation: operation.into(), span, context: Context::default() }
    }
}

/// What surrounds an operation in procedural code; all false at the top level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Context {
    /// Inside a `DO` block.
    pub in_block: bool,
    /// How many loops it stands in.
    pub loop_depth: u8,
    /// The innermost loop commits, so that each turn is a transaction of its own.
    pub commits_in_loop: bool,
    /// Runs only where a condition holds (`IF`, `CASE`, an exception handler's body).
    pub conditional: bool,
    /// An exception handler stands around it, so it runs in a subtransaction and its failure may be swallowed.
    pub has_handler: bool,
    /// Came out of `EXECUTE 'literal'` or `format('literal', …)`; names put in at run time are not known.
    pub dynamic: bool,
    /// Part of a `CREATE TABLE`: the table is made by the same statement.
    pub in_create_table: bool,
}

/// The dialect-neutral meaning of a statement or of one sub-command of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    /// `CREATE TABLE`, without its columns and constraints: they follow as `AlterTable`.
    CreateTable(CreateTable),
    /// `CREATE TABLE … AS`, `SELECT … INTO`.
    CreateTableAs(CreateTableAs),
    /// One sub-command of `ALTER TABLE`, `ALTER VIEW`, `ALTER INDEX`, `ALTER SEQUENCE`, …, or one element of `CREATE TABLE`.
    AlterTable(AlterTable),
    /// `ALTER TABLE ALL IN TABLESPACE … SET TABLESPACE …` and its like for indexes and materialized views.
    MoveTablespace(MoveTablespace),
    /// `CREATE INDEX`.
    CreateIndex(CreateIndex),
    /// `REINDEX`.
    Reindex(Reindex),
    /// `DROP …` of any kind of object.
    Drop(Drop),
    /// `TRUNCATE`.
    Truncate(Truncate),
    /// `LOCK TABLE`.
    LockTable(LockTable),
    /// `VACUUM`.
    Vacuum(Vacuum),
    /// `ANALYZE`.
    Analyze(Analyze),
    /// `CLUSTER`.
    Cluster(Cluster),
    /// `CREATE VIEW`, `CREATE MATERIALIZED VIEW`.
    CreateView(CreateView),
    /// `REFRESH MATERIALIZED VIEW`.
    RefreshView(RefreshView),
    /// `CREATE SEQUENCE`.
    CreateSequence(CreateSequence),
    /// `ALTER SEQUENCE` with sequence options.
    AlterSequence(AlterSequence),
    /// `CREATE TYPE`.
    CreateType(CreateType),
    /// `ALTER TYPE` of an enum or composite type.
    AlterType(AlterType),
    /// `CREATE DOMAIN`.
    CreateDomain(CreateDomain),
    /// `ALTER DOMAIN`.
    AlterDomain(AlterDomain),
    /// `CREATE FUNCTION`, `CREATE PROCEDURE`.
    CreateFunction(CreateFunction),
    /// `CREATE TRIGGER`.
    CreateTrigger(CreateTrigger),
    /// `CREATE POLICY`.
    CreatePolicy(CreatePolicy),
    /// `ALTER POLICY` of its roles or expressions.
    AlterPolicy(AlterPolicy),
    /// `CREATE RULE`.
    CreateRule(CreateRule),
    /// `CREATE STATISTICS`.
    CreateStatistics(CreateStatistics),
    /// `CREATE SCHEMA`.
    CreateSchema(CreateSchema),
    /// `CREATE EXTENSION`.
    CreateExtension(CreateExtension),
    /// `CREATE PUBLICATION`.
    CreatePublication(CreatePublication),
    /// `ALTER PUBLICATION`.
    AlterPublication(AlterPublication),
    /// `ALTER <object> … RENAME TO / SET SCHEMA / OWNER TO / …` of an object that is no relation.
    AlterObject(AlterObject),
    /// `COMMENT ON`.
    Comment(Comment),
    /// `GRANT`, `REVOKE`.
    Grant(Grant),
    /// `INSERT`, `UPDATE`, `DELETE`, `MERGE`.
    Dml(Dml),
    /// `SELECT`, `VALUES`, `TABLE`.
    Select(Select),
    /// `COPY`.
    Copy(Copy),
    /// `CALL`.
    Call(Call),
    /// `DO`: a mark in front of the statements inside.
    Do(DoBlock),
    /// `BEGIN`, `COMMIT`, `SAVEPOINT`, …
    Transaction(Transaction),
    /// `SET`, `RESET`, `set_config()`.
    Set(Set),
    /// Understood, and nothing of it touches a table: `CREATE ROLE`, `CHECKPOINT`, …
    Other(Other),
    /// Not understood.
    Unknown(Unknown),
}

impl Operation {
    /// The command as the server names it in an error about transaction blocks.
    pub fn command(&self) -> &str {
        match self {
            Operation::CreateIndex(_) => "CREATE INDEX CONCURRENTLY",
            Operation::Drop(Drop { kind: ObjectKind::Database, .. }) => "DROP DATABASE",
            Operation::Drop(Drop { kind: ObjectKind::Tablespace, .. }) => "DROP TABLESPACE",
            Operation::Drop(Drop { kind: ObjectKind::Subscription, .. }) => "DROP SUBSCRIPTION",
            Operation::Drop(_) => "DROP INDEX CONCURRENTLY",
            Operation::Reindex(Reindex { concurrently: true, .. }) => "REINDEX CONCURRENTLY",
            Operation::Reindex(Reindex { scope: ReindexScope::Schema, .. }) => "REINDEX SCHEMA",
            Operation::Reindex(Reindex { scope: ReindexScope::Database, .. }) => "REINDEX DATABASE",
            Operation::Reindex(Reindex { scope: ReindexScope::System, .. }) => "REINDEX SYSTEM",
            Operation::Reindex(Reindex { scope: ReindexScope::Table, .. }) => "REINDEX TABLE",
            Operation::Reindex(Reindex { scope: ReindexScope::Index, .. }) => "REINDEX INDEX",
            Operation::Vacuum(_) => "VACUUM",
            Operation::Cluster(_) => "CLUSTER",
            Operation::AlterTable(_) => "ALTER TABLE ... DETACH CONCURRENTLY",
            Operation::Other(other) => &other.command,
            _ => "this command",
        }
    }
}

impl From<CreateTable> for Operation {
    fn from(operation: CreateTable) -> Self {
        Operation::CreateTable(operation)
    }
}

impl From<CreateTableAs> for Operation {
    fn from(operation: CreateTableAs) -> Self {
        Operation::CreateTableAs(operation)
    }
}

impl From<AlterTable> for Operation {
    fn from(operation: AlterTable) -> Self {
        Operation::AlterTable(operation)
    }
}

impl From<MoveTablespace> for Operation {
    fn from(operation: MoveTablespace) -> Self {
        Operation::MoveTablespace(operation)
    }
}

impl From<CreateIndex> for Operation {
    fn from(operation: CreateIndex) -> Self {
        Operation::CreateIndex(operation)
    }
}

impl From<Reindex> for Operation {
    fn from(operation: Reindex) -> Self {
        Operation::Reindex(operation)
    }
}

impl From<Drop> for Operation {
    fn from(operation: Drop) -> Self {
        Operation::Drop(operation)
    }
}

impl From<Truncate> for Operation {
    fn from(operation: Truncate) -> Self {
        Operation::Truncate(operation)
    }
}

impl From<LockTable> for Operation {
    fn from(operation: LockTable) -> Self {
        Operation::LockTable(operation)
    }
}

impl From<Vacuum> for Operation {
    fn from(operation: Vacuum) -> Self {
        Operation::Vacuum(operation)
    }
}

impl From<Analyze> for Operation {
    fn from(operation: Analyze) -> Self {
        Operation::Analyze(operation)
    }
}

impl From<Cluster> for Operation {
    fn from(operation: Cluster) -> Self {
        Operation::Cluster(operation)
    }
}

impl From<CreateView> for Operation {
    fn from(operation: CreateView) -> Self {
        Operation::CreateView(operation)
    }
}

impl From<RefreshView> for Operation {
    fn from(operation: RefreshView) -> Self {
        Operation::RefreshView(operation)
    }
}

impl From<CreateSequence> for Operation {
    fn from(operation: CreateSequence) -> Self {
        Operation::CreateSequence(operation)
    }
}

impl From<AlterSequence> for Operation {
    fn from(operation: AlterSequence) -> Self {
        Operation::AlterSequence(operation)
    }
}

impl From<CreateType> for Operation {
    fn from(operation: CreateType) -> Self {
        Operation::CreateType(operation)
    }
}

impl From<AlterType> for Operation {
    fn from(operation: AlterType) -> Self {
        Operation::AlterType(operation)
    }
}

impl From<CreateDomain> for Operation {
    fn from(operation: CreateDomain) -> Self {
        Operation::CreateDomain(operation)
    }
}

impl From<AlterDomain> for Operation {
    fn from(operation: AlterDomain) -> Self {
        Operation::AlterDomain(operation)
    }
}

impl From<CreateFunction> for Operation {
    fn from(operation: CreateFunction) -> Self {
        Operation::CreateFunction(operation)
    }
}

impl From<CreateTrigger> for Operation {
    fn from(operation: CreateTrigger) -> Self {
        Operation::CreateTrigger(operation)
    }
}

impl From<CreatePolicy> for Operation {
    fn from(operation: CreatePolicy) -> Self {
        Operation::CreatePolicy(operation)
    }
}

impl From<AlterPolicy> for Operation {
    fn from(operation: AlterPolicy) -> Self {
        Operation::AlterPolicy(operation)
    }
}

impl From<CreateRule> for Operation {
    fn from(operation: CreateRule) -> Self {
        Operation::CreateRule(operation)
    }
}

impl From<CreateStatistics> for Operation {
    fn from(operation: CreateStatistics) -> Self {
        Operation::CreateStatistics(operation)
    }
}

impl From<CreateSchema> for Operation {
    fn from(operation: CreateSchema) -> Self {
        Operation::CreateSchema(operation)
    }
}

impl From<CreateExtension> for Operation {
    fn from(operation: CreateExtension) -> Self {
        Operation::CreateExtension(operation)
    }
}

impl From<CreatePublication> for Operation {
    fn from(operation: CreatePublication) -> Self {
        Operation::CreatePublication(operation)
    }
}

impl From<AlterPublication> for Operation {
    fn from(operation: AlterPublication) -> Self {
        Operation::AlterPublication(operation)
    }
}

impl From<AlterObject> for Operation {
    fn from(operation: AlterObject) -> Self {
        Operation::AlterObject(operation)
    }
}

impl From<Comment> for Operation {
    fn from(operation: Comment) -> Self {
        Operation::Comment(operation)
    }
}

impl From<Grant> for Operation {
    fn from(operation: Grant) -> Self {
        Operation::Grant(operation)
    }
}

impl From<Dml> for Operation {
    fn from(operation: Dml) -> Self {
        Operation::Dml(operation)
    }
}

impl From<Select> for Operation {
    fn from(operation: Select) -> Self {
        Operation::Select(operation)
    }
}

impl From<Copy> for Operation {
    fn from(operation: Copy) -> Self {
        Operation::Copy(operation)
    }
}

impl From<Call> for Operation {
    fn from(operation: Call) -> Self {
        Operation::Call(operation)
    }
}

impl From<DoBlock> for Operation {
    fn from(operation: DoBlock) -> Self {
        Operation::Do(operation)
    }
}

impl From<Transaction> for Operation {
    fn from(operation: Transaction) -> Self {
        Operation::Transaction(operation)
    }
}

impl From<Set> for Operation {
    fn from(operation: Set) -> Self {
        Operation::Set(operation)
    }
}

impl From<Other> for Operation {
    fn from(operation: Other) -> Self {
        Operation::Other(operation)
    }
}

impl From<Unknown> for Operation {
    fn from(operation: Unknown) -> Self {
        Operation::Unknown(operation)
    }
}
