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
    Some(Finding::at(step.span, message).help(match successor(step, &alter.table, column) {
        Some(new) => format!(
            "if `{new}` is `{column}` under another name, write ALTER TABLE {} RENAME COLUMN {} TO {} instead of both, and the values stay{}; \
             otherwise drop it only after the running application no longer reads or writes it",
            alter.table,
            quoted(column),
            quoted(&new),
            step.section.framework.renames,
        ),
        None => "drop it only after the running application no longer reads or writes it".to_owned(),
    }))
}

/// The one column of the same type that the file adds to the same table: tools that compare schemas write a rename so.
fn successor(step: &Step, table: &ObjectName, column: &Name) -> Option<Name> {
    let known = step.catalog.table(table)?;
    let data_type = known.column(column)?.data_type.as_ref()?;
    let file = step.catalog.origin().file;
    let is_older = |other: &Name| known.column(other).is_some_and(|other| other.origin.file != file);
    let made = known.columns.iter().filter(|other| other.origin.file == file && other.data_type.as_ref() == Some(data_type));
    let later = step.columns_added_later();
    let later = later.iter().filter(|located| located.span.start >= step.statement.end);
    let added = step.siblings.iter().chain(later).filter_map(|located| match &located.operation {
        Operation::AlterTable(AlterTable { table: other, action: TableAction::AddColumn { column: added, .. }, .. }) => {
            (step.catalog.resolve(other) == known.name && added.data_type == *data_type).then(|| added.name.clone())
        }
        _ => None,
    });
    let mut new: Vec<Name> = made.map(|other| other.name.clone()).chain(added).filter(|other| !is_older(other)).collect();
    new.sort_unstable();
    new.dedup();
    let [only] = new.as_slice() else { return None };
    // Whoever copies the values means two columns.
    let before = step.text.get(step.section.span.start as usize..step.statement.start as usize).unwrap_or_default();
    (!before.to_ascii_lowercase().contains("update ")).then(|| only.clone())
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
