//! Hasura: folders `<13 digits>_name` with `up.sql` and `down.sql`; each runs in one transaction, and there is no way out.
//!
//! Manual of Hasura: "Migrations"; the command `migrate apply` sends a file to `run_sql`. Issues 2939 and 10707 of `hasura/graphql-engine`:
//! that is a transaction, and the command never sets `no_transaction`.

use super::{Evidence, Folder, Framework, Reverts};

pub(super) static HASURA: Framework = Framework {
    reverts: Reverts::InFiles,
    goes_on_in_transaction: true,
    unique_versions: true,
    detect,
    places: |folder| folder.places(&["config.yaml"], &["migrations_directory"]),
    ..Framework::wrapping("hasura", "Hasura", "Hasura runs each file in a transaction and has no way out: run it by hand")
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    folder.any_file(|path| {
        let digits = path.bytes().take_while(u8::is_ascii_digit).count();
        digits == 13 && path[digits..].starts_with('_') && path.ends_with("/up.sql")
    })
}
