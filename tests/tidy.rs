//! The rules of the house that can be checked.

use std::{
    fs,
    path::{Path, PathBuf},
};

const LONGEST_FILE: usize = 400;
const LONGEST_PAGE: usize = 150;
const LONGEST_RULE: usize = 80;

#[test]
fn files_are_short() {
    let longer = |(folder, extension, most): (&str, &str, usize)| {
        let files = files(Path::new(folder), extension).into_iter();
        files.map(move |path| (lines(&path).len(), path)).filter(move |(lines, _)| *lines > most).collect::<Vec<_>>()
    };
    let checked = [
        ("src", "rs", LONGEST_FILE),
        ("tests", "rs", LONGEST_FILE),
        ("src/rules", "rs", LONGEST_RULE),
        ("rules", "md", LONGEST_PAGE),
        ("www/src", "ts", LONGEST_FILE),
    ];
    // The list of all pages is no page.
    let is_page = |(_, path): &(usize, PathBuf)| !path.ends_with("README.md");
    let long: Vec<_> = checked.into_iter().flat_map(longer).filter(is_page).collect();
    assert!(long.is_empty(), "too long: {long:?}");
}

#[test]
fn files_open_with_what_they_are_for() {
    let opens = |path: &PathBuf| fs::read_to_string(path).unwrap().starts_with("//! ");
    let is_rule = |path: &PathBuf| path.parent() == Some(Path::new("src/rules"));
    let bare: Vec<_> = files(Path::new("src"), "rs").into_iter().filter(|path| !is_rule(path) && !opens(path)).collect();
    assert!(bare.is_empty(), "no `//!` sentence opens {bare:?}");
}

#[test]
fn modules_stand_beside_their_folders() {
    let misplaced: Vec<_> = files(Path::new("src"), "rs").into_iter().filter(|path| path.ends_with("mod.rs")).collect();
    assert!(misplaced.is_empty(), "write `x.rs` beside `x/`: {misplaced:?}");
}

#[test]
fn rules_neither_parse_nor_name_locks() {
    const FOREIGN: [&str; 6] = ["sqlparser", "LockMode::", "ACCESS EXCLUSIVE", "std::fs", "std::env", "Dialect::"];
    for path in files(Path::new("src/rules"), "rs") {
        let text = fs::read_to_string(&path).unwrap();
        let found: Vec<&str> = FOREIGN.into_iter().filter(|word| text.contains(word)).collect();
        assert!(found.is_empty(), "{} uses {found:?}", path.display());
    }
}

#[test]
fn pages_name_the_problem() {
    for rule in ddlint::rules::RULES {
        let policy = ["ban-", "prefer-", "no-", "avoid-"].into_iter().find(|prefix| rule.id.starts_with(prefix));
        assert_eq!(policy, None, "`{}` names a policy, not the problem", rule.id);
        assert!(!rule.summary.ends_with('.'), "the title of rules/{}.md ends with a full stop", rule.id);
    }
}

fn lines(path: &Path) -> Vec<String> {
    fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|other| other == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}
