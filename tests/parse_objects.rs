//! Objects that are no tables, rows, and code blocks of PostgreSQL: each statement with the operations it becomes.

use ddlint::{
    dialect::Target,
    operation::{Located, Operation},
    parse,
    source::Span,
};

fn parsed(sql: &str) -> Vec<Located> {
    parse::parse(sql, Span::new(0, sql.len() as u32), Target::default(), &mut Vec::new())
}

/// The operations in their debug form, on one line.
fn operations(sql: &str) -> String {
    parsed(sql).iter().map(|located| format!("{:?}", located.operation)).collect::<Vec<_>>().join("; ")
}

/// Every part must be in the debug form of the statement's operations, in this order.
fn assert_parts(cases: &[(&str, &[&str])]) {
    for (sql, parts) in cases {
        let found = operations(sql);
        let mut rest = found.as_str();
        for part in *parts {
            let at = rest.find(part).unwrap_or_else(|| panic!("{sql}\n  lacks {part} in {found}"));
            rest = &rest[at + part.len()..];
        }
    }
}

#[test]
fn views_types_and_functions() {
    assert_parts(&[
        (
            "CREATE OR REPLACE TEMP VIEW v (a) WITH (security_barrier) AS SELECT 1 WITH LOCAL CHECK OPTION",
            &["CreateView", "or_replace: true", "temporary: true", "SELECT 1\""],
        ),
        ("CREATE MATERIALIZED VIEW IF NOT EXISTS s.v AS SELECT 1 WITH NO DATA", &["materialized: true", "with_data: false"]),
        ("REFRESH MATERIALIZED VIEW CONCURRENTLY v", &["RefreshView", "concurrently: true", "after_keyword: 25"]),
        ("CREATE TYPE t AS ENUM ('a', 'b')", &["Enum([\"a\", \"b\"])"]),
        ("CREATE TYPE t AS (a int, b text COLLATE \"C\")", &["Composite([(\"a\"", "int4", "\"text\""]),
        ("ALTER TYPE t ADD VALUE IF NOT EXISTS 'c' AFTER 'b'", &["AddValue", "\"c\"", "if_not_exists: true", "neighbour: Some"]),
        ("ALTER TYPE t ADD ATTRIBUTE a int, DROP ATTRIBUTE IF EXISTS b CASCADE", &["Add,", "Drop,", "cascade: true"]),
        ("ALTER TYPE t RENAME TO u", &["AlterObject", "Type", "RenameTo(\"u\")"]),
        ("CREATE DOMAIN d AS int DEFAULT 1 + 2 NOT NULL CONSTRAINT c CHECK (VALUE > 0)", &["not_null: true", "1 + 2", "\"c\""]),
        ("ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID", &["AddConstraint", "not_valid: true"]),
        (
            "CREATE FUNCTION f(a int, OUT b int) RETURNS TABLE (c int) AS $$ SELECT 1 $$ LANGUAGE SQL STABLE SET search_path = a, b",
            &["Stable", "sets_search_path: true", "returns_set: true", "\"sql\"", "input: true", "input: false", " SELECT 1 "],
        ),
        ("CREATE FUNCTION f() RETURNS t.a%TYPE LANGUAGE c STRICT AS 'lib', 'f'", &["strict: true", "body: \"\""]),
        ("CREATE PROCEDURE p() BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 END; END", &["procedure: true", "\"sql\""]),
        (
            "CREATE CONSTRAINT TRIGGER g AFTER INSERT OR UPDATE OF a ON s.t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.a > 0) EXECUTE PROCEDURE f('x')",
            &["constraint: true", "[\"a\"]", "for_each_row: true"],
        ),
        ("CREATE RULE r AS ON INSERT TO t DO INSTEAD (INSERT INTO u VALUES (1); NOTIFY n)", &["CreateRule", "INSERT INTO u"]),
    ]);
}

