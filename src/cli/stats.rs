//! `--stats`, and `ddlint stats-query`: how large tables are.

use std::path::Path;

use anyhow::{Context, Result, anyhow};

use super::{
    CLEAN,
    arguments::{StatsFormat, StatsQueryArguments},
    host::Host,
    output::print,
    paths::shown,
};
use crate::{
    dialect::Dialect,
    stats::{JSON_QUERY, QUERY, Stats},
};

/// Prints the query, on one line.
pub fn query(arguments: &StatsQueryArguments, host: &dyn Host) -> Result<u8> {
    let text = match (arguments.dialect, arguments.format) {
        (Dialect::Postgres, StatsFormat::Csv) => QUERY,
        (Dialect::Postgres, StatsFormat::Json) => JSON_QUERY,
    };
    print(host, |out| out.write_all(text.as_bytes()))?;
    Ok(CLEAN)
}

/// Reads the file that was made with it.
pub fn read(file: &Path, host: &dyn Host) -> Result<Stats> {
    let name = shown(file);
    let bytes = host.read(file).with_context(|| format!("cannot read the statistics `{name}`"))?;
    Stats::parse(&bytes).map_err(|error| anyhow!("{name}:{error}"))
}
