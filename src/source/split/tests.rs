//! Texts and the statements in them.

use super::*;
use crate::source::{Document, Runner};
use StatementKind::{MetaCommand, Sql, Unterminated};

fn statements(text: &str) -> Vec<(StatementKind, &str)> {
    let mut document = Document::decode("a.sql".into(), text.as_bytes());
    let section = document.sections(Runner::default())[0];
    split(text, &section).map(|statement| (statement.kind, statement.span.text(text))).collect()
}

fn check(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let expected: Vec<_> = expected.iter().map(|&statement| (Sql, statement)).collect();
        assert_eq!(statements(text), expected, "{text}");
    }
}

#[test]
fn white_space_and_comments_belong_to_no_statement() {
    check(&[
        ("", &[]),
        ("\u{FEFF}", &[]),
        (" ;; ; \n;", &[]),
        ("-- a;\n/* b; /* c */ ; */\n", &[]),
        ("\u{FEFF}a", &["a"]),
        ("a;b", &["a", "b"]),
        ("a -- x;\n, b /* ; */ ; c", &["a -- x;\n, b", "c"]),
        ("a\r-- x\rb;\rc\r", &["a\r-- x\rb", "c"]),
        ("a -- x\n-- y\n/* z */ ;", &["a"]),
        ("a -- x", &["a"]),
        ("a /* x */ b -- x", &["a /* x */ b"]),
        ("a\0;\0b", &["a", "b"]),
        ("é;ü", &["é", "ü"]),
    ]);
}

#[test]
fn quotes_hide_semicolons() {
    check(&[
        ("'a;''b;';c", &["'a;''b;'", "c"]),
        ("'a\\';b", &["'a\\'", "b"]),
        ("E'a\\';b';c", &["E'a\\';b'", "c"]),
        ("x E'\\\\';c", &["x E'\\\\'", "c"]),
        ("typE'a\\';c", &["typE'a\\'", "c"]),
        ("\"a;\"\"b;\";c", &["\"a;\"\"b;\"", "c"]),
        ("$$a;$$;$f$;$$;$f$;c", &["$$a;$$", "$f$;$$;$f$", "c"]),
        ("a$$;b$$;$1;c", &["a$$", "b$$", "$1", "c"]),
        ("'--';/* ' */ b;-- '\nc", &["'--'", "b", "c"]),
        ("{{ index . \"a;'\" }}.b;c", &["{{ index . \"a;'\" }}.b", "c"]),
        ("{{if .x}}\na;\n{{end}}\nb;", &["a", "b"]),
        ("a ${b;};$%A;%$;c", &["a ${b;}", "$%A", "%$", "c"]),
        ("set x to /* TEMPLATE: a */;b", &["set x to /* TEMPLATE: a */", "b"]),
    ]);
}

#[test]
fn bodies_keep_their_semicolons() {
    check(&[
        (
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN a THEN 2 END; END; c",
            &["CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN a THEN 2 END; END", "c"],
        ),
        (
            "create or replace procedure p()\nbegin atomic\nb; end;\nc",
            &["create or replace procedure p()\nbegin atomic\nb; end", "c"],
        ),
        ("CREATE RULE r AS ON INSERT TO t DO (a; b); c", &["CREATE RULE r AS ON INSERT TO t DO (a; b)", "c"]),
        ("CREATE RULE r AS ON INSERT TO t DO (a; b; c", &["CREATE RULE r AS ON INSERT TO t DO (a", "b", "c"]),
        ("CREATE FUNCTION f() BEGIN ATOMIC a; b;", &["CREATE FUNCTION f() BEGIN ATOMIC a", "b"]),
        ("CREATE TABLE t (a; b);", &["CREATE TABLE t (a", "b)"]),
        ("BEGIN; a; END;", &["BEGIN", "a", "END"]),
        ("CREATE FUNCTION f() AS $$ BEGIN a; END $$;c", &["CREATE FUNCTION f() AS $$ BEGIN a; END $$", "c"]),
    ]);
}

