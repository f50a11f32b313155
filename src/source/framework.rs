//! What runs migrations: one file for each framework, with what it does about order, directions and transactions.

mod atlas;
mod configuration;
mod cut;
mod db_migrate;
mod dbmate;
mod detect;
mod diesel;
mod drizzle;
mod flyway;
mod golang_migrate;
mod goose;
mod graphile_migrate;
mod hasura;
mod knex;
mod kysely;
mod liquibase;
mod mark;
mod mikroorm;
mod node_pg_migrate;
mod opt_out;
mod places;
mod plain;
mod popx;
mod prisma;
mod refinery;
mod sequelize;
mod settings;
mod slonik;
mod sqitch;
mod sql_migrate;
mod sqlx;
mod supabase;
mod tern;
mod typeorm;

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
};

use configuration::Configuration;
pub use cut::Marks;
use detect::written_for;
pub use detect::{Evidence, Folder, Found, detect};
#[cfg(feature = "cli")]
pub(super) use liquibase::is_for_postgres;
#[cfg(feature = "cli")]
pub(super) use mark::first_delimiter;
pub(super) use mark::sections;
use mark::{Directive, Family, after_word, has_word};
use opt_out::{OptOut, Place};
pub(super) use opt_out::{delimiter, opt_out};
pub use places::Places;
use places::joined;
use serde::Serialize;
pub use settings::Settings;
use settings::{database_of_address, value};

use super::{Direction, SENT_BY_SCRIPTS, TransactionScope, direction_of_path, order, script::Tool};

/// What runs migrations, and what it does about them.
pub struct Framework {
    /// Its name as `--framework` takes it.
    pub id: &'static str,
    /// Its name as people write it.
    pub name: &'static str,
    /// The transaction around a file that says nothing else.
    pub transaction: TransactionScope,
    /// All pending files run in one transaction.
    pub one_transaction: bool,
    /// A section is sent in one call, or by a driver that opens the next transaction by itself: what comes after the section's own
    /// `COMMIT` is a transaction again.
    pub goes_on_in_transaction: bool,
    /// What undoes a migration.
    pub reverts: Reverts,
    /// The files of a folder's folders are in the same history.
    pub nested: bool,
    /// Two files of one version are a mistake.
    pub unique_versions: bool,
    /// What it does with a file that comes before one which has run.
    pub late: &'static str,
    /// It stops where a number is left out.
    pub without_gaps: bool,
    /// What to do with a statement that cannot run in its transaction.
    pub way_out: &'static str,
    /// What to say of its own way to rename a column, after "the values stay".
    pub renames: &'static str,
    /// Words of a comment line that end a statement, with or without a `;` before them.
    pub ends_statement: Option<&'static str>,
    /// Between what a statement with a `;` at a line's end inside it is left whole: the runner's splitter looks no further.
    statement_marks: Option<Marks>,
    /// With what a first line begins that says what else ends statements.
    says_delimiter: Option<&'static str>,
    order: Order,
    marks: Option<&'static Family>,
    opt_outs: &'static [OptOut],
    detect: fn(&dyn Folder) -> Option<Evidence>,
    /// The folders that its own configurations name.
    places: fn(&dyn Folder) -> Vec<Places>,
    /// The file that lists the migrations, and what comes of a list that is wrong.
    pub list: Option<List>,
    /// The files in their order, where a file lists them.
    listed: fn(&dyn Folder) -> Option<Vec<String>>,
    /// Something beside the files makes tables, too.
    is_partial: fn(&dyn Folder) -> bool,
    /// What the project's own settings say.
    settings: fn(&dyn Folder) -> Settings,
    /// Whether a file that deploys is run on PostgreSQL, by its name and those beside it.
    runs: fn(&dyn Folder, &str) -> bool,
    /// What a file beside a migration, or its name, leaves of the transaction.
    beside: fn(&dyn Folder, &str) -> Option<TransactionScope>,
}

/// A file that lists the migrations one by one.
pub struct List {
    /// Its name.
    pub file: &'static str,
    /// What comes of a migration that it leaves out, after the framework's name.
    pub leaves_out: &'static str,
    /// What to do then.
    pub help: &'static str,
}

