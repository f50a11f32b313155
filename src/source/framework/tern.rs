//! tern: `001_name.sql` by number, without gaps; `---- create above / drop below ----` parts the directions; each file is a
//! transaction, unless `---- tern: disable-tx ----` stands in it: then each statement commits by itself.
//!
//! Manual of tern: "Migrations"; source: `migrate/migrate.go`, `MigrateTo` sends a file whole.

use super::{Direction, Directive, Evidence, Family, Folder, Framework, Reverts, TransactionScope};

const FAMILY: Family = Family { needle: "---- ", read, opted_out: TransactionScope::None, begins_up: true };

pub(super) static TERN: Framework = Framework {
    reverts: Reverts::InSections,
    marks: Some(&FAMILY),
    without_gaps: true,
    goes_on_in_transaction: true,
    unique_versions: true,
    late: "tern never runs it there",
    detect,
    ..Framework::wrapping("tern", "tern", "put it into a migration of its own with the line `---- tern: disable-tx ----`")
};

fn read(comment: &str) -> Option<Directive<'_>> {
    match comment {
        "-- create above / drop below ----" => Some(Directive::Start { direction: Direction::Down, transaction: true }),
        "-- tern: disable-tx ----" => Some(Directive::NoTransaction),
        _ => None,
    }
}

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    folder.has("tern.conf").or_else(|| folder.any_text(|text| text.contains("\n---- create above / drop below ----")))
}
