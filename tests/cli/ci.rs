//! What pipelines run: the steps of action.yml and the snippets of docs/ci.md, in a clone of a bare remote.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use serde_yaml_ng::Value;

use crate::project::Project;

const OLD: &str = "SET lock_timeout = '1s';\nDROP TABLE old;\n";
const NEW: &str = "SET lock_timeout = '1s';\nCREATE INDEX a_idx ON a (b);\n";

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn yaml(text: &str) -> Value {
    serde_yaml_ng::from_str(text).unwrap()
}

/// The fences of docs/ci.md in YAML.
fn snippets() -> Vec<Value> {
    read("docs/ci.md").split("```yaml\n").skip(1).map(|rest| yaml(rest.split("\n```").next().unwrap())).collect()
}

/// A shallow clone of a branch with one new migration, as a service makes it, and programs that stand for npm.
struct Job {
    project: Project,
    variables: BTreeMap<String, String>,
}

impl Job {
    fn new(new: &str, clone: &str) -> Self {
        let project = Project::new(&[("work/db/migrations/1.sql", OLD)]);
        let work = |arguments: &str| project.git(&format!("-C work {arguments}"));
        work("init -q");
        work("add -A");
        work("commit -qm one");
        work("checkout -qb feature");
        project.write("work/db/migrations/2.sql", new);
        work("add -A");
        work("commit -qm two");
        work("checkout -q main");
        project.write("work/readme", "more");
        work("add -A");
        work("commit -qm three");
        project.git("clone -q --bare work remote.git");
        let url = format!("file://{}", project.path("remote.git").display());
        project.git(&format!("clone -q --branch feature {clone} {url} clone"));
        // npm puts the program that is tested where it would put the package.
        let program = env!("CARGO_BIN_EXE_ddlint");
        project.write("bin/npm", format!("#!/bin/bash\nset -e\necho \"$@\" > npm.txt\nwhile [ $# -gt 0 ]; do if [ \"$1\" = --prefix ]; then mkdir -p \"$2/node_modules/.bin\"; ln -s {program} \"$2/node_modules/.bin/ddlint\"; fi; if [ \"$1\" = --global ]; then ln -s {program} \"$BIN/ddlint\"; fi; shift; done\n"));
        Command::new("chmod").args(["+x"]).arg(project.path("bin/npm")).status().unwrap();
        let mut job = Self { project, variables: BTreeMap::new() };
        for (name, path) in [
            ("RUNNER_TEMP", "temp"),
            ("GITHUB_ENV", "env"),
            ("GITHUB_PATH", "path"),
            ("GITHUB_OUTPUT", "output"),
            ("GITHUB_STEP_SUMMARY", "summary"),
            ("BIN", "bin"),
        ] {
            job.set(name, &job.project.path(path).display().to_string());
        }
        job.set("PATH", &format!("{}:{}", job.variables["BIN"], std::env::var("PATH").unwrap()));
        ["temp/.keep", "env", "path", "output", "summary"].into_iter().for_each(|path| job.project.write(path, ""));
        job
    }

    fn set(&mut self, name: &str, value: &str) {
        self.variables.insert(name.to_owned(), value.to_owned());
    }

