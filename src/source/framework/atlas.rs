//! Atlas: a folder with `atlas.sum`; each file is a transaction, unless it says `-- atlas:txmode none` before its first statement.
//!
//! Manual of Atlas: "Versioned migrations", `migrate apply`, "Transaction configuration"; the default of `--tx-mode` is `file`. Source:
//! `sql/migrate/dir.go`, `LocalFile.comments`: a directive counts among the lines of comments that the file begins with, and only if an
//! empty line follows them; files are ordered as text. `-- atlas:delimiter` in the first line ends statements.

use super::{
    Evidence, Folder, Framework, List, OptOut, Order, Place, Places, Reverts, Settings, TransactionScope, database_of_address,
};

pub(super) static ATLAS: Framework = Framework {
    order: Order::Names,
    reverts: Reverts::Never,
    opt_outs: &[OptOut { comment: "-- atlas:txmode none", place: Place::Detached, leaves: TransactionScope::None }],
    says_delimiter: Some("-- atlas:delimiter "),
    unique_versions: true,
    late: "Atlas refuses to go on, unless `--exec-order` is `non-linear`",
    detect,
    places,
    settings,
    list: Some(List { file: "atlas.sum", leaves_out: "refuses to go on", help: "run `atlas migrate hash`" }),
    listed,
    ..Framework::wrapping(
        "atlas",
        "Atlas",
        "put it into a migration of its own that begins with `-- atlas:txmode none` and an empty line",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    folder.has("atlas.sum")
}

/// Behind the sum of all, each line is a file and its sum.
fn listed(folder: &dyn Folder) -> Option<Vec<String>> {
    let sums = folder.read("atlas.sum")?;
    let files: Vec<_> = sums.lines().filter_map(|line| Some(line.rsplit_once(" h1:")?.0.to_owned())).collect();
    (!files.is_empty()).then_some(files)
}

/// A folder in another tool's format is left to that tool's own signs.
fn places(folder: &dyn Folder) -> Vec<Places> {
    let is_other = |format: &str| format != "atlas";
    let named = folder.configurations(&["atlas.hcl"]).filter(|said| !said.all("migration.format").any(is_other));
    let places = named.filter_map(|said| {
        let folders = said.all("migration.dir").filter_map(|address| address.strip_prefix("file://"));
        said.places(
            folders.filter(|path| !path.contains("format=")).map(|path| path.split('?').next().unwrap_or(path).to_owned()),
        )
    });
    places.collect()
}

fn settings(folder: &dyn Folder) -> Settings {
    let address = folder.setting("atlas.hcl", "url").filter(|address| address.contains(':'));
    let address = address.or_else(|| folder.setting("atlas.hcl", "dev"));
    Settings { database: address.and_then(|address| database_of_address(&address)), ..Settings::default() }
}
