use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Truncate(truncate) = step.operation else { return None };
    let tables: Vec<ObjectName> = truncate.tables.iter().map(|table| table.name.clone()).collect();
    let emptied = existing(step, &tables);
    if emptied.is_empty() || step.effects.fails.is_some() {
        return None;
    }
    let also = match truncate.cascade {
        true => ", and so are those of every table that references it",
        false => "",
    };
    Some(
        Finding::at(step.span, format!("all rows of {} are gone{also}", names(emptied)))
            .help("delete what is no longer needed in batches, with a backup"),
    )
}
