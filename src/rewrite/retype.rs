//! A column of another type: a new column beside it, kept in step, filled, and put in its place.

use super::{Part, batches, made_up, not_null};
use crate::{
    catalog::{Table, names},
    name::{Name, ObjectName, quoted},
    operation::Expression,
};

/// What a column turns into.
pub struct NewType<'a> {
    /// The table as it is named.
    pub table: &'a ObjectName,
    /// The column.
    pub column: &'a Name,
    /// The new type as SQL, with its collation.
    pub data_type: String,
    /// `USING`.
    pub using: Option<&'a Expression>,
}

/// Expand, copy, contract. `known` is the table as far as the history shows it.
pub fn retyped(new: &NewType, known: Option<&Table>, key: &[Name], version: u16) -> Vec<Part> {
    let NewType { table, column, data_type, using } = new;
    let (old, beside) = (quoted(column), Name::from(format!("{column}_new")));
    let fresh = quoted(&beside).to_string();
    let sync = made_up(table, std::slice::from_ref(column), "sync");
    let function = table.sibling(made_up_name(table, column)).to_string();
    let value = match using {
        None => format!("NEW.{old}"),
        // Its columns are those of the row.
        Some(using) => format!("(SELECT {} FROM (SELECT NEW.*) AS {})", using.sql, quoted(&table.name)),
    };
    let (copied, wanted) = match using {
        None => (old.to_string(), format!("{fresh} IS NULL AND {old} IS NOT NULL")),
        Some(using) => (using.sql.to_string(), format!("{fresh} IS NULL")),
    };
    let expand = format!(
        "ALTER TABLE {table} ADD COLUMN {fresh} {data_type};\n\
         CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS\n    \
             $$ BEGIN NEW.{fresh} := {value}; RETURN NEW; END $$;\n\
         CREATE TRIGGER {sync} BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}();"
    );
    let mut parts = vec![
        Part::instant(expand).alone().note("new and changed rows are kept in step"),
        batches(table, key, &format!("UPDATE {table} SET {fresh} = {copied} WHERE {wanted} AND {{batch}}")),
    ];
    let before = known.and_then(|table| table.column(column));
    let required = before.is_some_and(|column| column.not_null);
    if required {
        parts.extend(not_null(table, &beside, version));
    }
    let default = before
        .and_then(|column| column.default.as_ref())
        .map(|default| format!("ALTER TABLE {table} ALTER COLUMN {fresh} SET DEFAULT {};\n", default.sql));
    let renamed = (required && version >= 18).then(|| {
        let name = |column: &Name| made_up(table, std::slice::from_ref(column), "not_null");
        format!("\nALTER TABLE {table} RENAME CONSTRAINT {} TO {};", name(&beside), name(column))
    });
    let contract = format!(
        "{}DROP TRIGGER {sync} ON {table};\n\
         DROP FUNCTION {function}();\n\
         ALTER TABLE {table} DROP COLUMN {old};\n\
         ALTER TABLE {table} RENAME COLUMN {fresh} TO {old};{}",
        default.unwrap_or_default(),
        renamed.unwrap_or_default()
    );
    parts.push(contracted(contract, known, column));
    parts
}

fn made_up_name(table: &ObjectName, column: &Name) -> Name {
    names::made_up(&table.name, column, "sync")
}

/// The last part; what hangs on the old column goes with it and is named.
fn contracted(sql: String, known: Option<&Table>, column: &Name) -> Part {
    let part = Part::instant(sql).alone();
    let Some(table) = known else {
        return part.note("after indexes and constraints of the old column were made on the new one");
    };
    let constraints = table.constraints.iter().filter(|constraint| constraint.columns.contains(column));
    let indexes = table.indexes.iter().filter(|index| index.constraint.is_none() && index.uses(column));
    let hanging: Vec<String> = constraints
        .map(|known| &known.name)
        .chain(indexes.map(|known| &known.name))
        .map(|name| quoted(name).to_string())
        .collect();
    match hanging.as_slice() {
        [] => part,
        names => part
            .note(format!("after {} {} made on the new column", names.join(", "), if names.len() == 1 { "was" } else { "were" }))
            .by_hand(),
    }
}
