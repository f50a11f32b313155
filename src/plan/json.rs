//! The plan for programs: one JSON document, written as it is made.

use std::io;

use serde::{Serialize, Serializer};

use super::{FilePlan, Plan, StatementPlan, TransactionKind, TransactionPlan};
use crate::{
    effects::{Blocks, DataLoss, Failure},
    report::{
        Place, Source, Sources, VERSION,
        effects::{EffectJson, Since, qualified},
        json::TargetJson,
    },
    source::Span,
    timeline::{Hold, Release, ReleasedBy},
};

/// Writes a plan as JSON.
pub fn write(plan: &Plan, sources: &Sources, mut out: impl io::Write) -> io::Result<()> {
    let json = PlanJson { version: VERSION, target: plan.target.into(), files: Files { plan, sources } };
    serde_json::to_writer(&mut out, &json).map_err(io::Error::from)?;
    writeln!(out)
}

/// What `ddlint plan --format json` prints.
#[derive(Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename = "Plan", title = "ddlint plan"))]
pub struct PlanJson<'a> {
    /// The version of this format.
    version: u32,
    /// The server that was assumed.
    target: TargetJson,
    /// The reported files in the order in which they run.
    #[cfg_attr(feature = "cli", schemars(with = "Vec<FileJson>"))]
    files: Files<'a>,
}

/// A file.
#[derive(Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename = "PlannedFile"))]
pub struct FileJson<'a> {
    /// The file as it was named.
    path: &'a str,
    /// Its transactions, in order.
    transactions: Vec<TransactionJson>,
    /// Its statements, in order.
    #[cfg_attr(feature = "cli", schemars(with = "Vec<StatementJson>"))]
    statements: Statements<'a>,
}

/// Statements that commit together.
#[derive(Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename = "Transaction"))]
pub struct TransactionJson {
    /// Index of its first statement.
    start_statement: usize,
    /// Index of its last statement.
    end_statement: usize,
    /// Who opened it.
    kind: KindJson,
    /// What ends it.
    ended_by: ReleasedBy,
    /// The locks that it takes, in order. One relation has several entries where a stronger lock joins a weaker one, or where
    /// it is locked again after ROLLBACK TO SAVEPOINT: a lane of its timeline is all entries of the same `relation` and `new`.
    locks: Vec<LockJson>,
}

/// One lock from the statement that takes it to the one that lets it go.
#[derive(Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename = "Lock"))]
pub struct LockJson {
    /// The relation with its schema, by the name that it had when the transaction first locked it.
    relation: String,
    /// Whether it was made earlier in the same file or in the same run; null where it was there before.
    new: Option<Since>,
    /// PostgreSQL's name of the lock.
    lock: &'static str,
    /// Who waits while it is held.
    blocks: Blocks,
    /// What takes it.
    taken: TakenJson,
    /// What lets it go.
    released: Option<Release>,
    /// Indices of the statements that run under it and take longer the more rows there are; empty where nobody waits for it.
    work: Vec<usize>,
}

/// What takes a lock.
#[derive(Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename = "Taken"))]
pub struct TakenJson {
    /// Index of the statement.
    statement: usize,
}

/// Who opened a transaction.
#[derive(Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename = "TransactionKind"))]
#[serde(rename_all = "lowercase")]
pub enum KindJson {
    /// Nobody: the statement commits by itself.
    Autocommit,
    /// The migration's own BEGIN.
    Explicit,
    /// What runs the file.
    Runner,
}

/// A statement.
#[derive(Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename = "Statement"))]
pub struct StatementJson<'a> {
    /// From its first token to its last.
    span: Place,
    /// The statement on one line, shortened.
    summary: &'a str,
    /// False where it, or a part of it, could not be read.
    understood: bool,
    /// Index into the file's transactions.
    transaction: usize,
    /// What it does to each relation.
    effects: Vec<EffectJson>,
    /// Data that is gone afterwards.
    data_loss: &'a [DataLoss],
    /// Why the server refuses it.
    #[serde(skip_serializing_if = "Option::is_none")]
    fails: Option<&'a Failure>,
    /// Locks still held from earlier statements of the same transaction.
    held: Vec<HeldJson>,
}

/// A lock that is held until the transaction ends.
#[derive(Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename = "HeldLock"))]
pub struct HeldJson {
    /// The relation with its schema.
    relation: String,
    /// PostgreSQL's name of the lock.
    lock: &'static str,
    /// The statement that took it; null where one of an earlier file did.
    since: Option<Place>,
}

struct Files<'a> {
    plan: &'a Plan,
    sources: &'a Sources<'a>,
}

struct Statements<'a> {
    file: &'a FilePlan,
    source: Option<&'a Source<'a>>,
}

impl Serialize for Files<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.plan.files.iter().map(|file| FileJson {
            path: &file.path,
            transactions: file.transactions.iter().map(|transaction| TransactionJson::new(transaction, file)).collect(),
            statements: Statements { file, source: self.sources.get(&file.path) },
        }))
    }
}

impl Serialize for Statements<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let place = |span: Span| self.source.map_or_else(|| Place::unknown(span), |source| source.place(span));
        let statements = self.file.statements.iter().enumerate();
        serializer.collect_seq(statements.map(|(index, statement)| {
            let transaction = self.file.transactions.get(statement.transaction);
            StatementJson::new(statement, transaction.map(|shared| shared.held(index)).unwrap_or_default(), place)
        }))
    }
}

impl TransactionJson {
    fn new(transaction: &TransactionPlan, file: &FilePlan) -> Self {
        Self {
            start_statement: transaction.start_statement,
            end_statement: transaction.end_statement,
            kind: match transaction.kind {
                TransactionKind::Autocommit => KindJson::Autocommit,
                TransactionKind::Explicit => KindJson::Explicit,
                TransactionKind::Runner => KindJson::Runner,
            },
            ended_by: transaction.ended_by,
            locks: transaction.locks.iter().map(|hold| LockJson::new(hold, transaction, file)).collect(),
        }
    }
}

impl LockJson {
    fn new(hold: &Hold, transaction: &TransactionPlan, file: &FilePlan) -> Self {
        Self {
            relation: qualified(&hold.relation),
            new: Since::of(hold.new),
            lock: hold.lock.as_str(),
            blocks: hold.lock.blocks(),
            taken: TakenJson { statement: hold.taken },
            released: hold.released,
            work: transaction.work_under(hold, &file.statements).collect(),
        }
    }
}

impl<'a> StatementJson<'a> {
    fn new(statement: &'a StatementPlan, held: Vec<&Hold>, place: impl Fn(Span) -> Place) -> Self {
        let held = held.into_iter().map(|hold| HeldJson {
            relation: qualified(&hold.relation),
            lock: hold.lock.as_str(),
            since: hold.since.map(&place),
        });
        Self {
            span: place(statement.span),
            summary: &statement.summary,
            understood: statement.understood,
            transaction: statement.transaction,
            effects: statement.effects.iter().map(EffectJson::from).collect(),
            data_loss: &statement.data_loss,
            fails: statement.fails.as_ref(),
            held: held.collect(),
        }
    }
}
