use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Other(other) = step.operation else { return None };
    if other.command != "DROP OWNED" {
        return None;
    }
    Some(
        Finding::at(step.span, "every table, view and function that the role owns is gone, and so are its privileges")
            .help("give its objects to another role with REASSIGN OWNED first"),
    )
}
