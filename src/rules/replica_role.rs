use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Set(set) = step.operation else { return None };
    let replica = set.value.as_ref().is_some_and(|value| value.iter().any(|value| value.eq_ignore_ascii_case("replica")));
    if set.name != "session_replication_role" || !replica {
        return None;
    }
    Some(
        Finding::at(step.span, "from here on neither foreign keys are checked nor triggers fire, so rows can break them unseen")
            .help("load the rows in an order that the foreign keys allow, or make these DEFERRABLE"),
    )
}
