//! Nothing is known of what runs the files: a file's own comments say it, or nobody does.
//!
//! Comments of families that are known by their directives alone count in such files too.

use super::{Framework, OptOut, Place, TransactionScope};

/// Opt-outs in files of which nothing else is known. morph: the file's first line, and it is still one call.
const OPT_OUTS: &[OptOut] = &[
    OptOut { comment: "-- no-transaction", place: Place::First, leaves: TransactionScope::OneCall },
    OptOut { comment: "-- morph:nontransactional", place: Place::First, leaves: TransactionScope::OneCall },
    OptOut { comment: "--! no-transaction", place: Place::Head, leaves: TransactionScope::OneCall },
    OptOut { comment: "-- atlas:txmode none", place: Place::Head, leaves: TransactionScope::None },
];

pub(super) static PLAIN: Framework = Framework {
    transaction: TransactionScope::Unknown,
    opt_outs: OPT_OUTS,
    says_delimiter: Some("-- atlas:delimiter "),
    ..Framework::wrapping("plain", "plain SQL files", "put it into a migration of its own that runs outside a transaction")
};
