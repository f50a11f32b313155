use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::CreateTable(create) = step.operation else { return None };
    let (parent, bound) = create.partition_of.as_ref()?;
    let effect = step.effect(parent).filter(|effect| blocks_existing(effect))?;
    let scanned = step.effects.stalled().next();
    let scan = scanned.map(|default| format!(", and `{}` is searched for its rows", default.relation)).unwrap_or_default();
    let message = format!(
        "creating `{}` waits for every query on `{}`, and later reads and writes wait behind it{scan}",
        create.name, effect.relation
    );
    let finding = Finding::at(step.span, message).help("create the table by itself, then attach it: reads and writes go on");
    let bound = bound_text(step, bound)?;
    Some(finding.rewrite(format!(
        "CREATE TABLE {} (LIKE {parent} INCLUDING ALL);\nALTER TABLE {parent} ATTACH PARTITION {} {bound};",
        create.name, create.name
    )))
}

/// The bound as it is written.
fn bound_text<'a>(step: &'a Step, bound: &PartitionBound) -> Option<&'a str> {
    let words = step.words();
    let upper = words.to_ascii_uppercase();
    let start = match bound {
        PartitionBound::Default => upper.rfind("DEFAULT"),
        _ => upper.find("FOR VALUES"),
    };
    words.get(start?..)
}
