//! Atlas: a folder with `atlas.sum`; each file is a transaction, unless it says `-- atlas:txmode none` before its first statement.
//!
//! Manual of Atlas: "Versioned migrations", `migrate apply`, "Transaction configuration"; the default of `--tx-mode` is `file`.

use super::{Evidence, Folder, Framework, OptOut, Order, Reverts, Settings, TransactionScope, database_of_address};

pub(super) static ATLAS: Framework = Framework {
    order: Order::Names,
    reverts: Reverts::Never,
    opt_outs: &[OptOut { comment: "-- atlas:txmode none", first: false, leaves: TransactionScope::None }],
    unique_versions: true,
    detect,
    settings,
    ..Framework::wrapping("atlas", "Atlas", "put it into a migration of its own whose first line is `-- atlas:txmode none`")
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    folder.has("atlas.sum")
}

fn settings(folder: &dyn Folder) -> Settings {
    let address = folder.setting("atlas.hcl", "url").filter(|address| address.contains(':'));
    let address = address.or_else(|| folder.setting("atlas.hcl", "dev"));
    Settings { database: address.and_then(|address| database_of_address(&address)), ..Settings::default() }
}
