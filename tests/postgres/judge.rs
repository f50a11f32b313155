//! Runs cases on a server and holds what ddlint plans against what the server did.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
    sync::Arc,
    time::SystemTime,
};

use jiff::{
    ToSpan,
    civil::{Date, date},
};

use ddlint::{
    dialect::Target,
    effects::{Failure, LockMode, Scan},
    lint::{File, Options},
    name::ObjectName,
    plan::{StatementPlan, plan},
};

use super::{
    case::{Case, Suite},
    observe::{self, Observed, Obstacle, Outcome},
    server::Server,
    session::{Answer, Refusal, Session},
};

/// What came of the comparison.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Statements that were compared.
    pub compared: usize,
    /// Where ddlint and the server disagree.
    pub disagreements: Vec<String>,
}

/// A statement that the server refuses inside a transaction: `25001` says so, `2D000` comes from a `COMMIT` within.
const WANTS_TO_BE_ALONE: [&str; 2] = ["25001", "2D000"];

impl Verdict {
    /// Runs every case of a suite.
    pub fn of(server: &Server, suite: &Suite) -> Answer<Self> {
        let mut verdict = Self::default();
        server.create_database(&suite.name, None)?;
        let made = server.connect(&suite.name)?.client.batch_execute(&suite.setup);
        if let Err(error) = made {
            verdict.disagreements.push(format!("{} on {}: its setup fails: {error}", suite.name, server.version));
        }
        for case in suite.cases.iter().filter(|case| case.versions.contains(&server.version)) {
            let planned = planned(server.version, &suite.setup, &case.statements);
            let judged = match case.script {
                true => verdict.script(server, &suite.name, case, &planned),
                false => verdict.single(server, &suite.name, case, &planned),
            };
            judged.map_err(|error| format!("{} on {}: {error}", case.id, server.version))?;
        }
        Ok(verdict)
    }

    /// The last statement, in the suite's own database where a rollback undoes it, and in a copy where it does not.
    fn single(&mut self, server: &Server, database: &str, case: &Case, planned: &[StatementPlan]) -> Answer<()> {
        let Some((statement, prepare)) = case.statements.split_last() else { return Ok(()) };
        // Where a statement that prepares is refused, that is the outcome.
        let planned = planned.iter().find(|statement| statement.fails.is_some()).or(planned.last());
        if prepare.is_empty() {
            let mut session = server.connect(database)?;
            session.must("BEGIN")?;
            let outcome = observe::inside(&mut session, statement)?;
            if !wants_to_be_alone(&outcome) {
                self.compare(&case.id, server, statement, planned, &outcome);
                return Ok(());
            }
        }
        let mut outcome = in_copy(server, database, prepare, statement, None)?;
        for obstacle in missed(planned, &outcome) {
            outcome = in_copy(server, database, prepare, statement, Some(&obstacle))?;
        }
        self.compare(&case.id, server, statement, planned, &outcome);
        Ok(())
    }

    /// Every statement in order, each with its own commit unless the script has a `BEGIN`; it ends at the first refusal.
    fn script(&mut self, server: &Server, database: &str, case: &Case, planned: &[StatementPlan]) -> Answer<()> {
        server.create_database("copy", Some(database))?;
        let (mut session, mut watcher) = (server.connect("copy")?, server.connect("copy")?);
        let mut held: Option<BTreeMap<ObjectName, LockMode>> = None;
        for (index, statement) in case.statements.iter().enumerate() {
            let planned = planned.get(index);
            match (transaction_control(statement), &mut held) {
                (Some(open), held) => {
                    session.must(statement)?;
                    *held = open.then(BTreeMap::new);
                    continue;
                }
                (None, Some(held)) => {
                    let outcome = observe::inside(&mut session, statement)?.map(|seen| without_held(seen, held, planned));
                    self.compare(&case.id, server, statement, planned, &outcome);
                    if outcome.is_err() {
                        return Ok(());
                    }
                }
                (None, None) => {
                    let outcome = commit(&mut session, &mut watcher, statement, strongest(planned).as_ref())?;
                    let planned = planned.map(|planned| executed(planned, statement, &outcome));
                    self.compare(&case.id, server, statement, planned.as_ref(), &outcome);
                }
            }
        }
        Ok(())
    }

