//! Comments that silence findings.

use crate::{diagnostic::Diagnostic, rules::Finding, source::Statement};

/// The ignore comments that are in force.
#[derive(Debug, Default)]
pub(super) struct Ignores;

impl Ignores {
    pub(super) fn of_file(_text: &str) -> Self {
        Self
    }

    pub(super) fn enter(&mut self, _text: &str, _statement: &Statement) {}

    pub(super) fn covers(&mut self, _diagnostic: &Diagnostic) -> bool {
        false
    }

    pub(super) fn complaints(self) -> Vec<(&'static str, Finding)> {
        Vec::new()
    }
}
