use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AddColumn { column, .. } = &alter.action else { return None };
    let effect = step.within(&alter.table, |effect| effect.stalls() && effect.rewrite)?;
    let message = format!("{} while every row is written anew, as {}", waiting(effect), reason(step, column));
    let finding = Finding::at(step.span, message);
    Some(match &column.default {
        Some(default) if column.generated.is_none() => finding
            .help("add the column without the default, set the default, then fill old rows in batches")
            .rewrite(backfilled(step, &alter.table, column, default)),
        None if (column.identity || column.data_type.serial) && column.constraints.is_empty() => finding
            .help("add a plain column that a sequence numbers, then fill old rows in batches")
            .maybe_rewrite(numbered(step, &alter.table, column)),
        _ if column.generated.is_some() => finding
            .help("fill a plain column in batches and keep it by a trigger: a stored one cannot be added without a rewrite"),
        _ => finding.help("add a plain column, fill it in batches, then make it what it shall be"),
    })
}

/// `None` where the identity is said to have a sequence of its own kind.
fn numbered(step: &Step, table: &ObjectName, column: &Column) -> Option<Vec<Part>> {
    let words = step.words();
    let upper = words.to_ascii_uppercase();
    let identity = match column.identity {
        true => Some(words.get(upper.find("GENERATED")?..upper.find("IDENTITY")? + 8)?),
        false => None,
    };
    let plain = !identity.is_some_and(|_| words.contains('('));
    plain.then(|| rewrite::numbered(table, column, identity, step.key(table), step.target.version))
}

/// Why the rows must be written.
fn reason(step: &Step, column: &Column) -> String {
    let name = &column.name;
    match column {
        column if column.data_type.serial => format!("`{name}` numbers each of them"),
        column if column.identity => format!("`{name}` numbers each of them"),
        column if column.generated.is_some() => format!("`{name}` is computed and stored for each of them"),
        Column { default: Some(default), .. } => format!("`{}` gives each of them a value of its own", default.sql),
        column if step.catalog.domain(&column.data_type.name).is_some() => {
            format!("the domain `{}` is checked for each of them", column.data_type.name)
        }
        _ => format!("`{name}` needs a value in each of them"),
    }
}

fn backfilled(step: &Step, table: &ObjectName, column: &Column, default: &Expression) -> Vec<Part> {
    let (name, value) = (quoted(&column.name), &default.sql);
    let fill = format!("UPDATE {table} SET {name} = {value} WHERE {name} IS NULL AND {{batch}}");
    let add = format!("ALTER TABLE {table} ADD COLUMN {name} {};", column.data_type);
    let set = format!("ALTER TABLE {table} ALTER COLUMN {name} SET DEFAULT {value};");
    let mut parts = vec![
        Part::instant(format!("{add}\n{set}")).note("new rows get the default from now on"),
        rewrite::batches(table, step.key(table), &fill),
    ];
    if column.not_null {
        parts.extend(rewrite::not_null(table, &column.name, step.target.version));
    }
    parts
}
