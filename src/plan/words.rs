//! What a statement of a plan does, and what is still locked meanwhile, in words; names stand between backticks.

use super::{FilePlan, StatementPlan, TransactionKind};
use crate::{
    effects::Newness,
    report::{effects::words, summary::counted},
    timeline::Hold,
};

/// Further relations of one statement are counted only.
const MOST_RELATIONS: usize = 10;

/// One line for each thing that the statement does.
pub fn done(statement: &StatementPlan) -> Vec<String> {
    let unknown = (!statement.understood).then(|| "not understood: more may happen than is said here".to_owned());
    let effects = &statement.effects;
    let more = effects.len().saturating_sub(MOST_RELATIONS);
    let more = (more > 0).then(|| format!("and {}", counted(more, "more relation")));
    let effects = effects.iter().take(MOST_RELATIONS).map(|effect| words(effect).to_string());
    let lost = statement.data_loss.iter().map(|loss| format!("data lost: {loss}"));
    let fails = statement.fails.iter().map(|failure| format!("fails: {} ({})", failure.message, failure.sqlstate));
    unknown.into_iter().chain(effects).chain(more).chain(lost).chain(fails).collect()
}

/// One line for each lock of an earlier statement that is still held.
pub fn held(file: &FilePlan, index: usize, lines: &[u32]) -> Vec<String> {
    let transaction = file.transactions.get(file.statements[index].transaction);
    let Some(transaction) = transaction.filter(|known| known.kind != TransactionKind::Autocommit) else { return Vec::new() };
    let held = transaction.held(index);
    let held: Vec<_> = held.into_iter().filter(|hold| hold.new == Newness::Existing).collect();
    let more = held.len().saturating_sub(MOST_RELATIONS);
    let more = (more > 0).then(|| format!("and {}", counted(more, "more table")));
    let since = |hold: &Hold| held_since(hold, lines).unwrap_or_default();
    let line = |hold: &&Hold| format!("`{}`: {} since {}", hold.relation, hold.lock, since(hold));
    held.iter().take(MOST_RELATIONS).map(line).chain(more).collect()
}

/// What took a lock: "line 3".
pub fn held_since(hold: &Hold, lines: &[u32]) -> Option<String> {
    match hold.since {
        Some(_) => lines.get(hold.taken).map(|line| format!("line {line}")),
        None => Some("a file before this one".to_owned()),
    }
}
