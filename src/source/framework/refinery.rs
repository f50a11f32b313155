//! refinery: `V1__name.sql` and `U1__name.sql` by number, both forward; each is a transaction.
//!
//! Source of `refinery-core`: `STEM_RE` in `util.rs`, `traits/sync.rs`. Measured: 0.8.

use super::{Evidence, Folder, Framework, Reverts};

pub(super) static REFINERY: Framework = Framework {
    reverts: Reverts::Never,
    goes_on_in_transaction: true,
    unique_versions: true,
    late: "refinery refuses to go on",
    detect,
    ..Framework::wrapping(
        "refinery",
        "refinery",
        "refinery runs each file in a transaction and has no way out in SQL: run it by hand",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    folder.any_file(|path| path.starts_with(['V', 'U']) && path.contains("__") && path.ends_with(".sql"))?;
    folder.upward("Cargo.toml", "refinery").or_else(|| folder.upward("refinery.toml", ""))
}
