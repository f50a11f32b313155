//! The commands besides `lint`, and what holds for all.

use std::io::Read;
use std::process::Stdio;

use crate::project::Project;

#[test]
fn init_writes_a_configuration_that_ddlint_accepts_and_keeps_what_is_there() {
    let project = Project::new(&[("db/migrations/1.sql", "SELECT 1;")]);
    let ran = project.run("init");
    assert_eq!((ran.code, ran.out.as_str()), (0, "wrote ddlint.toml\n"));
    assert!(project.read("ddlint.toml").contains("paths = [\"db/migrations\"]"));
    assert_eq!(project.run("").code, 0);
    assert_eq!(project.error("init"), "`ddlint.toml` is there already; edit it, or remove it first");
    let commented = project.read("ddlint.toml");
    let uncommented: String = commented.lines().filter_map(|line| line.strip_prefix("# ").or(Some(line))).map(option).collect();
    toml::from_str::<toml::Table>(&uncommented).unwrap();
}

/// Prose stays a comment.
fn option(line: &str) -> String {
    let is_option = line.is_empty() || line.starts_with('[') || line.contains(" = ");
    format!("{}{line}\n", if is_option { "" } else { "# " })
}

#[test]
fn completions_for_every_shell() {
    let project = Project::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = project.run(&format!("completions {shell}"));
        assert!(ran.code == 0 && ran.out.contains("target-version"), "{shell}");
    }
}

#[test]
fn rules_as_json_have_what_editors_need() {
    let rules: serde_json::Value = serde_json::from_str(&Project::new(&[]).run("rules --format json").out).unwrap();
    for rule in rules.as_array().unwrap() {
        assert!(rule["url"].as_str().unwrap().ends_with(rule["id"].as_str().unwrap()), "{rule}");
    }
}

#[test]
fn help_and_version() {
    let project = Project::new(&[]);
    assert_eq!(project.run("--version").out, format!("ddlint {}\n", env!("CARGO_PKG_VERSION")));
    for arguments in ["--help", "-h", "lint --help", "plan --help", "help plan"] {
        let ran = project.run(arguments);
        assert!(ran.code == 0 && ran.out.contains("Usage:"), "{arguments}: {}", ran.err);
    }
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let project = Project::new(&[("migrations/1.sql", &"DROP TABLE a;\n".repeat(20_000))]);
    let mut command = project.command("plan --format json");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[test]
fn colours_follow_the_option_and_the_environment() {
    let project = Project::new(&[("migrations/1.sql", "CREATE TABLE a (id int);")]);
    let coloured = |arguments: &str, variable: Option<(&str, &str)>| {
        let output = project.command(arguments).envs(variable).output().unwrap();
        output.stdout.contains(&0x1b)
    };
    assert!(!coloured("plan", None));
    assert!(coloured("plan --color always", None));
    assert!(coloured("plan", Some(("CLICOLOR_FORCE", "1"))));
    assert!(!coloured("plan", Some(("CLICOLOR_FORCE", "0"))));
    assert!(!coloured("plan --color never", Some(("CLICOLOR_FORCE", "1"))));
    assert!(coloured("plan --color always", Some(("NO_COLOR", "1"))));
}
