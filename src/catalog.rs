//! What exists, as far as the history says.
//!
//! Folding every migration gives tables with their columns, constraints, indexes and dependents. What the history does not
//! show is unknown, and an unknown table counts as an existing, large and live one.

mod absence;
mod alter;
mod apply;
mod compare;
mod constraint;
mod create;
mod drop;
mod former;
mod journal;
pub(crate) mod names;
mod object;
mod returned;
mod system;
mod table;
mod view;

use std::{cell::RefCell, rc::Rc};

use former::Former;
pub use former::FormerIndex;
pub use journal::Savepoint;
use journal::Undo;
pub use object::*;
pub use returned::Difference;
use rustc_hash::{FxHashMap, FxHashSet};
pub use table::*;

use crate::{
    effects::Newness,
    name::{Name, ObjectName, Parts},
    operation::{DataType, ObjectKind, Persistence},
};

/// The schema as it stands just before a statement.
#[derive(Debug, Clone)]
pub struct Catalog {
    relations: FxHashMap<ObjectName, Rc<Relation>>,
    types: FxHashMap<ObjectName, Rc<Type>>,
    functions: FxHashMap<ObjectName, Rc<Function>>,
    publications: FxHashMap<Name, Rc<Publication>>,
    search_path: Vec<Name>,
    /// Relations that the history took away.
    gone: FxHashSet<ObjectName>,
    /// File and transaction of the last thing that may have changed tables unseen.
    obscured: Option<(u32, u32)>,
    /// File and transaction of the last `CASCADE`, which takes functions of what goes with it.
    cascaded: Option<(u32, u32)>,
    /// Something else makes tables too.
    partial: bool,
    now: Origin,
    /// The table that the statement being applied makes.
    creating: Option<ObjectName>,
    journal: Vec<Undo>,
    /// Somebody may want to come back: changes are written into the journal.
    recording: bool,
    /// What was there when the file began, and is no longer.
    former: Former,
    /// Relations whose state at the last savepoint is in the journal.
    recorded: FxHashSet<ObjectName>,
    /// Tables whose rows are, or were, the values of a column.
    row_types: FxHashSet<ObjectName>,
    /// How far the names that the server would make up are taken, by table, columns and label.
    passes: RefCell<FxHashMap<(ObjectName, Box<str>), u32>>,
}

impl Default for Catalog {
    fn default() -> Self {
        Self {
            relations: FxHashMap::default(),
            types: FxHashMap::default(),
            functions: FxHashMap::default(),
            publications: FxHashMap::default(),
            search_path: vec![Name::const_new("public")],
            gone: FxHashSet::default(),
            obscured: None,
            cascaded: None,
            partial: false,
            now: Origin::default(),
            creating: None,
            journal: Vec::new(),
            recording: false,
            former: Former::default(),
            recorded: FxHashSet::default(),
            row_types: FxHashSet::default(),
            passes: RefCell::default(),
        }
    }
}

impl Catalog {
    /// The name with its schema: where the search path finds it, else where it would be made.
    pub fn resolve(&self, name: &ObjectName) -> ObjectName {
        if name.schema.is_some() {
            return name.clone();
        }
        let found = self.found(name).map(|(found, _)| found.clone());
        found.unwrap_or_else(|| ObjectName::qualified(self.unseen(name), name.name.clone()))
    }

    /// The relation of this name and where it is: as it is written, or along the search path.
    fn found(&self, name: &ObjectName) -> Option<(&ObjectName, &Relation)> {
        let within = |schema: &str| self.relations.get_key_value(&(schema, name.name.as_str()) as &dyn Parts);
        let path = || self.search_path.iter().find_map(|schema| within(schema));
        let (found, relation) = match &name.schema {
            Some(schema) => within(schema),
            None => within("pg_temp").or_else(path).or_else(|| within(self.unseen(name))),
        }?;
        Some((found, relation))
    }

    /// The schema where a name that the history does not show is looked for: `pg_…` is the server's own (manual 5.10.5).
    fn unseen(&self, name: &ObjectName) -> &str {
        if name.name.starts_with("pg_") { "pg_catalog" } else { self.search_path.first().map_or("public", Name::as_str) }
    }

    /// The name that an object made now would get.
    pub fn new_name(&self, name: &ObjectName) -> ObjectName {
        let schema = || self.search_path.first().cloned().unwrap_or_else(|| Name::const_new("public"));
        ObjectName { schema: Some(name.schema.clone().unwrap_or_else(schema)), name: name.name.clone() }
    }

    /// The relation of this name.
    pub fn relation(&self, name: &ObjectName) -> Option<&Relation> {
        self.found(name).map(|(_, relation)| relation)
    }

