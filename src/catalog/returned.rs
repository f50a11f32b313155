//! What a migration and its way back make of a schema, compared with the one from before.

use std::{mem::discriminant, rc::Rc};

use super::{Catalog, Relation, Table, TableColumn, TableConstraint, TableIndex, TableKind};
use crate::{
    name::{Name, ObjectName},
    operation::{DataType, Persistence},
};

/// How the schema after a migration and its way back differs from the one before both, each difference in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// What the migration made and the way back leaves.
    pub left: Vec<String>,
    /// What was never there, and the way back makes.
    pub made: Vec<String>,
    /// What was there and is no longer, or is other than it was.
    pub lacking: Vec<String>,
    /// What was dropped with its values and made again without them.
    pub emptied: Vec<String>,
}

/// The schema before a migration, after it, and after its way back.
struct Schemas<'a> {
    before: &'a Catalog,
    between: &'a Catalog,
    after: &'a Catalog,
    difference: Difference,
}

impl Catalog {
    /// Compares this schema with the one `before` a migration; `between` is the one after it and before its way back.
    pub fn returned(&self, before: &Catalog, between: &Catalog) -> Difference {
        let mut schemas = Schemas { before, between, after: self, difference: Difference::default() };
        let mut names: Vec<&ObjectName> = self.relations.keys().chain(before.relations.keys()).collect();
        names.sort_by_key(|name| (&name.schema, &name.name));
        names.dedup();
        names.into_iter().for_each(|name| schemas.relation(name));
        schemas.types();
        schemas.difference
    }
}

impl Schemas<'_> {
    fn relation(&mut self, name: &ObjectName) {
        let [had, was, has] = [self.before, self.between, self.after].map(|catalog| catalog.relations.get(name));
        let lacks = |has: Option<&Rc<Relation>>| has.is_none_or(|has| has.is_passing());
        match (had, has) {
            (Some(had), Some(has)) if Rc::ptr_eq(had, has) => {}
            (Some(had), has) if had.is_told() && lacks(has) => {
                self.difference.lacking.push(format!("{} `{name}`", had.noun()));
            }
            (Some(had), Some(has)) => {
                if let (Relation::Table(had), Relation::Table(has)) = (had.as_ref(), has.as_ref()) {
                    let was = was.and_then(|was| was.table()).filter(|was| !was.seen_in_passing());
                    self.table(had, was, has);
                }
            }
            (None, Some(has)) if was.is_some() && has.is_told() => {
                self.difference.left.push(format!("{} `{name}`", has.noun()));
            }
            (None, Some(has)) => {
                // The history never made the table: the migration's own parts of it are all that is known.
                let passing = was.and_then(|was| was.table()).zip(has.table()).filter(|(_, has)| !has.complete);
                if let Some((was, has)) = passing {
                    self.table(&Table { name: name.clone(), ..Table::default() }, Some(was), has);
                }
            }
            (_, None) => {}
        }
    }

    fn types(&mut self) {
        let [before, between, after] = [self.before, self.between, self.after].map(|catalog| &catalog.types);
        let left = after.keys().filter(|name| between.contains_key(*name) && !before.contains_key(*name));
        self.difference.left.extend(left.map(|name| format!("type `{name}`")));
        let lacking = before.keys().filter(|name| !after.contains_key(*name));
        self.difference.lacking.extend(lacking.map(|name| format!("type `{name}`")));
    }

    fn table(&mut self, had: &Table, was: Option<&Table>, has: &Table) {
        let table = &had.name;
        if has.partition_of.is_some() || had.partition_of.is_some() {
            // It follows its parent.
            return;
        }
        if was.is_none() && had.kind == TableKind::Table && !had.empty && had.origin != has.origin {
            self.difference.emptied.push(format!("table `{table}`"));
        }
        let [before, between, after] = [Some(had), was, Some(has)].map(|table| table.map(parts).unwrap_or_default());
        let named = |part: &Part, among: &[Part]| among.iter().any(|other| other.name() == part.name());
        let (new, gone): (Vec<&Part>, Vec<&Part>) = (
            after.iter().filter(|part| !named(part, &before)).collect(),
            before.iter().filter(|part| !named(part, &after)).collect(),
        );
        for part in new.iter().filter(|part| !gone.iter().any(|gone| gone.is_like(part))) {
            let left = if named(part, &between) { &mut self.difference.left } else { &mut self.difference.made };
            left.push(part.of(table));
        }
        let renamed = |part: &Part| new.iter().any(|new| new.is_like(part));
        self.difference.lacking.extend(gone.iter().filter(|part| !renamed(part)).map(|part| part.of(table)));
        for column in had.columns.iter().filter(|_| had.has_columns_of_its_own()) {
            let now = has.column(&column.name);
            now.into_iter().for_each(|now| self.column((table, column), was, now));
        }
    }

    fn column(&mut self, (table, had): (&ObjectName, &TableColumn), was: Option<&Table>, has: &TableColumn) {
        let name = &had.name;
        let types = had.data_type.as_ref().zip(has.data_type.as_ref());
        let typed = types.is_some_and(|(one, other)| one != other && !self.is_made(one) && !self.is_made(other));
        let required = had.not_null != has.not_null;
        let defaulted = had.gives_a_value() != has.gives_a_value() && !typed;
        let found =
            [(typed, "the type"), (required, if had.not_null { "`NOT NULL`" } else { "`NULL`" }), (defaulted, "the default")];
        let changed = found.into_iter().filter(|(differs, _)| *differs);
        self.difference.lacking.extend(changed.map(|(_, what)| format!("{what} of `{table}.{name}`")));
        let dropped = was.is_some_and(|was| was.column(name).is_none());
        if dropped && had.origin != has.origin && had.generated.is_none() {
            self.difference.emptied.push(format!("column `{name}` of `{table}`"));
        }
    }

    /// The migrations make such a type: it may have got another name.
    fn is_made(&self, data_type: &DataType) -> bool {
        [self.before, self.between, self.after].into_iter().any(|catalog| catalog.type_named(&data_type.name).is_some())
    }
}

