//! What `ddlint plan` says, held against real servers: `cargo test --test postgres -- [--all] [FILTER]`.
//!
//! Runs on the oldest, the newest and a middle version, with `--all` on every one; without an installed server it is skipped,
//! unless `CI` is set.

#[path = "postgres/case.rs"]
mod case;
#[path = "postgres/judge.rs"]
mod judge;
#[path = "postgres/observe.rs"]
mod observe;
#[path = "postgres/rewrite.rs"]
mod rewrite;
#[path = "postgres/schema.rs"]
mod schema;
#[path = "postgres/server.rs"]
mod server;
#[path = "postgres/session.rs"]
mod session;
#[path = "postgres/stats.rs"]
mod stats;
#[path = "postgres/volatility.rs"]
mod volatility;

use std::{process::ExitCode, thread};

use case::Suite;
use ddlint::dialect::Target;
use judge::Verdict;
use server::Server;
use session::Answer;

const SOME_VERSIONS: [u16; 3] = [12, 15, 18];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let update = std::env::var_os("UPDATE").is_some();
    let all = update || arguments.iter().any(|argument| argument == "--all");
    let filter = arguments.iter().find(|argument| !argument.starts_with('-')).map_or("", String::as_str);
    let versions: Vec<u16> = if all { Target::POSTGRES_VERSIONS.collect() } else { SOME_VERSIONS.to_vec() };
    let missing: Vec<&u16> = versions.iter().filter(|version| server::installation(**version).is_none()).collect();
    if !missing.is_empty() && std::env::var_os("CI").is_none() {
        println!("skipped: no PostgreSQL {missing:?} here (npm ci installs them)");
        return ExitCode::SUCCESS;
    }
    match run(&versions, filter, update) {
        Ok(verdict) => report(&verdict),
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Everything on every version at once.
fn run(versions: &[u16], filter: &str, update: bool) -> Answer<Verdict> {
    let suites = selected(filter);
    let [with_functions, with_stats] = ["volatility", "stats"].map(|name| name.contains(filter));
    let each: Vec<Answer<(Verdict, volatility::Rows)>> = thread::scope(|scope| {
        let threads: Vec<_> =
            versions.iter().map(|version| scope.spawn(|| on_version(*version, &suites, with_functions, with_stats))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err("a thread panicked".into()))).collect()
    });
    let (mut whole, mut rows) = (Verdict::default(), Vec::new());
    for (version, answer) in versions.iter().zip(each) {
        let (verdict, functions) = answer?;
        whole.compared += verdict.compared;
        whole.disagreements.extend(verdict.disagreements);
        rows.push((*version, functions));
    }
    if update {
        volatility::update(&rows)?;
    }
    for (version, functions) in &rows {
        whole.compared += functions.len();
        whole.disagreements.extend(volatility::disagreements(*version, functions));
    }
    Ok(whole)
}

fn on_version(version: u16, suites: &[Suite], with_functions: bool, with_stats: bool) -> Answer<(Verdict, volatility::Rows)> {
    let server = Server::start(version)?;
    let mut whole = Verdict::default();
    for suite in suites {
        let mut verdict = Verdict::of(&server, suite)?;
        verdict.of_rewrites(&server, suite)?;
        whole.compared += verdict.compared;
        whole.disagreements.extend(verdict.disagreements);
    }
    if with_stats {
        whole.compared += 1;
        whole.disagreements.extend(stats::disagreements(&server)?);
    }
    let functions = if with_functions { volatility::rows(&server)? } else { Vec::new() };
    Ok((whole, functions))
}

/// Our own cases, the rewrites and the pages, or those of them whose id contains the filter.
fn selected(filter: &str) -> Vec<Suite> {
    let mut suites = case::own();
    suites.extend(case::rewrites());
    suites.extend(case::pages());
    suites.iter_mut().for_each(|suite| suite.cases.retain(|case| case.id.contains(filter)));
    suites.retain(|suite| !suite.cases.is_empty());
    suites
}

fn report(verdict: &Verdict) -> ExitCode {
    verdict.disagreements.iter().for_each(|disagreement| println!("{disagreement}"));
    println!("{} compared with real servers, {} disagreements", verdict.compared, verdict.disagreements.len());
    if verdict.disagreements.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
