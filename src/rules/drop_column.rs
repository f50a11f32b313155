use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::DropColumn { column, cascade, .. } = &alter.action else { return None };
    if *cascade || !loses_values(step, &alter.table, column) {
        return None;
    }
    let with_it = match parts(step, &alter.table, column) {
        parts if parts.is_empty() => String::new(),
        parts => format!(", and with it {}", parts.join(", ")),
    };
    let message = format!("the values of `{column}` in `{}` are gone{with_it}, and queries that still use it fail", alter.table);
    Some(Finding::at(step.span, message).help("drop it only after the running application no longer reads or writes it"))
}

/// The column was there before and holds values.
pub(super) fn loses_values(step: &Step, table: &ObjectName, column: &str) -> bool {
    let known = step.catalog.table(table).and_then(|table| table.column(column));
    let added_now = known.is_some_and(|column| column.origin.file == step.catalog.origin().file);
    let is_gone = known.is_none() && step.catalog.table(table).is_some_and(|table| table.complete);
    step.is_existing(table) && !added_now && !is_gone && step.effects.fails.is_none()
}

/// The constraints and indexes that go with the column.
fn parts(step: &Step, table: &ObjectName, column: &Name) -> Vec<String> {
    let Some(table) = step.catalog.table(table) else { return Vec::new() };
    let constraints = table.constraints.iter().filter(|constraint| constraint.columns.contains(column));
    let indexes = table.indexes.iter().filter(|index| index.constraint.is_none() && index.uses(column));
    let described = constraints.map(|constraint| format!("{} `{}`", kind(&constraint.kind), constraint.name));
    described.chain(indexes.map(|index| format!("the index `{}`", index.name))).collect()
}

fn kind(kind: &ConstraintKind) -> &'static str {
    match kind {
        ConstraintKind::Unique(unique) if unique.primary => "the primary key",
        ConstraintKind::Unique(_) => "the unique constraint",
        ConstraintKind::ForeignKey(_) => "the foreign key",
        ConstraintKind::Check(_) => "the check",
        ConstraintKind::Exclude { .. } => "the exclusion constraint",
        ConstraintKind::NotNull(_) => "the constraint",
    }
}
