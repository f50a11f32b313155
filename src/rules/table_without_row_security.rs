use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::CreateTable(create) = step.operation else { return None };
    let ordinary = create.partition_of.is_none() && !create.foreign && create.persistence != Persistence::Temporary;
    if !ordinary || step.effects.fails.is_some() {
        return None;
    }
    let table = step.catalog.new_name(&create.name);
    let enable = format!("ALTER TABLE {} ENABLE ROW LEVEL SECURITY;", create.name);
    Some(
        Finding::at(step.span, format!("whoever may read `{}` may read all of its rows", create.name))
            .help("enable row level security")
            .fix(step.fix_after(&enable))
            .rewrite(enable)
            .unless(Remedy::RowSecurity(table)),
    )
}
