use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AddColumn { column, .. } = &alter.action else { return None };
    if !column.needs_a_value() || has_domain_default(step, column) || !step.is_existing(&alter.table) {
        return None;
    }
    if step.context.in_create_table || alter.kind != ObjectKind::Table {
        return None;
    }
    let message = format!("fails if `{}` has rows: they get no value for `{}`", alter.table, column.name);
    Some(
        Finding::at(step.span, message)
            .help("add it as nullable, fill old rows in batches, then make it NOT NULL; or give it a DEFAULT")
            .rewrite(in_steps(step, &alter.table, column)),
    )
}

fn has_domain_default(step: &Step, column: &Column) -> bool {
    step.catalog.domain(&column.data_type.name).is_some_and(|domain| domain.default.is_some())
}

fn in_steps(step: &Step, table: &ObjectName, column: &Column) -> Vec<Part> {
    let name = quoted(&column.name);
    let fill = format!("UPDATE {table} SET {name} = /* the old rows' value */ WHERE {name} IS NULL AND {{batch}}");
    let filled = rewrite::batches(table, step.key(table), &fill);
    let note = format!("{}, once the application writes the column", filled.note);
    let mut parts =
        vec![Part::instant(format!("ALTER TABLE {table} ADD COLUMN {name} {};", column.data_type)), filled.note(note).by_hand()];
    parts.extend(rewrite::not_null(table, &column.name, step.target.version));
    parts
}
