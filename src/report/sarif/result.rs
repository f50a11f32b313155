//! One finding in SARIF's words.

use serde::Serialize;

use super::{Text, level};
use crate::{
    diagnostic::{Diagnostic, Suppressed, SuppressedBy},
    fix::{Applicability, Fix},
    report::{Place, Sources, fingerprint::Fingerprint, notes},
    source::Span,
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifResult<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline_state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<Vec<Suppression<'a>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<SarifFix<'a>>,
}

/// Why a result is not shown.
#[derive(Serialize)]
pub(super) struct Suppression<'a> {
    kind: &'static str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<&'a str>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

/// The end column is that of the first character behind the place.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "ddlint/v1")]
    statement: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifFix<'a> {
    description: Text<'a>,
    artifact_changes: [Change<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Text<'a>,
}

impl<'a> SarifResult<'a> {
    pub(super) fn new(diagnostic: &'a Diagnostic, rule_index: usize, known: Fingerprint, sources: &Sources) -> Self {
        let path = &diagnostic.path;
        let region = |span: Span| Region::from(sources.place(path, span));
        let location = |span, message| Location {
            physical_location: PhysicalLocation { artifact_location: artifact(sources.name(path)), region: region(span) },
            message,
        };
        let labels = diagnostic.labels.iter().map(|label| location(label.span, Some(Text { text: &label.message })));
        let fix = diagnostic.fix.as_ref().filter(|fix| fix.applicability >= Applicability::Unsafe);
        Self {
            rule_id: diagnostic.rule.id,
            rule_index,
            level: level(diagnostic.severity),
            message: Message { text: notes::text(diagnostic) },
            locations: [location(diagnostic.span, None)],
            related_locations: labels.collect(),
            partial_fingerprints: Fingerprints { statement: known.to_string() },
            baseline_state: None,
            suppressions: None,
            fixes: fix.map(|fix| SarifFix::new(fix, sources.name(path), region)).into_iter().collect(),
        }
    }
}

impl<'a> SarifResult<'a> {
    /// With what is known of it from before.
    pub(super) fn known(self, baseline_state: Option<&'static str>, suppressions: Option<Vec<Suppression<'a>>>) -> Self {
        Self { baseline_state, suppressions, ..self }
    }
}

impl<'a> From<&'a Suppressed> for Suppression<'a> {
    fn from(suppressed: &'a Suppressed) -> Self {
        let kind = match suppressed.by {
            SuppressedBy::Comment => "inSource",
            SuppressedBy::Baseline => "external",
        };
        Self { kind, status: "accepted", justification: suppressed.reason.as_deref() }
    }
}

impl<'a> SarifFix<'a> {
    fn new(fix: &'a Fix, path: &str, region: impl Fn(Span) -> Region) -> Self {
        let replacement = |edit: &'a crate::fix::Edit| Replacement {
            deleted_region: region(edit.span),
            inserted_content: Text { text: &edit.replacement },
        };
        let replacements = fix.edits.iter().map(replacement).collect();
        Self {
            description: Text { text: &fix.title },
            artifact_changes: [Change { artifact_location: artifact(path), replacements }],
        }
    }
}

impl From<Place> for Region {
    fn from(place: Place) -> Self {
        Self { start_line: place.line, start_column: place.column, end_line: place.end_line, end_column: place.end_column }
    }
}

/// A file by its URI: relative where its path is.
fn artifact(path: &str) -> Artifact {
    let drive = path.get(1..3) == Some(":/");
    let mut uri = match path {
        _ if drive => "file:///".to_owned(),
        _ if path.starts_with('/') => "file://".to_owned(),
        _ => String::new(),
    };
    for (at, byte) in path.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(byte as char),
            b':' if drive && at == 1 => uri.push(':'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    Artifact { uri }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        let cases = [
            ("m/1 é.sql", "m/1%20%C3%A9.sql"),
            ("/m/a%b.sql", "file:///m/a%25b.sql"),
            ("C:/m/1.sql", "file:///C:/m/1.sql"),
            ("a:b#?.sql", "a%3Ab%23%3F.sql"),
            ("<stdin>", "%3Cstdin%3E"),
        ];
        for (path, uri) in cases {
            assert_eq!(artifact(path).uri, uri);
        }
    }
}
