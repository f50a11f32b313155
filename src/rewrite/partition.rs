//! Partitioned tables: what can be built or proven partition by partition.

use super::{Part, made_up};
use crate::{
    catalog::{Catalog, Table, TableIndex, TableKind},
    name::{Name, ObjectName, quoted},
};

/// An index of a partitioned table: `ON ONLY` the parent, then partition by partition. `unique` is `UNIQUE ` or nothing, `definition`
/// what stands behind the table's name.
pub fn index_by_partition(
    catalog: &Catalog,
    table: &Table,
    columns: &[Name],
    name: &str,
    unique: &str,
    definition: &str,
) -> Vec<Part> {
    let mut builder =
        Builder { catalog, columns, unique, definition, only: Vec::new(), builds: Vec::new(), attaches: Vec::new() };
    builder.parent(table, name);
    let Builder { only, builds, attaches, .. } = builder;
    let built = match builds.is_empty() {
        true => Part::online("-- for each partition: CREATE INDEX CONCURRENTLY, then ALTER INDEX … ATTACH PARTITION")
            .outside()
            .by_hand(),
        false => Part::online(builds.join("\n")).outside(),
    };
    let attached = Part::instant(attaches.join("\n")).note("the last one makes the parent's index valid");
    [Some(Part::instant(only.join("\n"))), Some(built), (!attaches.is_empty()).then_some(attached)]
        .into_iter()
        .flatten()
        .collect()
}

struct Builder<'a> {
    catalog: &'a Catalog,
    columns: &'a [Name],
    unique: &'a str,
    definition: &'a str,
    only: Vec<String>,
    builds: Vec<String>,
    attaches: Vec<String>,
}

impl Builder<'_> {
    fn parent(&mut self, table: &Table, name: &str) {
        self.only.push(format!("CREATE {}INDEX {name} ON ONLY {} {};", self.unique, table.name, self.definition));
        for child in &table.children {
            let own = made_up(child, self.columns, "idx");
            match self.catalog.table(child).filter(|child| child.kind == TableKind::Partitioned) {
                Some(partitioned) => self.parent(partitioned, &own),
                None => {
                    self.builds.push(format!("CREATE {}INDEX CONCURRENTLY {own} ON {child} {};", self.unique, self.definition))
                }
            }
            self.attaches.push(format!("ALTER INDEX {} ATTACH PARTITION {};", beside(&table.name, name), beside(child, &own)));
        }
    }
}

/// A quoted name in the schema of another relation.
fn beside(relation: &ObjectName, name: &str) -> String {
    match relation.schema.as_deref().filter(|schema| *schema != "public") {
        Some(schema) => format!("{}.{name}", quoted(schema)),
        None => name.to_owned(),
    }
}

/// The indexes of a partitioned table that a new partition lacks, built on it; `None` where the history does not tell how.
pub fn missing_indexes(parent: &Table, partition: &Table) -> Option<Vec<Part>> {
    let same = |one: &TableIndex, other: &TableIndex| {
        one.unique == other.unique && one.keys == other.keys && one.partial == other.partial && one.include == other.include
    };
    let missing = parent.indexes.iter().filter(|wanted| !partition.indexes.iter().any(|known| same(known, wanted)));
    missing.map(|index| plain_index(index, partition)).collect::<Option<Vec<_>>>().map(|parts| parts.concat())
}

fn plain_index(index: &TableIndex, partition: &Table) -> Option<Vec<Part>> {
    let plain = index.constraint.is_none() && !index.partial && index.operator_classes.iter().all(Option::is_none);
    let columns = index.keys.iter().cloned().collect::<Option<Vec<Name>>>().filter(|_| plain && index.include.is_empty())?;
    let unique = if index.unique { "UNIQUE " } else { "" };
    let method = if index.method == "btree" { String::new() } else { format!("USING {} ", index.method) };
    let keys: Vec<String> = columns.iter().map(|column| quoted(column).to_string()).collect();
    let (name, table) = (made_up(&partition.name, &columns, "idx"), &partition.name);
    Some(vec![
        Part::online(format!("CREATE {unique}INDEX CONCURRENTLY {name} ON {table} {method}({});", keys.join(", "))).outside(),
    ])
}
