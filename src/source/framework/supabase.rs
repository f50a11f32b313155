//! Supabase's command line: `supabase/migrations/<14 digits>_name.sql`; a file is a transaction, but for statements that cannot be
//! in one: these run alone, between two transactions.
//!
//! Issue 5139 and pull requests 5156, 6276 of `supabase/cli`: so from 2.109 on; older ones refused such statements. Measured: 3.1; in a
//! file that opens or ends transactions itself each statement commits by itself, as psql would have it.

use super::{Evidence, Folder, Framework, Order, Reverts, TransactionScope};

pub(super) static SUPABASE: Framework = Framework {
    order: Order::Names,
    reverts: Reverts::Never,
    transaction: TransactionScope::Split,
    unique_versions: true,
    detect,
    ..Framework::wrapping("supabase", "Supabase", "run it by hand, or with version 2.109 or later of Supabase's command line")
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    let is_supabase = || folder.read("../config.toml").filter(|text| text.contains("project_id") || text.contains("[auth]"));
    is_supabase().and_then(|_| folder.has("../config.toml")).or_else(|| folder.inside("supabase/migrations"))
}
