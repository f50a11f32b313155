//! What a statement means, without the syntax it was written in.
//!
//! A statement becomes one or more operations: `ALTER TABLE a, b` is two, `CREATE TABLE` is itself and one `AddColumn` or
//! `AddConstraint` for each element, a `DO` block is itself and the statements inside.

mod column;
mod data;
mod expression;
mod from;
mod grant;
mod index;
mod maintenance;
mod named;
mod object;
mod partition;
mod routine;
mod session;
mod table;
mod trigger;
mod types;

use std::rc::Rc;

pub use column::*;
pub use data::*;
pub use expression::*;
pub use grant::*;
pub use index::*;
pub use maintenance::*;
pub use object::*;
pub use partition::*;
pub use routine::*;
pub use session::*;
pub use table::*;
pub use trigger::*;
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
    /// What the functions that it calls do, where that was followed.
    pub called: Option<Rc<Called>>,
}

impl Located {
    /// An operation that is a statement (or a sub-command) of its own, outside any procedural code.
    pub fn new(operation: impl Into<Operation>, span: Span) -> Self {
        Self { operation: operation.into(), span, context: Context::default(), called: None }
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
    /// A placeholder stands in it: what the server is sent is not known to the letter.
    pub has_placeholders: bool,
    /// Stands in a loop of which nothing is known, not even whether it turns at all.
    pub in_unknown_loop: bool,
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
