use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterDomain(alter) = step.operation else { return None };
    let stalled: Vec<&ObjectName> = step.blocked().filter(|effect| effect.grows()).map(|effect| &effect.relation).collect();
    if stalled.is_empty() {
        return None;
    }
    let message = format!("writes to {} wait while every value of `{}` is checked", names(stalled), alter.name);
    let finding = Finding::at(step.span, message);
    Some(match &alter.change {
        DomainChange::AddConstraint(_) => finding.help("add it as NOT VALID, then validate it when the tables are quiet"),
        _ => finding.help("run it when the tables are quiet, with a lock_timeout"),
    })
}
