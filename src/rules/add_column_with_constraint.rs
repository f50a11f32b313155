use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AddColumn { column, .. } = &alter.action else { return None };
    // One that fails on rows anyway is told by `add-required-column`.
    if column.needs_a_value() {
        return None;
    }
    let effect = step.stalls(&alter.table).filter(|effect| !effect.rewrite)?;
    let constraint = column.constraints.first()?;
    let (work, help) = match &constraint.kind {
        ConstraintKind::Unique(_) => ("its index is built", "add the column first, then build the index with CONCURRENTLY"),
        ConstraintKind::ForeignKey(_) => {
            ("every row is looked up in the referenced table", "add the column first, then the foreign key as NOT VALID")
        }
        _ => ("every row is checked", "add the column first, then the constraint as NOT VALID"),
    };
    let message = format!("{} while {work}, though `{}` is new", waiting(effect), column.name);
    Some(Finding::at(step.span, message).help(help).rewrite(apart(step, &alter.table, column, constraint)))
}

/// The column by itself, then its first constraint.
fn apart(step: &Step, table: &ObjectName, column: &Column, constraint: &Constraint) -> String {
    let name = quoted(&column.name);
    let columns = std::slice::from_ref(&column.name);
    let written = constraint.span.text(step.text);
    let default = column.default.as_ref().map(|default| format!(" DEFAULT {}", default.sql)).unwrap_or_default();
    let required = if column.not_null && column.default.is_some() { " NOT NULL" } else { "" };
    let add = format!("ALTER TABLE {table} ADD COLUMN {name} {}{default}{required};", column.data_type);
    let chosen =
        |kind| constraint.name.as_ref().map_or_else(|| rewrite::made_up(table, columns, kind), |name| quoted(name).to_string());
    if let ConstraintKind::Unique(unique) = &constraint.kind {
        let word = if unique.primary { "PRIMARY KEY" } else { "UNIQUE" };
        let index = chosen("key");
        return rewrite::parts(&[
            ("no row is read", add),
            ("outside a transaction", format!("CREATE UNIQUE INDEX CONCURRENTLY {index} ON {table} ({name});")),
            ("no row is read", format!("ALTER TABLE {table} ADD CONSTRAINT {index} {word} USING INDEX {index};")),
        ]);
    }
    let unnamed = written.find("CHECK").or_else(|| written.find("check")).and_then(|at| written.get(at..)).unwrap_or(written);
    let (constraint_name, demand) = match &constraint.kind {
        ConstraintKind::ForeignKey(key) => (chosen("fkey"), format!("FOREIGN KEY ({name}) REFERENCES {}", referenced(key))),
        _ => (chosen("check"), unnamed.to_owned()),
    };
    rewrite::parts(&[
        ("no row is read", format!("{add}\nALTER TABLE {table} ADD CONSTRAINT {constraint_name} {demand} NOT VALID;")),
        (
            "a transaction of its own: reads and writes go on",
            format!("ALTER TABLE {table} VALIDATE CONSTRAINT {constraint_name};"),
        ),
    ])
}

fn referenced(key: &ForeignKey) -> String {
    let columns: Vec<String> = key.referenced_columns.iter().map(|column| quoted(column).to_string()).collect();
    if columns.is_empty() { key.references.to_string() } else { format!("{} ({})", key.references, columns.join(", ")) }
}
