//! What changed in a file, as a unified patch that `git apply` and `patch -p1` take.

use std::io;

use similar::{
    ChangeTag, DiffOp,
    algorithms::{Capture, Compact, Replace, myers},
    group_diff_ops,
    udiff::UnifiedHunkHeader,
};

/// Unchanged lines that are shown around a change.
const CONTEXT: usize = 3;

/// Writes how one text becomes another; nothing where they are the same. All bytes are written as they are.
pub fn write(path: &str, old: &[u8], new: &[u8], mut out: impl io::Write) -> io::Result<()> {
    let (old, new) = (lines(old), lines(new));
    let hunks = group_diff_ops(changes(&old, &new), CONTEXT);
    let hunks: Vec<_> = hunks.iter().filter(|hunk| !hunk.is_empty()).collect();
    if hunks.is_empty() {
        return Ok(());
    }
    // A tab tells where a name with white space in it ends.
    let end = if path.contains(char::is_whitespace) { "\t" } else { "" };
    writeln!(out, "--- a/{path}{end}\n+++ b/{path}{end}")?;
    for hunk in hunks {
        writeln!(out, "{}", UnifiedHunkHeader::new(hunk))?;
        for change in hunk.iter().flat_map(|operation| operation.iter_changes(&old, &new)) {
            line(change.tag(), change.value(), &mut out)?;
        }
    }
    Ok(())
}

/// By Myers alone: what chooses between algorithms brings all of them along.
fn changes(old: &[&[u8]], new: &[&[u8]]) -> Vec<DiffOp> {
    let mut captured = Compact::new(Replace::new(Capture::new()), old, new);
    let Ok(()) = myers::diff(&mut captured, old, 0..old.len(), new, 0..new.len());
    captured.into_inner().into_inner().into_ops()
}

fn line(tag: ChangeTag, text: &[u8], out: &mut impl io::Write) -> io::Result<()> {
    write!(out, "{tag}")?;
    out.write_all(text)?;
    if text.ends_with(b"\n") { Ok(()) } else { writeln!(out, "\n\\ No newline at end of file") }
}

/// Lines with their ends. Only `\n` ends one, as in every program that reads patches.
fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').collect()
}
