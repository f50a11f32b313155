//! `--fix` and `--diff`: what fixes make of the files, written or shown as a patch.

use std::{io::Write, path::Path};

use anyhow::{Context, Result};

use super::{
    CLEAN, FOUND,
    arguments::{FixArguments, OutputArguments},
    histories::{History, Reported},
    host::{Host, Stream},
    output::{answer, print},
    paths::{relative, shown},
};
use crate::{
    fix::{Applicability, Texts},
    lint::Report,
    report::{patch, summary},
};

impl FixArguments {
    /// Whether fixes are to be applied, if only to show them.
    pub fn any(&self) -> bool {
        self.fix || self.diff
    }

    /// How far a fix must be trusted to be applied.
    pub fn least(&self) -> Applicability {
        if self.with_unsafe { Applicability::Unsafe } else { Applicability::Safe }
    }
}

/// Writes the files that changed; standard input's text goes to standard output. Whether that was so.
pub fn write(histories: &[History], fixed: &[Texts], host: &dyn Host) -> Result<bool> {
    for (file, text) in changed(histories, fixed).filter(|(file, _)| !file.stdin) {
        let written = host.create(file.absolute).and_then(|mut out| out.write_all(text).and_then(|()| out.flush()));
        written.with_context(|| format!("cannot write `{}`", file.shown))?;
    }
    let mut files = histories.iter().zip(fixed).flat_map(|(history, texts)| history.reported().map(move |file| (file, texts)));
    let Some((file, texts)) = files.find(|(file, _)| file.stdin) else { return Ok(false) };
    let text = texts.get(file.shown).map_or(file.bytes, Vec::as_slice);
    print(host, |out| out.write_all(text))?;
    Ok(true)
}

/// Shows what would change. The exit code says whether anything would.
pub fn diff(histories: &[History], fixed: &[Texts], report: &Report, arguments: &OutputArguments, host: &dyn Host) -> Result<u8> {
    let current = host.current_folder().unwrap_or_default();
    answer(arguments, Stream::Output, host, |out, _| {
        changed(histories, fixed).try_for_each(|(file, text)| patch::write(&name(&file, &current), file.bytes, text, &mut *out))
    })?;
    if let Some(said) = summary::fixes(report).filter(|_| !arguments.quiet) {
        // Nobody is left to be told where standard error is closed.
        let _ = writeln!(host.stderr(), "{}", said.replacen(" fixed", " would be fixed", 1));
    }
    Ok(if report.fixed > 0 { FOUND } else { CLEAN })
}

/// The files that changed, each with its new text.
fn changed<'a>(histories: &'a [History], fixed: &'a [Texts]) -> impl Iterator<Item = (Reported<'a>, &'a [u8])> {
    let of_history = |(history, texts): (&'a History, &'a Texts)| {
        history.reported().filter_map(|file| Some((file, texts.get(file.shown)?.as_slice())))
    };
    histories.iter().zip(fixed).flat_map(of_history)
}

/// A file's name in a patch: `git apply` takes none from the root.
fn name(file: &Reported, current: &Path) -> String {
    if Path::new(file.shown).is_absolute() { shown(&relative(current, file.absolute)) } else { file.shown.to_owned() }
}
