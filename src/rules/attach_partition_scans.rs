use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AttachPartition { partition, bound: Some(bound) } = &alter.action else { return None };
    let own = step.stalls(partition);
    let effect = own.or_else(|| step.effects.stalled().next())?;
    let (work, help) = match effect {
        effect if effect.index_build && own.is_some() => {
            ("an index that it lacks is built", "build the parent's indexes on it first, with CONCURRENTLY")
        }
        _ if own.is_none() => {
            ("it is searched for rows of the new partition", "prove with a validated CHECK on it that it holds none")
        }
        _ => ("every row is checked against the bound", "prove the bound first with a validated CHECK"),
    };
    let finding = Finding::at(step.span, format!("{} while {work}", waiting(effect))).help(help);
    Some(finding.maybe_rewrite(proven_first(step, &alter.table, partition, bound)))
}

/// Missing indexes and a check of the bound, then the partition.
fn proven_first(step: &Step, parent: &ObjectName, partition: &ObjectName, bound: &PartitionBound) -> Option<Vec<Part>> {
    let (above, table) = (step.catalog.table(parent)?, step.catalog.table(partition)?);
    if above.constraints.iter().any(|constraint| constraint.references().is_some()) {
        return None;
    }
    let mut parts = rewrite::missing_indexes(above, table)?;
    let key = above.partition_by.as_ref()?;
    let within = bound.condition(key)?;
    let nullable = key.columns.iter().flatten().filter(|column| step.is_nullable(partition, column));
    let not_null: String = nullable.map(|column| format!("{} IS NOT NULL AND ", quoted(column))).collect();
    let mut checks = vec![(partition.clone(), format!("{not_null}{within}"))];
    if let Some(default) = step.catalog.default_partition(parent) {
        checks.push((default.name.clone(), format!("NOT ({within})")));
    }
    let mut drops = Vec::new();
    for (table, check) in checks {
        let name = rewrite::made_up(&table, &[], "bound");
        parts.extend(rewrite::validated_later(&table, &format!("ADD CONSTRAINT {name} CHECK ({check})"), &name));
        drops.push(format!("ALTER TABLE {table} DROP CONSTRAINT {name};"));
    }
    let attach = format!("{};\n{}", step.statement.text(step.text), drops.join("\n"));
    parts.push(Part::instant(attach).alone().note("as the check is proof"));
    Some(parts)
}