    fn compare(&mut self, id: &str, server: &Server, statement: &str, planned: Option<&StatementPlan>, outcome: &Outcome) {
        self.compared += 1;
        let sql: String = statement.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(160).collect();
        for difference in differences(planned, outcome) {
            self.disagreements.push(format!("{id} on {}: {difference}\n      {sql}", server.version));
        }
    }
}

/// A page's tables are empty, so a block may not reach all that is in it: leaves out what it did not touch.
fn executed(planned: &StatementPlan, statement: &str, outcome: &Outcome) -> StatementPlan {
    let mut planned = planned.clone();
    if let (true, Ok(seen)) = (statement.starts_with("DO"), outcome) {
        planned.effects.retain(|effect| seen.locks.get(&effect.relation) >= Some(&effect.lock));
    }
    planned
}

/// What ddlint plans for statements after a setup.
pub fn planned(version: u16, setup: &str, statements: &[String]) -> Vec<StatementPlan> {
    let text = statements.join(";\n") + ";\n";
    let files = [(true, "0001_setup.sql", setup), (false, "0002_test.sql", text.as_str())];
    let files =
        files.map(|(history, path, text)| File { path: Arc::from(path), bytes: text.as_bytes(), history, ..File::default() });
    let options = Options { target: Target::postgres(version), today: today(), ..Options::default() };
    let mut statements = plan(&files, &options).files.pop().map(|file| file.statements).unwrap_or_default();
    // Nobody waits for a temporary table, and another session does not see it.
    statements
        .iter_mut()
        .for_each(|statement| statement.effects.retain(|effect| effect.relation.schema.as_deref() != Some("pg_temp")));
    statements
}

/// The servers' day: they run in UTC.
fn today() -> Option<Date> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
    date(1970, 1, 1).checked_add((since.as_secs() as i64 / 86_400).days()).ok()
}

fn wants_to_be_alone(outcome: &Outcome) -> bool {
    outcome.as_ref().is_err_and(|refusal| WANTS_TO_BE_ALONE.contains(&refusal.sqlstate.as_str()))
}

/// The strongest lock that a statement is to take: an obstacle to it shows even the shortest one.
pub fn strongest(planned: Option<&StatementPlan>) -> Option<Obstacle> {
    let effects = planned?.effects.iter().filter(|effect| effect.lock >= LockMode::RowExclusive);
    effects.max_by_key(|effect| effect.lock).map(Obstacle::to)
}

/// Locks that a watched statement is to take and that the watcher did not see: they may have been too short.
fn missed(planned: Option<&StatementPlan>, outcome: &Outcome) -> Vec<Obstacle> {
    let (Some(planned), Ok(seen)) = (planned, outcome) else { return Vec::new() };
    let effects = planned.effects.iter().filter(|effect| seen.alone && effect.lock >= LockMode::RowExclusive);
    effects.filter(|effect| seen.locks.get(&effect.relation) < Some(&effect.lock)).map(Obstacle::to).collect()
}

/// A statement in a copy of the database, after those that prepare it.
fn in_copy(server: &Server, database: &str, prepare: &[String], statement: &str, obstacle: Option<&Obstacle>) -> Answer<Outcome> {
    server.create_database("copy", Some(database))?;
    let (mut session, mut watcher) = (server.connect("copy")?, server.connect("copy")?);
    for sql in prepare {
        if let Err(refusal) = session.run(sql) {
            return Ok(Err(refusal));
        }
    }
    commit(&mut session, &mut watcher, statement, obstacle)
}

