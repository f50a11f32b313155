//! Documents in the forms that real files have, beside the statements expected in them: `tests/documents/*.sql`, `*.md`.
//!
//! Each file's statements are listed in a `.txt` of the same name; `UPDATE=1 cargo test` writes them anew.

use std::{fmt::Write, fs, path::Path};

use ddlint::source::{Document, Part, Runner, comment, framework, split};

#[test]
fn documents_are_split_as_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "sql" || extension == "md"));
    assert!(paths.len() >= 10);
    for path in paths {
        let name = path.file_name().unwrap().to_str().unwrap();
        let found = describe(name, &fs::read(&path).unwrap());
        let listed = path.with_extension("txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&listed, &found).unwrap();
        }
        assert_eq!(found, fs::read_to_string(&listed).unwrap_or_default(), "{name}");
    }
}

/// A file is run by the framework that its name begins with, if it is one.
fn runner(name: &str) -> Runner {
    let id = name.split('.').next().unwrap_or_default().replace('_', "-");
    Runner { framework: framework::named(&id).unwrap_or_default(), transaction: None }
}

/// Problems, sections, statements and ignore comments, one a line.
fn describe(name: &str, bytes: &[u8]) -> String {
    let document = Document::decode(name.into(), bytes);
    let text = &*document.text;
    let mut lines = String::new();
    for problem in &document.problems {
        writeln!(lines, "problem {}..{}: {}", problem.span.start, problem.span.end, problem.message).unwrap();
    }
    for section in document.sections(runner(name)) {
        let part = if section.part == Part::Own { String::new() } else { format!(" {:?}", section.part) };
        writeln!(lines, "{:?} {:?}{part}", section.direction, section.transaction).unwrap();
        let mut splitter = split(text, &section);
        for statement in splitter.by_ref() {
            let shown = statement.span.text(text);
            writeln!(lines, "  {:?} {:?}", statement.kind, shown).unwrap();
            for region in [statement.leading, statement.span, statement.trailing] {
                for directive in comment::directives(text, region) {
                    writeln!(lines, "    {:?} {:?} ignore", directive.scope, directive.span.text(text)).unwrap();
                }
            }
        }
        for directive in comment::directives(text, splitter.remainder()) {
            writeln!(lines, "  {:?} {:?} ignore", directive.scope, directive.span.text(text)).unwrap();
        }
    }
    lines
}
