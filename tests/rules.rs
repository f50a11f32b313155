//! Every page of a rule is run: its `bad` fences report the rule and nothing else, its `good` and `fixed` fences are silent.
//!
//! ````markdown
//! ```sql setup                 history, read first and never linted; stays for the fences after it
//! ```sql bad postgres=13       options: postgres=VERSION, lock_timeout=unset, framework=NAME
//! ```text                      what people see for the `bad` fence before it; `UPDATE=1 cargo test` writes it
//! ```sql fixed                 what the fix makes of the `bad` fence before it
//! ```sql good
//! ```files bad                 files by their names, on which the command line is run; `good` too
//! ````

#[path = "rules/files.rs"]
mod files;
#[path = "cli/project.rs"]
#[allow(dead_code)]
mod project;

use std::fs;

use ddlint::{
    diagnostic::Diagnostic,
    dialect::Target,
    fix::{Applicability, apply, passes},
    lint::{File, Options, Report, lint},
    report::{Sources, human},
    rules::{RULES, Rule},
    session::Timeout,
    source::{Runner, framework},
};

/// A fenced block of a page.
struct Fence<'a> {
    line: usize,
    language: &'a str,
    kind: &'a str,
    options: Vec<&'a str>,
    text: String,
}

#[test]
fn pages_are_true() {
    if std::env::var_os("UPDATE").is_some() {
        RULES.iter().for_each(update);
    }
    let faults: Vec<String> = RULES.iter().flat_map(faults_of).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn rules_are_found_by_their_names() {
    assert_eq!(ddlint::rules::rule("drop-table").map(|rule| rule.id), Some("drop-table"));
    assert_eq!(ddlint::rules::rule("drop-tabel"), None);
    assert_eq!(ddlint::rules::rule_by_source("squawk", "ban-drop-table").map(|rule| rule.id), Some("drop-table"));
}

#[test]
fn the_index_names_every_page() {
    let readme = fs::read_to_string("rules/README.md").unwrap();
    let (head, index) = readme.split_once("## Index\n").unwrap();
    if std::env::var_os("UPDATE").is_some() {
        return fs::write("rules/README.md", format!("{head}## Index\n{}", expected_index())).unwrap();
    }
    assert_eq!(index, expected_index(), "run UPDATE=1 cargo test");
}

#[test]
fn hazards_are_told_by_rules_that_exist() {
    let readme = fs::read_to_string("rules/README.md").unwrap();
    let hazards = readme.split("## Hazards").nth(1).unwrap().split("## Index").next().unwrap();
    let rows = hazards.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").nth(1));
    for told_by in rows {
        for (name, behind) in told_by.split('`').skip(1).step_by(2).zip(told_by.split('`').skip(2).step_by(2)) {
            let Some(rule) = ddlint::rules::rule(name) else {
                assert!(!name.contains('-'), "no rule `{name}`");
                continue;
            };
            assert_eq!(behind.starts_with('*'), !rule.default, "`{name}` is off by default, or it is not");
        }
    }
}

fn expected_index() -> String {
    let mut categories: Vec<&str> = Vec::new();
    RULES.iter().map(|rule| rule.category.as_str()).for_each(|category| {
        if !categories.contains(&category) {
            categories.push(category);
        }
    });
    categories.sort_unstable();
    let section = |category: &&str| {
        let rows: String = RULES.iter().filter(|rule| rule.category.as_str() == *category).map(row).collect();
        format!("\n### {category}\n{rows}")
    };
    categories.iter().map(section).collect()
}

fn row(rule: &Rule) -> String {
    let off = if rule.default { "" } else { ", off by default" };
    format!("- [`{0}`]({0}.md) ({1}{off}): {2}\n", rule.id, rule.severity.as_str(), rule.summary)
}

fn faults_of(rule: &'static Rule) -> Vec<String> {
    let mut faults = Vec::new();
    let mut history = String::new();
    let (mut fixed, mut seen) = (None, String::new());
    for fence in fences(rule.page) {
        let place = format!("rules/{}.md: fence {} ({})", rule.id, fence.line, fence.kind);
        match (fence.language, fence.kind) {
            ("sql", "setup") => history.push_str(&fence.text),
            ("sql", "bad") => {
                let found = report(rule, &history, &fence).diagnostics;
                seen = shown(rule, &history, &fence);
                fixed = found.iter().find_map(|diagnostic| fixed_by(diagnostic, &fence.text));
                faults.extend(unexpected(rule, &found).map(|fault| format!("{place} {fault}")));
                faults.extend(left_by_fixes(rule, &history, &fence, &found).map(|fault| format!("{place} {fault}")));
            }
            ("sql", "fixed" | "good") => {
                if fence.kind == "fixed" && fixed.as_deref() != Some(fence.text.as_str()) {
                    faults.push(format!("{place} is not what the fix makes: {fixed:?}"));
                }
                let found = report(rule, &history, &fence).diagnostics;
                faults.extend(found.iter().map(|found| format!("{place} reports {}: {}", found.rule.id, found.message)));
            }
            ("files", kind @ ("bad" | "good")) => {
                let found = files::found(rule, &fence.text);
                seen = shown(rule, &history, &fence);
                let others = found.iter().filter(|(other, _)| kind == "good" || other != rule.id);
                faults.extend(others.map(|(other, message)| format!("{place} reports {other}: {message}")));
                let is_silent = kind == "bad" && found.is_empty();
                faults.extend(is_silent.then(|| format!("{place} does not report {}", rule.id)));
            }
            // An updated page is read by the next build.
            ("text", _) if fence.text == seen || std::env::var_os("UPDATE").is_some() => {}
            ("text", _) => faults.push(format!("{place} is not what people see: run UPDATE=1 cargo test\n{seen}")),
            (language, kind) => faults.push(format!("{place}: unknown fence `{language} {kind}`")),
        }
    }
    faults
}

/// Fixes that mend all findings of a fence leave nothing to be found.
fn left_by_fixes<'a>(
    rule: &'static Rule,
    history: &str,
    fence: &Fence,
    found: &'a [Diagnostic],
) -> impl Iterator<Item = String> + use<'a> {
    let is_fixable = |found: &Diagnostic| found.fix.as_ref().is_some_and(|fix| fix.applicability >= Applicability::Unsafe);
    let files = [File { path: "0.sql".into(), bytes: history.as_bytes(), history: true, ..File::default() }, migration(fence)];
    let fixed = passes(&files, Applicability::Unsafe, |files| lint(files, &options(rule, fence)));
    let left = if found.iter().all(is_fixable) { fixed.report.diagnostics } else { Vec::new() };
    left.into_iter().map(|left| format!("has fixes that leave {}: {}", left.rule.id, left.message))
}

