use super::{add_unique_builds_index::index_first, *};

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AddConstraint(constraint) = &alter.action else { return None };
    let ConstraintKind::Unique(unique) = &constraint.kind else { return None };
    if !unique.primary || step.context.in_create_table {
        return None;
    }
    let table = &alter.table;
    let effect = step.stalls(table)?;
    if let Some(index) = &unique.using_index {
        let message = format!("{} while every row is checked for NULL in the key", waiting(effect));
        let finding = Finding::at(step.span, message).help("make its columns NOT NULL first, by way of a validated constraint");
        let known = step.catalog.table(table).and_then(|table| table.index(index));
        let columns: Vec<Name> = known.map(|index| index.keys.iter().flatten().cloned().collect()).unwrap_or_default();
        let add = Part::instant(format!("ALTER TABLE {table} {};", step.words()));
        return Some(finding.maybe_rewrite((!columns.is_empty()).then(|| not_null_first(step, table, &columns, vec![add]))));
    }
    let finding = Finding::at(step.span, format!("{} until the primary key's index is built", waiting(effect)));
    if step.is_partitioned(table) {
        return Some(finding.help("set a lock_timeout, and run it when the table is quiet"));
    }
    let index = index_first(step, table, constraint, unique);
    Some(
        finding
            .help("make its columns NOT NULL, build a unique index with CONCURRENTLY, then make it the primary key")
            .maybe_rewrite(index.map(|index| not_null_first(step, table, &unique.columns, index))),
    )
}

/// Before the key: a proof for each of its columns that may be NULL.
fn not_null_first(step: &Step, table: &ObjectName, columns: &[Name], key: Vec<Part>) -> Vec<Part> {
    let nullable = columns.iter().filter(|column| step.is_nullable(table, column));
    let mut parts: Vec<Part> = nullable.flat_map(|column| rewrite::not_null(table, column, step.target.version)).collect();
    parts.extend(key);
    parts
}
