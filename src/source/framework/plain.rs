//! Nothing is known of what runs the files: a file's own comments say it, or nobody does.
//!
//! Comments of families that are known by their directives alone count in such files too.

use super::{Framework, OptOut, TransactionScope};

/// Opt-outs in files of which nothing else is known. morph: the file's first line, and it is still one call.
const OPT_OUTS: &[OptOut] = &[
    OptOut { comment: "-- no-transaction", first: true, leaves: TransactionScope::OneCall },
    OptOut { comment: "-- morph:nontransactional", first: true, leaves: TransactionScope::OneCall },
    OptOut { comment: "--! no-transaction", first: false, leaves: TransactionScope::OneCall },
    OptOut { comment: "-- atlas:txmode none", first: false, leaves: TransactionScope::None },
];

pub(super) static PLAIN: Framework = Framework {
    transaction: TransactionScope::Unknown,
    opt_outs: OPT_OUTS,
    ..Framework::wrapping("plain", "plain SQL files", "put it into a migration of its own that runs outside a transaction")
};
