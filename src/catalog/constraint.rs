//! Constraints: added, copied to children, named as the server names them.

use super::{Catalog, Table, TableConstraint, TableIndex, TableKind};
use crate::{
    name::{Name, ObjectName},
    operation::{Constraint, ConstraintKind, Unique},
    parse::expression,
};

impl TableConstraint {
    /// It has an index of its own.
    pub fn carries_index(&self) -> bool {
        matches!(self.kind, ConstraintKind::Unique(_) | ConstraintKind::Exclude { .. })
    }

    /// What the server strings into the constraint's name: columns and label.
    pub(super) fn made_up_parts(&self) -> (String, &'static str) {
        let columns = self.columns.join("_");
        match &self.kind {
            ConstraintKind::Unique(unique) if unique.primary => (String::new(), "pkey"),
            ConstraintKind::Unique(unique) => {
                let named: Vec<&str> = self.columns.iter().chain(&unique.include).map(Name::as_str).collect();
                (named.join("_"), "key")
            }
            ConstraintKind::ForeignKey(_) => (columns, "fkey"),
            ConstraintKind::Exclude { .. } => (columns, "excl"),
            ConstraintKind::NotNull(_) => (columns, "not_null"),
            ConstraintKind::Check(_) if self.columns.len() == 1 => (columns, "check"),
            ConstraintKind::Check(_) => (String::new(), "check"),
        }
    }
}

impl Catalog {
    /// The name that a constraint has, or that the server makes up for it.
    pub fn constraint_name(&self, table: &ObjectName, constraint: &Constraint) -> Name {
        if let Some(name) = &constraint.name {
            return name.clone();
        }
        let columns = match &constraint.kind {
            ConstraintKind::NotNull(column) => vec![column.clone()],
            ConstraintKind::Unique(unique) => unique.columns.clone(),
            ConstraintKind::Exclude { columns } => columns.clone(),
            ConstraintKind::Check(check) => expression::columns(check),
            ConstraintKind::ForeignKey(key) => key.columns.clone(),
        };
        let made = self.made(constraint, columns);
        let (columns, label) = made.made_up_parts();
        let table = self.resolve(table);
        match self.table(&table) {
            _ if made.carries_index() => self.free_relation(&table, &columns, label),
            Some(known) => known.free_constraint(&columns, label),
            None => super::names::made_up(&table.name, &columns, label),
        }
    }

    /// Adds a constraint to a table and, where it is inherited, to its children.
    pub(super) fn add_constraint(&mut self, table: &ObjectName, only: bool, constraint: &Constraint) {
        let table = self.resolve(table);
        let inherited = !only && !constraint.no_inherit;
        let family = match &constraint.kind {
            _ if !inherited => vec![table],
            ConstraintKind::Check(_) | ConstraintKind::NotNull(_) => self.with_children(&table),
            _ => self.partitions(&table),
        };
        for member in family {
            self.add_constraint_to(&member, constraint);
        }
    }

    fn add_constraint_to(&mut self, table: &ObjectName, constraint: &Constraint) {
        match &constraint.kind {
            ConstraintKind::NotNull(column) => self.add_not_null(table, column, constraint),
            ConstraintKind::Unique(unique) => self.add_unique(table, unique, constraint),
            ConstraintKind::Exclude { columns } => self.add_key(table, columns.clone(), constraint),
            ConstraintKind::Check(check) => self.add_plain(table, expression::columns(check), constraint),
            ConstraintKind::ForeignKey(key) => {
                let mut key = key.clone();
                key.references = self.resolve(&key.references);
                if key.referenced_columns.is_empty() {
                    let primary = self.table(&key.references).and_then(Table::primary_key);
                    key.referenced_columns = primary.map(<[Name]>::to_vec).unwrap_or_default();
                }
                let referenced = key.references.clone();
                self.note_referencing(&referenced, table);
                let (columns, kind) = (key.columns.clone(), ConstraintKind::ForeignKey(key));
                self.add_plain(table, columns, &Constraint { kind, ..constraint.clone() });
            }
        }
    }

