//! Where the documents are, and what ddlint says of them.

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;

/// The entries of a shared folder, in order; none, and a message, where it is absent.
pub fn entries(name: &str) -> Vec<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("shared");
    let folder = env::var_os("DDLINT_SHARED").map_or_else(beside, PathBuf::from).join(name);
    let Ok(entries) = fs::read_dir(&folder) else {
        eprintln!("skipped: no folder {}", folder.display());
        return Vec::new();
    };
    let mut entries: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}

/// The report of a run that ended well.
pub fn report(arguments: &[&str], stdin: &str) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ddlint"));
    command.args(["--format", "json", "--fail-on", "never"]).args(arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(stdin.as_bytes()).unwrap();
    let ran = child.wait_with_output().unwrap();
    assert!(ran.status.success(), "{arguments:?} ended with {}", ran.status);
    serde_json::from_slice(&ran.stdout).unwrap()
}
