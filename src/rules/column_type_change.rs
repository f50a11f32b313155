use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AlterColumn { column, change: ColumnChange::Type { data_type, collation, using, type_span } } =
        &alter.action
    else {
        return None;
    };
    let effect = step.stalls(&alter.table).or_else(|| step.effects.stalled().next())?;
    let work = match effect {
        effect if effect.rewrite => "every row is written anew",
        effect if effect.scan >= Scan::Verify && !effect.index_build => "every row is checked",
        _ => "its indexes are built anew",
    };
    let old = step.catalog.table(&alter.table).and_then(|table| table.column(column)?.data_type.clone());
    let change = match old {
        Some(old) => format!("`{column}` turns from {old} into {data_type}"),
        None => format!("`{column}` turns into {data_type}"),
    };
    let finding = Finding::at(step.span, format!("{} while {work}: {change}", waiting(effect)));
    // Before 13 a partitioned table has no triggers that change rows.
    if step.is_partitioned(&alter.table) && step.target.version < 13 {
        return Some(finding.help("run it when the table is quiet, with a lock_timeout"));
    }
    if !effect.rewrite {
        return Some(finding.help("drop what is checked or rebuilt first, and add it again without blocking afterwards"));
    }
    if let Some(help) = labels_change(step, alter, column, data_type) {
        return Some(finding.help(help));
    }
    if is_constrained(step, data_type) {
        // A new column of the domain would be checked row by row as well.
        return Some(finding.help("use the domain's base type, and say what it demands in a CHECK that is validated afterwards"));
    }
    let collate = collation.as_ref().map(|collation| format!(" COLLATE {collation}")).unwrap_or_default();
    let new = rewrite::NewType {
        table: &alter.table,
        column,
        data_type: format!("{}{collate}", type_span.text(step.text)),
        using: using.as_ref(),
    };
    let rewrite = rewrite::retyped(&new, step.catalog.table(&alter.table), step.key(&alter.table), step.target.version);
    Some(
        finding
            .help("add a new column, keep it in step by a trigger, copy in batches, then put it in the old one's place")
            .rewrite(rewrite),
    )
}

/// What to do where an enum is put in the place of another that differs by a few labels: tools that compare schemas write it so.
fn labels_change(step: &Step, alter: &AlterTable, column: &Name, data_type: &DataType) -> Option<String> {
    let old = step.catalog.table(&alter.table)?.column(column)?.data_type.as_ref()?;
    let (had, has) = (step.catalog.labels(&old.name)?, step.catalog.labels(&data_type.name)?);
    let beyond = |some: &[&Name], others: &[&Name]| -> Vec<String> {
        let new = some.iter().filter(|label| !others.contains(label));
        new.map(|label| format!("'{}'", label.replace('\'', "''"))).collect()
    };
    let (gone, new) = (beyond(&had, &has), beyond(&has, &had));
    match (gone.as_slice(), new.as_slice()) {
        ([], []) => None,
        ([], [first, ..]) => {
            Some(format!("keep the type, and add to it: ALTER TYPE {} ADD VALUE {first} touches no row", old.name))
        }
        (gone, _) => Some(format!(
            "leave {} in the type, where it does no harm, and keep it out of the table by a CHECK that is added NOT VALID and validated afterwards",
            gone.join(", ")
        )),
    }
}

/// A domain that demands something of its values, or one over another.
fn is_constrained(step: &Step, data_type: &DataType) -> bool {
    let plain =
        |domain: &Domain| domain.checks.is_empty() && !domain.not_null && step.catalog.domain(&domain.base.name).is_none();
    !step.catalog.domain(&data_type.name).is_none_or(plain)
}