#[test]
fn what_is_done_alike_to_all_objects() {
    assert_parts(&[
        ("DROP INDEX CONCURRENTLY IF EXISTS a, s.b", &["Index", "\"a\"", "\"s\"", "concurrently: true", "after_keyword: 10"]),
        ("DROP FUNCTION f(int, text), g CASCADE", &["Function", "\"f\"", "\"g\"", "cascade: true"]),
        ("DROP TRIGGER g ON s.t", &["Trigger", "\"g\"", "on: Some"]),
        ("DROP OWNED BY me CASCADE", &["DROP OWNED"]),
        ("DROP CAST (a AS b)", &["Other"]),
        ("ALTER FUNCTION f(int) OWNER TO me", &["Function", "OwnerTo(\"me\")"]),
        ("ALTER TRIGGER g ON t RENAME TO h", &["on: Some", "RenameTo(\"h\")"]),
        ("ALTER EXTENSION x UPDATE TO '2'", &["Extension", "Other"]),
        ("ALTER SYSTEM SET a = 1", &["ALTER SYSTEM", "outside_transaction: true"]),
        ("CREATE DATABASE d", &["CREATE DATABASE", "outside_transaction: true"]),
        ("CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (connect = false)", &["outside_transaction: false"]),
        ("COMMENT ON COLUMN s.t.c IS E'it\\'s'", &["Column", "\"s\"", "\"t\"", "Some(\"c\")"]),
        ("COMMENT ON CONSTRAINT c ON DOMAIN d IS NULL", &["DomainConstraint"]),
        (
            "CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT 1",
            &["CreateSchema", "\"s\"", "CreateTable", "\"s\"", "CreateView"],
        ),
        ("CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\" WITH SCHEMA s VERSION '1' CASCADE", &["uuid-ossp", "Some(\"s\")"]),
        ("CREATE STATISTICS x (ndistinct) ON a, lower(b) FROM t", &["[\"a\"]"]),
    ]);
}

#[test]
fn rows_read_and_changed() {
    assert_parts(&[
        (
            "INSERT INTO t (a, b) VALUES (1, '(;'), (2, $$)$$)",
            &["Insert", "[\"a\", \"b\"]", "Values", "updates_on_conflict: false"],
        ),
        ("INSERT INTO t VALUES (1) ON CONFLICT (a) WHERE b DO UPDATE SET a = 2 RETURNING a", &["updates_on_conflict: true"]),
        ("INSERT INTO t VALUES ((SELECT max(a) FROM u))", &["Values", "reads: [ObjectName { schema: None, name: \"u\" }]"]),
        ("INSERT INTO t SELECT * FROM u", &["Query", "\"u\""]),
        ("INSERT INTO t SELECT 1, 2", &["source: Values"]),
        ("UPDATE ONLY t AS x SET a = 1, b = b IS DISTINCT FROM c WHERE true", &["only: true", "[\"a\", \"b\"]", "Always"]),
        ("UPDATE t SET (a, b) = (SELECT 1, 2 FROM u) WHERE id = 1", &["Some(Expression", "\"u\"", "values: []"]),
        ("DELETE FROM t USING u WHERE t.id = u.id", &["Delete", "\"u\""]),
        (
            "WITH x AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM x",
            &["Insert", "\"b\"", "nested: [NestedDml { kind: Delete"],
        ),
        ("MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN UPDATE SET a = 1", &["Merge", "\"u\""]),
        ("SELECT a FROM t FOR UPDATE SKIP LOCKED", &["RowShare"]),
        ("SELECT a INTO TEMP n FROM t", &["CreateTableAs", "\"n\"", "Temporary"]),
        ("SELECT pg_catalog.set_config('Lock_Timeout', '5s', true)", &["Set", "lock_timeout", "5s", "local: true"]),
        ("COPY t (a) FROM STDIN WITH (FORMAT csv)", &["Copy", "from: true"]),
        ("COPY (SELECT 1 FROM t) TO STDOUT", &["table: None", "\"t\""]),
        ("EXPLAIN DELETE FROM t", &["Select", "RowExclusive"]),
        ("EXPLAIN (ANALYZE) DELETE FROM t", &["Delete"]),
    ]);
}

