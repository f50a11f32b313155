//! goose: `-- +goose Up`, `-- +goose Down`, `-- +goose NO TRANSACTION`; one transaction a file.
//!
//! Manual of goose: "SQL annotations"; source: `internal/sqlparser/parser.go`. goose cuts at each `;` at a line's end, quoted or
//! not, unless `StatementBegin` stands before it; ours needs no telling, and files often put several statements there, which PostgreSQL runs one by one. `StatementEnd` ends
//! a statement that has no `;`. Between `ENVSUB ON` and `ENVSUB OFF` variables of the environment are put in: `${NAME}`, `$NAME`.

use super::{Direction, Directive, Evidence, Family, Folder, Framework, Marks, Reverts, Settings, TransactionScope, after_word};
use crate::source::foreign;

const FAMILY: Family = Family { needle: "+goose", read, opted_out: TransactionScope::None, begins_up: false };

pub(super) static GOOSE: Framework = Framework {
    reverts: Reverts::InSections,
    marks: Some(&FAMILY),
    statement_marks: Some(Marks { begin: "-- +goose StatementBegin", end: "-- +goose StatementEnd" }),
    ends_statement: Some("+goose StatementEnd"),
    unique_versions: true,
    late: "goose refuses to run it, unless told `-allow-missing`",
    detect,
    places: |folder| folder.places(&[".env"], &["GOOSE_MIGRATION_DIR"]),
    settings,
    ..Framework::wrapping("goose", "goose", "put it into a migration of its own that begins with `-- +goose NO TRANSACTION`")
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    folder.any_marked(&FAMILY)
}

fn read(comment: &str) -> Option<Directive<'_>> {
    let command = after_word(comment, "+goose")?;
    Some(match command.to_ascii_lowercase().as_str() {
        "up" => Directive::Start { direction: Direction::Up, transaction: true },
        "down" => Directive::Start { direction: Direction::Down, transaction: true },
        "no transaction" => Directive::NoTransaction,
        _ => Directive::Nothing,
    })
}

fn settings(folder: &dyn Folder) -> Settings {
    let driver = folder.setting(".env", "GOOSE_DRIVER");
    Settings { database: driver.and_then(|driver| foreign::named(&driver)), ..Settings::default() }
}
