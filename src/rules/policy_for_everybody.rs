use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let (table, open) = match step.operation {
        Operation::CreatePolicy(policy) => {
            let decisive = decisive(policy.command, policy.using.as_ref(), policy.with_check.as_ref());
            (&policy.table, policy.permissive && is_open(&policy.roles, decisive))
        }
        Operation::AlterPolicy(alter) => (&alter.table, becomes_open(step, alter)),
        _ => return None,
    };
    if !open || step.effects.fails.is_some() {
        return None;
    }
    Some(
        Finding::at(step.span, format!("every role that may write `{table}` may write all of its rows"))
            .help("say in USING and WITH CHECK whose rows they are, or name the role with TO"),
    )
}

/// `ALTER POLICY` keeps the command and, where it names none, the roles.
fn becomes_open(step: &Step, alter: &AlterPolicy) -> bool {
    let policies = step.catalog.table(&alter.table).map(|table| table.policies.as_slice()).unwrap_or_default();
    let Some(known) = policies.iter().find(|policy| policy.name == alter.name && policy.permissive) else { return false };
    let roles = if alter.roles.is_empty() { &known.roles } else { &alter.roles };
    is_open(roles, decisive(known.command, alter.using.as_ref(), alter.with_check.as_ref()))
}

/// The condition that says which rows may be written.
fn decisive<'a>(
    command: PolicyCommand,
    using: Option<&'a Expression>,
    with_check: Option<&'a Expression>,
) -> Option<&'a Expression> {
    match command {
        PolicyCommand::Select => None,
        PolicyCommand::Insert => with_check,
        _ => using,
    }
}

fn is_open(roles: &[Name], decisive: Option<&Expression>) -> bool {
    let everybody = roles.is_empty() || roles.iter().any(|role| role == "public");
    let is_true = |condition: &Expression| condition.sql.trim_matches(['(', ')', ' ']).eq_ignore_ascii_case("true");
    everybody && decisive.is_some_and(is_true)
}
