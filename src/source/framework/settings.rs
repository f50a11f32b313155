//! What a project's own settings say of how its migrations are run: files beside them that the runner reads, too.

use super::Folder;
use crate::source::{TransactionScope, foreign};

/// What a project's settings say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settings {
    /// The database, where it is another one than PostgreSQL.
    pub database: Option<&'static str>,
    /// The transaction around a file that says nothing else.
    pub transaction: Option<TransactionScope>,
    /// All pending files run in one transaction.
    pub one_transaction: Option<bool>,
}

impl Settings {
    /// Each file runs in a transaction of its own.
    pub(super) fn in_transactions_of_their_own() -> Self {
        Self { one_transaction: Some(false), ..Self::default() }
    }

    /// No transaction is opened; each call is one.
    pub(super) fn without_transactions() -> Self {
        Self { transaction: Some(TransactionScope::OneCall), one_transaction: Some(false), ..Self::default() }
    }
}

impl dyn Folder + '_ {
    /// What the nearest file of this name says of a key, as `key = value` or `key: value`.
    pub(super) fn setting(&self, file: &str, key: &str) -> Option<String> {
        let (_, text) = self.nearest(file)?;
        value(&text, key).map(str::to_owned)
    }

    /// The other database that the address in `.env` leads to.
    pub(super) fn database_of_environment(&self) -> Option<&'static str> {
        database_of_address(&self.setting(".env", "DATABASE_URL")?)
    }

    /// The other database that a crate is built for, as its line in `Cargo.toml` says.
    pub(super) fn database_of_crate(&self, name: &str) -> Option<&'static str> {
        let (_, text) = self.nearest("Cargo.toml")?;
        let features = text.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix('='))?;
        let has = |feature: &str| features.split('"').any(|word| word == feature);
        let other = ["mysql", "sqlite"].into_iter().find(|feature| has(feature)).filter(|_| !has("postgres"));
        other.and_then(foreign::named)
    }
}

/// The other database that an address leads to: `mysql://…`, `jdbc:mysql://…`, `sqlite:file.db`, `docker://mysql/8/dev`.
pub(super) fn database_of_address(address: &str) -> Option<&'static str> {
    let address = address.trim_start_matches("jdbc:").trim_start_matches("docker://");
    foreign::named(address.split([':', '/', '+']).next()?)
}

/// The value of the first line that sets this key, without quotes.
pub(super) fn value<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    text.lines().find_map(|line| {
        let line = line.trim_start();
        let rest = line.strip_prefix("export ").unwrap_or(line).strip_prefix(key)?.trim_start().strip_prefix(['=', ':'])?;
        Some(rest.trim().trim_end_matches(',').trim_matches(['"', '\'']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_addresses_are_read() {
        let text =
            "# DATABASE_URL=no\nOTHER_DATABASE_URL=no\n  export DATABASE_URL = 'mysql://root@host/db'\n  url: jdbc:oracle:thin\n";
        assert_eq!(value(text, "DATABASE_URL"), Some("mysql://root@host/db"));
        assert_eq!(value(text, "url"), Some("jdbc:oracle:thin"));
        assert_eq!(value(text, "nothing"), None);
        let cases = [
            ("mysql://root@host/db", Some("MySQL")),
            ("jdbc:sqlserver://host;databaseName=a", Some("SQL Server")),
            ("sqlite:db.sqlite3", Some("SQLite")),
            ("docker://mariadb/11/dev", Some("MariaDB")),
            ("postgres://host/mysql", None),
            ("${DATABASE}", None),
        ];
        cases.into_iter().for_each(|(address, database)| assert_eq!(database_of_address(address), database, "{address}"));
    }
}