/// Why these are not the findings of a `bad` fence of this rule.
fn unexpected<'a>(rule: &'static Rule, found: &'a [Diagnostic]) -> impl Iterator<Item = String> + 'a {
    let missing = found.iter().all(|diagnostic| diagnostic.rule != rule).then(|| format!("does not report {}", rule.id));
    let others = found.iter().filter(move |diagnostic| diagnostic.rule != rule);
    missing.into_iter().chain(others.map(|other| format!("also reports {}: {}", other.rule.id, other.message)))
}

/// What the default rules and this one find.
fn report(rule: &'static Rule, history: &str, fence: &Fence) -> Report {
    let history = File { path: "0.sql".into(), bytes: history.as_bytes(), history: true, ..File::default() };
    lint(&[history, migration(fence)], &options(rule, fence))
}

fn options(rule: &'static Rule, fence: &Fence) -> Options {
    let mut options = Options { lock_timeout: Timeout::Milliseconds(2000), ..Options::default() };
    options.severities.insert(rule.id, Some(rule.severity));
    for option in &fence.options {
        match option.split_once('=') {
            Some(("postgres", versions)) => options.target = Target::postgres(newest(versions)),
            Some(("lock_timeout", "unset")) => {
                options.lock_timeout = Timeout::Unset;
                options.severities.entry("missing-lock-timeout").or_insert(None);
            }
            Some(("framework", _)) => {}
            _ => panic!("unknown option `{option}` in a fence"),
        }
    }
    options
}

/// The version of `15`, the last one of `12..17`.
fn newest(versions: &str) -> u16 {
    versions.rsplit("..").next().and_then(|version| version.parse().ok()).expect("a version, or two with `..` between them")
}

fn migration<'a>(fence: &'a Fence) -> File<'a> {
    let framework = fence.options.iter().find_map(|option| framework::named(option.strip_prefix("framework=")?));
    let runner = Runner { framework: framework.unwrap_or_default(), transaction: None };
    File { path: "migration.sql".into(), bytes: fence.text.as_bytes(), runner, ..File::default() }
}

/// What people see for a `bad` fence.
fn shown(rule: &'static Rule, history: &str, fence: &Fence) -> String {
    if fence.language == "files" {
        return files::shown(rule, &fence.text);
    }
    let mut out = Vec::new();
    human::write(&report(rule, history, fence), &Sources::new([&migration(fence)]), false, true, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
    lines.join("\n") + "\n"
}

/// Writes what people see after the first `bad` fence and wherever a `text` fence stands.
fn update(rule: &'static Rule) {
    let path = format!("rules/{}.md", rule.id);
    let file = fs::read_to_string(&path).unwrap();
    let (matter, page) = file.split_at(file.find("\n# ").unwrap() + 1);
    let fences = fences(page);
    let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
    let mut history = String::new();
    let mut written = Vec::new();
    for (at, fence) in fences.iter().enumerate() {
        let following = fences.get(at + 1).filter(|next| next.language == "text");
        match fence.kind {
            "setup" => history.push_str(&fence.text),
            "bad" if written.is_empty() || following.is_some() => written.push((fence, following, shown(rule, &history, fence))),
            _ => {}
        }
    }
    for (fence, following, text) in written.into_iter().rev() {
        let end = fence.line + fence.text.lines().count() + 1;
        let old = following.map_or(end..end, |text| text.line - 1..text.line + text.text.lines().count() + 1);
        lines.splice(old, format!("```text\n{text}```").lines().map(str::to_owned));
    }
    fs::write(path, format!("{matter}{}\n", lines.join("\n"))).unwrap();
}

/// The text with the fix of a finding.
fn fixed_by(diagnostic: &Diagnostic, text: &str) -> Option<String> {
    String::from_utf8(apply(text.as_bytes(), &diagnostic.fix).bytes).ok().filter(|_| diagnostic.fix.is_some())
}

fn fences(page: &str) -> Vec<Fence<'_>> {
    let mut fences: Vec<Fence> = Vec::new();
    let mut open = false;
    for (at, line) in page.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(_) if open => open = false,
            Some(info) => {
                let mut words = info.split_whitespace();
                let language = words.next().unwrap_or_default();
                let kind = words.next().unwrap_or_default();
                fences.push(Fence { line: at + 1, language, kind, options: words.collect(), text: String::new() });
                open = true;
            }
            None if open => {
                let fence = fences.last_mut().unwrap();
                fence.text.push_str(line);
                fence.text.push('\n');
            }
            None => {}
        }
    }
    fences
}
