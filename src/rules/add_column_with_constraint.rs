use super::{add_unique_builds_index::index_first, *};

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AddColumn { column, .. } = &alter.action else { return None };
    // One that fails on rows anyway is told by `add-required-column`.
    if column.needs_a_value() {
        return None;
    }
    let effect = step.within(&alter.table, |effect| effect.stalls() && !effect.rewrite)?;
    let constraint = column.constraints.first()?;
    let (work, help) = match &constraint.kind {
        ConstraintKind::Unique(_) => ("its index is built", "add the column first, then build the index with CONCURRENTLY"),
        ConstraintKind::ForeignKey(_) => {
            ("every row is looked up in the referenced table", "add the column first, then the foreign key as NOT VALID")
        }
        _ => ("every row is checked", "add the column first, then the constraint as NOT VALID"),
    };
    let message = format!("{} while {work}, though `{}` is new", waiting(effect), column.name);
    Some(Finding::at(step.span, message).help(help).maybe_rewrite(apart(step, &alter.table, column)))
}

/// The column by itself, then each of its constraints.
fn apart(step: &Step, table: &ObjectName, column: &Column) -> Option<Vec<Part>> {
    let mut add = step.words().to_owned();
    for constraint in column.constraints.iter().rev() {
        let start = constraint.span.start.checked_sub(step.span.start)? as usize;
        let end = constraint.span.end.checked_sub(step.span.start)? as usize;
        add.replace_range(add.get(..start)?.trim_end().len()..end, "");
    }
    let mut parts = vec![Part::instant(format!("ALTER TABLE {table} {add};"))];
    for constraint in &column.constraints {
        parts.extend(by_itself(step, table, column, constraint)?);
    }
    Some(parts)
}

/// A column's constraint, added to the table without blocking it.
fn by_itself(step: &Step, table: &ObjectName, column: &Column, constraint: &Constraint) -> Option<Vec<Part>> {
    let name = step.constraint_name(table, constraint);
    let written = constraint.span.text(step.text);
    let from = |keyword: &str| written.get(written.to_ascii_uppercase().find(keyword)?..);
    let demand = match &constraint.kind {
        ConstraintKind::Unique(unique) if unique.primary => return None,
        ConstraintKind::Unique(unique) => return index_first(step, table, constraint, unique),
        ConstraintKind::ForeignKey(_) => format!("FOREIGN KEY ({}) {}", quoted(&column.name), from("REFERENCES")?),
        ConstraintKind::Check(_) => from("CHECK")?.to_owned(),
        ConstraintKind::NotNull(_) | ConstraintKind::Exclude { .. } => return None,
    };
    Some(rewrite::validated_later(table, &format!("ADD CONSTRAINT {name} {demand}"), &name))
}
