//! Columns that are named and are not there.

use crate::{
    catalog::Table,
    effects::{
        Effects,
        postgres::{State, refusal::is_system_column},
    },
    name::{Name, ObjectName},
    operation::{ColumnUses, Comment, Context, CreateIndex, CreateTrigger, Dml, DmlKind, Expression, ObjectKind},
    parse::expression,
};

/// The columns that a table's new check reads.
pub(super) fn checked(table: &ObjectName, check: &Expression, state: State, out: &mut Effects) {
    if let Some(table) = state.catalog.whole_table(table) {
        read_columns(table, None, check, out);
    }
}

fn no_column(column: &Name, out: &mut Effects) {
    out.fail("42703", format!("column \"{column}\" does not exist"));
}

/// The table has no such column. Its own name stands for its whole row.
fn absent(table: &Table, column: &Name) -> bool {
    table.column(column).is_none() && table.name.name != *column && !is_system_column(column)
}

pub(super) fn index(create: &CreateIndex, state: State, out: &mut Effects) {
    let Some(table) = state.catalog.whole_table(&create.table) else { return };
    let taken = |name: &Name| state.catalog.exists(&table.name.sibling(name.clone()));
    if create.if_not_exists && create.name.as_ref().is_some_and(taken) {
        return;
    }
    let mut columns = create.keys.iter().filter_map(|key| key.column.as_ref()).chain(&create.include);
    columns.find(|column| absent(table, column)).into_iter().for_each(|column| no_column(column, out));
}

/// `INSERT INTO t (…)` and `UPDATE t SET …`.
pub(super) fn assigned(dml: &Dml, in_code: bool, state: State, out: &mut Effects) {
    let Some(table) = state.catalog.whole_table(&dml.table) else { return };
    let mut columns = dml.columns.iter().filter(|_| matches!(dml.kind, DmlKind::Insert | DmlKind::Update));
    if let Some(column) = columns.find(|column| table.column(column).is_none()) {
        return out.fail("42703", format!("column \"{column}\" of relation \"{}\" does not exist", table.name.name));
    }
    // With other relations beside it, a column may be theirs.
    if !in_code && matches!(dml.kind, DmlKind::Update | DmlKind::Delete) && !dml.joins {
        let values = dml.values.iter().filter(|value| !value.sql.eq_ignore_ascii_case("default"));
        values.chain(dml.predicate.condition()).for_each(|expression| read_columns(table, dml.alias.as_ref(), expression, out));
    }
}

/// A word that stands for a value (manual, appendix C), or for a form of Unicode.
fn is_key_word(name: &str) -> bool {
    const WORDS: [&str; 16] = [
        "current_catalog",
        "current_date",
        "current_role",
        "current_schema",
        "current_time",
        "current_timestamp",
        "current_user",
        "localtime",
        "localtimestamp",
        "session_user",
        "system_user",
        "user",
        "nfc",
        "nfd",
        "nfkc",
        "nfkd",
    ];
    WORDS.contains(&name)
}

/// The columns that an expression over a table reads; the alias stands for the whole row.
fn read_columns(table: &Table, alias: Option<&Name>, expression: &Expression, out: &mut Effects) {
    let known = expression::analyse(expression);
    let missing = known.columns.iter().find(|column| absent(table, column) && alias != Some(*column) && !is_key_word(column));
    // `(column).field` and `name => value` name what is no column.
    let plain = known.understood && !known.has_subquery && ![").", "=>"].iter().any(|part| expression.sql.contains(part));
    if let Some(column) = missing.filter(|_| plain) {
        no_column(column, out);
    }
}

/// The columns that a query can only find in the relations that it reads.
pub(super) fn used(uses: &[ColumnUses], context: Context, state: State, out: &mut Effects) {
    // In code a name may be a variable's.
    if context.in_block {
        return;
    }
    for ColumnUses { relations, qualifier, columns } in uses {
        let tables: Option<Vec<_>> = relations.iter().map(|relation| state.catalog.whole_table(relation)).collect();
        let Some(tables) = tables else { continue };
        // A placeholder is read as a name that begins like this.
        let is_sure = |column: &Name| !column.starts_with('_') && !is_key_word(column) && column != "default";
        let is_function = |column: &Name| state.catalog.function(&ObjectName::bare(column.clone())).is_some();
        let is_missing = |column: &&Name| {
            is_sure(column) && tables.iter().all(|table| absent(table, column)) && !(qualifier.is_some() && is_function(column))
        };
        if let Some(column) = columns.iter().find(is_missing) {
            let said = qualifier.as_ref().map_or_else(|| format!("\"{column}\""), |qualifier| format!("{qualifier}.{column}"));
            return out.fail("42703", format!("column {said} does not exist"));
        }
    }
}

/// `COMMENT ON COLUMN`.
pub(super) fn commented(comment: &Comment, state: State, out: &mut Effects) {
    if comment.kind == ObjectKind::Column {
        of_relation(&comment.name, comment.column.as_slice(), state, out);
    }
}

/// `UPDATE OF` of a trigger.
pub(super) fn watched(create: &CreateTrigger, state: State, out: &mut Effects) {
    of_relation(&create.table, &create.events.update_of, state, out);
}

/// Names of columns and nothing else.
pub(super) fn plain(table: &ObjectName, columns: &[Name], state: State, out: &mut Effects) {
    let Some(table) = state.catalog.whole_table(table) else { return };
    columns.iter().find(|column| absent(table, column)).into_iter().for_each(|column| no_column(column, out));
}

fn of_relation(table: &ObjectName, columns: &[Name], state: State, out: &mut Effects) {
    let Some(table) = state.catalog.whole_table(table) else { return };
    if let Some(column) = columns.iter().find(|column| table.column(column).is_none() && !is_system_column(column)) {
        out.fail("42703", format!("column \"{column}\" of relation \"{}\" does not exist", table.name.name));
    }
}
