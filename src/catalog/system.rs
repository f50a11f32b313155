//! The history as the tables of the system catalogs show it (manual 53 and 37).
//!
//! A row for an object whose name the history does not tell has an unknown name: it may be the one that is asked for.

use super::{Catalog, Relation, Table, TableConstraint, TableIndex, TableKind, TypeKind};
use crate::{
    name::{Name, ObjectName},
    operation::{ConstraintKind, PartitionBound, Persistence},
    parse::evaluate::{SystemTable, Value},
};

type Row = Vec<Option<Value>>;
/// Columns, and the rows that are known.
type Shown = (&'static [&'static str], Vec<Row>);

fn text(text: impl AsRef<str>) -> Option<Value> {
    Some(Value::text(text.as_ref()))
}

fn schema(name: &ObjectName) -> Option<Value> {
    text(name.schema.as_deref().unwrap_or("public"))
}

fn relation(name: &ObjectName) -> Option<Value> {
    Some(Value::Relation(name.clone()))
}

fn truth(value: bool) -> Option<Value> {
    Some(Value::Boolean(value))
}

impl Catalog {
    /// What the history knows of a table of the system catalogs; `None` for one that it cannot show.
    pub fn system_table(&self, name: &ObjectName) -> Option<SystemTable> {
        if name.schema.as_deref() == Some("information_schema") {
            return self.information_schema(&name.name);
        }
        if name.schema.is_some() {
            return None;
        }
        let name = name.name.as_str();
        let (columns, rows) = self.relation_rows(name).or_else(|| self.part_rows(name)).or_else(|| self.object_rows(name))?;
        // Types and functions of extensions are not in the history.
        let closed = !matches!(name, "pg_type" | "pg_proc" | "pg_enum" | "pg_namespace");
        Some(self.seen(columns, rows, closed))
    }

    /// Tables, views and their partitions.
    fn relation_rows(&self, name: &str) -> Option<Shown> {
        Some(match name {
            "pg_class" => (
                &[
                    "oid",
                    "relname",
                    "relnamespace",
                    "relkind",
                    "relispartition",
                    "relpartbound",
                    "relpersistence",
                    "relrowsecurity",
                ],
                self.all_relations(),
            ),
            "pg_tables" => (
                &["schemaname", "tablename", "tableowner"],
                self.rows(is_table, |table| vec![vec![schema(&table.name), text(&table.name.name), None]]),
            ),
            "pg_views" => (&["schemaname", "viewname"], self.named(|table| table.kind == TableKind::View)),
            "pg_matviews" => (&["schemaname", "matviewname"], self.named(|table| table.kind == TableKind::MaterializedView)),
            "pg_inherits" => (
                &["inhrelid", "inhparent", "inhdetachpending"],
                self.rows(
                    |_| true,
                    |table| {
                        let child = |child: &ObjectName| vec![relation(child), relation(&table.name), truth(false)];
                        table.children.iter().map(child).collect()
                    },
                ),
            ),
            _ => return None,
        })
    }

    /// Indexes, constraints, columns, triggers and policies.
    fn part_rows(&self, name: &str) -> Option<Shown> {
        Some(match name {
            "pg_index" => (
                &["indexrelid", "indrelid", "indisunique", "indisprimary", "indisvalid"],
                self.rows(|_| true, |table| table.indexes.iter().map(|index| index_row(table, index)).collect()),
            ),
            "pg_indexes" => (
                &["schemaname", "tablename", "indexname", "indexdef"],
                self.rows(
                    |_| true,
                    |table| {
                        let row = |index: &TableIndex| vec![schema(&table.name), text(&table.name.name), text(&index.name), None];
                        table.indexes.iter().map(row).collect()
                    },
                ),
            ),
            "pg_constraint" => (
                &["oid", "conname", "conrelid", "contype", "convalidated", "confrelid", "connamespace"],
                self.rows(is_table, |table| {
                    table.constraints.iter().map(|constraint| constraint_row(table, constraint)).collect()
                }),
            ),
            "pg_attribute" => (&["attrelid", "attname", "attnotnull", "attisdropped", "attnum"], self.rows(|_| true, attributes)),
            "pg_trigger" => (
                &["tgname", "tgrelid", "tgisinternal"],
                self.rows(
                    |_| true,
                    |table| {
                        let row = |name| vec![text(name), relation(&table.name), truth(false)];
                        table.triggers.iter().map(|trigger| row(&trigger.name)).collect()
                    },
                ),
            ),
            "pg_policies" => (
                &["schemaname", "tablename", "policyname"],
                self.rows(is_table, |table| {
                    let row = |name| vec![schema(&table.name), text(&table.name.name), text(name)];
                    table.policies.iter().map(|policy| row(&policy.name)).collect()
                }),
            ),
            "pg_policy" => (
                &["polname", "polrelid"],
                self.rows(is_table, |table| {
                    table.policies.iter().map(|policy| vec![text(&policy.name), relation(&table.name)]).collect()
                }),
            ),
            _ => return None,
        })
    }