    fn note_referencing(&mut self, referenced: &ObjectName, table: &ObjectName) {
        let noted = |known: &Table| known.constraints.iter().any(|constraint| constraint.references() == Some(referenced));
        if self.table(table).is_some_and(noted) {
            return;
        }
        self.change(referenced, |known| known.referenced_by.push(table.clone()));
    }

    fn add_not_null(&mut self, table: &ObjectName, column: &Name, constraint: &Constraint) {
        let name = constraint.name.clone().unwrap_or_else(|| super::names::made_up(&table.name, column, "not_null"));
        self.change(table, |table| {
            let Some(column) = table.columns.iter_mut().find(|known| known.name == *column) else { return };
            if constraint.not_valid {
                column.not_null_unproven = Some(name);
            } else {
                column.not_null = true;
            }
        });
    }

    fn add_plain(&mut self, table: &ObjectName, columns: Vec<Name>, constraint: &Constraint) {
        let mut made = self.made(constraint, columns);
        self.change(table, |table| {
            if constraint.name.is_none() {
                let (columns, label) = made.made_up_parts();
                made.name = table.free_constraint(&columns, label);
            }
            table.constraints.push(made);
        });
    }

    fn made(&self, constraint: &Constraint, columns: Vec<Name>) -> TableConstraint {
        TableConstraint {
            name: constraint.name.clone().unwrap_or_default(),
            kind: constraint.kind.clone(),
            valid: !constraint.not_valid && !constraint.not_enforced,
            enforced: !constraint.not_enforced,
            deferral: constraint.deferral,
            columns: unique_names(columns),
            origin: self.origin(),
        }
    }

    fn add_unique(&mut self, table: &ObjectName, unique: &Unique, constraint: &Constraint) {
        let taken_over = unique.using_index.as_ref().and_then(|index| self.table(table)?.index(index));
        let columns = match taken_over {
            Some(index) => index.keys.iter().flatten().cloned().collect(),
            None => unique.columns.clone(),
        };
        if unique.primary {
            self.change(table, |table| {
                table
                    .columns
                    .iter_mut()
                    .filter(|column| columns.contains(&column.name))
                    .for_each(|column| column.not_null = true);
            });
        }
        match &unique.using_index {
            Some(index) => self.take_over_index(table, index, columns, constraint),
            None => self.add_key(table, columns, constraint),
        }
    }

    /// `USING INDEX`: the index gets the constraint's name.
    fn take_over_index(&mut self, table: &ObjectName, index: &Name, columns: Vec<Name>, constraint: &Constraint) {
        let mut made = self.made(constraint, columns);
        if constraint.name.is_none() {
            made.name = index.clone();
        }
        self.rename_index(&table.sibling(index.clone()), &made.name.clone());
        self.change(table, |table| {
            table
                .indexes
                .iter_mut()
                .filter(|known| known.name == made.name)
                .for_each(|known| known.constraint = Some(made.name.clone()));
            table.constraints.push(made);
        });
    }

    /// A constraint with an index of its own, which has its name.
    fn add_key(&mut self, table: &ObjectName, columns: Vec<Name>, constraint: &Constraint) {
        let mut made = self.made(constraint, columns);
        let taken = constraint.name.as_ref().is_some_and(|name| self.relations.contains_key(&table.sibling(name.clone())));
        if constraint.name.is_none() || taken {
            let (columns, label) = made.made_up_parts();
            made.name = self.free_relation(table, &columns, label);
        }
        let index = TableIndex {
            name: made.name.clone(),
            unique: matches!(made.kind, ConstraintKind::Unique(_)),
            method: Name::const_new(if matches!(made.kind, ConstraintKind::Unique(_)) { "btree" } else { "gist" }),
            keys: made.columns.iter().cloned().map(Some).collect(),
            constraint: Some(made.name.clone()),
            valid: self.table(table).is_none_or(|table| table.kind != TableKind::Foreign),
            origin: self.origin(),
            ..TableIndex::default()
        };
        self.add_index(table, index);
        self.change(table, |table| table.constraints.push(made));
    }
}

fn unique_names(mut names: Vec<Name>) -> Vec<Name> {
    let mut seen = Vec::with_capacity(names.len());
    names.retain(|name| {
        !seen.contains(name) && {
            seen.push(name.clone());
            true
        }
    });
    names
}
