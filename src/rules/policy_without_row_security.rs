use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::CreatePolicy(policy) = step.operation else { return None };
    let table = step.catalog.table(&policy.table).filter(|table| table.complete && !table.row_security)?;
    if step.effects.fails.is_some() {
        return None;
    }
    let message = format!("the policy has no effect: row level security of `{}` is not enabled", policy.table);
    let enable = format!("ALTER TABLE {} ENABLE ROW LEVEL SECURITY;", policy.table);
    Some(
        Finding::at(step.span, message)
            .help("enable it")
            .fix(step.fix_after(&enable))
            .rewrite(enable)
            .unless(Remedy::RowSecurity(table.name.clone())),
    )
}
