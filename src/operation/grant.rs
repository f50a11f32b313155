//! Privileges.

use super::ObjectKind;
use crate::name::{Name, ObjectName};

/// `GRANT` or `REVOKE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// `REVOKE`.
    pub revoke: bool,
    /// `ALL`, or the privileges in lower case.
    pub privileges: Vec<Name>,
    /// What they are on.
    pub target: GrantTarget,
    /// To whom, or from whom; `public` for `PUBLIC`.
    pub grantees: Vec<Name>,
}

/// What a `GRANT` is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GrantTarget {
    /// `ON [TABLE] a, b`.
    Tables(Vec<ObjectName>),
    /// `ON ALL TABLES IN SCHEMA a, b`.
    AllTables(Vec<Name>),
    /// Anything else: schemas, sequences, functions, types, …
    Objects(ObjectKind, Vec<ObjectName>),
    /// `GRANT role TO role`.
    Roles,
}
