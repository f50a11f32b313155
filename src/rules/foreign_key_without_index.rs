use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let key = match &alter.action {
        TableAction::AddConstraint(constraint) => foreign_key(constraint),
        TableAction::AddColumn { column, .. } => column.constraints.iter().find_map(foreign_key),
        _ => None,
    }?;
    if step.makes_temporary() || step.effects.fails.is_some() || key.columns.is_empty() {
        return None;
    }
    let table = step.table_of(alter);
    let columns: Vec<String> = key.columns.iter().map(|column| quoted(column).to_string()).collect();
    let concurrently = if step.is_existing(&alter.table) && !step.context.in_create_table { "CONCURRENTLY " } else { "" };
    let index = rewrite::made_up(&table, &key.columns, "idx");
    let message = format!(
        "deleting a row of `{}` reads all of `{}`: no index of it begins with `{}`",
        key.references,
        alter.table,
        columns.join(", ")
    );
    let create = format!("CREATE INDEX {concurrently}{index} ON {} ({});", alter.table, columns.join(", "));
    let works = concurrently.is_empty() || step.may_run_alone();
    Some(
        Finding::at(step.span, message)
            .help("build an index on the referencing columns")
            .maybe_fix(works.then(|| step.fix_after(&create)))
            .rewrite(create)
            .unless(Remedy::Index { table, columns: key.columns.clone() }),
    )
}

fn foreign_key(constraint: &Constraint) -> Option<&ForeignKey> {
    match &constraint.kind {
        ConstraintKind::ForeignKey(key) => Some(key),
        _ => None,
    }
}
