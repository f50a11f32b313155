//! Linted, fixed and linted again, until nothing more can be fixed.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Applicability, apply};
use crate::{
    diagnostic::Diagnostic,
    lint::{File, Report},
};

/// Each pass mends what the one before left: as many as fixes of one statement may wait for each other.
const MOST_PASSES: usize = 100;

/// What tells that a text became worse: the server, or ddlint, does not take it any more.
const REFUSALS: [&str; 4] = ["not-allowed-in-transaction", "not-understood", "unterminated-quote", "will-fail"];

/// Files that changed, by path.
pub type Texts = FxHashMap<Arc<str>, Vec<u8>>;

/// What fixes made of some files.
#[derive(Debug)]
pub struct Fixed {
    /// What is left.
    pub report: Report,
    /// The files that changed.
    pub texts: Texts,
}

/// Applies every fix that may be trusted at least so far. A file that would be refused afterwards stays as it is.
pub fn passes(files: &[File], least: Applicability, lint: impl Fn(&[File]) -> Report) -> Fixed {
    let mut fixed = Fixed { report: lint(files), texts: Texts::default() };
    let mut left: FxHashSet<Arc<str>> = FxHashSet::default();
    for _ in 0..MOST_PASSES {
        let mut texts = fixed.texts.clone();
        let count = pass(files, &fixed.report, least, &left, &mut texts);
        if count == 0 {
            break;
        }
        let report = lint(&with_texts(files, &texts));
        let refused = refused(&fixed.report, &report, &texts);
        if refused.is_empty() {
            fixed = Fixed { report: Report { fixed: fixed.report.fixed + count, ..report }, texts };
        }
        left.extend(refused);
    }
    fixed
}

/// The files with the texts that some of them have now.
pub fn with_texts<'a>(files: &[File<'a>], texts: &'a Texts) -> Vec<File<'a>> {
    let changed = |file: &File<'a>| texts.get(&file.path).filter(|_| !file.history).map_or(file.bytes, Vec::as_slice);
    files.iter().map(|file| File { bytes: changed(file), ..file.clone() }).collect()
}

/// Applies the fixes of a report to the texts it was made from; how many they were.
fn pass(files: &[File], report: &Report, least: Applicability, left: &FxHashSet<Arc<str>>, texts: &mut Texts) -> usize {
    let mut fixes: FxHashMap<&str, Vec<_>> = FxHashMap::default();
    for diagnostic in &report.diagnostics {
        let fix = diagnostic.fix.iter().filter(|fix| fix.applicability >= least && !left.contains(&diagnostic.path));
        fixes.entry(&diagnostic.path).or_default().extend(fix);
    }
    let mut count = 0;
    for file in files.iter().filter(|file| !file.history) {
        let Some(fixes) = fixes.get(&*file.path).filter(|fixes| !fixes.is_empty()) else { continue };
        let applied = apply(texts.get(&file.path).map_or(file.bytes, Vec::as_slice), fixes.iter().copied());
        count += applied.count;
        texts.insert(Arc::clone(&file.path), applied.bytes);
    }
    count
}

/// The changed files that have more refusals than before.
fn refused(before: &Report, after: &Report, texts: &FxHashMap<Arc<str>, Vec<u8>>) -> Vec<Arc<str>> {
    let in_file = |report: &Report, path: &str| {
        let refusal = |diagnostic: &&Diagnostic| *diagnostic.path == *path && REFUSALS.contains(&diagnostic.rule.id);
        report.diagnostics.iter().filter(refusal).count()
    };
    texts.keys().filter(|path| in_file(after, path) > in_file(before, path)).cloned().collect()
}
