//! Liquibase formatted SQL: each `--changeset author:id` is a transaction, unless it has `runInTransaction:false`.
//! `--rollback …` lines are comments, so what reverts is never seen.

use super::{Direction, Directive, Family, TransactionScope, after_word, has_word};

pub(super) const FAMILY: Family = Family { needle: "changeset", read, opted_out: TransactionScope::None };

fn read(comment: &str) -> Option<Directive> {
    let options = after_word(comment, "changeset").filter(|options| options.contains(':'))?;
    Some(Directive::Start { direction: Direction::Up, transaction: !has_word(options, "runInTransaction:false") })
}