    /// Runs a script as GitHub does; its exit code and what it printed.
    fn bash(&mut self, folder: &str, script: &str) -> (i32, String) {
        let mut command = Command::new("bash");
        command
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
            .current_dir(self.project.path("clone").join(folder));
        let output = command.env_remove("NO_COLOR").envs(&self.variables).output().unwrap();
        for line in self.project.read("env").lines().map(str::to_owned).collect::<Vec<_>>() {
            let (name, value) = line.split_once('=').unwrap();
            self.set(name, value);
        }
        if let Some(folder) = self.project.read("path").lines().last().filter(|_| !self.variables.contains_key("ADDED")) {
            let path = format!("{folder}:{}", self.variables["PATH"]);
            self.set("PATH", &path);
            self.set("ADDED", "1");
        }
        let text = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8(text).unwrap())
    }

    /// Runs the action's own steps with these inputs; the exit code of the last one and all that was printed.
    fn action(&mut self, inputs: &[(&str, &str)]) -> (i32, String) {
        let action = yaml(&read("action.yml"));
        let input = |name: &str| {
            let given = inputs.iter().find(|(given, _)| *given == name).map(|(_, value)| (*value).to_owned());
            given.unwrap_or_else(|| action["inputs"][name]["default"].as_str().unwrap().to_owned())
        };
        let mut printed = String::new();
        for step in action["runs"]["steps"].as_sequence().unwrap() {
            let Some(script) = step["run"].as_str() else { continue };
            assert_eq!(step["shell"], "bash");
            for (name, value) in step["env"].as_mapping().into_iter().flatten() {
                let value = value.as_str().unwrap().trim_start_matches("${{ ").trim_end_matches(" }}");
                let value = match value.strip_prefix("inputs.") {
                    Some(name) => input(name),
                    None => self.output(value.strip_prefix("steps.lint.outputs.").unwrap()),
                };
                self.set(name.as_str().unwrap(), &value);
            }
            let folder = step["working-directory"].as_str().map_or_else(String::new, |_| input("working-directory"));
            let (code, out) = self.bash(&folder, script);
            printed.push_str(&out);
            if code != 0 {
                return (code, printed);
            }
        }
        (0, printed)
    }

    fn output(&self, name: &str) -> String {
        let outputs = self.project.read("output");
        outputs.lines().rev().find_map(|line| line.strip_prefix(name)?.strip_prefix('=')).unwrap().to_owned()
    }
}

#[test]
fn the_action_shows_what_is_new_and_fails() {
    let mut job = Job::new(NEW, "--depth 1");
    let (code, printed) = job.action(&[("since", "origin/main"), ("version", "1.2.3")]);
    assert_eq!(code, 1, "{printed}");
    assert!(printed.contains("::error file=db/migrations/2.sql,line=2,") && !printed.contains("1.sql"), "{printed}");
    assert!(job.project.read("clone/npm.txt").trim_end().ends_with("ddlint@1.2.3"));
    assert!(job.project.read("summary").starts_with("### ddlint: 1 error in 1 file"), "{}", job.project.read("summary"));
    let lock =
        "| 2 | `CREATE INDEX a_idx ON a (b)` | SHARE on `a`: writes wait while an index is built (grows with the table) |  |";
    assert!(job.project.read("summary").contains(lock), "{}", job.project.read("summary"));
    let log: serde_json::Value = serde_json::from_str(&fs::read_to_string(job.output("sarif")).unwrap()).unwrap();
    assert_eq!(
        log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "db/migrations/2.sql"
    );
    assert_eq!(job.output("exit-code"), "1");
}

#[test]
fn the_action_passes_and_heeds_its_inputs() {
    let mut job = Job::new("SELECT 1;\n", "");
    assert_eq!(job.action(&[("since", "origin/main")]).0, 0);
    let mut job = Job::new(NEW, "");
    let (code, printed) = job.action(&[("since", "origin/main"), ("fail-on", "never"), ("summary", "false")]);
    assert_eq!((code, job.project.read("summary").as_str()), (0, ""), "{printed}");
    let mut job = Job::new(NEW, "");
    let inputs = [
        ("since", "none"),
        ("working-directory", "db"),
        ("paths", "migrations/1.sql\nmigrations/2.sql"),
        ("arguments", "--rule drop-table=off\n --quiet --fail-on error"),
    ];
    let (code, printed) = job.action(&inputs);
    assert!(code == 1 && printed.contains("file=db/migrations/2.sql") && !printed.contains("1.sql"), "{printed}");
    let mut job = Job::new(NEW, "--depth 1");
    let (code, printed) = job.action(&[("since", &"0".repeat(40)), ("arguments", "--nonsense")]);
    assert!(code == 2 && printed.contains("unexpected argument '--nonsense'"), "{printed}");
    assert_eq!(job.output("exit-code"), "2");
}

