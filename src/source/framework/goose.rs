//! goose: `-- +goose Up`, `-- +goose Down`, `-- +goose NO TRANSACTION`; one transaction a file.
//!
//! `StatementBegin` and `StatementEnd` tell goose's own splitter to keep still; ours needs no telling, and files often put
//! several statements between them, which PostgreSQL runs one by one.

use super::{Direction, Directive, Family, TransactionScope, after_word};

pub(super) const FAMILY: Family = Family { needle: "+goose", read, opted_out: TransactionScope::None };

fn read(comment: &str) -> Option<Directive> {
    let command = after_word(comment, "+goose")?;
    Some(match command.to_ascii_lowercase().as_str() {
        "up" => Directive::Start { direction: Direction::Up, transaction: true },
        "down" => Directive::Start { direction: Direction::Down, transaction: true },
        "no transaction" => Directive::NoTransaction,
        _ => Directive::Nothing,
    })
}
