//! A folder of its own for one test, and ddlint run in it.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

/// A folder that is removed when the test ends.
pub struct Project {
    folder: PathBuf,
    /// It is a part of another one, which is removed with that.
    part: bool,
}

/// What a run of ddlint left.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Project {
    /// A folder with these files.
    pub fn new(files: &[(&str, &str)]) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("ddlint-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let project = Self { folder: std::env::temp_dir().join(name), part: false };
        fs::create_dir_all(&project.folder).unwrap();
        files.iter().for_each(|(path, text)| project.write(path, text));
        project
    }

    /// A folder of it, in which commands are run.
    pub fn in_folder(&self, folder: &str) -> Self {
        Self { folder: self.path(folder), part: true }
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// ddlint in the folder, with nothing of the environment that would change its colours.
    pub fn command(&self, arguments: &str) -> Command {
        let mut command = program();
        command.current_dir(&self.folder).args(arguments.split_whitespace());
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
        command
    }

    /// Runs ddlint with arguments that white space separates.
    pub fn run(&self, arguments: &str) -> Ran {
        Ran::from(self.command(arguments).output().unwrap())
    }

    /// Runs ddlint with a text on standard input.
    pub fn pipe(&self, arguments: &str, input: impl AsRef<[u8]>) -> Ran {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_ref()).unwrap();
        Ran::from(child.wait_with_output().unwrap())
    }

    /// Runs git in the folder.
    pub fn git(&self, arguments: &str) {
        let mut command = Command::new("git");
        command.current_dir(&self.folder).args(["-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"]);
        let done = command.args(arguments.split_whitespace()).output().unwrap();
        assert!(done.status.success(), "git {arguments}: {}", String::from_utf8_lossy(&done.stderr));
    }

    /// Commits all that is there.
    pub fn commit(&self, message: &str) {
        self.git("add -A");
        self.git(&format!("commit -qm {message}"));
    }

    /// The reported files of `ddlint plan`, in order.
    pub fn planned(&self, arguments: &str) -> Vec<String> {
        let ran = self.run(&format!("plan --format json {arguments}"));
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "plan {arguments}");
        let plan: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let files = plan["files"].as_array().unwrap();
        files.iter().map(|file| file["path"].as_str().unwrap().to_owned()).collect()
    }

    /// The one line that ddlint says when it cannot run.
    pub fn error(&self, arguments: &str) -> String {
        let ran = self.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments}: {}", ran.err);
        assert_eq!(ran.err.matches('\n').count(), 1, "{}", ran.err);
        let said = ran.err.trim_end().strip_prefix("ddlint: ").unwrap();
        said.replace(self.folder.to_str().unwrap(), "[PROJECT]")
    }
}

/// The native program, or the one that DDLINT names: a program and its first arguments, between spaces.
fn program() -> Command {
    let other = std::env::var("DDLINT").unwrap_or_default();
    let mut words = other.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or(env!("CARGO_BIN_EXE_ddlint")));
    command.args(words);
    command
}

impl Drop for Project {
    fn drop(&mut self) {
        if !self.part {
            let _ = fs::remove_dir_all(Path::new(&self.folder));
        }
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}
