//! Who reads a relation: its views, and theirs.

use super::{Catalog, Table};
use crate::name::{Name, ObjectName};

impl Catalog {
    /// Views and materialized views that read this relation directly, and the column of it if one is asked for.
    pub fn readers(&self, name: &ObjectName, column: Option<&Name>) -> Vec<&Table> {
        let Some(table) = self.table(name) else { return Vec::new() };
        let views = table.read_by.iter().filter_map(|view| self.table(view));
        views
            .filter(|view| view.reads.iter().any(|(read, columns)| *read == table.name && reads_column(columns, column)))
            .collect()
    }

    /// Views and materialized views that read this relation (or one column of it), and those that read them, each once.
    pub fn dependent_views(&self, name: &ObjectName, column: Option<&Name>) -> Vec<ObjectName> {
        let mut found: Vec<ObjectName> = self.readers(name, column).iter().map(|view| view.name.clone()).collect();
        let mut at = 0;
        while let Some(view) = found.get(at) {
            let above: Vec<ObjectName> = self.readers(view, None).iter().map(|view| view.name.clone()).collect();
            for view in above {
                if !found.contains(&view) {
                    found.push(view);
                }
            }
            at += 1;
        }
        found
    }
}

/// An empty list of columns stands for columns that are not known: perhaps any.
fn reads_column(columns: &[Name], column: Option<&Name>) -> bool {
    column.is_none_or(|column| columns.is_empty() || columns.contains(column))
}