    /// Schemas, types and functions.
    fn object_rows(&self, name: &str) -> Option<Shown> {
        Some(match name {
            "pg_namespace" => (&["oid", "nspname"], self.schemas().map(|name| vec![text(&name), text(&name)]).collect()),
            "pg_type" => (&["oid", "typname", "typnamespace", "typtype"], self.type_rows()),
            "pg_enum" => (&["enumtypid", "enumlabel"], self.enum_rows()),
            "pg_proc" => {
                (&["proname", "pronamespace"], self.functions.keys().map(|name| vec![text(&name.name), schema(name)]).collect())
            }
            _ => return None,
        })
    }

    fn seen(&self, columns: &'static [&'static str], rows: Vec<Row>, closed: bool) -> SystemTable {
        SystemTable { columns, rows, complete: closed && self.is_whole_so_far() }
    }

    fn information_schema(&self, name: &str) -> Option<SystemTable> {
        let named = |table: &Table| vec![schema(&table.name), text(&table.name.name)];
        let (columns, rows): (&'static [&'static str], Vec<Row>) = match name {
            "tables" => (
                &["table_schema", "table_name", "table_type"],
                self.rows(
                    |table| table.kind != TableKind::MaterializedView,
                    |table| {
                        let kind = match (table.persistence, table.kind) {
                            (Persistence::Temporary, _) => "LOCAL TEMPORARY",
                            (_, TableKind::View) => "VIEW",
                            (_, TableKind::Foreign) => "FOREIGN",
                            _ => "BASE TABLE",
                        };
                        vec![[named(table), vec![text(kind)]].concat()]
                    },
                ),
            ),
            "views" => (&["table_schema", "table_name"], self.named(|table| table.kind == TableKind::View)),
            "columns" => (
                &["table_schema", "table_name", "column_name", "is_nullable", "data_type", "column_default", "is_identity"],
                self.rows(
                    |_| true,
                    |table| columns_of(table).into_iter().map(|column| [named(table), column].concat()).collect(),
                ),
            ),
            "table_constraints" => (
                &["constraint_schema", "table_schema", "table_name", "constraint_name", "constraint_type"],
                self.rows(is_table, |table| {
                    let row = |constraint: &TableConstraint| {
                        let own = vec![text(&constraint.name), constraint_type(constraint).1.and_then(text)];
                        [vec![schema(&table.name)], named(table), own].concat()
                    };
                    table.constraints.iter().map(row).collect()
                }),
            ),
            "triggers" => (
                &["event_object_schema", "event_object_table", "trigger_name"],
                self.rows(
                    |_| true,
                    |table| table.triggers.iter().map(|trigger| [named(table), vec![text(&trigger.name)]].concat()).collect(),
                ),
            ),
            _ => return None,
        };
        Some(self.seen(columns, rows, true))
    }

    /// Rows of the tables that `which` wants, in the order of their names.
    fn rows(&self, which: impl Fn(&Table) -> bool, rows: impl Fn(&Table) -> Vec<Row>) -> Vec<Row> {
        let mut tables: Vec<&Table> = self.tables().filter(|table| which(table)).collect();
        tables.sort_by(|one, other| one.name.cmp(&other.name));
        tables.into_iter().flat_map(rows).collect()
    }

    fn named(&self, which: impl Fn(&Table) -> bool) -> Vec<Row> {
        self.rows(which, |table| vec![vec![schema(&table.name), text(&table.name.name)]])
    }

    fn all_relations(&self) -> Vec<Row> {
        let mut all: Vec<_> = self.relations.iter().collect();
        all.sort_by(|one, other| one.0.cmp(other.0));
        all.into_iter().map(|(name, known)| class_row(name, known)).collect()
    }

    fn schemas(&self) -> impl Iterator<Item = Name> {
        let mut names: Vec<Name> = self.relations.keys().filter_map(|name| name.schema.clone()).collect();
        names.push(Name::const_new("public"));
        names.sort();
        names.dedup();
        names.into_iter()
    }

    fn type_rows(&self) -> Vec<Row> {
        let row = |(name, known): (&ObjectName, &std::rc::Rc<super::Type>)| {
            let kind = match &known.kind {
                TypeKind::Enum { .. } => text("e"),
                TypeKind::Composite { .. } => text("c"),
                TypeKind::Domain(_) => text("d"),
                TypeKind::Other => None,
            };
            vec![text(&name.name), text(&name.name), schema(name), kind]
        };
        self.types.iter().map(row).collect()
    }

    fn enum_rows(&self) -> Vec<Row> {
        let labels = |(name, known): (&ObjectName, &std::rc::Rc<super::Type>)| match &known.kind {
            TypeKind::Enum { labels } => labels.iter().map(|(label, _)| vec![text(&name.name), text(label)]).collect(),
            _ => Vec::new(),
        };
        self.types.iter().flat_map(labels).collect()
    }
}

