//! What stands around the statements of a section: a transaction of its runner's, one call, or nothing.

use super::Fold;
use crate::{
    effects,
    lint::AssumedTransaction,
    operation::{Located, Operation},
    parse::is_sqlparsers,
    session::Session,
    source::{Document, Section, StatementKind, TransactionScope, split},
};

/// What its runner puts around the statements of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    /// Nothing: each commits by itself.
    Nothing,
    /// One transaction, until the section's own `COMMIT`.
    All,
    /// Transactions, with the statements between them that cannot run in one.
    Each,
    /// One call: they are a transaction, and after the section's own `COMMIT` the others are one again.
    Call,
}

impl Fold<'_> {
    /// What its runner puts around the statements of a section.
    pub(super) fn around(&mut self, document: &Document, section: &Section, session: &Session) -> Around {
        match section.transaction {
            TransactionScope::Wrapped => Around::All,
            TransactionScope::Split if self.has_own_transactions(document, section) => Around::Nothing,
            TransactionScope::Split => Around::Each,
            TransactionScope::OneCall if sql(document, section).nth(1).is_some() => Around::Call,
            TransactionScope::Parsed
                if sql(document, section).nth(1).is_some() && !is_sqlparsers(section.span.text(&document.text)) =>
            {
                Around::Call
            }
            TransactionScope::Mixed if !self.any_refuses(document, section, session) => Around::All,
            TransactionScope::Unmixed if !self.all_refuse(document, section, session) => Around::All,
            TransactionScope::Unknown if self.options.transaction == AssumedTransaction::Always => Around::All,
            TransactionScope::Unknown
            | TransactionScope::None
            | TransactionScope::OneCall
            | TransactionScope::Unmixed
            | TransactionScope::Mixed
            | TransactionScope::Parsed => Around::Nothing,
        }
    }

    /// It opens or ends transactions itself.
    fn has_own_transactions(&mut self, document: &Document, section: &Section) -> bool {
        split(&document.text, section).any(|statement| {
            let operations = self.read(document, section, &statement);
            operations.iter().any(|located| matches!(located.operation, Operation::Transaction(_)) && !located.context.in_block)
        })
    }

    /// None of its statements can run in a transaction.
    fn all_refuse(&mut self, document: &Document, section: &Section, session: &Session) -> bool {
        split(&document.text, section).all(|statement| {
            let operations = self.read(document, section, &statement);
            operations.is_empty() || self.refuses_transaction(&operations, session)
        })
    }

    /// One of its statements cannot run in a transaction.
    fn any_refuses(&mut self, document: &Document, section: &Section, session: &Session) -> bool {
        split(&document.text, section).any(|statement| {
            let operations = self.read(document, section, &statement);
            self.refuses_transaction(&operations, session)
        })
    }

    /// The statement cannot run in a transaction.
    pub(super) fn refuses_transaction(&mut self, operations: &[Located], session: &Session) -> bool {
        let effects = effects::of_statement(operations, &mut self.catalog, session, self.options.target);
        effects.iter().any(|effects| effects.outside_transaction)
    }
}

/// The statements of a section that the server is sent.
fn sql<'a>(document: &'a Document, section: &Section) -> impl Iterator<Item = ()> + 'a {
    split(&document.text, section).filter(|statement| statement.kind == StatementKind::Sql).map(|_| ())
}
