use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AlterColumn { column, change: ColumnChange::Type { data_type, .. } } = &alter.action else { return None };
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
    if !effect.rewrite {
        return Some(finding.help("drop what is checked or rebuilt first, and add it again without blocking afterwards"));
    }
    Some(
        finding.help("add a new column, keep it in step by a trigger, copy in batches, then swap the names").rewrite(new_column(
            step,
            &alter.table,
            column,
            data_type,
        )),
    )
}

/// Expand, copy, contract.
fn new_column(step: &Step, table: &ObjectName, column: &Name, data_type: &DataType) -> String {
    let old = quoted(column);
    let new = quoted(&format!("{column}_new")).to_string();
    let keep = rewrite::made_up(table, std::slice::from_ref(column), "sync");
    let copy = format!("UPDATE {table} SET {new} = {old} WHERE {new} IS DISTINCT FROM {old} AND {{batch}}");
    rewrite::parts(&[
        (
            "new and changed rows are kept in step",
            format!(
                "ALTER TABLE {table} ADD COLUMN {new} {data_type};\n\
                 CREATE FUNCTION {keep}() RETURNS trigger LANGUAGE plpgsql AS\n    \
                     $$ BEGIN NEW.{new} := NEW.{old}; RETURN NEW; END $$;\n\
                 CREATE TRIGGER {keep} BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {keep}();"
            ),
        ),
        ("outside a transaction", rewrite::batches(table, step.key(table).as_ref(), &copy)),
        (
            "one transaction, after indexes and constraints were made on the new column",
            format!(
                "DROP TRIGGER {keep} ON {table};\n\
                 ALTER TABLE {table} RENAME COLUMN {old} TO {};\n\
                 ALTER TABLE {table} RENAME COLUMN {new} TO {old};\n\
                 DROP FUNCTION {keep}();",
                quoted(&format!("{column}_old"))
            ),
        ),
    ])
}
