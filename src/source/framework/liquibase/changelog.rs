//! Liquibase's changelogs in XML, YAML and JSON: which files they name, in which order.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::{Folder, joined};
use crate::source::{
    changelog::{has_changes, may_be_changelog},
    order,
};

/// So deep changelogs are followed that include others.
const DEEPEST: usize = 10;
/// So many bytes behind its name belong to what names a file.
const LONGEST: usize = 600;

/// Whether a text is a changelog.
pub(super) fn is(text: &str) -> bool {
    text.contains("databaseChangeLog")
}

/// The SQL files that the changelogs of a folder name, in the order in which they are run; `None` where it has no changelog.
pub(super) fn files(folder: &dyn Folder) -> Option<Vec<String>> {
    let own = folder.files().iter().filter(|path| !path.contains('/') && may_be_changelog(path));
    let texts: Vec<(&String, String)> = own.filter_map(|path| Some((path, folder.read(path).filter(|text| is(text))?))).collect();
    let includes = |(path, text): &(&String, String)| {
        let others = named(folder, path, text).into_iter();
        others.filter(|other| other != *path).collect::<Vec<_>>()
    };
    let included: Vec<String> = texts.iter().flat_map(includes).collect();
    let mut found = Found { folder, files: Vec::new(), seen: Vec::new() };
    for (path, _) in texts.iter().filter(|(path, _)| !included.contains(*path)) {
        found.follow(path, 0);
    }
    (!texts.is_empty()).then_some(found.files)
}

struct Found<'f> {
    folder: &'f dyn Folder,
    files: Vec<String>,
    seen: Vec<String>,
}

impl Found<'_> {
    fn follow(&mut self, path: &str, depth: usize) {
        if depth > DEEPEST || self.seen.iter().any(|seen| seen == path) {
            return;
        }
        self.seen.push(path.to_owned());
        let Some(text) = self.folder.read(path) else { return };
        if has_changes(&text) {
            self.files.push(path.to_owned());
        }
        for file in named(self.folder, path, &text) {
            if may_be_changelog(&file) {
                self.follow(&file, depth + 1);
            } else if !self.files.contains(&file) {
                self.files.push(file);
            }
        }
    }
}

/// The files that a changelog names, from the folder, in its order.
fn named(folder: &dyn Folder, changelog: &str, text: &str) -> Vec<String> {
    static COMMENT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?s)<!--.*?-->|(?m:^\s*#.*$)").ok());
    static NAME: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"(?:<|"|-\s+|^\s*)(includeAll|include|sqlFile)\b"#).ok());
    let (Some(comment), Some(name)) = (COMMENT.as_ref(), NAME.as_ref()) else { return Vec::new() };
    let text = comment.replace_all(text, "");
    let mut files = Vec::new();
    for found in name.captures_iter(&text) {
        let Some((whole, kind)) = found.get(0).zip(found.get(1)) else { continue };
        let rest = &text[whole.end()..];
        let near = rest.char_indices().nth(LONGEST).map_or(rest, |(end, _)| &rest[..end]);
        let end = near.find(['>', '}']).into_iter().chain(near.find("\n- ")).chain(near.find(" - ")).min();
        let said = &near[..end.unwrap_or(near.len())];
        let Some(path) = value(said, "file").or_else(|| value(said, "path")) else { continue };
        let is_beside = value(said, "relativeToChangelogFile") == Some("true");
        let path = if is_beside { beside(changelog, path) } else { below(folder.path(), path) };
        if kind.as_str() == "includeAll" {
            files.extend(inside(folder, &path).filter(|file| file != changelog));
        } else {
            files.push(path);
        }
    }
    files
}

/// `name="…"`, `name: …`, `"name": "…"`.
fn value<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mut places = text.match_indices(name).map(|(at, _)| &text[at + name.len()..]);
    places.find_map(|rest| {
        let rest = rest.strip_prefix('"').unwrap_or(rest).trim_start().strip_prefix(['=', ':'])?.trim_start();
        let end = |quote: char| rest[1..].split(quote).next();
        match rest.chars().next()? {
            quote @ ('"' | '\'') => end(quote),
            _ => rest.split([',', '\n', '\r']).next()?.split(" #").next().map(str::trim),
        }
    })
}

fn beside(changelog: &str, path: &str) -> String {
    joined(changelog.rsplit_once('/').map_or("", |(folder, _)| folder), path)
}

/// A path from one of the places that Liquibase searches, as it is seen from the folder, which is in one of them.
fn below(folder: &str, path: &str) -> String {
    let path = joined("", path.trim_start_matches("classpath:").trim_start_matches('/'));
    let starts = folder.match_indices('/').map(|(at, _)| &folder[at + 1..]);
    let mut inside = starts.filter_map(|end| path.strip_prefix(end)?.strip_prefix('/'));
    inside.next().map(str::to_owned).unwrap_or(path)
}

/// What `includeAll` takes, in its order.
fn inside(folder: &dyn Folder, path: &str) -> impl Iterator<Item = String> {
    let taken = |file: &&String| may_be_changelog(file) || order::is_migration_file(file);
    let within = |file: &&String| path.is_empty() || file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
    let mut files: Vec<String> = folder.files().iter().filter(within).filter(taken).cloned().collect();
    files.sort_by(|one, other| order::compare_as_text(one, other));
    files.into_iter()
}
