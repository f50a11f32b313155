use super::{drop_column::loses_values, *};

pub(super) fn check(step: &Step) -> Option<Finding> {
    if step.effects.fails.is_some() {
        return None;
    }
    let (what, dependents) = match step.operation {
        Operation::Drop(drop) if drop.cascade => dropped(step, drop)?,
        Operation::AlterTable(alter) => match &alter.action {
            TableAction::DropColumn { column, cascade: true, .. } if loses_values(step, &alter.table, column) => {
                (format!("`{column}` of `{}` goes with its values", alter.table), readers(step, &alter.table, Some(column)))
            }
            TableAction::DropConstraint { name, cascade: true, .. } if step.is_existing(&alter.table) => {
                (format!("`{name}` goes"), Vec::new())
            }
            _ => return None,
        },
        _ => return None,
    };
    let victims = match dependents {
        known if known.is_empty() => "whatever depends on it".to_owned(),
        known => known.join(", "),
    };
    let finding = Finding::at(step.span, format!("{what}, and CASCADE takes with it {victims}"))
        .help("drop what depends on it by name, then drop it without CASCADE");
    Some(if step.effects.data_loss.is_empty() { finding.severity(Severity::Warning) } else { finding })
}

fn dropped(step: &Step, drop: &Drop) -> Option<(String, Vec<String>)> {
    let is_type = matches!(drop.kind, ObjectKind::Type | ObjectKind::Domain);
    let is_old = |name: &&ObjectName| step.is_existing(name) && !(is_type && step.is_new_type(name));
    let gone: Vec<&ObjectName> = drop.names.iter().filter(is_old).collect();
    let whole = matches!(drop.kind, ObjectKind::Schema | ObjectKind::Database);
    if gone.is_empty() || whole {
        return None;
    }
    let rows = if drop.kind == ObjectKind::Table { " with its rows" } else { "" };
    let dependents = gone.iter().flat_map(|name| readers(step, name, None)).collect();
    Some((format!("{} goes{rows}", names(gone)), dependents))
}

/// Views and foreign keys that need a table, or only one of its columns.
fn readers(step: &Step, table: &ObjectName, column: Option<&Name>) -> Vec<String> {
    let table = step.catalog.resolve(table);
    let reads = |view: &&Table| {
        view.reads
            .iter()
            .any(|(read, columns)| *read == table && column.is_none_or(|column| columns.is_empty() || columns.contains(column)))
    };
    let mut found: Vec<String> = step.catalog.tables().filter(reads).map(|view| format!("the view `{}`", view.name)).collect();
    for (other, constraint) in step.catalog.referencing(&table) {
        let points_at_it = |column: &Name| match &constraint.kind {
            ConstraintKind::ForeignKey(key) => key.referenced_columns.contains(column),
            _ => false,
        };
        if other.name != table && column.is_none_or(points_at_it) {
            found.push(format!("the foreign key `{}` of `{}`", constraint.name, other.name));
        }
    }
    found.sort();
    found
}