/// A statement that is committed: in a transaction of its own where the server lets it, so that its locks can be seen.
pub fn commit(session: &mut Session, watcher: &mut Session, statement: &str, obstacle: Option<&Obstacle>) -> Answer<Outcome> {
    session.must("BEGIN")?;
    let outcome = observe::inside(session, statement)?;
    session.must(if outcome.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    if wants_to_be_alone(&outcome) { observe::alone(session, watcher, statement, obstacle) } else { Ok(outcome) }
}

/// Whether a statement opens (`true`) or ends (`false`) a transaction.
pub fn transaction_control(statement: &str) -> Option<bool> {
    match statement.split_whitespace().next()?.to_ascii_uppercase().as_str() {
        "BEGIN" | "START" => Some(true),
        "COMMIT" | "END" | "ROLLBACK" | "ABORT" => Some(false),
        _ => None,
    }
}

/// Inside a transaction the locks of earlier statements are still there: leaves out those that this one did not have to take.
fn without_held(mut seen: Observed, held: &mut BTreeMap<ObjectName, LockMode>, planned: Option<&StatementPlan>) -> Observed {
    let all = seen.locks.clone();
    let expects = |table: &ObjectName| planned.is_some_and(|plan| plan.effects.iter().any(|effect| effect.relation == *table));
    seen.locks.retain(|table, lock| held.get(table) != Some(lock) || expects(table));
    for effect in planned.into_iter().flat_map(|plan| &plan.effects) {
        if held.get(&effect.relation).is_some_and(|lock| *lock >= effect.lock) {
            seen.locks.insert(effect.relation.clone(), effect.lock);
        }
    }
    *held = all;
    seen
}

/// Where a plan says otherwise than the server did, each in one line.
fn differences(planned: Option<&StatementPlan>, outcome: &Outcome) -> Vec<String> {
    let Some(planned) = planned else { return vec!["the plan has no such statement".to_owned()] };
    let failure = planned.fails.as_ref();
    match outcome {
        Err(refusal) => failure
            .filter(|failure| !is_same(failure, refusal))
            .map(|failure| {
                let (sqlstate, message) = (&refusal.sqlstate, &refusal.message);
                format!("[fails] plan says {} {} but the server {sqlstate} {message}", failure.sqlstate, failure.message)
            })
            .into_iter()
            .collect(),
        Ok(_) if failure.is_some() => failure
            .map(|it| format!("[fails] plan says {} {}, the server runs it", it.sqlstate, it.message))
            .into_iter()
            .collect(),
        Ok(seen) => effects(planned, seen),
    }
}

/// The same error in the same words; a syntax error's last word is not compared.
fn is_same(failure: &Failure, refusal: &Refusal) -> bool {
    failure.sqlstate == refusal.sqlstate && (failure.message == refusal.message || failure.sqlstate == "42601")
}

fn effects(planned: &StatementPlan, seen: &Observed) -> Vec<String> {
    let those = |holds: fn(&ddlint::effects::RelationEffect) -> bool| -> BTreeSet<ObjectName> {
        planned.effects.iter().filter(|effect| holds(effect)).map(|effect| effect.relation.clone()).collect()
    };
    let strong = |lock: &LockMode| *lock >= LockMode::RowExclusive;
    let mut locks: BTreeMap<ObjectName, LockMode> = BTreeMap::new();
    for effect in planned.effects.iter().filter(|effect| strong(&effect.lock)) {
        let strongest = locks.entry(effect.relation.clone()).or_insert(effect.lock);
        *strongest = effect.lock.max(*strongest);
    }
    let held: BTreeMap<ObjectName, LockMode> =
        seen.locks.iter().filter(|(_, lock)| strong(lock)).map(|(table, lock)| (table.clone(), *lock)).collect();
    [
        difference("locks", &locks, &held),
        difference("rewrite", &those(|effect| effect.rewrite), &seen.rewrites),
        difference("scan", &those(|effect| effect.scan > Scan::Dml), &seen.scans),
        difference("build", &those(|effect| effect.index_build), &seen.builds),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn difference<T: PartialEq + Debug>(what: &str, planned: &T, seen: &T) -> Option<String> {
    (planned != seen).then(|| format!("[{what}] plan says {planned:?}, the server did {seen:?}"))
}
