//! Edits that mend a finding, and how far they may be trusted.

mod apply;
mod passes;

pub use apply::{Applied, apply};
pub use passes::{Fixed, Texts, passes, with_texts};
use serde::Serialize;

use crate::source::Span;

/// A set of edits that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a command: "build the index concurrently".
    pub title: String,
    /// How far it may be trusted.
    pub applicability: Applicability,
    /// Edits in order of place, without overlap.
    pub edits: Vec<Edit>,
}

/// One replacement in the original text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What is put there.
    pub replacement: String,
}

/// How far a fix may be trusted, least first: "may I apply this?" is one comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// To be shown only.
    DisplayOnly,
    /// Holds text that a person must complete.
    HasPlaceholders,
    /// Changes what the migration does; a person should agree.
    Unsafe,
    /// Keeps what the migration ends in.
    Safe,
}

impl Fix {
    /// A fix that inserts text at one place.
    pub fn insert(offset: u32, text: impl Into<String>) -> Self {
        Self::replace(Span::new(offset, offset), text)
    }

    /// A fix that replaces one place.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        let replacement = text.into();
        let title = format!("insert `{}`", replacement.trim());
        Self { title, applicability: Applicability::Safe, edits: vec![Edit { span, replacement }] }
    }

    /// With another title.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// With another applicability.
    pub fn applicability(mut self, applicability: Applicability) -> Self {
        self.applicability = applicability;
        self
    }
}
