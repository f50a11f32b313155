//! `ddlint init`: a commented `ddlint.toml`.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

mod squawk;

use super::{
    CLEAN,
    arguments::{InitArguments, OtherLinter},
    folder,
    host::Host,
    output::print,
    paths::{absolute, shown},
    surroundings::AllSurroundings,
};
use crate::{
    config::{AUTO, Chosen, FILE_NAME},
    dialect::Target,
};

/// Writes `ddlint.toml` into the current folder, unless it is there.
pub fn run(arguments: &InitArguments, host: &dyn Host) -> Result<u8> {
    let path = Path::new(FILE_NAME);
    if host.kind(path).is_some() {
        bail!("`{FILE_NAME}` is there already; edit it, or remove it first");
    }
    let text = match arguments.from {
        Some(OtherLinter::Squawk) => squawk::translated(arguments.file.as_deref(), host)?,
        None => contents(host),
    };
    let written = host.create(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.with_context(|| format!("cannot write `{FILE_NAME}`"))?;
    print(host, |out| writeln!(out, "wrote {FILE_NAME}"))?;
    Ok(CLEAN)
}

/// What runs the migrations of the known folder; left to the files where they do not show it yet.
fn framework(host: &dyn Host) -> String {
    let absolute = |folder: PathBuf| Some(absolute(&host.current_folder().ok()?, &folder));
    let mut folders = folder::known(host).unwrap_or_default().into_iter();
    // Several folders may be run by several tools.
    let only = folders.next().filter(|_| folders.next().is_none());
    let folder = only.and_then(absolute);
    let found = folder.map(|folder| AllSurroundings::new(host).of(&folder, Chosen::default()).found.framework);
    match found.filter(|framework| !framework.is_plain()) {
        Some(framework) => format!("framework = \"{}\"", framework.id),
        None => format!("framework = \"{AUTO}\""),
    }
}

/// `paths` of the configuration.
fn paths(folders: &[PathBuf]) -> String {
    let shown = folders.iter().map(|folder| shown(folder));
    let quoted = shown.map(|path| format!("\"{}\"", if path.is_empty() { "." } else { path.as_str() }));
    format!("paths = [{}]", quoted.collect::<Vec<_>>().join(", "))
}

fn contents(host: &dyn Host) -> String {
    let paths = match folder::known(host) {
        Ok(folders) => paths(&folders),
        Err(_) => "# paths = [\"migrations\"]".to_owned(),
    };
    let version = Target::default().version;
    let framework = framework(host);
    format!(
        r#"# Configuration of ddlint; see `ddlint --help` and `ddlint rules`.

# The server that the migrations run on.
dialect = "postgres"
target-version = {version}

# What runs the migrations; `ddlint frameworks` shows what that means for order and transactions.
{framework}

# Read where no path is named. Globs in `exclude` are left out of folders.
{paths}
# exclude = ["**/seed.sql"]

# The lowest severity that makes the exit code 1: info, warning, error or never.
fail-on = "error"

# What is reported where no rule is named: recommended, strict, compat, expand or contract.
preset = "recommended"

# Findings that are put off: `ddlint --write-baseline` writes the file. Whether ignore comments must say why.
# baseline = "ddlint-baseline.json"
# require-reason = true

# What is in force around every migration, set by whatever runs them.
[assume]
# lock_timeout = "5s"
# statement_timeout = "1min"
# transaction = true

# Tables of a few rows, and tables that are always in use.
[tables]
# small = ["countries", "settings_*"]
# hot = ["orders"]

# Severities by rule: off, info, warning or error; `allow` names tables of which a rule has nothing to say.
[rules]
# drop-table = "off"
# drop-column = {{ severity = "warning", allow = ["*_old"] }}

# Other rules for some files; later entries win.
# [[overrides]]
# paths = ["migrations/contract/**"]
# preset = "contract"
# rules = {{ truncate = "warning" }}
"#
    )
}
