//! What a finding is known by although the lines around it move: its rule and the words of its statement.

use std::fmt;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Sources;
use crate::{
    diagnostic::{Diagnostic, SuppressedBy},
    lint::Report,
    source::Span,
};

/// A number that stays with a finding while its statement stays, wherever in its file that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Fingerprint(#[cfg_attr(feature = "cli", schemars(with = "String"))] u64);

impl Fingerprint {
    /// One that differs from file to file.
    pub fn in_file(self, path: &str) -> Self {
        Self(Fnv(self.0).word(path).0)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let wrong = || de::Error::custom(format!("`{text}` is no fingerprint"));
        u64::from_str_radix(&text, 16).map(Self).map_err(|_| wrong())
    }
}

/// The fingerprints of a report's findings, and of those that it keeps as suppressed, each in their order. They are the same
/// whether a finding is in the baseline or not.
pub fn of_report(report: &Report, sources: &Sources) -> (Vec<Fingerprint>, Vec<Fingerprint>) {
    let suppressed = report.suppressed.iter().map(|suppressed| (&suppressed.diagnostic, suppressed.by == SuppressedBy::Comment));
    let reported = report.diagnostics.iter().map(|diagnostic| (diagnostic, false));
    let mut all: Vec<_> = reported.chain(suppressed).enumerate().collect();
    all.sort_by_key(|(_, (diagnostic, ignored))| (*ignored, &diagnostic.path, diagnostic.span.start, diagnostic.span.end));
    let in_place = fingerprints(all.iter().map(|(_, (diagnostic, _))| *diagnostic), sources);
    let mut known = vec![Fingerprint(0); all.len()];
    all.iter().zip(in_place).for_each(|((at, _), fingerprint)| known[*at] = fingerprint);
    let suppressed = known.split_off(report.diagnostics.len());
    (known, suppressed)
}

/// The fingerprints of findings, in their order: of the rule, the words of statement and place, and how many equal ones
/// stand before it in the same file. Names of files have no part in it.
pub fn fingerprints<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>, sources: &Sources) -> Vec<Fingerprint> {
    let mut equal: FxHashMap<(&str, u64), u32> = FxHashMap::default();
    // A block of code may hold very many findings.
    let mut last: Option<(&str, Span, u64)> = None;
    let fingerprint = |diagnostic: &'a Diagnostic| {
        let Diagnostic { path, statement, span, rule, .. } = diagnostic;
        let text = sources.get(path).map_or("", |source| &*source.text);
        let known = last.filter(|(of, place, _)| *of == &**path && place == statement);
        let words = known.map_or_else(|| Fnv::NEW.words(statement.text(text)).0, |(.., words)| words);
        last = Some((path, *statement, words));
        let place = if span == statement { "" } else { span.text(text) };
        let hash = Fnv(words).words(place).word(rule.id);
        let before = equal.entry((path, hash.0)).or_default();
        *before += 1;
        Fingerprint(if *before == 1 { hash } else { hash.word(&before.to_string()) }.0)
    };
    diagnostics.into_iter().map(fingerprint).collect()
}

/// FNV-1a with 64 bits: small, the same everywhere, and no secret is kept by it.
#[derive(Debug, Clone, Copy)]
struct Fnv(u64);

impl Fnv {
    const NEW: Self = Self(0xcbf2_9ce4_8422_2325);

    /// Takes in one word and its end.
    fn word(self, word: &str) -> Self {
        let bytes = word.bytes().chain([0]);
        Self(bytes.fold(self.0, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
    }

    /// Takes in a text of which only the words matter, not the white space between them.
    fn words(self, text: &str) -> Self {
        text.split_whitespace().fold(self, Self::word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_between_words_does_not_count() {
        let hash = |text| Fnv::NEW.words(text).0;
        assert_eq!(hash("DROP  TABLE\r\n\ta"), hash("DROP TABLE a"));
        assert_ne!(hash("DROP TABLE a"), hash("DROP TABLEa"));
        // The published value of FNV-1a for "foobar", before the end of the word is taken in.
        let foobar = b"foobar".iter().fold(Fnv::NEW.0, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        assert_eq!(foobar, 0x8594_4171_f739_67e8);
        assert_eq!(Fingerprint(255).to_string(), "00000000000000ff");
    }
}
