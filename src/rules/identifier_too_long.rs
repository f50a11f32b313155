use super::*;
use crate::name::LONGEST;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let name = match step.operation {
        Operation::CreateTable(create) => Some(&create.name.name),
        Operation::CreateTableAs(create) => Some(&create.name.name),
        Operation::CreateView(create) => Some(&create.name.name),
        Operation::CreateIndex(index) => index.name.as_ref(),
        Operation::CreateTrigger(trigger) => Some(&trigger.name),
        Operation::CreatePolicy(policy) => Some(&policy.name),
        Operation::AlterTable(alter) => match &alter.action {
            TableAction::AddColumn { column, .. } => Some(&column.name),
            TableAction::AddConstraint(constraint) => constraint.name.as_ref(),
            TableAction::RenameTo(to) | TableAction::RenameColumn { to, .. } | TableAction::RenameConstraint { to, .. } => {
                Some(to)
            }
            _ => None,
        },
        _ => None,
    }?;
    if name.len() + char::MAX_LEN_UTF8 <= LONGEST || !goes_on(step.span.text(step.text), name) {
        return None;
    }
    Some(
        Finding::at(step.span, format!("its name is cut to `{name}`, as the server keeps 63 bytes of a name"))
            .help("choose a shorter name"),
    )
}

/// Whether the name that is kept is only the beginning of one that is written.
fn goes_on(text: &str, kept: &str) -> bool {
    let is_kept = |at: usize| text.get(at..at + kept.len()).is_some_and(|part| part.eq_ignore_ascii_case(kept));
    let is_letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$');
    let after = |at: usize| text[at + kept.len()..].chars().next();
    let mut starts = text.char_indices().map(|(at, _)| at);
    starts.any(|at| is_kept(at) && after(at).is_some_and(|letter| is_letter(letter) || in_quotes(text, at) && letter != '"'))
}

fn in_quotes(text: &str, at: usize) -> bool {
    text[..at].ends_with('"')
}
