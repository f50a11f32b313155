//! What is told of a migration's way back.

use crate::{fold::WayBack, rules::Finding};

/// The rules that look at ways back.
pub(super) const RULES: [&str; 2] = [INCOMPLETE, WITHOUT_ROWS];

const INCOMPLETE: &str = "incomplete-down";
const WITHOUT_ROWS: &str = "down-without-rows";

/// So many differences are told.
const MOST: usize = 3;

/// The findings on a way back, each with its rule.
pub(super) fn findings(way_back: &WayBack) -> Vec<(&'static str, Finding)> {
    let who = way_back
        .file
        .as_deref()
        .map_or("the way back".to_owned(), |path| format!("`{}`", path.rsplit_once('/').map_or(path, |(_, name)| name)));
    let difference = &way_back.difference;
    let mut found = Vec::new();
    let told = [("leaves", &difference.left), ("makes new", &difference.made), ("does not bring back", &difference.lacking)];
    let told = told.into_iter().filter(|(_, things)| !things.is_empty()).map(|(does, things)| format!("{does} {}", list(things)));
    let told: Vec<_> = told.collect();
    if !told.is_empty() {
        let help = "undo there what the migration does, the last first";
        found.push((INCOMPLETE, Finding::at(way_back.place, format!("{who} {}", told.join(", and "))).help(help)));
    }
    if !difference.emptied.is_empty() && !way_back.writes_rows {
        let message = format!("{who} brings back {} without the values", list(&difference.emptied));
        let help = "rename it first, and drop it in a later migration, when nobody wants it back";
        found.push((WITHOUT_ROWS, Finding::at(way_back.place, message).help(help)));
    }
    found
}

fn list(things: &[String]) -> String {
    let told = things.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join(", ");
    match things.len().saturating_sub(MOST) {
        0 => told,
        more => format!("{told} and {more} more"),
    }
}
