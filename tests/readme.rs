//! What README.md and CHANGELOG.md show and name is what there is. `UPDATE=1 cargo test --test readme` writes what the commands print.

use std::{fs, process::Command};

use ddlint::{config::Config, rules::RULES};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

/// A fenced block.
struct Fence<'a> {
    language: &'a str,
    /// Which line of the file is the first in it, counted from 0.
    first: usize,
    lines: Vec<&'a str>,
}

#[test]
fn commands_print_what_it_shows() {
    let readme = readme();
    let mut lines: Vec<String> = readme.lines().map(str::to_owned).collect();
    for fence in fences(&readme).iter().rev().filter(|fence| fence.language == "console") {
        let arguments = fence.lines[0].strip_prefix("$ ddlint ").expect("a console block begins with `$ ddlint …`");
        let printed = printed(arguments);
        if std::env::var_os("UPDATE").is_none() {
            assert_eq!(fence.lines[1..].join("\n"), printed, "run UPDATE=1 cargo test --test readme");
        }
        lines.splice(fence.first + 1..fence.first + fence.lines.len(), printed.lines().map(str::to_owned));
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(PATH, lines.join("\n") + "\n").unwrap();
    }
}

#[test]
fn every_command_and_option_is_named() {
    let readme = readme();
    let help = printed("--help");
    let options = help.lines().filter(|line| line.trim_start().starts_with('-')).flat_map(long_options);
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let commands = commands.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    let commands = commands.filter(|name| *name != "help").map(|name| format!("`ddlint {name}"));
    let missing: Vec<String> = options.chain(commands).filter(|name| !readme.contains(name)).collect();
    assert!(missing.is_empty(), "README.md does not name {missing:?}");
}

#[test]
fn every_key_of_the_configuration_is_shown() {
    let readme = readme();
    let fences = fences(&readme);
    let shown = fences.iter().find(|fence| fence.language == "toml").expect("a configuration is shown").lines.join("\n");
    Config::parse(&shown).unwrap();
    let schema = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/ddlint.schema.json")).unwrap();
    let schema: serde_json::Value = serde_json::from_slice(&schema).unwrap();
    let tables = [&schema["properties"], &schema["$defs"]["Assume"]["properties"]];
    let keys = tables.into_iter().flat_map(|table| table.as_object().unwrap().keys());
    let missing: Vec<&String> = keys.filter(|key| !shown.contains(key.as_str())).collect();
    assert!(missing.is_empty(), "the configuration in README.md lacks {missing:?}");
}

#[test]
fn every_rule_has_its_line_in_the_changes() {
    let changes = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/CHANGELOG.md")).unwrap();
    let lines = RULES.iter().map(|rule| format!("- `{}`: {}", rule.id, rule.summary));
    let missing: Vec<String> = lines.filter(|line| !changes.lines().any(|other| other == line)).collect();
    assert!(missing.is_empty(), "CHANGELOG.md lacks\n{}", missing.join("\n"));
}

fn readme() -> String {
    fs::read_to_string(PATH).unwrap()
}

/// What ddlint prints, run in the repository.
fn printed(arguments: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ddlint"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments.split_whitespace());
    let ran = command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").output().unwrap();
    assert!(ran.stderr.is_empty(), "{}", String::from_utf8_lossy(&ran.stderr));
    let text = String::from_utf8(ran.stdout).unwrap();
    text.trim_end().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn long_options(line: &str) -> impl Iterator<Item = String> + '_ {
    let name = |word: &str| word.starts_with("--").then(|| word.split([',', '[']).next().unwrap_or(word).to_owned());
    line.split_whitespace().filter_map(name)
}

fn fences(text: &str) -> Vec<Fence<'_>> {
    let mut fences: Vec<Fence> = Vec::new();
    let mut open = false;
    for (at, line) in text.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(_) if open => open = false,
            Some(language) => {
                fences.push(Fence { language, first: at + 1, lines: Vec::new() });
                open = true;
            }
            None if open => fences.last_mut().unwrap().lines.push(line),
            None => {}
        }
    }
    fences
}
