//! Drizzle: `meta/_journal.json` lists the files; all that are pending run in one transaction, and there is no way out.
//!
//! Source of `drizzle-orm`: `migrator.js` reads the journal in its order and splits at `--> statement-breakpoint`;
//! `migrate` in `pg-core/dialect.js` runs all of it in one `session.transaction`. Measured: `drizzle-orm` 0.45; where the second file
//! fails, nothing of the first stays.

use super::{Evidence, Folder, Framework, List, Order, Reverts, Settings};
use crate::source::foreign;

const CONFIGURATIONS: [&str; 6] = [
    "drizzle.config.ts",
    "drizzle.config.js",
    "drizzle.config.mjs",
    "drizzle.config.cjs",
    "drizzle.config.mts",
    "drizzle.config.json",
];

pub(super) static DRIZZLE: Framework = Framework {
    order: Order::Names,
    reverts: Reverts::Never,
    one_transaction: true,
    late: "Drizzle runs it there only if its `when` in the journal is later",
    ends_statement: Some("> statement-breakpoint"),
    renames: " (`drizzle-kit generate` asks: say that it is a rename)",
    detect,
    places: |folder| folder.places(&CONFIGURATIONS, &["out"]),
    settings,
    list: Some(List {
        file: "meta/_journal.json",
        leaves_out: "never runs it",
        help: "let `drizzle-kit generate --custom` make the file, which writes it into the journal",
    }),
    listed,
    ..Framework::wrapping(
        "drizzle",
        "Drizzle",
        "Drizzle runs all pending files in one transaction and has no way out: run it by hand before the deployment",
    )
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    let snapshots = || folder.any_file(|path| path.ends_with("/snapshot.json") && !path.starts_with("meta/"));
    let breakpoints = || folder.any_text(|head| head.contains("--> statement-breakpoint"));
    folder.has("meta/_journal.json").or_else(snapshots).or_else(breakpoints)
}

fn listed(folder: &dyn Folder) -> Option<Vec<String>> {
    let journal: serde_json::Value = serde_json::from_str(&folder.read("meta/_journal.json")?).ok()?;
    let entries = journal.get("entries")?.as_array()?;
    let tag = |entry: &serde_json::Value| Some(format!("{}.sql", entry.get("tag")?.as_str()?));
    Some(entries.iter().filter_map(tag).collect())
}

fn settings(folder: &dyn Folder) -> Settings {
    let journal: Option<serde_json::Value> = folder.read("meta/_journal.json").and_then(|text| serde_json::from_str(&text).ok());
    let journal = journal.and_then(|journal| Some(journal.get("dialect")?.as_str()?.to_owned()));
    let configured = || {
        let mut said = folder.configurations(&CONFIGURATIONS);
        said.find_map(|said| said.first("dialect").map(str::to_owned))
    };
    let dialect = journal.or_else(configured);
    Settings { database: dialect.and_then(|dialect| foreign::named(&dialect)), ..Settings::default() }
}
