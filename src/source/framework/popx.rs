//! popx, pop: `1_name.up.sql`, with a dialect and `autocommit` between name and direction; a file is a Go template.
//!
//! Source of `ory/x/popx`: `match.go`, `migration_box.go`, `SortAndFilter` in `migration_info.go`: of one version the file for the dialect
//! is run, and the one for all dialects only where there is none. On PostgreSQL a file is a transaction, unless `.autocommit.` is in its name (issue 3523 of `ory/hydra`).

use super::{Evidence, Folder, Framework, Order, Reverts, TransactionScope};

pub(super) static POPX: Framework = Framework {
    order: Order::Names,
    goes_on_in_transaction: true,
    reverts: Reverts::InFiles,
    detect,
    runs,
    beside: |_, file| file.contains(".autocommit.").then_some(TransactionScope::OneCall),
    ..Framework::wrapping(
        "popx",
        "popx",
        "put it alone into a file of its own with `.autocommit` in its name: `1_name.autocommit.up.sql`",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    let autocommit = || folder.any_file(|path| path.contains(".autocommit.") && path.ends_with(".sql"));
    folder.any_file(|path| path.ends_with(".up.sql"))?;
    folder.upward("go.mod", "ory/x").or_else(|| folder.upward("go.mod", "gobuffalo/pop")).or_else(autocommit)
}

/// `1_name.postgres.up.sql` before `1_name.up.sql`, and none of another dialect.
fn runs(folder: &dyn Folder, file: &str) -> bool {
    const OWN: [&str; 3] = ["postgres", "postgresql", "pg"];
    let dialect = |file: &str| {
        let words = file.rsplit('/').next()?.split('.').skip(1);
        words.into_iter().find(|word| !matches!(*word, "autocommit" | "up" | "down" | "sql")).map(str::to_owned)
    };
    let version = |file: &str| file.rsplit('/').next().and_then(|name| name.split('_').next()).map(str::to_owned);
    match dialect(file) {
        Some(dialect) => OWN.contains(&dialect.as_str()),
        None => {
            let own = version(file);
            let is_own = |other: &String| dialect(other).is_some_and(|dialect| OWN.contains(&dialect.as_str()));
            !folder.files().iter().any(|other| other.ends_with(".up.sql") && version(other) == own && is_own(other))
        }
    }
}
