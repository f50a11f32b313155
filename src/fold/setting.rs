//! Settings that change what later statements do: timeouts, search_path, TimeZone, session_replication_role.

use super::transaction::Transactions;
use crate::{
    catalog::Catalog,
    name::Name,
    operation::Set,
    session::{Session, Timeout},
};

/// `SET`, `RESET`, `set_config()`.
pub(super) fn apply(set: &Set, transactions: &mut Transactions, catalog: &mut Catalog) {
    let value = set.value.as_deref();
    let first = value.and_then(<[Name]>::first).map(Name::as_str);
    let outside = transactions.outside().clone();
    let limit = |outside: Timeout| if first.is_some() { timeout(first) } else { outside };
    match set.name.as_str() {
        "lock_timeout" => {
            let limit = limit(outside.lock_timeout);
            transactions.set(set.local, |session| session.lock_timeout = limit);
        }
        "statement_timeout" => {
            let limit = limit(outside.statement_timeout);
            transactions.set(set.local, |session| session.statement_timeout = limit);
        }
        "idle_in_transaction_session_timeout" => transactions.set(set.local, |session| session.idle_timeout = timeout(first)),
        "timezone" => transactions.set(set.local, |session| session.time_zone = first.map(Name::from)),
        "session_replication_role" => {
            let replica = first.is_some_and(|role| role.eq_ignore_ascii_case("replica"));
            transactions.set(set.local, |session| session.replica_role = replica);
        }
        "search_path" => catalog.set_search_path(search_path(value)),
        "all" => {
            transactions.set(set.local, |session| {
                let transaction = session.transaction;
                *session = Session { transaction, ..outside.clone() };
            });
            catalog.reset_search_path();
        }
        _ => {}
    }
}

/// The schemas in which names are looked up; `"$user"` is nobody's, and none at all is left as none.
fn search_path(value: Option<&[Name]>) -> Vec<Name> {
    let Some(value) = value else { return vec![Name::const_new("public")] };
    let parts = value.iter().flat_map(|part| part.split(',')).map(|part| part.trim().trim_matches('"'));
    parts.filter(|part| !part.is_empty() && *part != "$user").map(Name::from).collect()
}

/// A duration with its unit (manual 20.1.1); milliseconds where none is written. `RESET` gives the server's.
pub(crate) fn timeout(value: Option<&str>) -> Timeout {
    let Some(value) = value else { return Timeout::Unset };
    let value = value.trim();
    let digits = value.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(value.len());
    let (number, unit) = value.split_at(digits);
    let Ok(number) = number.parse::<f64>() else { return Timeout::Computed };
    let milliseconds = match unit.trim() {
        "us" => number / 1000.0,
        "" | "ms" => number,
        "s" => number * 1e3,
        "min" => number * 6e4,
        "h" => number * 3.6e6,
        "d" => number * 8.64e7,
        _ => return Timeout::Computed,
    };
    if milliseconds == 0.0 { Timeout::Disabled } else { Timeout::Milliseconds(milliseconds.ceil() as u64) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_units() {
        let cases = [("5s", 5000), ("2min", 120_000), ("250", 250), ("1.5 s", 1500), ("1h", 3_600_000), ("10us", 1)];
        for (text, expected) in cases {
            assert_eq!(timeout(Some(text)), Timeout::Milliseconds(expected), "{text}");
        }
        assert_eq!(timeout(Some("0")), Timeout::Disabled);
        assert_eq!(timeout(None), Timeout::Unset);
        assert_eq!(timeout(Some("_ms")), Timeout::Computed);
    }
}