fn is_table(table: &Table) -> bool {
    matches!(table.kind, TableKind::Table | TableKind::Partitioned)
}

fn class_row(name: &ObjectName, known: &Relation) -> Row {
    let mut row = vec![relation(name), text(&name.name), schema(name)];
    match known {
        Relation::Table(table) => {
            let kind = match table.kind {
                TableKind::Table => "r",
                TableKind::Partitioned => "p",
                TableKind::Foreign => "f",
                TableKind::View => "v",
                TableKind::MaterializedView => "m",
            };
            let persistence = match table.persistence {
                Persistence::Permanent => "p",
                Persistence::Unlogged => "u",
                Persistence::Temporary => "t",
            };
            let bound = table.partition_of.as_ref().map_or(Some(Value::Null), |(_, bound)| text(written(bound)));
            row.extend([text(kind), truth(table.partition_of.is_some()), bound, text(persistence), truth(table.row_security)]);
        }
        Relation::Index { .. } => row.extend([text("i"), None, Some(Value::Null), None, truth(false)]),
        Relation::Sequence { .. } => row.extend([text("S"), truth(false), Some(Value::Null), None, truth(false)]),
    }
    row
}

/// A partition's bound as SQL.
fn written(bound: &PartitionBound) -> String {
    match bound {
        PartitionBound::Range { from, to } => format!("FOR VALUES FROM ({}) TO ({})", from.join(", "), to.join(", ")),
        PartitionBound::List(values) => format!("FOR VALUES IN ({})", values.join(", ")),
        PartitionBound::Hash { modulus, remainder } => format!("FOR VALUES WITH (modulus {modulus}, remainder {remainder})"),
        PartitionBound::Default => "DEFAULT".to_owned(),
    }
}

fn index_row(table: &Table, index: &TableIndex) -> Row {
    let primary = table
        .constraints
        .iter()
        .any(|constraint| Some(&constraint.name) == index.constraint.as_ref() && constraint_type(constraint).0 == Some("p"));
    let name = table.name.sibling(index.name.clone());
    vec![relation(&name), relation(&table.name), truth(index.unique), truth(primary), truth(index.valid)]
}

/// `contype`, and `constraint_type` of the information schema.
fn constraint_type(constraint: &TableConstraint) -> (Option<&'static str>, Option<&'static str>) {
    match &constraint.kind {
        ConstraintKind::Unique(unique) if unique.primary => (Some("p"), Some("PRIMARY KEY")),
        ConstraintKind::Unique(_) => (Some("u"), Some("UNIQUE")),
        ConstraintKind::Check(_) => (Some("c"), Some("CHECK")),
        ConstraintKind::ForeignKey(_) => (Some("f"), Some("FOREIGN KEY")),
        ConstraintKind::Exclude { .. } => (Some("x"), None),
        ConstraintKind::NotNull(_) => (Some("n"), Some("CHECK")),
    }
}

fn constraint_row(table: &Table, constraint: &TableConstraint) -> Row {
    let references = constraint.references().map_or(Some(Value::Integer(0)), relation);
    vec![
        text(&constraint.name),
        text(&constraint.name),
        relation(&table.name),
        constraint_type(constraint).0.and_then(text),
        truth(constraint.valid),
        references,
        schema(&table.name),
    ]
}

fn attributes(table: &Table) -> Vec<Row> {
    let known = table
        .columns
        .iter()
        .map(|column| vec![relation(&table.name), text(&column.name), truth(column.not_null), truth(false), None]);
    let unknown = (!table.complete).then(|| vec![relation(&table.name), None, None, None, None]);
    known.chain(unknown).collect()
}

fn columns_of(table: &Table) -> Vec<Row> {
    let known = table.columns.iter().map(|column| {
        let default = if column.default.is_none() && !column.identity { Some(Value::Null) } else { None };
        let nullable = text(if column.not_null { "NO" } else { "YES" });
        vec![text(&column.name), nullable, None, default, text(if column.identity { "YES" } else { "NO" })]
    });
    let unknown = (!table.complete).then(|| vec![None; 5]);
    known.chain(unknown).collect()
}
