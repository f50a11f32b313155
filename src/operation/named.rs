//! The relations that an operation names as its own matter.

use super::Operation;
use crate::name::ObjectName;

impl Operation {
    /// The relations that it changes or locks by name, as written; none for what is about other objects.
    pub fn relations(&self) -> Vec<&ObjectName> {
        match self {
            Operation::CreateTable(create) => vec![&create.name],
            Operation::CreateTableAs(create) => vec![&create.name],
            Operation::AlterTable(alter) => vec![&alter.table],
            Operation::CreateIndex(create) => vec![&create.table],
            Operation::CreateTrigger(create) => vec![&create.table],
            Operation::CreatePolicy(create) => vec![&create.table],
            Operation::CreateView(create) => vec![&create.name],
            Operation::RefreshView(refresh) => vec![&refresh.name],
            Operation::LockTable(lock) => lock.tables.iter().map(|table| &table.name).collect(),
            Operation::Truncate(truncate) => truncate.tables.iter().map(|table| &table.name).collect(),
            Operation::Dml(dml) => vec![&dml.table],
            Operation::Drop(drop) if drop.kind.is_relation() => drop.names.iter().collect(),
            Operation::Copy(copy) => copy.table.iter().collect(),
            _ => Vec::new(),
        }
    }
}
