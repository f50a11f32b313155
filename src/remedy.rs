//! What a later statement of the run may still do, so that an earlier finding comes to nothing.

use crate::{
    catalog::{Catalog, Table, TableIndex},
    name::{Name, ObjectName},
};

/// What must not be there at the end of the run for a finding to stand. All names are qualified.
#[derive(Debug, Clone, PartialEq)]
pub enum Remedy {
    /// An index whose key begins with these columns, in any order.
    Index {
        /// The table.
        table: ObjectName,
        /// The columns.
        columns: Vec<Name>,
    },
    /// Another table or view of this name.
    Relation(ObjectName),
    /// Another function or procedure of this name.
    Routine(ObjectName),
    /// A default of this column, or anything else that makes up for its lack.
    Default(ObjectName, Name),
    /// All that the table had which had this name before.
    Whole(ObjectName, Box<Table>),
    /// Row level security of this table that is enabled.
    RowSecurity(ObjectName),
    /// A policy of this table.
    Policy(ObjectName),
    /// A primary key of this table, or another replica identity.
    Identity(ObjectName),
    /// One of these two indexes is gone.
    IndexGone(ObjectName, ObjectName),
}

impl Remedy {
    /// Whether what exists now leaves nothing to complain of.
    pub fn is_done(&self, catalog: &Catalog) -> bool {
        match self {
            Remedy::Index { table, columns } => {
                catalog.table(table).is_none_or(|table| table.indexes.iter().any(|index| index.leads_with(columns)))
            }
            Remedy::Relation(name) => catalog.exists(name),
            Remedy::Routine(name) => catalog.function(name).is_some(),
            Remedy::Default(table, column) => {
                let column = catalog.table(table).and_then(|table| table.column(column));
                column.is_none_or(|column| !column.not_null || column.gives_a_value())
            }
            Remedy::Whole(table, former) => catalog.table(table).is_none_or(|table| table.lacks(former).is_empty()),
            // Code that could not be read may have enabled it.
            Remedy::RowSecurity(table) => {
                catalog.table(table).is_none_or(|table| table.row_security || !catalog.is_in_sight(table.origin))
            }
            Remedy::Policy(table) => catalog.table(table).is_none_or(|table| !table.row_security || !table.policies.is_empty()),
            Remedy::Identity(table) => catalog.table(table).is_none_or(|table| table.is_identified()),
            Remedy::IndexGone(one, other) => !catalog.exists(one) || !catalog.exists(other),
        }
    }
}

impl TableIndex {
    /// Its key begins with these columns, in any order, and it holds every row that has them.
    pub fn leads_with(&self, columns: &[Name]) -> bool {
        let leading = self.keys.get(..columns.len()).unwrap_or_default();
        let whole = !self.partial || self.expression_columns.iter().all(|column| columns.contains(column));
        let method = matches!(self.method.as_str(), "btree" | "hash" | "");
        method && whole && columns.iter().all(|column| leading.iter().flatten().any(|key| key == column))
    }
}