    /// The table, view or materialized view of this name.
    pub fn table(&self, name: &ObjectName) -> Option<&Table> {
        match self.relation(name)? {
            Relation::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The table that an index is on, and the index.
    pub fn index(&self, name: &ObjectName) -> Option<(&Table, &TableIndex)> {
        let (name, relation) = self.found(name)?;
        let Relation::Index { table } = relation else { return None };
        let table = self.table(table)?;
        Some((table, table.index(&name.name)?))
    }

    /// All tables and views, in no particular order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.relations.values().filter_map(|relation| match relation.as_ref() {
            Relation::Table(table) => Some(table.as_ref()),
            _ => None,
        })
    }

    /// The type of this name that the history made.
    pub fn type_named(&self, name: &ObjectName) -> Option<&Type> {
        found(&self.types, &self.search_path, name).map(Rc::as_ref)
    }

    /// The labels of the enum of this name.
    pub fn labels(&self, name: &ObjectName) -> Option<Vec<&Name>> {
        match &self.type_named(name)?.kind {
            TypeKind::Enum { labels } => Some(labels.iter().map(|(label, _)| label).collect()),
            _ => None,
        }
    }

    /// The domain of this name.
    pub fn domain(&self, name: &ObjectName) -> Option<&Domain> {
        match &self.type_named(name)?.kind {
            TypeKind::Domain(domain) => Some(domain),
            _ => None,
        }
    }

    /// The function of this name that the history made; of overloaded ones the last.
    pub fn function(&self, name: &ObjectName) -> Option<&Function> {
        found(&self.functions, &self.search_path, name).map(Rc::as_ref)
    }

    /// The publication of this name.
    pub fn publication(&self, name: &str) -> Option<&Publication> {
        self.publications.get(name).map(Rc::as_ref)
    }

    /// Whether nobody can be waiting for this table: made by the same file, by the same run, or temporary.
    pub fn is_new(&self, name: &ObjectName) -> bool {
        self.newness(name) != Newness::Existing
    }

    /// When this table was made, seen from the file that is being read.
    pub fn newness(&self, name: &ObjectName) -> Newness {
        let Some(table) = self.table(name) else { return Newness::Existing };
        match table.origin {
            _ if table.persistence == Persistence::Temporary => Newness::File,
            _ if table.maybe_older => Newness::Existing,
            origin if origin.file == self.now.file => Newness::File,
            origin if origin.run == self.now.run => Newness::Run,
            _ => Newness::Existing,
        }
    }

    /// A table and everything beneath it: partitions and inheritance children, itself first. Unknown tables give themselves.
    pub fn with_children(&self, name: &ObjectName) -> Vec<ObjectName> {
        let mut family = vec![self.resolve(name)];
        let mut at = 0;
        while let Some(member) = family.get(at) {
            let children = self.table(member).map(|table| table.children.clone()).unwrap_or_default();
            for child in children {
                if !family.contains(&child) {
                    family.push(child);
                }
            }
            at += 1;
        }
        family
    }

    /// The tables that dropping a part of this one locks: all beneath it, or with `ONLY` its direct children, whose copies of
    /// the part are their own from then on.
    pub fn reached(&self, name: &ObjectName, only: bool) -> Vec<ObjectName> {
        if !only {
            return self.with_children(name);
        }
        let children = self.table(name).map(|table| table.children.clone()).unwrap_or_default();
        std::iter::once(self.resolve(name)).chain(children).collect()
    }

    /// Tables whose foreign keys point at this one, each with the constraint.
    pub fn referencing(&self, name: &ObjectName) -> Vec<(&Table, &TableConstraint)> {
        let Some(table) = self.table(name) else { return Vec::new() };
        let referencing = table.referenced_by.iter().filter_map(|other| self.table(other));
        let constraints = referencing.flat_map(|other| other.constraints.iter().map(move |constraint| (other, constraint)));
        constraints.filter(|(_, constraint)| constraint.references() == Some(&table.name)).collect()
    }

    /// The kind of a relation, where it is known.
    pub fn kind(&self, name: &ObjectName) -> Option<ObjectKind> {
        Some(match self.relation(name)? {
            Relation::Index { .. } => ObjectKind::Index,
            Relation::Sequence { .. } => ObjectKind::Sequence,
            Relation::Table(table) => match table.kind {
                TableKind::Table | TableKind::Partitioned => ObjectKind::Table,
                TableKind::Foreign => ObjectKind::ForeignTable,
                TableKind::View => ObjectKind::View,
                TableKind::MaterializedView => ObjectKind::MaterializedView,
            },
        })
    }

    /// The schemas in which unqualified names are looked up.
    pub fn search_path(&self) -> &[Name] {
        &self.search_path
    }

    /// Whether a relation of this qualified name is known to be there.
    pub fn exists(&self, name: &ObjectName) -> bool {
        self.relations
            .get(name)
            .is_some_and(|relation| !matches!(relation.as_ref(), Relation::Table(table) if table.seen_in_passing()))
    }

    /// Whether the history, of which this is not the first file, shows no relation of this qualified name.
    pub fn is_absent(&self, name: &ObjectName) -> bool {
        self.now.file > 0 && !self.relations.contains_key(name)
    }

    /// Whether the statement that is being read made this table.
    pub fn is_creating(&self, name: &ObjectName) -> bool {
        self.creating.as_ref().is_some_and(|creating| creating.name == name.name)
    }

    /// Domains whose base is this domain.
    pub fn domains_over(&self, name: &ObjectName) -> Vec<ObjectName> {
        let wanted = self.resolved_type(name);
        let over = |(_, known): &(&ObjectName, &Rc<Type>)| matches!(&known.kind, TypeKind::Domain(domain) if self.resolved_type(&domain.base.name) == wanted);
        self.types.iter().filter(over).map(|(name, _)| name.clone()).collect()
    }

    /// Unqualified names are looked up in `public` again.
    pub fn reset_search_path(&mut self) {
        if self.search_path != [Name::const_new("public")] {
            self.set_search_path(vec![Name::const_new("public")]);
        }
    }

    /// Sets the schemas in which unqualified names are looked up.
    pub fn set_search_path(&mut self, schemas: Vec<Name>) {
        let before = std::mem::replace(&mut self.search_path, schemas);
        self.record(|| Undo::SearchPath(before));
    }

    /// Where what is made from now on comes from.
    pub fn set_origin(&mut self, origin: Origin) {
        if origin.file != self.now.file {
            self.former = Former::default();
        }
        self.now = origin;
    }

    /// Where what is made now comes from.
    pub fn origin(&self) -> Origin {
        self.now
    }

    /// The publication that updates and deletes of this table go through.
    pub fn publishing(&self, table: &ObjectName) -> Option<&Name> {
        let table = self.resolve(table);
        let publishes = |publication: &Publication| !publication.inserts_only && publication.tables.contains(&table);
        self.publications.iter().find(|(_, publication)| publishes(publication)).map(|(name, _)| name)
    }

    fn put(&mut self, name: ObjectName, relation: Relation) {
        self.is_back(&name);
        let before = self.relations.insert(name.clone(), Rc::new(relation));
        self.record(|| Undo::Relation(name, before));
    }

    fn remove(&mut self, name: &ObjectName) -> Option<Rc<Relation>> {
        let before = self.relations.remove(name)?;
        self.passes.get_mut().clear();
        self.note_former(name, &before);
        self.record(|| Undo::Relation(name.clone(), Some(before.clone())));
        Some(before)
    }

    /// A column gets this type, which may be that of a table's rows.
    fn note_row_type(&mut self, data_type: &DataType) {
        let found = self.found(&data_type.name).map(|(name, _)| name.clone());
        self.row_types.extend(found);
    }

    fn put_type(&mut self, name: ObjectName, made: Type) {
        let before = self.types.insert(name.clone(), Rc::new(made));
        self.record(|| Undo::Type(name, before));
    }

    fn put_function(&mut self, name: ObjectName, made: Function) {
        let before = self.functions.insert(name.clone(), Rc::new(made));
        self.record(|| Undo::Function(name, before));
    }

    fn put_publication(&mut self, name: Name, made: Publication) {
        let before = self.publications.insert(name.clone(), Rc::new(made));
        self.record(|| Undo::Publication(name, before));
    }

    /// Changes a table; one that the history does not show is taken down in passing, as incomplete.
    fn change(&mut self, name: &ObjectName, change: impl FnOnce(&mut Table)) {
        let name = self.resolve(name);
        if !self.relations.contains_key(&name) {
            let seen = Table { name: name.clone(), maybe_older: true, ..Table::default() };
            self.put(name.clone(), Relation::Table(Box::new(seen)));
        }
        let Some(relation) = self.relations.get_mut(&name) else { return };
        if self.recording && self.recorded.insert(name.clone()) {
            self.journal.push(Undo::Relation(name, Some(relation.clone())));
        }
        if let Relation::Table(table) = Rc::make_mut(relation) {
            change(table);
        }
    }
}

fn found<'a, V>(map: &'a FxHashMap<ObjectName, V>, search_path: &[Name], name: &ObjectName) -> Option<&'a V> {
    if name.schema.is_some() {
        return map.get(name);
    }
    search_path.iter().find_map(|schema| map.get(&ObjectName::qualified(schema.clone(), name.name.clone())))
}
