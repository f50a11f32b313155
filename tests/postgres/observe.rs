//! What a statement does: its locks, its rewrites, scans and index builds, seen from inside and outside the server.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use ddlint::{
    effects::{LockMode, RelationEffect},
    name::ObjectName,
};

use super::session::{Answer, Refusal, Session};

const RELATIONS: &str = "SELECT c.oid, n.nspname::text, c.relname::text, c.relkind::text, c.relfilenode
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_t%'";
const LOCKS: &str = "SELECT relation, mode FROM pg_locks WHERE pid = $1 AND locktype = 'relation'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
const FOREIGN_KEYS: &str = "SELECT conname::text, conrelid FROM pg_constraint WHERE contype = 'f'";

/// What one statement did to the relations that were there before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Observed {
    /// The strongest lock on each.
    pub locks: BTreeMap<ObjectName, LockMode>,
    /// Those with a new file.
    pub rewrites: BTreeSet<ObjectName>,
    /// Those read in full to verify, validate, build an index or rewrite.
    pub scans: BTreeSet<ObjectName>,
    /// Those on which an index was built.
    pub builds: BTreeSet<ObjectName>,
    /// The server refused a transaction block: a very short lock may have been missed.
    pub alone: bool,
}

/// What the server made of a statement.
pub type Outcome = Result<Observed, Refusal>;

/// A lock in the way of another one.
pub struct Obstacle {
    table: ObjectName,
    mode: LockMode,
}

impl Obstacle {
    /// What makes a planned lock wait, and weaker ones not.
    pub fn to(effect: &RelationEffect) -> Self {
        let weakest = LockMode::ALL.into_iter().find(|mode| mode.conflicts_with(effect.lock));
        Self { table: effect.relation.clone(), mode: weakest.unwrap_or(LockMode::AccessExclusive) }
    }
}

/// Runs a statement inside a transaction that stays open; a refusal has aborted it.
pub fn inside(session: &mut Session, sql: &str) -> Answer<Outcome> {
    let mut watch = Watch::new(session)?;
    let heard = match listen(session, sql) {
        Ok(heard) => heard,
        Err(refusal) => return Ok(Err(refusal)),
    };
    watch.look(session.pid, session)?;
    Ok(Ok(watch.finish(session, sql, &heard)?))
}

/// Runs a statement that commits by itself while a second session watches its locks. With an obstacle the watcher holds a lock
/// until the statement waits for it, so that it is not too short to be seen.
pub fn alone(session: &mut Session, watcher: &mut Session, sql: &str, obstacle: Option<&Obstacle>) -> Answer<Outcome> {
    let mut watch = Watch::new(watcher)?;
    // Each of its commits waits for a standby that is not there until the watcher cancels the wait; VACUUM naps at every page.
    session.client.batch_execute("SET synchronous_commit = on; SET vacuum_cost_delay = 5; SET vacuum_cost_limit = 1")?;
    watcher.must("BEGIN")?;
    if let Some(Obstacle { table, mode }) = obstacle {
        watcher.must(&format!("LOCK TABLE {table} IN {} MODE", mode.as_str()))?;
    }
    let (pid, done) = (session.pid, AtomicBool::new(false));
    let heard = thread::scope(|scope| {
        let statement = scope.spawn(|| {
            let heard = listen(session, sql);
            done.store(true, Ordering::Release);
            heard
        });
        while !done.load(Ordering::Acquire) {
            let commits = waits_for_standby(pid, watcher)?;
            watch.look(pid, watcher)?;
            if commits {
                watcher.client.execute("SELECT pg_cancel_backend($1)", &[&pid])?;
                // A second cancellation of the same wait would hit what comes after it.
                let patience = Instant::now() + Duration::from_millis(200);
                while waits_for_standby(pid, watcher)? && Instant::now() < patience {}
            }
            if !watcher.client.query("SELECT 1 FROM pg_locks WHERE pid = $1 AND NOT granted", &[&pid])?.is_empty() {
                watch.look(pid, watcher)?;
                watcher.client.batch_execute("COMMIT; BEGIN")?;
            }
        }
        Answer::Ok(statement.join().unwrap())
    })?;
    watcher.must("COMMIT")?;
    session.client.batch_execute("SET synchronous_commit = off")?;
    match heard {
        Ok(heard) => Ok(Ok(Observed { alone: true, ..watch.finish(watcher, sql, &heard)? })),
        Err(refusal) => Ok(Err(refusal)),
    }
}

fn waits_for_standby(pid: i32, watcher: &mut Session) -> Answer<bool> {
    let waiting = "SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'SyncRep'";
    Ok(!watcher.client.query(waiting, &[&pid])?.is_empty())
}

/// Runs a statement and returns what the server said of it at DEBUG1.
fn listen(session: &mut Session, sql: &str) -> Result<Vec<String>, Refusal> {
    session.run("SET client_min_messages = debug1")?;
    session.take_notices();
    session.run(sql)?;
    let heard = session.take_notices();
    session.run("SET client_min_messages = warning")?;
    Ok(heard)
}

