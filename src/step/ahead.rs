//! What the statements behind a step do: each section is read ahead once, however many steps ask.

use std::{cell::RefCell, rc::Rc};

use super::Step;
use crate::{
    operation::{AlterTable, Located, Operation, TableAction},
    parse::parse,
    source::{Section, Span, split},
};

/// The columns that statements of a file add, as far as it was read ahead.
#[derive(Debug, Default)]
pub struct Ahead {
    /// The end of a section, and what is added up to there from where the first step asked.
    added: RefCell<Option<(Span, Rc<[Located]>)>>,
}

impl Step<'_> {
    /// The columns that later statements of the section may add, and some that earlier ones do.
    pub fn columns_added_later(&self) -> Rc<[Located]> {
        let rest = Span::new(self.statement.end, self.section.span.end.max(self.statement.end));
        let mut added = self.ahead.added.borrow_mut();
        match &*added {
            Some((read, known)) if read.end == rest.end && read.start <= rest.start => Rc::clone(known),
            _ => Rc::clone(&added.insert((rest, self.columns_added(rest))).1),
        }
    }

    fn columns_added(&self, within: Span) -> Rc<[Located]> {
        let section = Section { span: within, ..*self.section };
        let mut tokens = Vec::new();
        let read = split(self.text, &section).flat_map(|statement| parse(self.text, statement.span, self.target, &mut tokens));
        let adds = |located: &Located| {
            matches!(&located.operation, Operation::AlterTable(AlterTable { action: TableAction::AddColumn { .. }, .. }))
        };
        read.filter(adds).collect()
    }
}
