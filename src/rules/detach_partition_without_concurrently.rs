use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::DetachPartition { partition, concurrently: false, finalize: false } = &alter.action else { return None };
    let parent = step.effect(&alter.table).filter(|effect| blocks_existing(effect))?;
    let message = format!(
        "detaching `{partition}` waits for every query on `{}`, and later reads and writes wait behind it",
        parent.relation
    );
    let finding = Finding::at(step.span, message);
    if step.target.version < 14 || has_default_partition(step, &alter.table) {
        return Some(finding.help("set a lock_timeout, and retry when it strikes"));
    }
    Some(
        finding
            .help("detach it with CONCURRENTLY, outside a transaction")
            .rewrite(format!("-- outside a transaction\nALTER TABLE {} DETACH PARTITION {partition} CONCURRENTLY;", alter.table)),
    )
}

/// With one, the server refuses `CONCURRENTLY` (manual, ALTER TABLE).
fn has_default_partition(step: &Step, parent: &ObjectName) -> bool {
    let children = step.catalog.table(parent).map(|parent| parent.children.as_slice()).unwrap_or_default();
    let is_default = |child: &ObjectName| {
        let of = step.catalog.table(child).and_then(|child| child.partition_of.as_ref());
        of.is_some_and(|(_, bound)| *bound == PartitionBound::Default)
    };
    children.iter().any(is_default)
}
