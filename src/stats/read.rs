//! Reading the file that `--stats` takes, with every mistake named and placed.

use std::fmt;

use super::{Stats, StatsFile, TableStats};
use crate::report::VERSION;

/// Why a file is no statistics.
#[derive(Debug, PartialEq, Eq)]
pub struct StatsError(String);

impl fmt::Display for StatsError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for StatsError {}

impl Stats {
    /// Reads JSON, or CSV with a first line of names; further columns and keys are not looked at.
    pub fn parse(bytes: &[u8]) -> Result<Self, StatsError> {
        let text = decoded(bytes);
        if text.trim_start().starts_with(['{', '[']) { json(&text) } else { csv(&text) }
    }
}

fn json(text: &str) -> Result<Stats, StatsError> {
    let file: StatsFile = serde_json::from_str(text).map_err(|error| StatsError(format!(" {error}")))?;
    if file.version > VERSION {
        return Err(StatsError(format!(" its version is {}: a newer ddlint reads it", file.version)));
    }
    Ok(file.tables.into_iter().collect())
}

fn csv(text: &str) -> Result<Stats, StatsError> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let names = reader.headers().map_err(|error| placed(&error))?;
    if let Some(missing) = ["table", "bytes"].into_iter().find(|wanted| !names.iter().any(|name| name == *wanted)) {
        let cure = "write it by the query that `ddlint stats-query` prints, with `psql --csv`";
        return Err(StatsError(format!("1: there is no column `{missing}`; {cure}")));
    }
    let tables = reader.deserialize::<Row>().map(|row| row.map(TableStats::from).map_err(|error| placed(&error)));
    tables.collect()
}

/// A line; the reader of CSV knows no flattened structures.
#[derive(serde::Deserialize)]
struct Row {
    schema: Option<String>,
    table: String,
    rows: Option<u64>,
    bytes: u64,
    #[serde(default)]
    index_bytes: Option<u64>,
}

impl From<Row> for TableStats {
    fn from(row: Row) -> Self {
        let size = super::TableSize { rows: row.rows, bytes: row.bytes, index_bytes: row.index_bytes.unwrap_or_default() };
        Self { schema: row.schema.unwrap_or_else(super::public), table: row.table, size }
    }
}

fn placed(error: &csv::Error) -> StatsError {
    let line = error.position().map_or(1, csv::Position::line);
    let why = match error.kind() {
        csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => format!("{len} values instead of {expected_len}"),
        _ => error.to_string(),
    };
    StatsError(format!("{line}: {why}"))
}

/// The text; some shells write UTF-16 into files.
fn decoded(bytes: &[u8]) -> String {
    let units = |of: fn([u8; 2]) -> u16| bytes[2..].chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect::<Vec<_>>();
    match bytes {
        [0xff, 0xfe, ..] => String::from_utf16_lossy(&units(u16::from_le_bytes)),
        [0xfe, 0xff, ..] => String::from_utf16_lossy(&units(u16::from_be_bytes)),
        _ => String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').to_owned(),
    }
}
