//! Files that are written for another database: their names say so, or words that PostgreSQL does not have.

use std::sync::LazyLock;

use regex_lite::Regex;

/// Databases by the folders and the parts of names that stand for them.
const NAMES: [(&str, &str); 16] = [
    ("better-sqlite3", "SQLite"),
    ("clickhouse", "ClickHouse"),
    ("db2", "Db2"),
    ("h2", "H2"),
    ("hsqldb", "HSQLDB"),
    ("mariadb", "MariaDB"),
    ("mssql", "SQL Server"),
    ("mysql", "MySQL"),
    ("mysql2", "MySQL"),
    ("oracle", "Oracle"),
    ("singlestore", "SingleStore"),
    ("snowflake", "Snowflake"),
    ("sqlite", "SQLite"),
    ("sqlite3", "SQLite"),
    ("sqlserver", "SQL Server"),
    ("turso", "SQLite"),
];

/// No more of a statement is looked at.
const LONGEST: usize = 10_000;

/// Words by which a statement that is not understood gives away its database.
static WORDS: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    let words = [
        ("ClickHouse", r"(?i)\bengine\s*=?\s*\w*(mergetree|distributed|kafka)\b|\blowcardinality\s*\(|\bdatetime64\b"),
        ("MySQL", r"(?i)\bengine\s*=\s*(innodb|myisam)|\bauto_increment\b|^\s*(create table|alter table|insert into)[^(]*`"),
        ("SQL Server", r"(?i)\[dbo\]|\bnvarchar\s*\(|\bidentity\s*\(\s*\d+\s*,\s*\d+\s*\)|\bsp_rename\b"),
        ("Oracle", r"(?i)\b(n?varchar2|number)\s*\("),
        ("SQLite", r"(?i)\bautoincrement\b|^\s*pragma\s"),
    ];
    words.into_iter().filter_map(|(database, pattern)| Some((database, Regex::new(pattern).ok()?))).collect()
});

/// The other database that a tool's configuration means by this name; `None` for PostgreSQL and what speaks its language.
pub fn named(name: &str) -> Option<&'static str> {
    NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|(_, database)| *database)
}

/// The other database that a path names: `mysql/1.sql`, `1_name.mysql.up.sql`. Folders far above say nothing.
pub fn by_path(path: &str) -> Option<&'static str> {
    let mut parts = path.rsplit(['/', '\\']);
    let by_name = parts.next()?.split('.').skip(1).find_map(named);
    by_name.or_else(|| parts.take(2).find_map(named))
}

/// The other database that a statement which was not understood is for.
pub fn by_words(statement: &str) -> Option<&'static str> {
    let head = statement.get(..statement.floor_char_boundary(LONGEST)).unwrap_or(statement);
    WORDS.iter().find(|(_, words)| words.is_match(head)).map(|(database, _)| *database)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_words_tell() {
        for (path, database) in
            [("m/mysql/1.sql", "MySQL"), ("1_a.sqlite3.up.sql", "SQLite"), ("clickhouse/m/1.sql", "ClickHouse")]
        {
            assert_eq!(by_path(path), Some(database), "{path}");
        }
        for path in ["m/1_drop_mysql.sql", "mysql/a/b/c/1.sql", "mysql.sql", "postgres/1.sql"] {
            assert_eq!(by_path(path), None, "{path}");
        }
        assert_eq!(by_words("CREATE TABLE a (id UInt64) ENGINE = ReplacingMergeTree ORDER BY id"), Some("ClickHouse"));
        assert_eq!(by_words("create table `a` (id int)"), Some("MySQL"));
        assert_eq!(by_words("ALTER TABLE users FROBNICATE"), None);
    }
}
