//! db-migrate's scripts that send what stands in files of SQL.

use crate::{frameworks::told, project::Project};

/// What `db-migrate create --sql-file` would have sent, shortened.
const SENDS_FILE: &str = "var dbm;\nexports.up = (db) => read('up').then((data) => db.runSql(data));\nexports.down = (db) => read('down').then((data) => db.runSql(data));";
const SENDS: &str = "var dbm;\nexports.setup = (options) => { dbm = options.dbmigrate; };\n\
                     exports.up = (db) => db.runSql('ALTER TABLE books ADD COLUMN pages int');\nexports.down = (db) => db.removeColumn('books', 'pages');";

fn project() -> Project {
    Project::new(&[
        ("migrations/1-books.js", SENDS_FILE),
        ("migrations/2-isbn.js", SENDS_FILE),
        ("migrations/3-pages.js", SENDS),
        ("migrations/sqls/1-books-up.sql", "CREATE TABLE books (id bigint PRIMARY KEY);"),
        ("migrations/sqls/1-books-down.sql", "DROP TABLE books;"),
        ("migrations/sqls/2-isbn-up.sql", "ALTER TABLE books ADD COLUMN isbn text, ADD COLUMN shelf text;"),
        ("migrations/sqls/2-isbn-down.sql", "ALTER TABLE books DROP COLUMN isbn;"),
    ])
}

#[test]
fn the_files_take_the_places_of_their_scripts() {
    let files = ["migrations/sqls/1-books-up.sql", "migrations/sqls/2-isbn-up.sql", "migrations/3-pages.js"];
    for arguments in ["", "migrations", "."] {
        assert_eq!(project().planned(arguments), files, "{arguments}");
        assert_eq!(told(&project(), arguments)["histories"][0]["framework"], "db-migrate");
    }
}

#[test]
fn what_undoes_them_is_compared() {
    let ran = project().run("--quiet --fail-on never");
    assert!(ran.out.contains("`2-isbn-down.sql` leaves column `shelf` of `books`"), "{}", ran.out);
    for rule in ["not-understood", "missing-down", "drop-table", "will-fail"] {
        assert!(!ran.out.contains(rule), "{}", ran.out);
    }
}

#[test]
fn one_that_is_named_alone_has_its_history() {
    let ran = project().run("frameworks migrations/sqls/2-isbn-up.sql").out;
    assert!(ran.contains("migrations: db-migrate") && ran.contains("1-books-up.sql"), "{ran}");
}
