//! Where an answer goes, and whether it is coloured.

use std::io::{self, BufWriter, Write};

use anyhow::{Context, Result};

use super::{
    arguments::{Color, OutputArguments},
    host::{Host, Stream},
};

/// Writes an answer to the file that the arguments name, or else to the stream; `write` is told whether to use colours.
/// A reader that went away (`| head`) is no error.
pub fn answer(
    arguments: &OutputArguments,
    stream: Stream,
    host: &dyn Host,
    write: impl FnOnce(&mut dyn Write, bool) -> io::Result<()>,
) -> Result<()> {
    let Some(path) = &arguments.output else {
        let colour = coloured(arguments.color, stream, host);
        return to(stream, host, |out| write(out, colour));
    };
    let colour = arguments.color == Color::Always;
    let written = host.create(path).and_then(|file| buffered(file, |out| write(out, colour)));
    written.with_context(|| format!("cannot write `{}`", path.display()))
}

/// Writes to standard output. A reader that went away is no error.
pub fn print(host: &dyn Host, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    to(Stream::Output, host, write)
}

fn to(stream: Stream, host: &dyn Host, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let (out, name) = match stream {
        Stream::Output => (host.stdout(), "standard output"),
        Stream::Error => (host.stderr(), "standard error"),
    };
    match buffered(out, write) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.with_context(|| format!("cannot write to {name}")),
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

/// Whether a stream is to be coloured.
fn coloured(color: Color, stream: Stream, host: &dyn Host) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if host.variable("NO_COLOR").is_some() => false,
        Color::Auto if host.variable("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        Color::Auto => host.is_terminal(stream) && host.variable("TERM").is_none_or(|term| term != "dumb"),
    }
}

/// clap's help or version, styled where colours are welcome.
pub fn help(error: &clap::Error, host: &dyn Host) -> String {
    let text = error.render();
    if coloured(Color::Auto, Stream::Output, host) { text.ansi().to_string() } else { text.to_string() }
}
