//! popx, pop: `1_name.up.sql`, with a dialect and `autocommit` between name and direction; a file is a Go template.
//!
//! Source of `ory/x/popx`: `match.go`, `migration_box.go`. On PostgreSQL a file is a transaction, unless `.autocommit.` is in its name.

use super::{Evidence, Folder, Framework, Order, Reverts, TransactionScope};

pub(super) static POPX: Framework = Framework {
    order: Order::Names,
    goes_on_in_transaction: true,
    reverts: Reverts::InFiles,
    detect,
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
