//! Rules: what is worth telling of an operation and its effects.
//!
//! A rule is a page (`rules/<rule>.md`) and a function (`src/rules/<rule>.rs`); `build.rs` makes the table `RULES` of both.

mod add_check_scans;
mod add_column_with_constraint;
mod add_column_with_rewrite;
mod add_exclusion_builds_index;
mod add_foreign_key_scans;
mod add_primary_key_builds_index;
mod add_required_column;
mod add_unique_builds_index;
mod alter_domain_scans;
mod attach_partition_scans;
mod char_column;
mod cluster;
mod column_type_change;
mod create_index_without_concurrently;
mod create_partition_locks_parent;
mod delete_without_where;
mod detach_partition_without_concurrently;
mod disable_trigger;
mod drop_cascade;
mod drop_column;
mod drop_database;
mod drop_default;
mod drop_function;
mod drop_index_without_concurrently;
mod drop_locks_referenced;
mod drop_not_null;
mod drop_owned;
mod drop_primary_key;
mod drop_schema;
mod drop_table;
mod drop_view;
mod duplicate_index;
mod enum_type;
mod enum_value_without_place;
mod existing_object_kept;
mod fails_when_repeated;
mod foreign_key_without_index;
mod grant_to_public;
mod identifier_too_long;
mod identity_starts_at_one;
mod index_dropped_first;
mod indexed_function_replaced;
mod insert_without_columns;
mod invalid_index_kept;
mod json_column;
mod lock_table;
mod lock_timeout_cuts_build;
mod lock_timeout_disabled;
mod lock_timeout_too_long;
mod loop_counts_rows;
mod loop_without_batches;
mod loop_without_commit;
mod missing_lock_timeout;
mod money_as_float;
mod money_column;
mod move_to_schema;
mod nested_transaction;
mod not_allowed_in_transaction;
mod offset_skips_rows;
mod on_delete_cascade;
mod policy_for_everybody;
mod policy_without_row_security;
mod policy_without_using;
mod published_table_gets_column;
mod published_table_without_identity;
mod quoted_name;
mod redundant_index;
mod references_locks_parent;
mod refresh_view_blocks_reads;
mod reindex_without_concurrently;
mod rename_column;
mod rename_enum_value;
mod rename_schema;
mod rename_table;
mod replica_role;
mod rewrite_table;
mod row_security_without_policies;
mod security_definer_without_search_path;
mod sequence_restarts;
mod serial_column;
mod set_local_outside_transaction;
mod set_not_null_scans;
mod several_tables_locked;
mod short_key;
mod statement_cut_short;
mod statement_timeout_cuts_build;
mod swapped_table_lacks;
mod table_without_primary_key;
mod table_without_row_security;
mod table_without_schema;
mod timestamp_without_time_zone;
mod truncate;
mod unbatched_delete;
mod unbatched_insert;
mod unbatched_merge;
mod unbatched_update;
mod unlogged_table;
mod update_without_where;
mod vacuum_full;
mod validate_under_lock;
mod varchar_with_limit;
mod view_loses_security_invoker;
mod view_without_security_invoker;
mod will_fail;
mod work_under_lock;

use crate::{
    catalog::*,
    diagnostic::{Category, Label, Severity},
    effects::*,
    fix::{Applicability, Fix},
    name::{Name, ObjectName, quoted},
    operation::*,
    rewrite::{self, Part, Rewrite},
    session::{Timeout, TransactionBlock},
    source::Span,
    timeline::Hold,
    wording::{held_back, names, short, waiting, with_name},
};
pub use crate::{remedy::Remedy, step::Step};

/// What a rule found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The place.
    pub span: Span,
    /// What happens, in the present tense, without a full stop: "writes to `users` wait until the index is built".
    pub message: String,
    /// What to do, as a command.
    pub help: Option<String>,
    /// Statements that do the same safely, part by part.
    pub rewrite: Option<Rewrite>,
    /// Further places.
    pub labels: Vec<Label>,
    /// An edit that mends it.
    pub fix: Option<Fix>,
    /// A milder severity than the rule's own, where this case deserves one.
    pub severity: Option<Severity>,
    /// What makes it moot if a later statement of the run does it.
    pub unless: Option<Remedy>,
}

/// A rule as its page describes it.
#[derive(Debug)]
pub struct Rule {
    /// The page's file stem, such as `drop-table`.
    pub id: &'static str,
    /// The page's title.
    pub summary: &'static str,
    /// Its severity where nothing else is configured.
    pub severity: Severity,
    /// What kind of harm it is about.
    pub category: Category,
    /// On where nothing else is configured.
    pub default: bool,
    /// On, though off by default, where this framework runs the migrations.
    pub default_with: Option<&'static str>,
    /// Reported once in a run, at the first place.
    pub once: bool,
    /// What it reports breaks the application version that is still running.
    pub breaks_application: bool,
    /// What it reports is what the last step of a change in two is for.
    pub expected_in_contract: bool,
    /// What it reports lasts longer the more rows the tables have.
    pub grows: bool,
    /// The version of ddlint that brought it.
    pub since: &'static str,
    /// The same rule in other linters, as `tool/rule`.
    pub sources: &'static [&'static str],
    /// The page, in Markdown, without its front matter.
    pub page: &'static str,
    /// Looks at one step; `None` for what the engine itself reports.
    pub check: Option<fn(&Step) -> Option<Finding>>,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Finding {
    /// A finding at a place.
    pub fn at(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            help: None,
            rewrite: None,
            labels: Vec::new(),
            fix: None,
            severity: None,
            unless: None,
        }
    }

    /// With a command that says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With statements that do the same safely.
    pub fn rewrite(mut self, rewrite: impl Into<Rewrite>) -> Self {
        self.rewrite = Some(rewrite.into());
        self
    }

    /// With statements that do the same safely, where there are any.
    pub fn maybe_rewrite(mut self, rewrite: Option<impl Into<Rewrite>>) -> Self {
        self.rewrite = rewrite.map(Into::into);
        self
    }

    /// With a further place.
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    /// With the statement that took a lock which is still held.
    pub fn held(self, hold: &Hold) -> Self {
        match hold.since {
            Some(since) => self.label(since, "its lock is kept until the transaction ends"),
            None => self.label(Span::default(), "a file before this one took its lock, in the same transaction"),
        }
    }

    /// Milder than the rule's own severity.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// Moot if a later statement of the run does this.
    pub fn unless(mut self, remedy: Remedy) -> Self {
        self.unless = Some(remedy);
        self
    }

    /// With an edit, where there is one.
    pub fn maybe_fix(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }

    /// With an edit.
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

/// The rule of this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.binary_search_by(|rule| rule.id.cmp(id)).ok().map(|at| &RULES[at])
}

/// The rule that another linter calls by this name, such as `squawk` and `ban-drop-table`.
pub fn rule_by_source(tool: &str, name: &str) -> Option<&'static Rule> {
    let same = |source: &&str| source.split_once('/') == Some((tool, name));
    RULES.iter().find(|rule| rule.sources.iter().any(&same))
}

/// Those of the named relations that were there before.
fn existing<'a>(step: &Step, names: &'a [ObjectName]) -> Vec<&'a ObjectName> {
    names.iter().filter(|name| step.is_existing(name)).collect()
}

/// Writers of a relation that was there before wait.
fn blocks_existing(effect: &RelationEffect) -> bool {
    effect.new == Newness::Existing && effect.lock.blocks_writes()
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));
