//! What PostgreSQL 12 to 18 do, statement by statement. Every fact was seen on a server (`tests/postgres.rs`); the citations
//! name the manual's section or the server's source where the manual is silent.

mod absent;
mod alter;
mod column;
mod constraint;
mod conversion;
mod data;
mod default;
mod drop;
mod maintenance;
mod object;
mod partition;
mod partition_key;
mod refusal;
mod table;

use super::{DataLoss, Effects, LockMode, RelationEffect, Scan};
use crate::{
    catalog::{Catalog, Table, TableKind},
    dialect::Target,
    name::ObjectName,
    operation::{AlterTable, ColumnChange, Constraint, ConstraintKind, Context, Located, Operation, TableAction},
    session::Session,
};

/// What is true just before an operation runs.
#[derive(Debug, Clone, Copy)]
pub struct State<'a> {
    /// What exists.
    pub catalog: &'a Catalog,
    /// What is in force.
    pub session: &'a Session,
    /// The server.
    pub target: Target,
    /// How many calls of functions and procedures this operation stands in.
    pub depth: u8,
}

/// The effects of each of a statement's operations.
///
/// The sub-commands of one `ALTER TABLE` run in the server's order of passes, not as written, each on what the ones before it
/// left; and all under the strongest lock that one of them needs. The catalog is the same afterwards.
pub fn statement(operations: &[Located], catalog: &mut Catalog, session: &Session, target: Target) -> Vec<Effects> {
    if let [only] = operations {
        let mut effects = operation(&only.operation, only.context, State { catalog, session, target, depth: 0 });
        only.called.iter().for_each(|called| effects.extend(&called.effects));
        return vec![effects];
    }
    let mut effects = vec![Effects::default(); operations.len()];
    catalog.tentatively(|catalog| {
        let start = catalog.savepoint();
        for index in order(operations) {
            let Located { operation: next, context, called, .. } = &operations[index];
            effects[index] = operation(next, *context, State { catalog, session, target, depth: 0 });
            // Nobody waits for what the statement itself makes.
            effects[index].relations.retain(|effect| !catalog.is_made_since(&effect.relation, start));
            if let Some(called) = called {
                effects[index].extend(&called.effects);
                called.operations.iter().for_each(|inner| catalog.apply(&inner.operation, inner.context.in_create_table));
            }
            // What the elements of a new table do hangs on the table alone; in a block of code others come after them.
            if !context.in_create_table || context.in_block {
                catalog.apply(next, context.in_create_table);
            }
        }
    });
    if operations.iter().all(|located| matches!(located.operation, Operation::AlterTable(_))) {
        share_strongest_lock(&mut effects);
    }
    effects
}

/// All actions of one `ALTER TABLE` run under one lock (manual: ALTER TABLE, "the lock held will be the strictest one").
fn share_strongest_lock(effects: &mut [Effects]) {
    let mut all = Effects::default();
    effects.iter().for_each(|effect| all.extend(effect));
    let relations = effects.iter_mut().flat_map(|effect| &mut effect.relations);
    for relation in relations {
        relation.lock = all.on(&relation.relation).map_or(relation.lock, |strongest| strongest.lock);
    }
}

/// The order in which a statement's operations take effect.
fn order(operations: &[Located]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..operations.len()).collect();
    order.sort_by_key(|&index| match &operations[index] {
        Located { operation: Operation::AlterTable(alter), context, .. } if !context.in_create_table && !context.in_block => {
            pass(alter)
        }
        _ => 0,
    });
    order
}