/// A relation as the catalog has it.
struct Relation {
    name: ObjectName,
    kind: char,
    file: u32,
}

/// The relations before a statement, and the locks seen since.
struct Watch {
    before: HashMap<u32, Relation>,
    locks: HashMap<u32, LockMode>,
}

impl Watch {
    fn new(session: &mut Session) -> Answer<Self> {
        Ok(Self { before: relations(session)?, locks: HashMap::new() })
    }

    /// Takes down the locks of a backend, as another session (or itself) sees them.
    fn look(&mut self, pid: i32, session: &mut Session) -> Answer<()> {
        for row in session.client.query(LOCKS, &[&pid])? {
            let (oid, mode): (u32, String) = (row.get(0), row.get(1));
            let words = mode.trim_end_matches("Lock");
            let mode = LockMode::ALL.into_iter().find(|mode| mode.as_str().replace(' ', "").eq_ignore_ascii_case(words));
            if let Some(mode) = mode.filter(|_| self.before.contains_key(&oid)) {
                let strongest = self.locks.entry(oid).or_insert(mode);
                *strongest = mode.max(*strongest);
            }
        }
        Ok(())
    }

    fn finish(&self, session: &mut Session, sql: &str, heard: &[String]) -> Answer<Observed> {
        let after = relations(session)?;
        let named = |oid: &u32| self.before[oid].name.clone();
        let mut observed =
            Observed { locks: self.locks.iter().map(|(oid, mode)| (named(oid), *mode)).collect(), ..Observed::default() };
        // TRUNCATE gives a new file too, but there is nothing to write or build.
        if sql.trim_start().to_ascii_uppercase().starts_with("TRUNCATE") {
            return Ok(observed);
        }
        let changed = |(oid, relation): &(&u32, &Relation)| after.get(oid).is_some_and(|after| after.file != relation.file);
        observed.rewrites = self.before.iter().filter(changed).map(|(oid, _)| named(oid)).collect();
        let mut foreign_keys: HashMap<String, Vec<u32>> = HashMap::new();
        for row in session.client.query(FOREIGN_KEYS, &[])? {
            foreign_keys.entry(row.get(0)).or_default().push(row.get(1));
        }
        heard.iter().for_each(|message| self.hear(message, &after, &foreign_keys, &mut observed));
        Ok(observed)
    }

    /// Reads one DEBUG1 message.
    fn hear(
        &self,
        message: &str,
        after: &HashMap<u32, Relation>,
        foreign_keys: &HashMap<String, Vec<u32>>,
        observed: &mut Observed,
    ) {
        let mut quoted = message.split('"').skip(1).step_by(2);
        let (Some(first), second) = (quoted.next(), quoted.next()) else { return };
        let by_name = |name: &str| {
            let is_named = |relation: &Relation| relation.name.name == name;
            let candidates = self
                .before
                .iter()
                .filter(|(oid, relation)| relation.kind != 'v' && (is_named(relation) || after.get(oid).is_some_and(is_named)));
            self.most_locked(candidates.map(|(oid, _)| *oid))
        };
        if message.starts_with("rewriting table ") || message.starts_with("verifying table ") {
            observed.scans.extend(by_name(first));
        } else if message.starts_with("validating foreign key constraint ") {
            let tables = foreign_keys.get(first).into_iter().flatten().copied();
            observed
                .scans
                .extend(self.most_locked(tables.filter(|oid| self.before.get(oid).is_some_and(|table| table.kind == 'r'))));
        } else if message.starts_with("building index ") {
            let tables = second.map(by_name).unwrap_or_default();
            observed.scans.extend(tables.iter().cloned());
            observed.builds.extend(tables);
        }
    }

    /// Messages name no schema, and partitions share a constraint's name: those of the candidates that are locked most are meant.
    fn most_locked(&self, candidates: impl Iterator<Item = u32>) -> Vec<ObjectName> {
        let known: Vec<u32> = candidates.filter(|oid| self.before.contains_key(oid)).collect();
        let lock = |oid: &u32| self.locks.get(oid).copied();
        let strongest = known.iter().map(lock).max().flatten();
        known.iter().filter(|oid| lock(oid) == strongest).map(|oid| self.before[oid].name.clone()).collect()
    }
}

/// The names of the relations that there are.
pub fn names(session: &mut Session) -> Answer<BTreeSet<ObjectName>> {
    Ok(relations(session)?.into_values().map(|relation| relation.name).collect())
}

fn relations(session: &mut Session) -> Answer<HashMap<u32, Relation>> {
    let rows = session.client.query(RELATIONS, &[])?;
    Ok(rows.iter().map(|row| (row.get(0), relation(row))).collect())
}

fn relation(row: &postgres::Row) -> Relation {
    let (schema, name, kind): (&str, &str, &str) = (row.get(1), row.get(2), row.get(3));
    Relation { name: ObjectName::qualified(schema, name), kind: kind.chars().next().unwrap_or('r'), file: row.get(4) }
}