#[test]
fn the_actions_own_steps_use_what_it_declares() {
    let text = read("action.yml");
    let action = yaml(&text);
    let declared = action["inputs"].as_mapping().unwrap();
    for (name, input) in declared {
        let name = name.as_str().unwrap();
        assert!(text.contains(&format!("inputs.{name}")), "{name} has no effect");
        assert!(input["description"].is_string() && input["default"].is_string(), "{name}");
        assert!(read("docs/ci.md").contains(&format!("`{name}`")), "{name} is not documented");
    }
    let used = text.split("inputs.").skip(1).map(|rest| rest.split([' ', '}', '=']).next().unwrap());
    used.for_each(|name| assert!(declared.contains_key(name), "{name} is not declared"));
}

#[test]
fn snippets_run_as_they_stand() {
    let snippets = snippets();
    let strings = |value: &Value| {
        value.as_sequence().unwrap().iter().map(|line| line.as_str().unwrap().to_owned()).collect::<Vec<_>>().join("\n")
    };
    let mut gitlab = Job::new(NEW, "");
    let (_, base) = gitlab.bash("", "git merge-base origin/main HEAD");
    gitlab.set("CI_MERGE_REQUEST_DIFF_BASE_SHA", base.trim());
    let job = snippets.iter().find_map(|snippet| snippet.get("ddlint")).unwrap();
    let (code, printed) = gitlab.bash("", &strings(&job["script"]));
    assert_eq!(code, 1, "{printed}");
    let report = job["artifacts"]["reports"]["codequality"].as_str().unwrap();
    assert!(gitlab.project.read(&format!("clone/{report}")).contains("\"path\":\"db/migrations/2.sql\""));
    let mut bitbucket = Job::new(NEW, "--single-branch");
    bitbucket.set("BITBUCKET_PR_DESTINATION_BRANCH", "main");
    let pipelines = snippets.iter().find_map(|snippet| snippet.get("pipelines")).unwrap();
    let (code, printed) = bitbucket.bash("", &strings(&pipelines["pull-requests"]["**"][0]["step"]["script"]));
    assert_eq!(code, 1, "{printed}");
    assert!(bitbucket.project.read("clone/test-results/ddlint.xml").contains("<testsuite name=\"db/migrations/2.sql\""));
}

#[test]
fn hooks_run_on_the_files_of_a_commit() {
    let hooks = yaml(&read(".pre-commit-hooks.yaml"));
    let ids: Vec<_> = hooks.as_sequence().unwrap().iter().map(|hook| hook["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["ddlint", "ddlint-system"]);
    let configured = snippets().into_iter().find_map(|snippet| snippet.get("repos").cloned()).unwrap();
    assert!(ids.contains(&configured[0]["hooks"][0]["id"].as_str().unwrap()));
    let project = Project::new(&[("db/migrations/1.sql", OLD), ("db/migrations/2.sql", NEW)]);
    for hook in hooks.as_sequence().unwrap() {
        assert_eq!(hook["entry"], "ddlint");
        let ran = project.run("db/migrations/2.sql");
        assert!(ran.code == 1 && !ran.out.contains("1.sql"), "{}", ran.out);
    }
}

#[test]
fn the_image_is_built_from_what_it_copies() {
    let text = read("Dockerfile");
    let ignored = read(".dockerignore");
    let project = Project::new(&[]);
    let words = |line: &str| line.split_whitespace().skip(1).map(str::to_owned).collect::<Vec<_>>();
    for line in text.lines().filter(|line| line.starts_with("COPY ") && !line.contains("--from")) {
        let words = words(line);
        let (target, sources) = words.split_last().unwrap();
        for source in sources {
            assert!(ignored.lines().any(|kept| kept == format!("!{source}")), "{source} is ignored");
            let target = if target == "./" { project.path(source) } else { project.path(target) };
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(source);
            assert!(Command::new("cp").arg("-r").arg(from).arg(target).status().unwrap().success(), "{source}");
        }
    }
    let mut cargo = Command::new(env!("CARGO"));
    let metadata = cargo
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(project.path(""))
        .output()
        .unwrap();
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    let version = read("rust-toolchain.toml")
        .lines()
        .find_map(|line| line.strip_prefix("channel = ").map(|version| version.trim_matches('"').to_owned()));
    assert!(text.contains(&format!("FROM rust:{}-slim", version.unwrap())), "the image has another Rust");
    assert!(text.contains("--bin ddlint\n") && text.contains("/source/target/release/ddlint /usr/local/bin/ddlint\n"));
}
