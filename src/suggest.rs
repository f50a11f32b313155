//! "Did you mean": the nearest known word for one that is not known.

use crate::rules::{RULES, Rule};

/// The known word that a person most likely meant, if one is near enough.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = known.into_iter().map(|candidate| (strsim::jaro_winkler(word, candidate), candidate));
    let (score, best) = scored.max_by(|one, other| one.0.total_cmp(&other.0))?;
    (score > 0.8).then_some(best)
}

/// The message for a word that is not known: with the nearest one, or with all where none is near.
pub fn unknown<'a>(what: &str, word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(word, known.iter().copied()) {
        Some(best) => format!("unknown {what} `{word}`; did you mean `{best}`?"),
        None => format!("unknown {what} `{word}`; known: {}", known.join(", ")),
    }
}

/// A rule by its name, or what to say where there is none of that name.
pub fn rule_named(name: &str) -> Result<&'static Rule, String> {
    RULES.iter().find(|rule| rule.id == name).ok_or_else(|| match nearest(name, RULES.iter().map(|rule| rule.id)) {
        Some(best) => format!("unknown rule `{name}`; did you mean `{best}`?"),
        None => format!("unknown rule `{name}`; `ddlint rules` lists all"),
    })
}
