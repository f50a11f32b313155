//! What is known not to be there: relations that the history took away, and parts of tables that it shows whole.

use super::{Catalog, Function, Origin, Relation, Table, Undo};
use crate::{
    effects::volatility,
    name::ObjectName,
    operation::{DoBlock, Located, Operation},
};

impl Catalog {
    /// Notes the relations that an operation takes away for certain, and whether it may do what nobody sees. It is applied after.
    pub fn note_absence(&mut self, located: &Located) {
        if is_obscure(located) {
            self.obscured = Some((self.now.file, self.now.transaction));
            return self.gone.clear();
        }
        self.note_unknown(&located.operation);
        let context = located.context;
        if context.conditional || context.has_handler || context.in_unknown_loop {
            return;
        }
        for name in self.leaving(&located.operation) {
            if name.schema.as_deref() != Some("pg_temp") && self.gone.insert(name.clone()) {
                self.record(|| Undo::Gone(name, false));
            }
        }
    }

    fn leaving(&self, operation: &Operation) -> Vec<ObjectName> {
        match operation {
            Operation::Drop(drop) if drop.kind.is_relation() => drop.names.iter().map(|name| self.resolve(name)).collect(),
            Operation::AlterTable(alter) => self.renamed(alter).map(|(from, _)| from).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The history took away the relation of this name, as written, and made none since.
    pub fn is_gone(&self, name: &ObjectName) -> bool {
        if self.relation(name).is_some() {
            return false;
        }
        match name.schema {
            Some(_) => self.gone.contains(name),
            None => {
                let mut places = self.search_path.iter().map(|schema| ObjectName::qualified(schema.clone(), name.name.clone()));
                !self.search_path.is_empty() && places.all(|place| self.gone.contains(&place))
            }
        }
    }

    /// The history, which shows all else that it names, made no relation of this name.
    pub fn is_never_made(&self, name: &ObjectName) -> bool {
        let enough = self.tables().take(ENOUGH_TABLES).count() == ENOUGH_TABLES;
        enough && !self.partial && self.is_all_seen() && self.is_unknown(name) && !is_of_a_tool(&name.name)
    }

    /// There is a history, and nothing says that something else than it makes tables.
    pub fn is_whole_so_far(&self) -> bool {
        self.now.file > 0 && !self.partial
    }

    /// No relation of this name is known in a schema that is the history's own.
    fn is_unknown(&self, name: &ObjectName) -> bool {
        let name = self.resolve(name);
        let own = name.schema.as_deref() == Some("public");
        own && !self.relations.contains_key(&name)
    }

    /// The migrations are not all that makes tables here.
    pub fn set_partial(&mut self) {
        self.partial = true;
    }

    /// An operation on what the history does not know shows that it is not whole.
    fn note_unknown(&mut self, operation: &Operation) {
        let named = match operation {
            Operation::CreateTable(_) | Operation::CreateTableAs(_) | Operation::CreateView(_) => return,
            Operation::Select(select) => select.reads.iter().collect(),
            Operation::Dml(dml) => dml.reads.iter().chain([&dml.table]).collect(),
            _ => operation.relations(),
        };
        self.partial |= named.into_iter().any(|name| self.is_unknown(name) && !self.is_creating(name));
    }

    /// The history shows the table from its making on, and nothing since that might have changed it unseen.
    pub fn is_whole(&self, table: &Table) -> bool {
        let own = table.has_columns_of_its_own() && table.partition_of.is_none() && table.inherits.is_empty();
        own && table.complete && !table.columns.is_empty() && !table.maybe_older && self.is_in_sight(table.origin)
    }

    /// Nothing since the making of something might have changed it unseen.
    pub fn is_in_sight(&self, made: Origin) -> bool {
        self.obscured.is_none_or(|at| (made.file, made.transaction) > at)
    }

    /// The history made the function, and nothing may have taken it away since.
    pub fn is_there(&self, function: &Function) -> bool {
        let made = (function.origin.file, function.origin.transaction);
        self.is_all_seen() && self.cascaded.is_none_or(|at| made > at)
    }

    /// There is a history, and nothing in it is hidden.
    pub fn is_all_seen(&self) -> bool {
        self.now.file > 0 && self.obscured.is_none()
    }

    /// A relation is there again.
    pub(super) fn is_back(&mut self, name: &ObjectName) {
        if self.gone.remove(name) {
            self.record(|| Undo::Gone(name.clone(), true));
        }
    }

    /// The table of this name, where the history shows all of it.
    pub fn whole_table(&self, name: &ObjectName) -> Option<&Table> {
        match self.relation(name)? {
            Relation::Table(table) if self.is_whole(table) => Some(table),
            _ => None,
        }
    }
}

/// With fewer tables a history shows too little to say that it is whole.
const ENOUGH_TABLES: usize = 10;

/// A table that the runner of migrations keeps for itself.
fn is_of_a_tool(name: &str) -> bool {
    ["migration", "schema_version", "schema_history", "changelog", "db_version", "alembic"].iter().any(|part| name.contains(part))
}

/// Extensions that change no tables and whose functions are known (manual, appendix F).
const HARMLESS_EXTENSIONS: [&str; 14] = [
    "btree_gin",
    "btree_gist",
    "citext",
    "cube",
    "fuzzystrmatch",
    "hstore",
    "intarray",
    "ltree",
    "pg_stat_statements",
    "pg_trgm",
    "pgcrypto",
    "plpgsql",
    "unaccent",
    "uuid-ossp",
];

/// It may change tables in a way that nobody sees: code that could not be read, names made at run time, functions of the user's.
fn is_obscure(located: &Located) -> bool {
    match &located.operation {
        Operation::Unknown(_) | Operation::Do(DoBlock { understood: false, .. }) => true,
        Operation::Call(_) => located.called.is_none(),
        Operation::CreateExtension(create) => !HARMLESS_EXTENSIONS.contains(&create.name.as_str()),
        Operation::Select(_) if located.called.is_some() => false,
        Operation::Select(select) => select.calls.iter().any(|function| !volatility::is_known(function)),
        _ => located.context.dynamic,
    }
}
