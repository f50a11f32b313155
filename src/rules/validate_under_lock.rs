use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::ValidateConstraint(name) = &alter.action else { return None };
    let effect = step.within(&alter.table, |effect| effect.grows() && effect.new == Newness::Existing)?;
    let checked = format!("while every row of `{}` is checked for `{name}`", effect.relation);
    if effect.stalls() {
        let message = format!("{} {checked}: all parts of one ALTER TABLE run under its strongest lock", waiting(effect));
        return Some(Finding::at(step.span, message).help("validate in a statement of its own").maybe_fix(step.split()));
    }
    let held = step.strong_lock_held()?;
    Some(
        Finding::at(step.span, format!("{} {checked}", held_back(held)))
            .held(held)
            .help("validate in a transaction of its own, after the one that adds the constraint")
            .rewrite(Part::online(format!("ALTER TABLE {} VALIDATE CONSTRAINT {};", alter.table, quoted(name))).alone()),
    )
}
