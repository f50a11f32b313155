//! sql-migrate: `-- +migrate Up`, `-- +migrate Down`, each with `notransaction`; one transaction a file.
//!
//! Manual of sql-migrate: "Writing migrations"; source: `sqlparse/sqlparse.go`, which cuts at each `;` at a line's end. Measured: 1.0; statements are sent one by one.

use super::{
    Direction, Directive, Evidence, Family, Folder, Framework, Marks, Reverts, Settings, TransactionScope, after_word, has_word,
};
use crate::source::foreign;

const FAMILY: Family = Family { needle: "+migrate", read, opted_out: TransactionScope::None, begins_up: false };

pub(super) static SQL_MIGRATE: Framework = Framework {
    reverts: Reverts::InSections,
    marks: Some(&FAMILY),
    statement_marks: Some(Marks { begin: "-- +migrate StatementBegin", end: "-- +migrate StatementEnd" }),
    ends_statement: Some("+migrate StatementEnd"),
    detect,
    places: |folder| folder.places(&["dbconfig.yml"], &["dir"]),
    settings,
    ..Framework::wrapping(
        "sql-migrate",
        "sql-migrate",
        "put it into a migration of its own that begins with `-- +migrate Up notransaction`",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    folder.any_marked(&FAMILY)
}

fn read(comment: &str) -> Option<Directive<'_>> {
    let command = after_word(comment, "+migrate")?;
    let start = |direction, options| Directive::Start { direction, transaction: !has_word(options, "notransaction") };
    let up = after_word(command, "up").map(|options| start(Direction::Up, options));
    let down = || after_word(command, "down").map(|options| start(Direction::Down, options));
    Some(up.or_else(down).unwrap_or(Directive::Nothing))
}

fn settings(folder: &dyn Folder) -> Settings {
    let dialect = folder.setting("dbconfig.yml", "dialect");
    Settings { database: dialect.and_then(|dialect| foreign::named(&dialect)), ..Settings::default() }
}
