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
    // With a default partition the server refuses `CONCURRENTLY` (manual, ALTER TABLE).
    if step.target.version < 14 || step.catalog.default_partition(&alter.table).is_some() {
        return Some(finding.help("set a lock_timeout, and retry when it strikes"));
    }
    Some(finding.help("detach it with CONCURRENTLY, outside a transaction").rewrite(concurrently(step, &alter.table, partition)))
}

/// It leaves a check of the old bound on the table, under the name that the server makes up.
fn concurrently(step: &Step, parent: &ObjectName, partition: &ObjectName) -> Vec<Part> {
    let sql = format!("ALTER TABLE {parent} DETACH PARTITION {partition} CONCURRENTLY;");
    let mut parts = vec![Part::instant(sql).outside().note("the partition alone is locked at last")];
    let key = step.catalog.table(parent).and_then(|parent| parent.partition_by.as_ref());
    if let Some([Some(column)]) = key.map(|key| key.columns.as_slice()) {
        let check = rewrite::made_up(partition, std::slice::from_ref(column), "check");
        let drop = format!("ALTER TABLE {partition} DROP CONSTRAINT IF EXISTS {check};");
        parts.push(Part::instant(drop).note("the check of the old bound is dropped"));
    }
    parts
}