#[test]
fn blocks_become_their_statements() {
    let cases: &[(&str, &[&str])] = &[
        (
            "DO $$ BEGIN ALTER TYPE t ADD VALUE 'a'; EXCEPTION WHEN duplicate_object THEN DROP TYPE t; END $$",
            &["ALTER TYPE t ADD VALUE 'a'|has_handler", "DROP TYPE t|conditional"],
        ),
        (
            "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM x) THEN CREATE INDEX i ON t (a); END IF; END $$",
            &["NOT EXISTS (SELECT 1 FROM x)|", "CREATE INDEX i ON t (a)|conditional"],
        ),
        (
            "DO LANGUAGE plpgsql $$ DECLARE n int := 0; BEGIN LOOP UPDATE t SET a = 1; EXIT WHEN NOT FOUND; COMMIT; END LOOP; END; $$",
            &["UPDATE t SET a = 1|loop commits", "COMMIT|loop commits"],
        ),
        (
            "DO $$ DECLARE r record; BEGIN FOR r IN SELECT a FROM t LOOP EXECUTE format('DROP TABLE %I', r.a); END LOOP; END $$",
            &["SELECT a FROM t|", "DROP TABLE %I|loop dynamic"],
        ),
        (
            "DO $$ DECLARE n text; BEGIN SELECT a INTO STRICT n FROM t; EXECUTE 'ALTER TABLE ' || quote_ident(n) || ' ADD b int'; END $$",
            &["SELECT a INTO STRICT n FROM t|", "ADD b int|dynamic"],
        ),
        ("DO $$ DECLARE s text; BEGIN s := 'DROP TABLE x'; EXECUTE s; END $$", &["DROP TABLE x|dynamic"]),
        ("DO 'BEGIN DROP TABLE t; END'", &["DROP TABLE t|"]),
    ];
    for (sql, expected) in cases {
        let operations = parsed(sql);
        assert!(matches!(&operations[0].operation, Operation::Do(block) if block.understood), "{sql}: {operations:?}");
        let inside: Vec<String> = operations[1..].iter().map(|located| describe(located, sql)).collect();
        assert_eq!(inside, *expected, "{sql}");
    }
}

/// The words of an operation with what surrounds it.
fn describe(located: &Located, sql: &str) -> String {
    let context = located.context;
    let marks = [
        (context.conditional, "conditional"),
        (context.has_handler, "has_handler"),
        (context.loop_depth > 0, "loop"),
        (context.commits_in_loop, "commits"),
        (context.dynamic, "dynamic"),
    ];
    let marks: Vec<&str> = marks.into_iter().filter(|(holds, _)| *holds).map(|(_, mark)| mark).collect();
    format!("{}|{}", located.span.text(sql), marks.join(" "))
}

#[test]
fn what_is_left_over_is_not_understood() {
    for sql in [
        "DROP TABLE t u",
        "COMMENT ON TABLE t IS 'a' b",
        "CREATE TYPE t AS ENUM ('a') x",
        "INSERT INTO t VALUES (1) x",
        "UPDATE t SET a = 1 RETURNING",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1' BOGUS",
        "REFRESH MATERIALIZED VIEW v NOW",
        "DROP TRIGGER g",
        "SELECT (1",
        "CHECKPOINT )",
    ] {
        assert!(operations(sql).contains("Unknown"), "{sql}: {}", operations(sql));
    }
    for sql in ["DO $$ BEGIN EXECUTE s; END $$", "DO LANGUAGE plpython3u 'pass'", "DO $$ BEGIN BOGUS; END $$"] {
        assert!(operations(sql).contains("understood: false"), "{sql}");
    }
}
