//! Damaged input: whatever is cut, doubled or mixed up, the splitter keeps its promises.

use ddlint::source::{Document, Runner, Span, comment, lex, split};
use proptest::prelude::*;

/// Pieces of migrations, each with something that must not be split, and the statements in them.
const PIECES: [(&str, usize); 17] = [
    ("CREATE TABLE app.users (id bigint PRIMARY KEY, note text DEFAULT 'a;b''c');\n", 1),
    (
        "CREATE FUNCTION touch() RETURNS trigger AS $body$\nBEGIN\n  NEW.at = now(); -- it's\n  RETURN NEW;\nEND;\n$body$ LANGUAGE plpgsql;\n",
        1,
    ),
    ("CREATE FUNCTION one() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; END;\n", 1),
    ("DO $$ BEGIN EXECUTE 'DROP TABLE x;'; END $$;\n", 1),
    ("COPY app.users (id, note) FROM stdin;\n1\tit's;\n2\t$$\n\\.\n", 1),
    ("CREATE RULE r AS ON INSERT TO t DO (INSERT INTO a VALUES (1); INSERT INTO b VALUES (2));\n", 1),
    ("INSERT INTO t VALUES (E'it\\'s;', U&'\\0041;', \"q;\"\"r\", $1, -1);\r\n", 1),
    ("-- ddlint-ignore drop-table, drop-column: it's; planned\n", 0),
    ("/* a /* nested; */ ' comment */\n", 0),
    ("ALTER TABLE {{ index .Options \"Namespace\" }}.t ADD COLUMN ${name} int;\n", 1),
    ("{{if .postgres}}\nSELECT 1;\n{{end}}\n", 1),
    ("DELIMITER $$\nSELECT 1; SELECT 2$$\nDELIMITER ;\n", 1),
    ("SELECT 'éü'; -- naïve\n", 1),
    ("\\set name 'value;'\n", 1),
    ("SELECT format('CREATE INDEX ON %I;', t) FROM x \\gexec\n", 1),
    ("\nGO\n", 0),
    ("\n/\n", 0),
];

/// Breaks what it stands before.
const BREAKERS: [&str; 7] = ["'", "\"", "$$", "/*", "(", "\0\r", "-- +goose Up\n"];

fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let breaker = prop::sample::select(&BREAKERS[..]);
    let piece = prop_oneof![6 => prop::sample::select(&PIECES[..]).prop_map(|(piece, _)| piece), 1 => breaker];
    let cut = (any::<prop::sample::Index>(), 0usize..40, prop::option::of(any::<u8>()));
    (prop::collection::vec(piece, 0..12), prop::collection::vec(cut, 0..4)).prop_map(|(pieces, cuts)| {
        let mut bytes = pieces.concat().into_bytes();
        for (place, length, byte) in cuts.into_iter().filter(|_| !pieces.is_empty()) {
            let start = place.index(bytes.len() + 1);
            let end = (start + length).min(bytes.len());
            bytes.splice(start..end, byte);
        }
        bytes
    })
}

fn check(bytes: &[u8]) {
    let mut document = Document::decode("damaged.sql".into(), bytes);
    let sections = document.sections(Runner::default());
    let text = &*document.text;
    assert_eq!(text.len(), bytes.len());
    let mut section_end = document.start();
    for section in sections {
        assert_eq!(section.span.start, section_end, "sections follow each other");
        section_end = section.span.end;
        let mut splitter = split(text, &section);
        let mut end = section.span.start;
        for statement in splitter.by_ref() {
            let regions = [statement.leading, statement.span, statement.trailing];
            assert!(statement.leading.start >= end && statement.leading.end == statement.span.start, "{statement:?}");
            assert!(statement.span.end <= statement.trailing.start, "{statement:?}");
            assert!(!statement.span.text(text).trim().is_empty(), "a statement holds something: {statement:?} in {text:?}");
            regions.iter().for_each(|&region| check_region(text, region));
            check_tokens(text, statement.span);
            end = statement.trailing.end;
        }
        assert!(end <= splitter.remainder().start && splitter.remainder().end == section.span.end);
        check_region(text, splitter.remainder());
    }
    assert_eq!(section_end as usize, text.len());
}

fn check_region(text: &str, region: Span) {
    assert!(text.get(region.start as usize..region.end as usize).is_some(), "{region:?} is no place in {text:?}");
    for directive in comment::directives(text, region) {
        assert!(region.contains(directive.span));
        assert!(directive.rules.iter().all(|(span, rule)| span.text(text) == *rule));
    }
}

fn check_tokens(text: &str, statement: Span) {
    let mut tokens = Vec::new();
    lex::lex(text, statement, &mut tokens);
    let mut end = statement.start;
    for token in tokens {
        assert!(token.span.start >= end && statement.contains(token.span), "{token:?} of {:?}", statement.text(text));
        assert!(!token.span.text(text).is_empty(), "{token:?} of {:?}", statement.text(text));
        end = token.span.end;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_migrations_are_split(bytes in damaged()) {
        check(&bytes);
    }

    #[test]
    fn whole_migrations_lose_no_statement(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..20)) {
        let text: String = pieces.iter().map(|(piece, _)| *piece).collect();
        let mut document = Document::decode("whole.sql".into(), text.as_bytes());
        let found: usize = document.sections(Runner::default()).iter().map(|section| split(&text, section).count()).sum();
        prop_assert_eq!(found, pieces.iter().map(|(_, statements)| statements).sum::<usize>());
    }

    #[test]
    fn noise_is_split(bytes in prop::collection::vec(prop::sample::select(&b"a;'\"$E-/*\\(){}\n\r \0\xC3\xA9#%:."[..]), 0..60)) {
        check(&bytes);
    }
}

/// Each opens something again and again and never closes it: in quadratic time this test would not end.
#[test]
fn unclosed_openings_take_linear_time() {
    let openings =
        ["'\n;", "$a$;\n$b$;\n", "/* ;\n", "{{;\n", "(;\n", "\"x;\n'\n", "CREATE RULE (;\n", "COPY t FROM STDIN;\n", "--;\r"];
    for opening in openings {
        check(opening.repeat(200_000 / opening.len()).as_bytes());
    }
    let tags: String = (0..20_000).map(|number| format!("$t{number}$;\n")).collect();
    check(tags.as_bytes());
}
