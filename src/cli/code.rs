//! `--code`: what a migration takes away is looked up in the application's code.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    histories::History,
    host::{Host, PathKind, Stream},
    parallel,
    paths::{absolute, shown},
    progress::during,
};
use crate::{
    lint::Report,
    usage::{
        Gone, Usage,
        search::{Hits, Search},
    },
};

/// Folders of code that others wrote, or that is made.
const FOREIGN: [&str; 9] =
    ["node_modules", "vendor", "third_party", "bower_components", "dist", "target", "__pycache__", "venv", "site-packages"];
/// What is no code, and dumps of what is there today.
const NO_CODE: [&str; 22] = [
    "json", "lock", "map", "svg", "csv", "md", "mdx", "txt", "log", "po", "snap", "pdf", "png", "jpg", "jpeg", "gif", "woff",
    "woff2", "ico", "zip", "gz", "wasm",
];
const DUMPS: [&str; 3] = ["schema.rb", "structure.sql", "schema.sql"];

/// Adds to each finding where the code still names what goes.
pub fn look_up(paths: &[PathBuf], histories: &[History], reports: &mut [Report], quiet: bool, host: &dyn Host) -> Result<()> {
    if paths.is_empty() {
        return Ok(());
    }
    let files = files(paths, histories, host)?;
    let diagnostics = || reports.iter().flat_map(|report| &report.diagnostics);
    let mut once = FxHashSet::default();
    let gone: Vec<Gone> = diagnostics().flat_map(|found| &found.gone).filter(|gone| once.insert(*gone)).cloned().collect();
    if gone.is_empty() {
        return Ok(());
    }
    let message = format!("looking for {} names in {} files", gone.len(), files.len());
    let visible = !quiet && host.is_terminal(Stream::Error);
    let usages = during(message, visible, || searched(gone, &files, host));
    let known: FxHashMap<&Gone, &Usage> = usages.iter().map(|usage| (&usage.gone, usage)).collect();
    for diagnostic in reports.iter_mut().flat_map(|report| &mut report.diagnostics) {
        diagnostic.usages = diagnostic.gone.iter().filter_map(|gone| known.get(gone).copied().cloned()).collect();
    }
    Ok(())
}

/// Looks through all files, and once more where they give other names to what goes.
fn searched(gone: Vec<Gone>, files: &[PathBuf], host: &dyn Host) -> Vec<Usage> {
    let search = Search::new(gone);
    let mut hits = pass(&search, files, host);
    if let Some(aliases) = search.aliases(&hits) {
        hits.extend(pass(&aliases, files, host));
    }
    search.usages(hits, files.len())
}

fn pass(search: &Search, files: &[PathBuf], host: &dyn Host) -> Vec<(String, Hits)> {
    parallel::each(files, |path| {
        let name = shown(path);
        // A file that goes away meanwhile, or that may not be read, holds nothing.
        let hits = host.read(path).map(|text| search.file(&name, &text)).unwrap_or_default();
        (name, hits)
    })
}

/// The code, without the migrations themselves.
fn files(paths: &[PathBuf], histories: &[History], host: &dyn Host) -> Result<Vec<PathBuf>> {
    let current = host.current_folder().context("cannot tell the current folder")?;
    let migrations: FxHashSet<&Path> = histories.iter().flat_map(History::folders).collect();
    let is_migration = |file: &Path| {
        let folder = file.parent();
        folder.is_some_and(|folder| {
            migrations.contains(folder)
                || folder.ends_with("meta") && folder.parent().is_some_and(|above| migrations.contains(above))
        })
    };
    let mut files = Vec::new();
    let mut once = FxHashSet::default();
    for path in paths {
        let found = match host.kind(path) {
            Some(PathKind::File) => vec![path.clone()],
            Some(PathKind::Folder) => {
                host.walk(path, usize::MAX).with_context(|| format!("cannot read the folder `{}`", path.display()))?
            }
            None => bail!("--code: no file or folder `{}`; check the path", path.display()),
        };
        let code = found.into_iter().filter(|file| is_code(file.strip_prefix(path).unwrap_or(file)));
        files.extend(code.filter(|file| {
            let file = absolute(&current, file);
            !is_migration(&file) && once.insert(file)
        }));
    }
    Ok(files)
}

fn is_code(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let extension = file.extension().unwrap_or_default().to_string_lossy();
    let foreign = file.components().any(|part| FOREIGN.iter().any(|folder| part.as_os_str() == *folder));
    !foreign && !DUMPS.contains(&&*name) && !NO_CODE.contains(&&*extension) && !name.contains(".min.")
}
