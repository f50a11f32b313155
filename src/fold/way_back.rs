//! What a migration's own way back makes of the schema: folded on a copy of the catalog.

use super::{Between, Fold, Transactions};
use crate::{
    catalog::{Catalog, Difference, Origin},
    lint::File,
    operation::Operation,
    source::{Direction, Document, Section, Span, split},
};

/// A migration's way back, and what differs after both from the schema before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayBack {
    /// Where it stands in the migration's own file, or the file's beginning.
    pub place: Span,
    /// The file that it stands in, where that is one of its own.
    pub file: Option<String>,
    /// It writes rows: what was dropped may get its values back.
    pub writes_rows: bool,
    /// What differs.
    pub difference: Difference,
}

impl Fold<'_> {
    /// Takes a file's way back on a copy of the catalog; `None` where it has none, nothing differs, or not all of both is
    /// understood.
    pub(super) fn way_back(
        &mut self,
        (file, origin): (&File, Origin),
        (document, sections): (&Document, &[Section]),
        before: &Catalog,
    ) -> Option<WayBack> {
        let mut apart = file.down.as_ref().map(|(path, bytes)| Document::decode(path.clone(), bytes));
        let all = apart.as_mut().map_or_else(|| sections.to_vec(), |down| down.sections(file.runner));
        let down = apart.as_ref().unwrap_or(document);
        let back: Vec<Section> = all.into_iter().filter(|section| section.direction == Direction::Down).collect();
        let first = back.iter().find_map(|section| split(&down.text, section).next())?;
        let between = self.catalog.clone();
        self.take_back((down, &back), origin);
        let after = std::mem::replace(&mut self.catalog, between);
        let mut difference = after.returned(before, &self.catalog);
        let forward = || sections.iter().filter(|section| section.direction == Direction::Up);
        if forward().any(|section| section.span.text(&document.text).to_ascii_uppercase().contains("IF EXISTS")) {
            // It drops what may be there, though the history does not show it.
            difference.made.clear();
        }
        if difference == Difference::default() {
            return None;
        }
        let (_, plain_up) = self.survey(document, forward());
        let (writes_rows, plain_down) = self.survey(down, back.iter());
        let place = if apart.is_some() { document.span().before() } else { document.place(first.span) };
        let file = apart.as_ref().map(|document| document.path.to_string());
        (plain_up && plain_down).then_some(WayBack { place, file, writes_rows, difference })
    }

    fn take_back(&mut self, (document, sections): (&Document, &[Section]), origin: Origin) {
        let mut transactions = Transactions::new(self.options, origin);
        let sections: Vec<&Section> = sections.iter().collect();
        for (at, section) in sections.iter().enumerate() {
            let between = Between::of(&sections, at);
            self.section((document, section), between, &mut transactions, None);
        }
        self.catalog.reset_search_path();
    }

    /// Whether statements write rows, and whether it is plain what all of them do to the schema.
    fn survey<'s>(&mut self, document: &Document, sections: impl Iterator<Item = &'s Section>) -> (bool, bool) {
        let (mut writes_rows, mut plain) = (false, true);
        let all = sections.flat_map(|section| split(&document.text, section).map(move |statement| (section, statement)));
        for (section, statement) in all {
            // A script may or may not send it.
            plain &= !section.flow.conditional && section.flow.loops == 0;
            for located in self.read(document, section, &statement) {
                writes_rows |= matches!(located.operation, Operation::Dml(_) | Operation::Copy(_));
                plain &= match &located.operation {
                    Operation::Unknown(_) | Operation::Do(_) | Operation::Call(_) => false,
                    Operation::Select(select) => select.calls.iter().all(|call| self.catalog.function(call).is_none()),
                    _ => true,
                };
            }
        }
        (writes_rows, plain)
    }
}