/// The pass of `ALTER TABLE` that a sub-command runs in (`AlterTablePass` in the server's `tablecmds.c`).
fn pass(alter: &AlterTable) -> u8 {
    match &alter.action {
        TableAction::DropColumn { .. } | TableAction::DropConstraint { .. } => 0,
        TableAction::AddColumn { .. } => 2,
        TableAction::AddConstraint(constraint) => constraint_pass(constraint),
        TableAction::AlterColumn { change, .. } => match change {
            ColumnChange::DropDefault | ColumnChange::DropNotNull | ColumnChange::DropIdentity { .. } => 0,
            ColumnChange::DropExpression { .. } => 0,
            ColumnChange::Type { .. } => 1,
            ColumnChange::SetExpression(_) => 3,
            ColumnChange::SetNotNull | ColumnChange::SetStorage => 4,
            ColumnChange::SetDefault(_) | ColumnChange::AddIdentity { .. } | ColumnChange::SetIdentity { .. } => 6,
            ColumnChange::SetStatistics | ColumnChange::SetCompression => 7,
            ColumnChange::SetAttributes | ColumnChange::ForeignOptions => 7,
        },
        _ => 7,
    }
}

fn constraint_pass(constraint: &Constraint) -> u8 {
    match constraint.kind {
        ConstraintKind::Unique(_) | ConstraintKind::Exclude { .. } => 5,
        ConstraintKind::Check(_) | ConstraintKind::NotNull(_) | ConstraintKind::ForeignKey(_) => 6,
    }
}

/// The effects of one operation on what is there just before it.
pub fn operation(operation: &Operation, context: Context, state: State) -> Effects {
    let mut effects = Effects::default();
    let out = &mut effects;
    absent::refuse(operation, context, state, out);
    match operation {
        Operation::CreateTable(create) => table::create(create, state, out),
        Operation::CreateTableAs(create) => table::create_as(create, state, out),
        Operation::AlterTable(action) => alter::alter(action, context, state, out),
        Operation::MoveTablespace(all) => table::move_tablespace(all, state, out),
        Operation::CreateIndex(create) => maintenance::create_index(create, state, out),
        Operation::Reindex(reindex) => maintenance::reindex(reindex, state, out),
        Operation::Drop(objects) => drop::drop(objects, state, out),
        Operation::Truncate(truncate) => data::truncate(truncate, state, out),
        Operation::LockTable(lock) => data::lock_table(lock, state, out),
        Operation::Vacuum(vacuum) => maintenance::vacuum(vacuum, state, out),
        Operation::Analyze(analyze) => maintenance::analyze(analyze, state, out),
        Operation::Cluster(cluster) => maintenance::cluster(cluster, state, out),
        Operation::CreateView(create) => object::create_view(create, state, out),
        Operation::RefreshView(refresh) => maintenance::refresh(refresh, state, out),
        Operation::AlterType(alter) => object::alter_type(alter, state, out),
        Operation::AlterDomain(alter) => object::alter_domain(alter, state, out),
        Operation::CreateFunction(create) => data::create_function(create, state, out),
        Operation::CreateTrigger(create) => object::create_trigger(create, state, out),
        Operation::CreatePolicy(create) => object::create_policy(create, state, out),
        Operation::AlterPolicy(alter) => out.add(state.lock(&alter.table, LockMode::AccessExclusive)),
        Operation::CreateRule(create) => object::create_rule(create, state, out),
        Operation::CreateStatistics(create) => out.add(state.lock(&create.table, LockMode::ShareUpdateExclusive)),
        Operation::CreatePublication(create) => object::publication(&create.scope, state, out),
        Operation::AlterPublication(alter) => object::alter_publication(alter, state, out),
        Operation::AlterObject(alter) => object::alter_object(alter, state, out),
        Operation::Comment(comment) => object::comment(comment, state, out),
        Operation::Grant(grant) => object::grant(grant, state, out),
        Operation::Dml(dml) => data::dml(dml, state, out),
        Operation::Select(select) => data::select(select, state, out),
        Operation::Copy(copy) => data::copy(copy, state, out),
        // What it calls was followed before.
        Operation::Call(_) => {}
        Operation::Other(other) => out.outside_transaction = other.outside_transaction,
        // These make or change what no table depends on.
        Operation::CreateSequence(_) | Operation::AlterSequence(_) | Operation::CreateType(_) => {}
        Operation::CreateDomain(_) | Operation::CreateSchema(_) => {}
        Operation::CreateExtension(_) | Operation::Do(_) | Operation::Transaction(_) | Operation::Set(_) => {}
        Operation::Unknown(_) => {}
    }
    partition_key::refuse(operation, context, state, &mut effects);
    refusal::refuse(operation, context, state, &mut effects);
    // What is put in for a placeholder may be just what the server wants.
    effects.fails = effects.fails.filter(|_| !context.has_placeholders);
    // Guarded code that would fail does not run, or what it did is taken back.
    if effects.fails.is_some() && (context.conditional || context.has_handler) {
        return Effects::default();
    }
    // Reading the system catalogs keeps nobody from anything.
    let system = |name: &ObjectName| matches!(name.schema.as_deref(), Some("pg_catalog" | "information_schema"));
    effects.relations.retain(|effect| effect.lock > LockMode::AccessShare || !system(&effect.relation));
    if context.dynamic {
        // A name put together at run time is no name to tell.
        effects.relations.retain(|effect| state.catalog.exists(&effect.relation));
    }
    for relation in &mut effects.relations {
        relation.new = state.catalog.newness(&relation.relation);
    }
    effects
}

