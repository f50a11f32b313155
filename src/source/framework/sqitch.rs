//! Sqitch: `sqitch.plan` lists the changes; `deploy/`, `revert/` and `verify/` hold a script for each, run by psql.
//!
//! Manual of Sqitch: `sqitchtutorial`, `sqitchchanges`, `App::Sqitch::Plan`; source of 1.3.1: `Engine/pg.pm` runs `psql --file` without
//! `--single-transaction`, `Target.pm` names the folders. A script brings its own `BEGIN` and `COMMIT`. Measured: 1.3.

use super::{Configuration, Evidence, Folder, Framework, List, Places, Reverts, Settings, TransactionScope};
use crate::source::foreign;

pub(super) static SQITCH: Framework = Framework {
    reverts: Reverts::InFolder,
    transaction: TransactionScope::None,
    detect,
    places,
    settings,
    list: Some(List { file: "sqitch.plan", leaves_out: "never deploys it", help: "add it to the plan with `sqitch add`" }),
    listed,
    ..Framework::wrapping("sqitch", "Sqitch", "put it into a change of its own, without BEGIN and COMMIT")
};

fn detect(folder: &dyn Folder) -> Option<Evidence> {
    folder.has("sqitch.plan").or_else(|| folder.has("../sqitch.plan"))
}

/// The scripts of a plan that stands in a folder of its own.
fn places(folder: &dyn Folder) -> Vec<Places> {
    // Each engine and target may have its own.
    let named = |said: Configuration| {
        let within = said.all("top_dir").map(|top| format!("{top}/deploy")).collect::<Vec<_>>();
        let usual = within.is_empty().then(|| "deploy".to_owned());
        said.places(said.all("deploy_dir").map(str::to_owned).chain(within.iter().cloned()).chain(usual))
    };
    folder.configurations(&["sqitch.conf", "sqitch.plan"]).filter_map(named).collect()
}

/// Lines of the plan that are neither pragmas (`%`), tags (`@`) nor comments (`#`) begin with a change's name. A change that
/// comes again after a tag names it, `[name@tag]`, and its first script is `name@tag.sql` from then on.
fn listed(folder: &dyn Folder) -> Option<Vec<String>> {
    let inside = folder.read("sqitch.plan");
    let within = if inside.is_some() { "deploy/" } else { "" };
    let plan = inside.or_else(|| folder.read("../sqitch.plan"))?;
    let mut changes: Vec<String> = Vec::new();
    for line in plan.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['%', '#', '@'])) {
        let (change, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let change = change.trim_start_matches('+');
        let tag = rest.trim_start().strip_prefix('[').and_then(|rest| rest.strip_prefix(change)?.strip_prefix('@'));
        let tag = tag.and_then(|rest| rest.split([' ', ']']).next());
        if let (Some(tag), Some(first)) = (tag, changes.iter_mut().rfind(|known| *known == change)) {
            first.push_str(&format!("@{tag}"));
        }
        changes.push(change.to_owned());
    }
    Some(changes.into_iter().map(|change| format!("{within}{change}.sql")).collect())
}

fn settings(folder: &dyn Folder) -> Settings {
    let engine = folder.setting("sqitch.conf", "engine");
    Settings { database: engine.and_then(|engine| foreign::named(&engine)), ..Settings::default() }
}
