//! Fences of a runbook that hold something else than SQL: that is told once for each.

use crate::source::{Part, Section, Span};

/// The fences of a document, in order.
#[derive(Debug, Default)]
pub(super) struct Fences {
    places: Vec<Span>,
    /// The fence that was entered last, and whether nothing in it was understood yet.
    last: Option<(Span, bool)>,
}

impl Fences {
    /// Those of a document with these sections.
    pub(super) fn of(sections: &[Section]) -> Self {
        let fences = sections.iter().filter(|section| matches!(section.part, Part::Fence | Part::Aside(_)));
        Self { places: fences.map(|section| section.span).collect(), last: None }
    }

    /// Whether a statement is in a fence of which it was told already that nothing in it is understood.
    pub(super) fn is_told(&mut self, statement: Span, unknown: bool) -> bool {
        let Some(fence) = self.places.iter().find(|fence| fence.contains(statement)).copied() else { return false };
        let before = self.last.filter(|(last, _)| *last == fence).map(|(_, foreign)| foreign);
        self.last = Some((fence, unknown && before.unwrap_or(true)));
        unknown && before == Some(true)
    }
}
