//! ddlint reads SQL migrations and says, before they run, what they will do to a live database.
//!
//! The data goes one way only:
//!
//! ```text
//! text ─ source ─► Document ► Section ► Statement     split by us: one bad statement costs itself only
//!      ─ parse ──► Operation(s), each with its own Span
//!      ─ lint ───► for each operation: Step{operation, catalog, session, effects, target} ► rules ► Findings
//!      ─ report ─► Diagnostics ► baseline ► human | json | html | …; plan
//! ```

#[cfg(feature = "cli")]
pub mod api;
pub mod baseline;
pub mod catalog;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod config;
pub mod diagnostic;
pub mod dialect;
pub mod effects;
pub mod fix;
pub mod fold;
pub mod html;
pub mod lint;
pub mod name;
pub mod operation;
pub mod parse;
pub mod plan;
mod predicate;
pub mod remark;
pub mod remedy;
pub mod report;
pub mod rewrite;
pub mod rules;
pub mod session;
pub mod source;
pub mod stats;
mod step;
#[cfg(feature = "cli")]
pub mod suggest;
pub mod timeline;
pub mod usage;
#[cfg(all(target_family = "wasm", feature = "cli"))]
mod wasm;
mod wording;