impl Relation {
    fn table(&self) -> Option<&Table> {
        match self {
            Relation::Table(table) => Some(table),
            _ => None,
        }
    }

    fn noun(&self) -> &'static str {
        match self {
            Relation::Table(table) if table.has_columns_of_its_own() => "table",
            Relation::Table(_) => "view",
            Relation::Index { .. } => "index",
            Relation::Sequence { .. } => "sequence",
        }
    }

    fn is_passing(&self) -> bool {
        self.table().is_some_and(Table::seen_in_passing)
    }

    /// Indexes are told with their table, partitions go with their parent.
    fn is_told(&self) -> bool {
        match self {
            Relation::Table(table) => {
                table.complete && table.persistence != Persistence::Temporary && table.partition_of.is_none()
            }
            Relation::Sequence { owned_by, .. } => owned_by.is_none(),
            Relation::Index { .. } => false,
        }
    }
}

/// A named part of a table.
enum Part<'a> {
    Constraint(&'a TableConstraint),
    Index(&'a TableIndex),
    Other(&'static str, &'a Name),
}

impl Part<'_> {
    fn name(&self) -> (&'static str, &Name) {
        match self {
            Part::Constraint(constraint) => ("constraint", &constraint.name),
            Part::Index(index) => ("index", &index.name),
            Part::Other(noun, name) => (noun, name),
        }
    }

    fn of(&self, table: &ObjectName) -> String {
        let (noun, name) = self.name();
        format!("{noun} `{name}` of `{table}`")
    }

    /// The same under another name.
    fn is_like(&self, other: &Part) -> bool {
        match (self, other) {
            (Part::Constraint(one), Part::Constraint(other)) => {
                discriminant(&one.kind) == discriminant(&other.kind) && one.columns == other.columns
            }
            (Part::Index(one), Part::Index(other)) => one.keys == other.keys && one.unique == other.unique,
            _ => false,
        }
    }
}

fn parts(table: &Table) -> Vec<Part<'_>> {
    let columns = table.columns.iter().filter(|_| table.has_columns_of_its_own());
    let columns = columns.map(|column| Part::Other("column", &column.name));
    let constraints = table.constraints.iter().map(Part::Constraint);
    let indexes = table.indexes.iter().filter(|index| index.constraint.is_none()).map(Part::Index);
    let triggers = table.triggers.iter().map(|trigger| Part::Other("trigger", &trigger.name));
    let policies = table.policies.iter().map(|policy| Part::Other("policy", &policy.name));
    columns.chain(constraints).chain(indexes).chain(triggers).chain(policies).collect()
}
