//! What is said of one finding beside its message: who waits, and what to do instead.

use std::fmt::Write as _;

use super::{effects::words, url};
use crate::{
    diagnostic::Diagnostic,
    effects::{Blocks, Newness, RelationEffect},
    stats::Estimate,
    usage::Usage,
};

/// More relations than this are counted, not listed.
const RELATIONS_SHOWN: usize = 5;

/// One line a relation where somebody waits: who, and why; then where the code still uses what goes, and how long it may take.
pub fn effect_notes(diagnostic: &Diagnostic) -> Vec<String> {
    let felt = |effect: &&RelationEffect| effect.new != Newness::File && effect.blocks() != Blocks::Nothing;
    let felt: Vec<_> = diagnostic.effects.iter().filter(felt).collect();
    let mut notes: Vec<_> = felt.iter().take(RELATIONS_SHOWN).map(|effect| words(effect).to_string()).collect();
    if felt.len() > RELATIONS_SHOWN {
        notes.push(format!("and {} more relations", felt.len() - RELATIONS_SHOWN));
    }
    notes.extend(diagnostic.usages.iter().take(RELATIONS_SHOWN).map(Usage::to_string));
    notes.extend(diagnostic.estimates.iter().take(RELATIONS_SHOWN).map(Estimate::to_string));
    notes
}

/// What to do, and the statements that do it.
pub fn help(diagnostic: &Diagnostic) -> Option<String> {
    let Some(rewrite) = &diagnostic.rewrite else { return diagnostic.help.clone() };
    let mut help = format!("{}:", diagnostic.help.as_deref().unwrap_or("do this instead"));
    for line in rewrite.to_string().trim_end().lines() {
        let _ = write!(help, "\n  {line}");
    }
    Some(help)
}

/// All of it as plain text, for programs that show one: the message, who waits, what to do, and where to read on.
pub fn text(diagnostic: &Diagnostic) -> String {
    let notes = effect_notes(diagnostic);
    let help = help(diagnostic).map(|help| format!("help: {help}"));
    let link = format!("see: {}", url(diagnostic.rule));
    let lines = std::iter::once(diagnostic.message.clone()).chain(notes).chain(help).chain([link]);
    lines.collect::<Vec<_>>().join("\n")
}
