//! What is run: our own single statements (`cases/*.sql`) and the fences of every rule's page.

use std::{fs, ops::RangeInclusive, path::PathBuf, sync::Arc};

use ddlint::{
    dialect::Target,
    source::{Document, Runner, StatementKind, split},
};

/// SQL that is run against a database made by its setup.
#[derive(Debug)]
pub struct Case {
    /// The file and the case's number in it, or the page and the line.
    pub id: String,
    /// Statements, the first ones first. Of our own cases only the last one is looked at.
    pub statements: Vec<String>,
    /// Every statement is looked at, and each commits.
    pub script: bool,
    /// The text.
    pub text: String,
    /// Something is to be found in it, so that it has fixes and rewrites.
    pub bad: bool,
    /// The versions on which it is run.
    pub versions: RangeInclusive<u16>,
}

/// Cases that share a setup.
#[derive(Debug)]
pub struct Suite {
    /// A name for its database.
    pub name: String,
    /// The history.
    pub setup: String,
    /// In the order of the file.
    pub cases: Vec<Case>,
}

/// Our own single statements: `-- setup` once, then `-- test[: label]` before each; what stands before the last statement prepares it.
pub fn own() -> Vec<Suite> {
    files("tests/postgres/cases", "sql").into_iter().map(|(name, text)| own_suite(&name, &text)).collect()
}

/// Risky scripts in the form of our own cases: every statement is looked at, and so are their rewrites and fixes.
pub fn rewrites() -> Vec<Suite> {
    let suites = files("tests/postgres/rewrites", "sql").into_iter().map(|(name, text)| own_suite(&name, &text));
    suites
        .map(|suite| Suite {
            cases: suite.cases.into_iter().map(|case| Case { script: true, bad: true, ..case }).collect(),
            ..suite
        })
        .collect()
}

/// Every `sql` fence of every rule's page; the setup fences before it are its history.
pub fn pages() -> Vec<Suite> {
    files("rules", "md").into_iter().flat_map(|(name, text)| page_suites(&name, &text)).collect()
}

fn files(folder: &str, extension: &str) -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    paths.sort();
    let stem = |path: &PathBuf| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    paths.iter().map(|path| (stem(path), fs::read_to_string(path).unwrap())).collect()
}

fn own_suite(name: &str, text: &str) -> Suite {
    let mut parts = text.split("\n-- test");
    let setup = parts.next().unwrap_or_default().to_owned();
    let body = |part: &str| part.split_once('\n').map(|(_, body)| body.to_owned()).unwrap_or_default();
    let cases = parts.map(body).enumerate().map(|(index, body)| Case {
        id: format!("{name}/{:03}", index + 1),
        statements: statements(&body),
        script: false,
        text: body,
        bad: false,
        versions: Target::POSTGRES_VERSIONS,
    });
    Suite { name: database_name(name, 0), setup, cases: cases.filter(|case| !case.statements.is_empty()).collect() }
}

fn page_suites(name: &str, text: &str) -> Vec<Suite> {
    let mut setup = String::new();
    let mut suites: Vec<Suite> = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(options) = line.strip_prefix("```sql ") else { continue };
        let body: String =
            lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
        if options.starts_with("setup") {
            setup += &body;
            continue;
        }
        let versions =
            options.split(' ').find_map(|option| option.strip_prefix("postgres=")).map_or(Target::POSTGRES_VERSIONS, versions);
        let id = format!("{name}.md:{}", number + 1);
        let case =
            Case { id, statements: statements(&body), script: true, bad: options.starts_with("bad"), text: body, versions };
        match suites.last_mut().filter(|suite| suite.setup == setup) {
            Some(suite) => suite.cases.push(case),
            None => suites.push(Suite { name: database_name(name, suites.len()), setup: setup.clone(), cases: vec![case] }),
        }
    }
    suites
}

/// `13` or `12..17`.
fn versions(option: &str) -> RangeInclusive<u16> {
    let (first, last) = option.split_once("..").unwrap_or((option, option));
    first.parse().unwrap()..=last.trim_start_matches('=').parse().unwrap()
}

fn database_name(name: &str, number: usize) -> String {
    let letters: String = name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect();
    format!("d{number}_{letters:.50}")
}

/// The statements of a text, as ddlint itself tells them apart.
pub fn statements(text: &str) -> Vec<String> {
    let mut document = Document::decode(Arc::from("case.sql"), text.as_bytes());
    let sections = document.sections(Runner::default());
    let found = sections.iter().flat_map(|section| split(&document.text, section));
    found
        .filter(|statement| statement.kind == StatementKind::Sql)
        .map(|statement| statement.span.text(&document.text).to_owned())
        .collect()
}
