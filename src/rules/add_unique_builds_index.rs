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
    Some(finding.help("build a unique index with CONCURRENTLY, then make it the constraint").maybe_rewrite(index_first(
        step,
        &alter.table,
        constraint,
        unique,
    )))
}

/// The index without blocking, then the constraint that takes it over; `None` where the constraint says what an index cannot.
pub(super) fn index_first(step: &Step, table: &ObjectName, constraint: &Constraint, unique: &Unique) -> Option<Vec<Part>> {
    let word = if unique.primary { "PRIMARY KEY" } else { "UNIQUE" };
    let name = step.constraint_name(table, constraint);
    let key: Vec<String> = unique.columns.iter().map(|column| quoted(column).to_string()).collect();
    let rest = behind_key(constraint.span.text(step.text), word)?;
    let (include, rest) = match rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("include")) {
        true => rest.split_at_checked(rest.find(')')? + 1)?,
        false => ("", rest),
    };
    let rest = rest.trim();
    let is_attribute = |word: &&str| rest.to_ascii_uppercase().starts_with(*word);
    if !rest.is_empty() && !["DEFERRABLE", "NOT DEFERRABLE", "INITIALLY"].iter().any(is_attribute) {
        return None;
    }
    let nulls = if unique.nulls_not_distinct { "NULLS NOT DISTINCT" } else { "" };
    let said = |words: [&str; 2]| words.iter().filter(|word| !word.is_empty()).map(|word| format!(" {word}")).collect::<String>();
    let build = format!("CREATE UNIQUE INDEX CONCURRENTLY {name} ON {table} ({}){};", key.join(", "), said([include, nulls]));
    let add = format!("ALTER TABLE {table} ADD CONSTRAINT {name} {word} USING INDEX {name}{};", said([rest, ""]));
    Some(vec![Part::online(build).outside(), Part::instant(add)])
}

/// What stands behind the key of a constraint, or behind its words where the key is the column that it stands with.
fn behind_key<'a>(written: &'a str, word: &str) -> Option<&'a str> {
    let rest = match written.find(')') {
        Some(end) => written.get(end + 1..)?,
        None => written.get(written.to_ascii_uppercase().rfind(word)? + word.len()..)?,
    };
    let rest = rest.trim_start();
    let nulls = rest.to_ascii_uppercase().starts_with("NULLS ");
    Some(if nulls { rest.get(rest.to_ascii_uppercase().find("DISTINCT")? + 8..)?.trim_start() } else { rest })
}
