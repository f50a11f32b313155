//! Data types as a column or a cast names them.

use std::fmt;

use crate::name::{Name, ObjectName};

/// A data type with its modifiers. Built-in aliases are folded to the server's internal name (`integer` → `int4`,
/// `character varying` → `varchar`, `timestamp with time zone` → `timestamptz`), so that two spellings compare equal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DataType {
    /// The folded name; `pg_catalog` is left out.
    pub name: ObjectName,
    /// Type modifiers in order: `varchar(20)` → `[20]`, `numeric(5, 2)` → `[5, 2]`, `timestamp(3)` → `[3]`.
    pub modifiers: Vec<i32>,
    /// `interval`'s fields, such as `day to second`; a modifier that is no number, such as `geometry(Point, 4326)`'s `point`.
    pub fields: Option<Name>,
    /// 1 for an array, of however many dimensions: the server's type has no number of them; 0 for a plain type.
    pub dimensions: u8,
    /// `serial`, `bigserial`, `smallserial` as written; `name` is then the integer type beneath.
    pub serial: bool,
}

impl DataType {
    /// A built-in type without modifiers, by its internal name.
    pub fn builtin(name: &str) -> Self {
        Self { name: ObjectName::bare(name), ..Self::default() }
    }

    /// Whether this is the named built-in type (or one found by the search path), and no array.
    pub fn is(&self, name: &str) -> bool {
        self.dimensions == 0 && self.name.schema.is_none() && self.name.name == name
    }
}

/// As SQL, in the short internal spelling.
impl fmt::Display for DataType {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = match self.name.name.as_str() {
            "int4" => "integer",
            "int8" => "bigint",
            "int2" => "smallint",
            "bool" => "boolean",
            "float8" => "double precision",
            "float4" => "real",
            "bpchar" if !self.modifiers.is_empty() => "char",
            "char" => "\"char\"",
            _ => "",
        };
        match (&self.name.schema, written) {
            (None, written) if !written.is_empty() => out.write_str(written)?,
            _ => write!(out, "{}", self.name)?,
        }
        if let Some(fields) = &self.fields {
            write!(out, " {fields}")?;
        }
        if !self.modifiers.is_empty() {
            let modifiers: Vec<String> = self.modifiers.iter().map(i32::to_string).collect();
            write!(out, "({})", modifiers.join(", "))?;
        }
        (0..self.dimensions).try_for_each(|_| out.write_str("[]"))
    }
}

/// `CREATE TYPE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateType {
    /// The type's name.
    pub name: ObjectName,
    /// What it is.
    pub definition: TypeDefinition,
}

/// What a `CREATE TYPE` makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeDefinition {
    /// `AS ENUM (…)`, with its labels.
    Enum(Vec<Name>),
    /// `AS (…)`, with its attributes.
    Composite(Vec<(Name, DataType)>),
    /// `AS RANGE (…)`, a base type, or a shell type.
    Other,
}

/// `ALTER TYPE` of an enum or a composite type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlterType {
    /// The type's name.
    pub name: ObjectName,
    /// What changes.
    pub change: TypeChange,
}

/// What an `ALTER TYPE` does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeChange {
    /// `ADD VALUE`.
    AddValue {
        /// The new label.
        value: Name,
        /// `IF NOT EXISTS`.
        if_not_exists: bool,
        /// The label after `BEFORE` or `AFTER`.
        neighbour: Option<Name>,
    },
    /// `RENAME VALUE a TO b`.
    RenameValue {
        /// The old label.
        from: Name,
        /// The new label.
        to: Name,
    },
    /// `ADD ATTRIBUTE`, `DROP ATTRIBUTE`, `ALTER ATTRIBUTE … TYPE`, `RENAME ATTRIBUTE`.
    Attribute {
        /// Which of the four.
        change: AttributeChange,
        /// The attribute.
        attribute: Name,
        /// The new type (`ADD`, `ALTER`).
        data_type: Option<DataType>,
        /// The new name (`RENAME`).
        to: Option<Name>,
        /// `IF EXISTS`.
        if_exists: bool,
        /// `CASCADE`: typed tables follow.
        cascade: bool,
    },
    /// `SET (…)`: properties of a base type.
    Other,
}

/// What happens to an attribute of a composite type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttributeChange {
    /// `ADD ATTRIBUTE`.
    Add,
    /// `DROP ATTRIBUTE`.
    Drop,
    /// `ALTER ATTRIBUTE … TYPE`.
    Type,
    /// `RENAME ATTRIBUTE`.
    Rename,
}

/// `CREATE DOMAIN`.
#[derive(Debug, Clone, PartialEq)]
pub struct CreateDomain {
    /// The domain's name.
    pub name: ObjectName,
    /// The type beneath.
    pub base: DataType,
    /// `NOT NULL`.
    pub not_null: bool,
    /// `DEFAULT`.
    pub default: Option<super::Expression>,
    /// `CHECK` constraints.
    pub checks: Vec<super::Constraint>,
}

/// `ALTER DOMAIN`, but for its name, schema and owner (those are `AlterObject`).
#[derive(Debug, Clone, PartialEq)]
pub struct AlterDomain {
    /// The domain's name.
    pub name: ObjectName,
    /// What changes.
    pub change: DomainChange,
}

/// What an `ALTER DOMAIN` does.
#[derive(Debug, Clone, PartialEq)]
pub enum DomainChange {
    /// `ADD CONSTRAINT`, `ADD CHECK`.
    AddConstraint(super::Constraint),
    /// `DROP CONSTRAINT`.
    DropConstraint {
        /// The constraint.
        name: Name,
        /// `IF EXISTS`.
        if_exists: bool,
    },
    /// `VALIDATE CONSTRAINT`.
    ValidateConstraint(Name),
    /// `RENAME CONSTRAINT a TO b`.
    RenameConstraint {
        /// The old name.
        from: Name,
        /// The new name.
        to: Name,
    },
    /// `SET NOT NULL`.
    SetNotNull,
    /// `DROP NOT NULL`.
    DropNotNull,
    /// `SET DEFAULT`.
    SetDefault(super::Expression),
    /// `DROP DEFAULT`.
    DropDefault,
}