impl<'a> State<'a> {
    /// A lock on a relation, its name qualified.
    pub(super) fn lock(&self, relation: &ObjectName, lock: LockMode) -> RelationEffect {
        RelationEffect::lock(self.catalog.resolve(relation), lock)
    }

    /// The server's major version.
    pub(super) fn version(&self) -> u16 {
        self.target.version
    }

    /// The table of this name.
    pub(super) fn table(&self, name: &ObjectName) -> Option<&'a Table> {
        self.catalog.table(name)
    }

    /// The table holds rows itself; one that is not known is taken to.
    pub(super) fn has_storage(&self, name: &ObjectName) -> bool {
        self.table(name).is_none_or(Table::has_storage)
    }

    /// The table has an index that is rebuilt when its rows move; one that is not known is taken to have one.
    pub(super) fn has_index(&self, name: &ObjectName) -> bool {
        self.table(name).is_none_or(|table| !table.indexes.is_empty() || table.maybe_older && !table.complete)
    }

    /// The table is partitioned.
    pub(super) fn is_partitioned(&self, name: &ObjectName) -> bool {
        self.table(name).is_some_and(|table| table.kind == TableKind::Partitioned)
    }

    /// Adds to each member of a family a lock and, where it holds rows, a scan.
    pub(super) fn scan(&self, family: &[ObjectName], lock: LockMode, scan: Scan, out: &mut Effects) {
        for member in family {
            let scan = if self.has_storage(member) { scan } else { Scan::None };
            out.add(RelationEffect { scan, ..RelationEffect::lock(member.clone(), lock) });
        }
    }

    /// Adds to each member of a family that every row is written anew under `ACCESS EXCLUSIVE`, with all indexes.
    pub(super) fn rewrite(&self, family: &[ObjectName], out: &mut Effects) {
        for member in family {
            let mut effect = RelationEffect::lock(member.clone(), LockMode::AccessExclusive);
            if self.has_storage(member) {
                effect.rewrite = true;
                effect.scan = Scan::Rewrite;
                effect.index_build = self.has_index(member);
            }
            out.add(effect);
        }
    }
}

impl Effects {
    /// The server refuses with this error; the first reason found stands.
    pub(super) fn fail(&mut self, sqlstate: &'static str, message: impl Into<String>) {
        if self.fails.is_none() {
            self.fails = Some(super::Failure { sqlstate, message: message.into() });
        }
    }

    /// Data that is gone.
    pub(super) fn lose(&mut self, loss: DataLoss) {
        self.data_loss.push(loss);
    }
}