/// What undoes a migration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Reverts {
    /// Nothing does.
    Never,
    /// A file of its own: `down.sql`, `1_name.down.sql`, `U1__name.sql`.
    InFiles,
    /// A section of the same file.
    InSections,
    /// Comments of the same file.
    InComments,
    /// A file of the same name in the folder `revert`; what `verify` holds is neither.
    InFolder,
}

/// How names are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// By the number, or version, that they begin with.
    Versions,
    /// The same, whatever folder they are in.
    FileNames,
    /// As text.
    Names,
}

/// All frameworks, the plain one first.
pub static FRAMEWORKS: [&Framework; 27] = [
    &plain::PLAIN,
    &atlas::ATLAS,
    &db_migrate::DB_MIGRATE,
    &dbmate::DBMATE,
    &diesel::DIESEL,
    &drizzle::DRIZZLE,
    &flyway::FLYWAY,
    &golang_migrate::GOLANG_MIGRATE,
    &goose::GOOSE,
    &graphile_migrate::GRAPHILE_MIGRATE,
    &hasura::HASURA,
    &knex::KNEX,
    &kysely::KYSELY,
    &liquibase::LIQUIBASE,
    &mikroorm::MIKROORM,
    &node_pg_migrate::NODE_PG_MIGRATE,
    &popx::POPX,
    &prisma::PRISMA,
    &refinery::REFINERY,
    &sequelize::SEQUELIZE,
    &slonik::SLONIK,
    &sql_migrate::SQL_MIGRATE,
    &sqitch::SQITCH,
    &sqlx::SQLX,
    &supabase::SUPABASE,
    &tern::TERN,
    &typeorm::TYPEORM,
];

impl Framework {
    /// One that wraps each file in a transaction, takes files by their numbers, and has nothing else of its own.
    const fn wrapping(id: &'static str, name: &'static str, way_out: &'static str) -> Self {
        Self {
            id,
            name,
            transaction: TransactionScope::Wrapped,
            one_transaction: false,
            goes_on_in_transaction: false,
            reverts: Reverts::InFiles,
            nested: false,
            unique_versions: false,
            late: "databases that have that one get this one after it, new ones before it",
            without_gaps: false,
            way_out,
            renames: "",
            ends_statement: None,
            statement_marks: None,
            says_delimiter: None,
            order: Order::Versions,
            marks: None,
            opt_outs: &[],
            detect: |_| None,
            places: |_| Vec::new(),
            list: None,
            listed: |_| None,
            is_partial: |_| false,
            settings: |_| Settings::default(),
            runs: |_, _| true,
            beside: |_, _| None,
        }
    }

    /// Nothing is known of it.
    pub fn is_plain(&self) -> bool {
        self == &plain::PLAIN
    }

    /// Compares two paths as it orders them.
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        match self.order {
            Order::Versions => order::compare(one, other),
            Order::FileNames => order::compare_file_names(one, other),
            Order::Names => order::compare_as_text(one, other),
        }
    }

    /// Whether a file deploys or reverts, by its path in the folder of migrations; `None` where it does neither.
    pub fn direction(&self, path: &str) -> Option<Direction> {
        let inside = |folder: &str| path.split(['/', '\\']).any(|part| part == folder);
        match self.reverts {
            Reverts::InFolder if inside("verify") => None,
            Reverts::InFolder => Some(if inside("revert") { Direction::Down } else { Direction::Up }),
            Reverts::InFiles => Some(direction_of_path(path)),
            Reverts::InSections if inside(SENT_BY_SCRIPTS) => Some(direction_of_path(path)),
            Reverts::Never | Reverts::InSections | Reverts::InComments => Some(Direction::Up),
        }
    }

    /// The files of a folder in their order, where one of them lists them.
    pub fn listed(&self, folder: &dyn Folder) -> Option<Vec<String>> {
        (self.listed)(folder)
    }

    /// The folders that its own configurations name, here or above.
    pub fn places(&self, folder: &dyn Folder) -> Vec<Places> {
        (self.places)(folder)
    }

    /// Something beside the files of a folder makes tables, too.
    pub fn is_partial(&self, folder: &dyn Folder) -> bool {
        (self.is_partial)(folder)
    }

    /// What the project's own settings say.
    pub fn settings(&self, folder: &dyn Folder) -> Settings {
        (self.settings)(folder)
    }

    /// Whether a file that deploys is run on PostgreSQL, by its name and those beside it.
    pub fn runs(&self, folder: &dyn Folder, file: &str) -> bool {
        (self.runs)(folder, file)
    }

    /// What a file beside a migration, or its name, leaves of the transaction.
    pub fn beside(&self, folder: &dyn Folder, file: &str) -> Option<TransactionScope> {
        (self.beside)(folder, file)
    }
}

