use super::{add_unique_builds_index::index_first, *};

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AddConstraint(constraint) = &alter.action else { return None };
    let ConstraintKind::Unique(unique) = &constraint.kind else { return None };
    if !unique.primary || step.context.in_create_table {
        return None;
    }
    let effect = step.stalls(&alter.table)?;
    if unique.using_index.is_some() {
        let message = format!("{} while every row is checked for NULL in the key", waiting(effect));
        return Some(Finding::at(step.span, message).help("make its columns NOT NULL first, by way of a validated constraint"));
    }
    Some(
        Finding::at(step.span, format!("{} until the primary key's index is built", waiting(effect)))
            .help("make its columns NOT NULL, build a unique index with CONCURRENTLY, then make it the primary key")
            .rewrite(not_null_first(step, &alter.table, constraint, unique)),
    )
}

fn not_null_first(step: &Step, table: &ObjectName, constraint: &Constraint, unique: &Unique) -> String {
    let known = step.catalog.table(table);
    let is_not_null = |column: &&Name| known.and_then(|table| table.column(column)).is_some_and(|column| column.not_null);
    let nullable = unique.columns.iter().find(|column| !is_not_null(column));
    let index = index_first(table, constraint, unique);
    match nullable {
        None => index,
        Some(column) => {
            let proof = rewrite::not_null(table, column, step.target.version);
            format!("{}\n\n{index}", rewrite::parts(&proof[..step.not_null_parts()]))
        }
    }
}
