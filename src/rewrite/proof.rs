//! Constraints that are added without a scan, then proven while reads and writes go on.

use super::{Part, made_up};
use crate::name::{Name, ObjectName, quoted};

/// A constraint as `NOT VALID`, then its validation. `add` is the whole action, from `ADD` on; `name` is quoted where it must be.
pub fn validated_later(table: &ObjectName, add: &str, name: &str) -> Vec<Part> {
    vec![
        Part::instant(format!("ALTER TABLE {table} {add} NOT VALID;")),
        Part::online(format!("ALTER TABLE {table} VALIDATE CONSTRAINT {name};")).alone(),
    ]
}

/// A constraint of a partitioned table that takes no `NOT VALID`: proven on each partition, whose constraints the parent's takes over.
pub fn validated_by_partition(table: &ObjectName, partitions: &[ObjectName], add: &str, name: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for partition in partitions {
        parts.push(Part::instant(format!("ALTER TABLE {partition} {add} NOT VALID;")));
    }
    for partition in partitions {
        parts.push(Part::online(format!("ALTER TABLE {partition} VALIDATE CONSTRAINT {name};")).alone());
    }
    parts.push(Part::instant(format!("ALTER TABLE {table} {add};")).alone().note("as each partition has it already"));
    parts
}

/// The way to NOT NULL on which no row is read under a strong lock.
pub fn not_null(table: &ObjectName, column: &Name, version: u16) -> Vec<Part> {
    let name = made_up(table, std::slice::from_ref(column), "not_null");
    let column = quoted(column);
    let demand = if version >= 18 { format!("NOT NULL {column}") } else { format!("CHECK ({column} IS NOT NULL)") };
    let mut parts = validated_later(table, &format!("ADD CONSTRAINT {name} {demand}"), &name);
    parts[0].note = "new rows are checked from now on".into();
    if version < 18 {
        let last =
            format!("ALTER TABLE {table} ALTER COLUMN {column} SET NOT NULL;\nALTER TABLE {table} DROP CONSTRAINT {name};");
        parts.push(Part::instant(last).alone().note("as the constraint is proof"));
    }
    parts
}