#[test]
fn lines_for_the_client_are_no_sql() {
    check(&[
        ("COPY t (a) FROM STDIN;\n1\t'\n;\\.x\n\\.\nc;", &["COPY t (a) FROM STDIN", "c"]),
        ("COPY t FROM stdin WITH (FORMAT csv); -- x\r\n1;2\r\n\\.\r\nc;", &["COPY t FROM stdin WITH (FORMAT csv)", "c"]),
        ("COPY t FROM STDIN;\na;", &["COPY t FROM STDIN", "a"]),
        ("COPY t TO STDOUT;\na;\n\\.\n", &["COPY t TO STDOUT", "a"]),
        ("DELIMITER $$\na; b$$\nDELIMITER ;\nc; d;", &["a; b", "c", "d"]),
        ("delimiter //\na; b//\ndelimiter ;\nc", &["a; b", "c"]),
        ("delimiter d//\na; b; d//\ndelimiter ;\nc", &["a; b", "c"]),
        ("DELIMITER ;;\na; b;;\n;;c;;", &["a; b", "c"]),
        ("DELIMITER $$\n; a; $$;", &["a"]),
        ("a\nGO\nb;\ngo\nc\n  GO  ", &["a", "b", "c"]),
        ("a, going\nGO_b;", &["a, going\nGO_b"]),
        ("a;\n/\nb\n/\n2;", &["a", "b\n/\n2"]),
        ("a\n/\nSELECT 1", &["a", "SELECT 1"]),
        ("select 'x' \\gexec\nselect 2\\g\nc", &["select 'x'", "select 2", "c"]),
    ]);
    let text = "\\set a 'b\n  \\ir c.sql\nd\n\\echo e;\n\\copy t from stdin\n1;\n\\.\nf;\\q";
    let commands = [
        (MetaCommand, "\\set a 'b"),
        (MetaCommand, "\\ir c.sql"),
        (Sql, "d"),
        (MetaCommand, "\\echo e;"),
        (MetaCommand, "\\copy t from stdin"),
        (Sql, "f"),
        (MetaCommand, "\\q"),
    ];
    assert_eq!(statements(text), commands);
}

#[test]
fn what_is_never_closed_costs_its_own_statement() {
    let insert = "insert into t values ('it's');";
    let cases: &[(&str, &[(StatementKind, &str)])] = &[
        ("'a", &[(Unterminated, "'a")]),
        ("'a;\nselect 1;\nselect 2;", &[(Unterminated, "'a"), (Sql, "select 1"), (Sql, "select 2")]),
        ("a 'b; c\nd; -- e\nselect 1;", &[(Unterminated, "a 'b; c\nd"), (Sql, "select 1")]),
        (
            &format!("{insert}\n{}\n{}", "insert into u values ('a');", "select 'b';"),
            &[(Unterminated, "insert into t values ('it's')"), (Sql, "insert into u values ('a')"), (Sql, "select 'b'")],
        ),
        ("a \"b;\nselect 1;", &[(Unterminated, "a \"b"), (Sql, "select 1")]),
        ("a;/* b;\nselect 1;", &[(Sql, "a"), (Unterminated, "/* b"), (Sql, "select 1")]),
        (
            "create function f() as $$\nbegin\n  update t set a = 1;\n  delete from t;\nend;\nselect 1;\nselect 2;",
            &[
                (Unterminated, "create function f() as $$\nbegin\n  update t set a = 1;\n  delete from t;\nend"),
                (Sql, "select 1"),
                (Sql, "select 2"),
            ],
        ),
        ("do $$ a; b", &[(Unterminated, "do $$ a; b")]),
    ];
    for (text, expected) in cases {
        assert_eq!(statements(text), *expected, "{text}");
    }
}

#[test]
fn every_comment_is_in_one_region() {
    let text = "-- a\nb /* c */; -- d\n-- e\n f; /* g */ h; /* i */\n-- j\n";
    let section = Document::decode("a.sql".into(), text.as_bytes()).sections(Runner::default())[0];
    let mut splitter = split(text, &section);
    let regions: Vec<_> =
        splitter.by_ref().map(|statement| (statement.leading.text(text), statement.trailing.text(text))).collect();
    assert_eq!(regions, [("-- a\n", " -- d"), ("\n-- e\n ", ""), (" /* g */ ", " /* i */")]);
    assert_eq!(splitter.remainder().text(text), "\n-- j\n");
}
