//! Liquibase formatted SQL: each `--changeset author:id` is a transaction, unless it has `runInTransaction:false`.
//! `--rollback …` lines are comments, so what reverts is never seen.
//!
//! Manual of Liquibase: "SQL changelog example", "runInTransaction". Measured: 4.4; the driver opens a transaction for what follows a
//! changeset's own `COMMIT`.

use super::{
    Direction, Directive, Evidence, Family, Folder, Framework, Reverts, Settings, TransactionScope, after_word,
    database_of_address, has_word,
};

const FAMILY: Family = Family { needle: "changeset", read, opted_out: TransactionScope::None, begins_up: false };

pub(super) static LIQUIBASE: Framework = Framework {
    reverts: Reverts::InComments,
    marks: Some(&FAMILY),
    nested: true,
    goes_on_in_transaction: true,
    detect,
    settings,
    ..Framework::wrapping("liquibase", "Liquibase", "put it into a changeset of its own with `runInTransaction:false`")
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    folder.any_marked(&FAMILY)
}

fn read(comment: &str) -> Option<Directive> {
    let options = after_word(comment, "changeset").filter(|options| options.contains(':'))?;
    Some(Directive::Start { direction: Direction::Up, transaction: !has_word(options, "runInTransaction:false") })
}

fn settings(folder: &dyn Folder) -> Settings {
    let address = folder.setting("liquibase.properties", "url");
    Settings { database: address.and_then(|address| database_of_address(&address)), ..Settings::default() }
}
