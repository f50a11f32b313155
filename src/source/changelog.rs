//! Liquibase's changelogs in XML, YAML and JSON: the SQL in them, and the first change that is told in Liquibase's own words.

#[cfg(feature = "cli")]
mod xml;

use super::{Flow, Section, Span, framework};

const EXTENSIONS: [&str; 4] = ["xml", "yaml", "yml", "json"];

/// Elements of a changeset that change nothing by themselves; what `sqlFile` names is read as a file.
const QUIET: [&str; 9] =
    ["comment", "empty", "modifySql", "output", "preConditions", "rollback", "sqlFile", "tagDatabase", "validCheckSum"];

const OWN_WORDS: &str = "Liquibase's own words for changes are not read: write them as `sql`, or into a file of SQL";
const IN_LINES: &str = "changes in YAML and JSON are not read: write them into a file of SQL";

/// Whether a document of this name may be a changelog.
pub fn may_be_changelog(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// Whether a text is a changelog that holds changes, and not only the names of others.
pub fn has_changes(text: &str) -> bool {
    text.contains("databaseChangeLog") && text.contains("changeSet")
}

/// The SQL of a changelog, in order; `None` where the document is none.
pub(super) fn sections(text: &str, span: Span, path: &str) -> Option<Vec<Section>> {
    if !may_be_changelog(path) || !has_changes(span.text(text)) {
        return None;
    }
    let extension = path.rsplit('.').next().unwrap_or_default();
    Some(if extension.eq_ignore_ascii_case("xml") { of_xml(text, span) } else { of_lines(text, span) })
}

#[cfg(feature = "cli")]
fn of_xml(text: &str, span: Span) -> Vec<Section> {
    xml::sections(text, span)
}

/// This build reads no XML.
#[cfg(not(feature = "cli"))]
fn of_xml(_text: &str, span: Span) -> Vec<Section> {
    vec![unread(Span::new(span.start, span.start), OWN_WORDS)]
}

/// In YAML and JSON: the first change, which is all that is told of them.
fn of_lines(text: &str, span: Span) -> Vec<Section> {
    let mut at = span.start;
    let mut in_changes = false;
    for line in span.text(text).split_inclusive('\n') {
        let words = line.trim().trim_start_matches(['-', ' ', '{', '"', '[']);
        let name = words.split(['"', ':', ' ']).next().unwrap_or_default();
        let begins = line.trim_start().starts_with(['-', '{', '"', '[']);
        if in_changes && begins && !name.is_empty() && !QUIET.contains(&name) {
            let start = at + (line.len() - line.trim_start().len()) as u32;
            return vec![unread(Span::new(start, at + line.trim_end().len() as u32), IN_LINES)];
        }
        in_changes = name == "changes" || in_changes && name != "changeSet" && (begins || name != "rollback");
        at += line.len() as u32;
    }
    Vec::new()
}

/// A place of which it is told that it is not read.
fn unread(place: Span, reason: &'static str) -> Section {
    let flow = Flow { place, unread: Some(reason), ..Flow::default() };
    Section { flow, framework: framework::named("liquibase").unwrap_or_default(), ..Section::plain(place) }
}
