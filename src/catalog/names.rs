//! Names that the server makes up for constraints, indexes and sequences (`ChooseRelationName` in the server's source).

use super::{Catalog, Table};
use crate::{
    name::{LONGEST, Name, ObjectName},
    operation::{CreateIndex, IndexKey},
    parse::expression,
};

/// `table_column_label`, cut as the server cuts it so that it fits.
pub(crate) fn made_up(table: &str, columns: &str, label: &str) -> Name {
    let separators = usize::from(!columns.is_empty()) + 1;
    let available = LONGEST.saturating_sub(label.len() + separators);
    let (mut first, mut second) = (table.len(), columns.len());
    while first + second > available {
        if first > second { first -= 1 } else { second -= 1 }
    }
    let clip = |text: &str, length| text[..text.floor_char_boundary(length)].to_owned();
    let (first, second) = (clip(table, first), clip(columns, second));
    let name = if columns.is_empty() { format!("{first}_{label}") } else { format!("{first}_{second}_{label}") };
    name.into()
}

/// The columns of an index as its made-up name strings them: a function's name stands for its call.
pub(crate) fn index_columns(create: &CreateIndex) -> Vec<Name> {
    let called =
        |key: &IndexKey| key.expression.as_ref().and_then(expression::outer_call).map(|name| Name::from(name.to_string()));
    let name = |key: &IndexKey| key.column.clone().or_else(|| called(key)).unwrap_or(Name::const_new("expr"));
    create.keys.iter().map(name).chain(create.include.iter().cloned()).collect()
}

impl Catalog {
    /// A name for an index or sequence that is not taken in the schema.
    pub(super) fn free_relation(&self, table: &ObjectName, columns: &str, label: &str) -> Name {
        let taken = |name: &Name| self.relations.contains_key(&table.sibling(name.clone()));
        let first = made_up(&table.name, columns, label);
        if !taken(&first) {
            return first;
        }
        let mut passes = self.passes.borrow_mut();
        let pass = passes.entry((table.clone(), format!("{columns}_{label}").into())).or_insert(1);
        let (last, free) = free_from(*pass, &table.name, columns, label, taken);
        *pass = last;
        free
    }
}

impl Table {
    /// A name for a constraint that is not taken on the table.
    pub(crate) fn free_constraint(&self, columns: &str, label: &str) -> Name {
        first_free(&self.name.name, columns, label, |name| self.constraint(name).is_some())
    }
}

fn first_free(table: &str, columns: &str, label: &str, taken: impl Fn(&Name) -> bool) -> Name {
    let first = made_up(table, columns, label);
    if taken(&first) { free_from(1, table, columns, label, taken).1 } else { first }
}

/// The first numbered name that is not taken, and its number.
fn free_from(first: u32, table: &str, columns: &str, label: &str, taken: impl Fn(&Name) -> bool) -> (u32, Name) {
    let mut pass = first;
    loop {
        let name = made_up(table, columns, &format!("{label}{pass}"));
        if !taken(&name) {
            return (pass, name);
        }
        pass += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_to_fit() {
        assert_eq!(made_up("t", "a", "fkey"), "t_a_fkey");
        assert_eq!(made_up("t", "", "pkey"), "t_pkey");
        let long = made_up(&"x".repeat(60), &"y".repeat(20), "key");
        assert_eq!(long.len(), LONGEST);
        assert_eq!(long, format!("{}_{}_key", "x".repeat(38), "y".repeat(20)));
    }
}
