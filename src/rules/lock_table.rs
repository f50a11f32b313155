use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::LockTable(lock) = step.operation else { return None };
    let locked: Vec<ObjectName> = lock.tables.iter().map(|table| table.name.clone()).collect();
    let locked = existing(step, &locked);
    if locked.is_empty() || !lock.mode.blocks_writes() {
        return None;
    }
    let who = if lock.mode.blocks_reads() { "reads and writes of" } else { "writes to" };
    Some(
        Finding::at(step.span, format!("{who} {} wait until the transaction ends", names(locked)))
            .help("lock only the rows with SELECT … FOR UPDATE, or take a weaker mode for as short as possible"),
    )
}
