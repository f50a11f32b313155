//! Where an answer goes, and whether it is coloured.

use std::io::{self, BufWriter, Write};

use anyhow::{Context, Result};

use super::{
    arguments::{Color, OutputArguments},
    host::{Host, Stream},
};

/// Writes an answer to the file or stream that the arguments name; `write` is told whether to use colours.
/// A reader that went away (`| head`) is no error.
pub fn answer(
    arguments: &OutputArguments,
    host: &dyn Host,
    write: impl FnOnce(&mut dyn Write, bool) -> io::Result<()>,
) -> Result<()> {
    let Some(path) = &arguments.output else {
        return print(host, |out| write(out, coloured(arguments.color, host)));
    };
    let colour = arguments.color == Color::Always;
    let written = host.create(path).and_then(|file| buffered(file, |out| write(out, colour)));
    written.with_context(|| format!("cannot write `{}`", path.display()))
}

/// Writes to standard output. A reader that went away is no error.
pub fn print(host: &dyn Host, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    match buffered(host.stdout(), write) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.context("cannot write to standard output"),
    }
}

fn buffered(out: impl Write, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(64 * 1024, out);
    let written = write(&mut out).and_then(|()| out.flush());
    if written.is_err() {
        // What is left in the buffer must not be written, and fail, once more.
        let _ = out.into_parts();
    }
    written
}

/// Whether standard output is to be coloured.
fn coloured(color: Color, host: &dyn Host) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if host.variable("NO_COLOR").is_some() => false,
        Color::Auto if host.variable("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        Color::Auto => host.is_terminal(Stream::Output) && host.variable("TERM").is_none_or(|term| term != "dumb"),
    }
}

/// clap's help or version, styled where colours are welcome.
pub fn help(error: &clap::Error, host: &dyn Host) -> String {
    let text = error.render();
    if coloured(Color::Auto, host) { text.ansi().to_string() } else { text.to_string() }
}
