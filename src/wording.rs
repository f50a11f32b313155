//! How findings speak of relations and of those who wait for them.

use crate::{
    effects::{Blocks, RelationEffect},
    name::ObjectName,
    operation::Constraint,
    timeline::Hold,
};

/// "writes to `users` wait", "reads and writes of `users` wait".
pub fn waiting(effect: &RelationEffect) -> String {
    let who = match effect.blocks() {
        Blocks::ReadsAndWrites => "reads and writes of",
        Blocks::Writes | Blocks::Nothing => "writes to",
    };
    format!("{who} `{}` wait", effect.relation)
}

/// "reads and writes of `users` wait", for a lock that an earlier statement took.
pub fn held_back(held: &Hold) -> String {
    waiting(&RelationEffect::lock(held.relation.clone(), held.lock))
}

/// "`a`, `b` and `c`"; after three names only their number.
pub fn names<'a>(names: impl IntoIterator<Item = &'a ObjectName>) -> String {
    let mut quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    if quoted.len() > 3 {
        let more = quoted.len() - 2;
        quoted.truncate(2);
        quoted.push(format!("{more} more"));
    }
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

/// The message of an operation whose names are put in at run time: `%I` is no name to show.
pub fn named_at_run_time(message: &str) -> String {
    let shown = |(at, part): (usize, &str)| match at % 2 {
        1 if part.contains('%') || part.contains("${") => "what is named at run time".to_owned(),
        1 => format!("`{part}`"),
        _ => part.to_owned(),
    };
    message.split('`').enumerate().map(shown).collect()
}

/// An expression on one line, cut where it is long.
pub fn short(sql: &str) -> String {
    // No more of it can be shown: it may be a whole block of code.
    let words: Vec<&str> = sql.split_whitespace().take(61).collect();
    let line = words.join(" ");
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

/// `ADD …` with a name for the constraint, where it has none.
pub fn with_name(words: &str, constraint: &Constraint, name: &str) -> String {
    let demand = words.get(3..).unwrap_or_default().trim_start();
    match &constraint.name {
        Some(_) => words.to_owned(),
        None => format!("ADD CONSTRAINT {name} {demand}"),
    }
}
