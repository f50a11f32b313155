use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AttachPartition { partition, bound } = &alter.action else { return None };
    if bound.is_none() {
        return None;
    }
    let own = step.stalls(partition);
    let effect = own.or_else(|| step.effects.stalled().next())?;
    let (work, help) = match effect {
        effect if effect.index_build && own.is_some() => {
            ("an index that it lacks is built", "build the parent's indexes on it first, with CONCURRENTLY")
        }
        _ if own.is_none() => {
            ("it is searched for rows of the new partition", "prove with a validated CHECK on it that it holds none")
        }
        _ => ("every row is checked against the bound", "prove the bound first with a validated CHECK"),
    };
    Some(Finding::at(step.span, format!("{} while {work}", waiting(effect))).help(help))
}
