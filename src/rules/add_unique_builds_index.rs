use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AddConstraint(constraint) = &alter.action else { return None };
    let ConstraintKind::Unique(unique) = &constraint.kind else { return None };
    if unique.primary || step.context.in_create_table {
        return None;
    }
    let effect = step.stalls(&alter.table)?;
    let finding = Finding::at(step.span, format!("{} until the index of the constraint is built", waiting(effect)));
    if unique.using_index.is_some() || unique.without_overlaps || step.is_partitioned(&alter.table) {
        return Some(finding.help("set a lock_timeout, and run it when the table is quiet"));
    }
    Some(finding.help("build a unique index with CONCURRENTLY, then make it the constraint").rewrite(index_first(
        &alter.table,
        constraint,
        unique,
    )))
}

/// The index without blocking, then the constraint that takes it over.
pub(super) fn index_first(table: &ObjectName, constraint: &Constraint, unique: &Unique) -> String {
    let (kind, word) = if unique.primary { ("pkey", "PRIMARY KEY") } else { ("key", "UNIQUE") };
    let columns: &[Name] = if unique.primary { &[] } else { &unique.columns };
    let name = constraint.name.as_ref().map(|name| quoted(name).to_string());
    let name = name.unwrap_or_else(|| rewrite::made_up(table, columns, kind));
    let key: Vec<String> = unique.columns.iter().map(|column| quoted(column).to_string()).collect();
    let nulls = if unique.nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" };
    let deferrable = if constraint.deferrable { " DEFERRABLE" } else { "" };
    rewrite::parts(&[
        ("outside a transaction", format!("CREATE UNIQUE INDEX CONCURRENTLY {name} ON {table} ({}){nulls};", key.join(", "))),
        ("no row is read", format!("ALTER TABLE {table} ADD CONSTRAINT {name} {word} USING INDEX {name}{deferrable};")),
    ])
}
