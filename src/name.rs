//! Names of database objects, folded as the server folds them.

use std::{
    borrow::Borrow,
    fmt,
    hash::{Hash, Hasher},
};

use compact_str::CompactString;

/// One identifier after folding: unquoted ones in lower case, quoted ones as written.
pub type Name = CompactString;

/// The longest identifier in bytes (`NAMEDATALEN` − 1, manual 4.1.1).
pub const LONGEST: usize = 63;

/// As much of a name as the server keeps.
pub fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}

/// A name that may be qualified by a schema. A database (`db.schema.table`) is left out: a migration has one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct ObjectName {
    /// The schema as written, or `None` where the search path decides.
    pub schema: Option<Name>,
    /// The object's own name.
    pub name: Name,
}

impl ObjectName {
    /// A name without a schema.
    pub fn bare(name: impl Into<Name>) -> Self {
        Self { schema: None, name: name.into() }
    }

    /// A name in a schema.
    pub fn qualified(schema: impl Into<Name>, name: impl Into<Name>) -> Self {
        Self { schema: Some(schema.into()), name: name.into() }
    }

    /// The same schema with another object name.
    pub fn sibling(&self, name: impl Into<Name>) -> Self {
        Self { schema: self.schema.clone(), name: name.into() }
    }
}

/// Names as maps by [`ObjectName`] are asked for them: what is borrowed need not be made a name first.
pub trait Parts {
    /// The schema, if any, and the object's own name.
    fn parts(&self) -> (Option<&str>, &str);
}

impl Parts for ObjectName {
    fn parts(&self) -> (Option<&str>, &str) {
        (self.schema.as_deref(), &self.name)
    }
}

/// A schema and a name in it.
impl Parts for (&str, &str) {
    fn parts(&self) -> (Option<&str>, &str) {
        (Some(self.0), self.1)
    }
}

impl<'a> Borrow<dyn Parts + 'a> for ObjectName {
    fn borrow(&self) -> &(dyn Parts + 'a) {
        self
    }
}

impl PartialEq for dyn Parts + '_ {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for dyn Parts + '_ {}

impl Hash for dyn Parts + '_ {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

/// As [`Parts`] are hashed.
impl Hash for ObjectName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

/// Quoted only where the server would need it; `public` is left out as people leave it out.
impl fmt::Display for ObjectName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(schema) = self.schema.as_deref().filter(|schema| *schema != "public") {
            write!(out, "{}.", quoted(schema))?;
        }
        write!(out, "{}", quoted(&self.name))
    }
}

/// An identifier as it must be written in SQL: quoted where folding or its characters would change it.
pub fn quoted(name: &str) -> impl fmt::Display + '_ {
    struct Quoted<'a>(&'a str);
    impl fmt::Display for Quoted<'_> {
        fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            if is_plain(self.0) || is_placeholder(self.0) {
                out.write_str(self.0)
            } else {
                write!(out, "\"{}\"", self.0.replace('"', "\"\""))
            }
        }
    }
    Quoted(name)
}

/// Put in by a template: shown as it is written.
fn is_placeholder(name: &str) -> bool {
    name.contains("{{") || name.contains("${") || name.contains("{$") || name.starts_with([':', '%'])
}

fn is_plain(name: &str) -> bool {
    let head = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    let tail = |byte: u8| head(byte) || byte.is_ascii_digit() || byte == b'$';
    let mut bytes = name.bytes();
    bytes.next().is_some_and(head) && bytes.all(tail) && !is_reserved(name)
}

/// Whether a word in lower case can be a name in quotes only.
pub fn is_reserved(word: &str) -> bool {
    RESERVED.binary_search(&word).is_ok()
}

/// Words, in order, that PostgreSQL accepts as a column or table name only in quotes (appendix C, "reserved").
const RESERVED: &[&str] = &[
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "binary",
    "both",
    "case",
    "cast",
    "check",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "false",
    "fetch",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "group",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "intersect",
    "into",
    "is",
    "isnull",
    "join",
    "lateral",
    "leading",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "natural",
    "not",
    "notnull",
    "null",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "outer",
    "overlaps",
    "placing",
    "primary",
    "references",
    "returning",
    "right",
    "select",
    "session_user",
    "similar",
    "some",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "to",
    "trailing",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_words_are_in_order() {
        assert!(RESERVED.is_sorted());
    }

    #[test]
    fn names_are_quoted_only_where_needed() {
        for (name, written) in [
            ("users", "users"),
            ("User", "\"User\""),
            ("order", "\"order\""),
            ("a b", "\"a b\""),
            ("{{ .Schema }}_t", "{{ .Schema }}_t"),
            ("a\"b", "\"a\"\"b\""),
        ] {
            assert_eq!(quoted(name).to_string(), written);
        }
        assert_eq!(ObjectName::qualified("public", "users").to_string(), "users");
        assert_eq!(ObjectName::qualified("Shop", "users").to_string(), "\"Shop\".users");
    }
}
