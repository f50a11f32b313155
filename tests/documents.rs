//! Documents in the forms that real files have, beside the statements expected in them: `tests/documents/*.sql`, `*.md`, `*.js`, `*.ts`, `*.xml`, `*.yaml`.
//!
//! Each file's statements are listed in a `.txt` of the same name; `UPDATE=1 cargo test` writes them anew.

use std::{fmt::Write, fs, path::Path};

use ddlint::source::{Document, Flow, LineIndex, Part, Runner, Section, Span, comment, framework, split};

#[test]
fn documents_are_split_as_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| {
        path.extension().is_some_and(|extension| ["sql", "md", "js", "ts", "xml", "yaml"].iter().any(|known| extension == *known))
    });
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

/// Where a script says a statement, and in what code.
fn around(document: &Document, section: &Section, statement: Span) -> String {
    if section.part != Part::Call {
        return String::new();
    }
    let place = document.place(statement);
    let position = LineIndex::new(&document.text).position(&document.text, place.start);
    let mut around = format!(" at {}:{}", position.line, position.column);
    if place == statement {
        around.push_str(" as it is written");
    }
    let Flow { loops, conditional, unread, .. } = section.flow;
    around.extend((loops > 0).then(|| format!(", in {loops} loops")));
    around.extend(conditional.then_some(", under a condition"));
    around.extend(unread.map(|reason| format!(": {reason}")));
    around
}

/// Problems, sections, statements and ignore comments, one a line.
fn describe(name: &str, bytes: &[u8]) -> String {
    let mut document = Document::decode(name.into(), bytes);
    let sections = document.sections(runner(name));
    let text = &*document.text;
    let mut lines = String::new();
    for problem in &document.problems {
        writeln!(lines, "problem {}..{}: {}", problem.span.start, problem.span.end, problem.message).unwrap();
    }
    for section in sections {
        let part = if section.part == Part::Own { String::new() } else { format!(" {:?}", section.part) };
        writeln!(lines, "{:?} {:?}{part}", section.direction, section.transaction).unwrap();
        let mut splitter = split(text, &section);
        for statement in splitter.by_ref() {
            let shown = statement.span.text(text);
            writeln!(lines, "  {:?} {:?}{}", statement.kind, shown, around(&document, &section, statement.span)).unwrap();
            for region in [statement.leading, statement.span, statement.trailing] {
                for directive in comment::directives(text, region) {
                    writeln!(lines, "    {:?} {:?} ignore", directive.scope, directive.span.text(text)).unwrap();
                }
            }
        }
        for directive in comment::directives_of(text, &document.comments(section.flow.place)) {
            writeln!(lines, "    {:?} {:?} ignore", directive.scope, directive.span.text(text)).unwrap();
        }
        for directive in comment::directives(text, splitter.remainder()) {
            writeln!(lines, "  {:?} {:?} ignore", directive.scope, directive.span.text(text)).unwrap();
        }
    }
    lines
}
