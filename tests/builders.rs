//! The builders of tools that run scripts: what ddlint reads of `tests/frameworks/builders` is what the tools themselves sent.
//!
//! `tests/frameworks/builders.mjs` wrote down what they send.
#![cfg(feature = "script")]

use std::{collections::BTreeMap, fs, path::Path};

use ddlint::source::{Direction, Document, Runner, split};
use regex_lite::Regex;

/// The statements of a migration as ddlint reads them.
fn read(path: &Path) -> Vec<String> {
    let bytes = fs::read(path).unwrap();
    let mut document = Document::decode(path.to_str().unwrap().into(), &bytes);
    let sections = document.sections(Runner::default());
    let up = sections.iter().filter(|section| section.direction == Direction::Up);
    up.flat_map(|section| split(&document.text, section).map(|statement| plain(statement.span.text(&document.text)))).collect()
}

/// Without what makes no difference: white space, and the names that TypeORM makes of a hash.
fn plain(sql: &str) -> String {
    let hashed = Regex::new("CONSTRAINT \"(PK|UQ)_[0-9a-f]{27}\" ").unwrap();
    let words = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    hashed.replace_all(&words, "").replace(" ,", ",")
}

#[test]
fn what_is_read_is_what_the_tool_sends() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/frameworks/builders");
    let recorded: BTreeMap<String, Vec<String>> =
        serde_json::from_slice(&fs::read(folder.join("recorded.json")).unwrap()).unwrap();
    for (tool, sent) in recorded {
        let parts = sent.iter().flat_map(|call| call.split(';')).map(plain).filter(|part| !part.is_empty());
        assert_eq!(read(&folder.join(format!("{tool}.js"))), parts.collect::<Vec<_>>(), "{tool}");
    }
}
