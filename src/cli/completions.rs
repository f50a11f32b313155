//! `ddlint completions`: a script that teaches a shell ddlint's commands and options.

use anyhow::Result;
use clap::CommandFactory;

use super::{
    CLEAN,
    arguments::{Arguments, CompletionsArguments},
    host::Host,
    output::print,
};

/// Prints the script.
pub fn run(arguments: &CompletionsArguments, host: &dyn Host) -> Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "ddlint", &mut script);
    print(host, |out| out.write_all(&script))?;
    Ok(CLEAN)
}
