//! Triggers and rules.

use super::{Deferral, Dml, DmlKind, Expression, Query};
use crate::name::{Name, ObjectName};

/// `CREATE TRIGGER`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateTrigger {
    /// The trigger.
    pub name: Name,
    /// Its table or view.
    pub table: ObjectName,
    /// `OR REPLACE` (PostgreSQL 14).
    pub or_replace: bool,
    /// `CONSTRAINT`.
    pub constraint: bool,
    /// `FROM table` of a constraint trigger.
    pub from: Option<ObjectName>,
    /// When it fires.
    pub time: TriggerTime,
    /// When a constraint trigger is run.
    pub deferral: Deferral,
    /// `REFERENCING OLD TABLE …`.
    pub has_transition_tables: bool,
    /// What fires it.
    pub events: TriggerEvents,
    /// The columns that its `WHEN` reads are in here.
    pub when: Option<Expression>,
    /// `FOR EACH ROW`.
    pub for_each_row: bool,
    /// The function it calls.
    pub function: ObjectName,
}

/// When a trigger fires, seen from what fires it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the SQL word of its name")]
pub enum TriggerTime {
    Before,
    After,
    InsteadOf,
}

/// The commands that fire a trigger.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TriggerEvents {
    /// `INSERT`.
    pub insert: bool,
    /// `UPDATE`, also `UPDATE OF`.
    pub update: bool,
    /// `DELETE`.
    pub delete: bool,
    /// `TRUNCATE`.
    pub truncate: bool,
    /// The columns of `UPDATE OF`; empty means any.
    pub update_of: Vec<Name>,
}

/// `CREATE RULE`.
#[derive(Debug, Clone, PartialEq)]
pub struct CreateRule {
    /// The rule.
    pub name: Name,
    /// Its table or view.
    pub table: ObjectName,
    /// `OR REPLACE`.
    pub or_replace: bool,
    /// Relations named in its condition and actions.
    pub query: Query,
    /// What it does.
    pub rule: Rule,
}

/// What a rule does instead of a statement, or beside it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rule {
    /// The statements that it is about; none for `SELECT`.
    pub event: Option<DmlKind>,
    /// `INSTEAD`, without a condition.
    pub instead: bool,
    /// The rows that it changes.
    pub actions: Vec<Dml>,
}
