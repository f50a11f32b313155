//! The command line: one file a command, each a function of its arguments and the host.

pub(crate) mod arguments;
mod baseline;
mod code;
mod completions;
mod configs;
pub(crate) mod explain;
mod fix;
pub(crate) mod folder;
pub mod frameworks;
mod git;
mod globs;
mod histories;
pub mod host;
mod ignore;
mod init;
mod inputs;
pub(crate) mod lint;
mod output;
mod parallel;
pub(crate) mod paths;
pub(crate) mod plan;
mod progress;
mod remarks;
pub mod rules;
mod since;
mod stats;
mod surroundings;
mod walk;
mod ways_back;

use std::{ffi::OsString, io::Write};

use anyhow::Result;
use arguments::{Arguments, Command};
use clap::{CommandFactory, FromArgMatches};
use host::Host;

/// Nothing at or above `fail-on` was found.
const CLEAN: u8 = 0;
/// Something was found.
const FOUND: u8 = 1;
/// ddlint could not run.
const FAILED: u8 = 2;

/// Runs the program; the answer is its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>, host: &dyn Host) -> u8 {
    let parser = Arguments::command();
    let parser = match host.columns() {
        Some(columns) => parser.term_width(columns.min(arguments::WIDEST)),
        None => parser,
    };
    let parsed = parser.try_get_matches_from(arguments).and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error, host),
    };
    command(arguments, host).unwrap_or_else(|error| fail(&format!("{error:#}"), host))
}

fn command(arguments: Arguments, host: &dyn Host) -> Result<u8> {
    match arguments.command {
        None => lint::run(&arguments.lint, host),
        Some(Command::Lint(arguments)) => lint::run(&arguments, host),
        Some(Command::Plan(arguments)) => plan::run(&arguments, host),
        Some(Command::Explain(arguments)) => explain::run(&arguments, host),
        Some(Command::Rules(arguments)) => rules::run(&arguments, host),
        Some(Command::Frameworks(arguments)) => frameworks::run(&arguments, host),
        Some(Command::StatsQuery(arguments)) => stats::query(&arguments, host),
        Some(Command::Init(arguments)) => init::run(&arguments, host),
        Some(Command::Completions(arguments)) => completions::run(&arguments, host),
    }
}

/// Help and version go to standard output; mistakes in the arguments become one line.
fn usage(error: &clap::Error, host: &dyn Host) -> u8 {
    if !error.use_stderr() {
        let text = output::help(error, host);
        // Nobody is left to be told that the help could not be written.
        let _ = host.stdout().write_all(text.as_bytes());
        return CLEAN;
    }
    let text = error.render().to_string();
    let said = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let said: Vec<_> = said.take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more")).collect();
    let message = said.join("; ").replace("; [", " [").replace("tip: ", "");
    fail(&format!("{} (see --help)", message.trim_start_matches("error: ")), host)
}

fn fail(message: &str, host: &dyn Host) -> u8 {
    // Nobody is left to be told where standard error is closed.
    let _ = writeln!(host.stderr(), "ddlint: {}", message.replace('\n', " "));
    FAILED
}