/// The framework of this name.
pub fn named(id: &str) -> Option<&'static Framework> {
    FRAMEWORKS.into_iter().find(|framework| framework.id == id)
}

impl PartialEq for Framework {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Framework {}

impl Hash for Framework {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

impl fmt::Debug for Framework {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.id)
    }
}

impl Default for &'static Framework {
    fn default() -> Self {
        &plain::PLAIN
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Document, Runner};
    use Direction::{Down, Up};
    use TransactionScope::{None, OneCall, Unknown, Wrapped};

    type Part<'a> = (Direction, TransactionScope, &'a str);

    fn parts(text: &str) -> Vec<Part<'_>> {
        let sections = Document::decode("a.sql".into(), text.as_bytes()).sections(Runner::default());
        sections.iter().map(|section| (section.direction, section.transaction, section.span.text(text))).collect()
    }

    #[test]
    fn each_family_marks_its_sections() {
        let cases: &[(&str, &[Part])] = &[
            ("a;", &[(Up, Unknown, "a;")]),
            (
                "-- +goose Up\na;\n-- +goose Down\nb;",
                &[(Up, Wrapped, "-- +goose Up\na;\n"), (Down, Wrapped, "-- +goose Down\nb;")],
            ),
            ("-- +goose NO TRANSACTION\n-- +goose Up\na;", &[(Up, None, "-- +goose NO TRANSACTION\n-- +goose Up\na;")]),
            ("-- x\n--+goose up\na;", &[(Up, Wrapped, "-- x\n--+goose up\na;")]),
            (
                "-- +migrate Up notransaction\na;\n-- +migrate Down\nb;",
                &[(Up, None, "-- +migrate Up notransaction\na;\n"), (Down, Wrapped, "-- +migrate Down\nb;")],
            ),
            (
                "-- migrate:up transaction:false\r\na;\r\n-- migrate:down\r\n",
                &[(Up, OneCall, "-- migrate:up transaction:false\r\na;\r\n"), (Down, Wrapped, "-- migrate:down\r\n")],
            ),
            (
                "-- Up Migration\na;\n-- Down Migration\nb;",
                &[(Up, Wrapped, "-- Up Migration\na;\n"), (Down, Wrapped, "-- Down Migration\nb;")],
            ),
            (
                "--liquibase formatted sql\n\n--changeset a:1\na;\n--rollback b;\n--changeset a:2 runInTransaction:false\nc;",
                &[
                    (Up, Wrapped, "--liquibase formatted sql\n\n--changeset a:1\na;\n--rollback b;\n"),
                    (Up, None, "--changeset a:2 runInTransaction:false\nc;"),
                ],
            ),
            ("-- no-transaction\na;", &[(Up, OneCall, "-- no-transaction\na;")]),
            ("-- x\n-- no-transaction\na;", &[(Up, Unknown, "-- x\n-- no-transaction\na;")]),
            ("-- x\n-- atlas:txmode none\n\na;", &[(Up, None, "-- x\n-- atlas:txmode none\n\na;")]),
            ("a;\n-- +goose Up\nb;", &[(Up, Unknown, "a;\n-- +goose Up\nb;")]),
            ("-- about +goose Up\na;", &[(Up, Unknown, "-- about +goose Up\na;")]),
        ];
        for (text, expected) in cases {
            assert_eq!(parts(text), *expected, "{text}");
        }
    }
}
